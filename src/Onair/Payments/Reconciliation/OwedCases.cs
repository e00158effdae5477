using Onair.Payments.Receipts;

namespace Onair.Payments.Reconciliation;

/// <summary>Cases that are not found in books: what is owed, and stands out by itself. Pure.</summary>
internal static class OwedCases
{
    /// <summary>We count it as captured, and the bank has taken it back.</summary>
    public static Comparison OfDeposit(Attempt attempt, DateTimeOffset at) => new(
        Bucket.StatusDiffers, CaseSubject.Deposit, attempt.Id, attempt.ProviderOrderId, null, attempt.Captured, 0, at);

    public static string KeyOfDeposit(Attempt attempt) => OfDeposit(attempt, default).Key;

    /// <summary>The refund's id is the reference: a payment may have several that are late.</summary>
    public static Comparison OfRefund(OverdueRefund refund) => new(
        Bucket.Overdue, CaseSubject.RefundDue, refund.AttemptId, refund.ProviderOrderId, refund.Id.ToString("N"),
        refund.Amount, 0, refund.DueAt);

    public static string KeyOfRefund(Attempt attempt, Refund refund) => OfRefund(new OverdueRefund
    {
        Id = refund.Id,
        OrderNumber = attempt.OrderNumber,
        Number = attempt.Number,
    }).Key;

    public static Comparison OfReceipt(Attempt attempt, CashReceipt receipt, Bucket bucket) => new(
        bucket, CaseSubject.CashReceipt, attempt.Id, attempt.ProviderOrderId, null, receipt.Amounts.Amount, 0,
        receipt.DueAt ?? receipt.ChangedAt);

    public static string KeyOfReceipt(Attempt attempt) => new Comparison(
        Bucket.Matched, CaseSubject.CashReceipt, attempt.Id, attempt.ProviderOrderId, null, 0, 0, default).Key;
}
