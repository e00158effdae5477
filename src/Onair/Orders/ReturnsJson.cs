using Onair.Payments.Receipts;

namespace Onair.Orders;

/// <summary>The body of a withdrawal. Read by hand (<c>ReturnBodies</c>); this is its description.</summary>
/// <param name="Cause"><c>change-of-mind</c>, <c>defect</c> or <c>mismatch</c>.</param>
/// <param name="Lines">Which pieces; absent: all that are left.</param>
/// <param name="RefundAccount">Where the money goes back to; needed when it was paid into an account.</param>
public sealed record WithdrawOrderBody(
    string Cause, IReadOnlyList<CancelLineBody>? Lines, RefundAccountBody? RefundAccount);

/// <param name="Bank">The provider's code of the bank: 1-20 letters, digits, - and _.</param>
/// <param name="Number">1-20 digits; hyphens and spaces may stand between.</param>
/// <param name="Holder">1-60 characters.</param>
public sealed record RefundAccountBody(string Bank, string Number, string Holder);

/// <param name="Purpose"><c>income-deduction</c> (소득공제) or <c>expense-proof</c> (지출증빙).</param>
/// <param name="Number">A mobile number, or a business registration number; hyphens and spaces may stand
/// between.</param>
public sealed record CashReceiptBody(string Purpose, string Number);

/// <summary>A receipt of cash as its customer sees it.</summary>
/// <param name="State"><c>asked</c>, <c>planned</c>, <c>issued</c>, <c>cancelling</c>, <c>cancelled</c> or
/// <c>failed</c>.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Number">Masked; absent when it was issued without one.</param>
/// <param name="SelfIssued">True: nobody had asked, and the law wants one.</param>
/// <param name="Amount">Won; absent until the money is here.</param>
/// <param name="Vat">Won of VAT within.</param>
/// <param name="TaxFree">Won within that bear no VAT.</param>
/// <param name="IssueNumber">The tax office's number.</param>
/// <param name="Url">Where it can be seen.</param>
/// <param name="FailureCode">Why it is not issued.</param>
public sealed record CashReceiptView(
    string State,
    string Purpose,
    string? Number,
    bool SelfIssued,
    long? Amount,
    long? Vat,
    long? TaxFree,
    string? IssueNumber,
    Uri? Url,
    string? FailureCode)
{
    public static CashReceiptView[]? Of(IReadOnlyList<CashReceipt> receipts) => receipts.Count == 0 ? null :
    [
        .. receipts.Select(r => new CashReceiptView(
            OrderWords.Of(r.State),
            OrderWords.Of(r.Purpose),
            r.MaskedNumber,
            r.IsSelfIssued,
            r.Amounts.Amount > 0 ? r.Amounts.Amount : null,
            r.Amounts.Amount > 0 ? r.Amounts.Vat : null,
            r.Amounts.Amount > 0 ? r.Amounts.TaxFree : null,
            r.IssueNumber,
            r.Url,
            r.FailureCode)),
    ];
}

/// <param name="Amount">Won.</param>
/// <param name="Vat">Won of VAT within.</param>
/// <param name="TaxFree">Won within that bear no VAT.</param>
/// <param name="State"><c>pending</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="RequestedAt">Since when it is owed.</param>
/// <param name="DueAt">By law it is paid back by then.</param>
/// <param name="AccountNeeded">True: it waits until somebody says where it goes back to.</param>
public sealed record RefundView(
    long Amount,
    long Vat,
    long TaxFree,
    string State,
    DateTimeOffset RequestedAt,
    DateTimeOffset? DueAt,
    bool AccountNeeded)
{
    public static RefundView[] Of(ShownOrder shown) =>
    [
        .. shown.Refunds.Select(refund => new RefundView(
            refund.Amount,
            refund.Vat,
            refund.TaxFree,
            OrderWords.Of(refund.State),
            refund.RequestedAt,
            refund.DueAt,
            shown.NeedsAccount(refund))),
    ];
}

/// <param name="State"><c>open</c> until the goods are here.</param>
/// <param name="Cause">Why.</param>
/// <param name="RequestedAt">When the customer said so.</param>
/// <param name="Lines">Which pieces.</param>
public sealed record WithdrawalView(
    string State, string Cause, DateTimeOffset RequestedAt, IReadOnlyList<CancelLineBody> Lines)
{
    public static WithdrawalView Of(Withdrawal withdrawal, Order order) => new(
        OrderWords.Of(withdrawal.State),
        OrderWords.Of(withdrawal.Cause),
        withdrawal.RequestedAt,
        [.. withdrawal.Lines.Select(l => new CancelLineBody(order.Lines.First(o => o.Line == l.Line).Sku, l.Pieces))]);
}
