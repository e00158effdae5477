using Onair.Jobs;
using Onair.Storage;

namespace Onair.Catalog.Search;

/// <summary>
/// Takes into search what a version without it has written: the products of before the upgrade, and those that
/// yesterday's program writes while it runs beside. Finds nothing otherwise.
/// </summary>
public sealed class CatchUpSearch(Database database) : ITimedVerb
{
    /// <summary>Products of one transaction: some tenths of a second in which nothing else is saved.</summary>
    private const int batchMax = 500;

    public string Name => "catalog.search";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        // Looked for outside of the writer's turn: nearly always there is nothing.
        var waiting = await database.ReadAsync(open => FindAsync(open, cancel), cancel);
        if (waiting.Count == 0) return false;
        return await database.WriteAsync(
            async open =>
            {
                await open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel);
                var ids = await FindAsync(open, cancel);
                await IndexProducts.RunAsync(open, await ReadProducts.RunAsync(open, ids, cancel), cancel);
                return ids.Count == batchMax;
            },
            cancel);
    }

    private static Task<List<Guid>> FindAsync(Transaction open, CancellationToken cancel) =>
        open.QueryAsync<Guid>(CatalogStore.NotIndexed, new { limit = batchMax }, cancel);
}
