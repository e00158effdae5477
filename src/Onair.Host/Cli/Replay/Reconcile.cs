using Onair.Inventory;

namespace Onair.Host.Cli.Replay;

/// <summary>The log's own sums against the shop's counters, variant by variant. Pure.</summary>
internal static class Reconcile
{
    /// <param name="plan">What was to be done.</param>
    /// <param name="before">Counters before the opening stock was received; a SKU that was not there is left
    /// out.</param>
    /// <param name="after">Counters after the replay.</param>
    public static List<SkuDifference> Compare(
        ReplayPlan plan, IReadOnlyDictionary<string, Stock> before, IReadOnlyDictionary<string, Stock> after)
    {
        var differences = new List<SkuDifference>();
        foreach (var variant in plan.Products.SelectMany(product => product.Variants))
        {
            var owned = variant.Ordered - variant.Cancelled;
            var log = new ReplayCounts(variant.Ordered, owned, variant.Ordered - owned);
            var was = Counts(before.GetValueOrDefault(variant.Sku));
            var now = Counts(after.GetValueOrDefault(variant.Sku));
            var shop = new ReplayCounts(
                now.Received - was.Received, now.Owned - was.Owned, now.Available - was.Available);
            if (shop != log) differences.Add(new SkuDifference(variant.Sku, log, shop));
        }

        return differences;
    }

    private static ReplayCounts Counts(Stock? stock) => stock is null
        ? new ReplayCounts(0, 0, 0)
        : new ReplayCounts(stock.Received, stock.Sold - stock.Returned + stock.Held, stock.Available);
}
