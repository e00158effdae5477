using Onair.Storage;

namespace Onair.Catalog.Search;

/// <summary>What sold best lately, as <see cref="RankProducts"/> was told. What sold nothing is not in it.</summary>
public sealed class ListBestSellers(Database database)
{
    /// <summary>A shelf of a front page; the sort by sales goes on from there.</summary>
    public const int LimitMax = 24;

    /// <summary>The most first; perhaps fewer than asked for, perhaps none.</summary>
    public Task<List<Product>> RunAsync(int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        return database.ReadAsync(
            async open =>
            {
                var ids = await open.QueryAsync<Guid>(CatalogStore.BestSellers, new { limit }, cancel);
                var products = (await ReadProducts.RunAsync(open, ids, cancel)).ToDictionary(product => product.Id);
                return ids.ConvertAll(id => products[id]);
            },
            cancel);
    }
}
