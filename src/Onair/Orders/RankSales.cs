using Onair.Catalog.Search;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Tells the catalog what sold best lately, for the sort by sales and for the home page.</summary>
internal sealed class RankSales(Database database, TimeProvider time) : ITimedVerb
{
    /// <summary>Four weeks: every weekday counts alike, and a show of last season does not.</summary>
    private static readonly TimeSpan window = TimeSpan.FromDays(28);

    public string Name => "orders.rank-sales";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow() - window;
        var sales = await database.ReadAsync(
            open => open.QueryAsync<BestSeller>(
                SalesStore.BestSellers, new { since, limit = RankProducts.VariantsMax }, cancel),
            cancel);
        await database.WriteAsync(
            open => RankProducts.RunAsync(
                open, sales.ConvertAll(s => new VariantSales(s.VariantId, s.Pieces)), cancel),
            cancel);
        return false;
    }

    internal sealed class BestSeller
    {
        public Guid VariantId { get; init; }

        public long Pieces { get; init; }
    }
}
