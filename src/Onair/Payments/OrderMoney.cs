using Onair.Storage;

namespace Onair.Payments;

/// <summary>What all attempts of one order came to, in integer won.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Captured">Taken from the customer, late captures included.</param>
/// <param name="Refunding">Asked back, not ended yet.</param>
/// <param name="Refunded">Paid back.</param>
/// <param name="CapturedAttempts">Attempts with a capture, refunded ones included; more than one after a late
/// success.</param>
/// <param name="InFlight">Attempts whose outcome is not known.</param>
/// <param name="Approved">Attempts that pay the order now: 0 or 1.</param>
public sealed record OrderMoney(
    Guid OrderId, long Captured, long Refunding, long Refunded, int CapturedAttempts, int InFlight, int Approved)
{
    /// <summary>
    /// What stays with the shop once all refunds have ended well: what the order's state must say is owed.
    /// </summary>
    public long Kept => Captured - Refunding - Refunded;

    /// <summary>Rows of a page at most.</summary>
    public const int PageMax = 10_000;

    /// <summary>Adds the read to a round; orders without attempts have no row.</summary>
    public static void OfOrders(Round round, IReadOnlyList<Guid> orderIds, List<OrderMoney> into) =>
        PaymentsStore.ReadMoney(round, orderIds, into);

    /// <summary>
    /// A walk over all orders with attempts, by id: start with <see cref="Guid.Empty"/>, go on with the last id.
    /// </summary>
    public static async Task<List<OrderMoney>> PageAsync(
        Transaction open, Guid after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        var page = new List<OrderMoney>();
        var round = open.Round();
        PaymentsStore.ReadMoneyPage(round, after, limit, page);
        await round.ExecuteAsync(cancel);
        return page;
    }
}
