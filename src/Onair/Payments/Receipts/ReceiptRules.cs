namespace Onair.Payments.Receipts;

/// <summary>
/// What becomes of receipts. Pure.
/// <code>
/// Asked -> Planned -> Issued -> Cancelling -> Cancelled [and Planned again, for what the shop still keeps]
/// Asked, Planned -> Dropped                the money never came, or went back before anything was asked
/// Planned, Cancelling -> Failed            the provider refused for good: a person must look
/// </code>
/// A receipt is for one amount. When some of the money goes back it is taken back whole, and what remains gets a new
/// one with its own split of tax: a part that is taken off says nothing of which goods it was for.
/// </summary>
internal static class ReceiptRules
{
    /// <summary>True for what a receipt of cash is for: a transfer, or a deposit into an account.</summary>
    public static bool IsCash(Attempt attempt) => attempt.DepositUntil is not null || IsCash(attempt.Method);

    public static bool IsCash(PaymentMethod method) =>
        method is PaymentMethod.Transfer or PaymentMethod.VirtualAccount;

    /// <summary>
    /// True when a customer may (again) say whose name the payment's receipt bears: none is issued or on its way. A
    /// number that was refused may be given again; what a provider would not take back may not.
    /// </summary>
    /// <param name="last">The payment's last receipt; null when it has none.</param>
    public static bool MayAsk(CashReceipt? last) => last is null
        or { State: CashReceiptState.Asked or CashReceiptState.Dropped or CashReceiptState.Cancelled }
        or { State: CashReceiptState.Failed, ProviderKey: null }
        || IsReplaceable(last);

    /// <summary>It waits for the customer to name a number before it is issued without one.</summary>
    public static bool IsReplaceable(CashReceipt receipt) =>
        receipt is { State: CashReceiptState.Planned, IsSelfIssued: true, CalledAt: null };

    /// <summary>What the shop keeps of the payment, as a receipt must say it now.</summary>
    public static ReceiptAmounts Wanted(Attempt attempt, CashReceipt receipt, IEnumerable<Refund> refunds)
    {
        var (vat, taxFree) = (receipt.CapturedVat, receipt.CapturedTaxFree);
        foreach (var refund in refunds)
        {
            if (refund.State != RefundState.Done) continue;
            vat -= refund.Vat;
            taxFree -= refund.TaxFree;
        }

        var amount = attempt.Captured - attempt.Refunded;
        taxFree = Math.Clamp(taxFree, 0, amount);
        return new ReceiptAmounts(amount, Math.Clamp(vat, 0, amount - taxFree), taxFree);
    }

    /// <summary>The receipt after what the shop keeps has changed; null when nothing changes.</summary>
    /// <param name="dueAt">By when a receipt that does not fit any more is to be taken back.</param>
    public static CashReceipt? Follow(
        CashReceipt receipt, ReceiptAmounts wanted, DateTimeOffset now, DateTimeOffset dueAt) => receipt switch
        {
            { State: CashReceiptState.Planned, CalledAt: null } when receipt.Amounts != wanted =>
                Step(receipt, wanted.Amount > 0 ? CashReceiptState.Planned : CashReceiptState.Dropped, now) with
                {
                    Amounts = wanted,
                },
            { State: CashReceiptState.Issued } when receipt.Amounts != wanted =>
                Step(receipt, CashReceiptState.Cancelling, now) with
                {
                    CancelId = Guid.CreateVersion7(now),
                    DueAt = dueAt,
                },
            _ => null,
        };

    /// <summary>The receipt after the provider's answer; null for "again".</summary>
    public static CashReceipt? Settle(CashReceipt receipt, CashReceiptAnswer answer, DateTimeOffset now)
    {
        if (answer.Kind == CashReceiptAnswerKind.Again) return null;
        if (answer.Kind == CashReceiptAnswerKind.Refused)
        {
            return Step(receipt, CashReceiptState.Failed, now) with { FailureCode = answer.Code ?? "REFUSED" };
        }

        if (receipt.State == CashReceiptState.Cancelling) return Step(receipt, CashReceiptState.Cancelled, now);
        return Step(receipt, CashReceiptState.Issued, now) with
        {
            ProviderKey = answer.Key,
            IssueNumber = answer.IssueNumber,
            Url = answer.Url,
        };
    }

    /// <summary>The receipt of what remains after one was taken back.</summary>
    public static CashReceipt Next(
        CashReceipt cancelled, ReceiptAmounts wanted, DateTimeOffset now, DateTimeOffset dueAt) => cancelled with
        {
            Id = Guid.CreateVersion7(now),
            Place = cancelled.Place + 1,
            Amounts = wanted,
            State = CashReceiptState.Planned,
            DueAt = dueAt,
            CalledAt = null,
            CancelId = null,
            ProviderKey = null,
            IssueNumber = null,
            Url = null,
            FailureCode = null,
            ChangedAt = now,
            Version = 1,
        };

    public static CashReceipt Step(CashReceipt receipt, CashReceiptState to, DateTimeOffset now) =>
        receipt with { State = to, ChangedAt = now, Version = receipt.Version + 1 };

    private static bool IsCash(string? method) => PaymentMethods.Find(method ?? "") is { } known && IsCash(known);
}
