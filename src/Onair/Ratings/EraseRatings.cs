using Onair.Orders;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>
/// An account goes, and what it said goes with it: a text may name who wrote it, and no law asks to keep it
/// (개인정보 보호법 art. 21). The log keeps that there was a rating, and not what it said.
/// </summary>
public sealed class EraseRatings(TimeProvider time)
{
    /// <summary>Orders that are looked at together.</summary>
    private const int pageCount = 500;

    /// <summary>In the transaction that leaves, and before the orders lose their account.</summary>
    public async Task RunAsync(Transaction open, Guid customer, CancellationToken cancel)
    {
        var ids = new List<Guid>();
        var after = Guid.Empty;
        while (true)
        {
            var orders = await CustomerOrders.IdsAsync(open, customer, after, pageCount, cancel);
            if (orders.Count == 0) break;
            after = orders[^1];
            var round = open.Round();
            round.Read(RatingsStore.LockOfOrders, orders, row => row.Uuid(0), ids);
            await round.ExecuteAsync(cancel);
        }

        var ratings = new List<Rating>(ids.Count);
        foreach (var id in ids)
            ratings.Add((await open.FirstAsync<Rating>(RatingsStore.ById, new { id }, cancel))!);
        // Sums are locked in the order of their products.
        foreach (var rating in ratings.OrderBy(r => r.ProductId))
            await OpenRating.WithdrawAsync(open, rating, time.GetUtcNow().ToStored(), cancel);
    }
}
