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
