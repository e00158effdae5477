using Onair.Storage;

namespace Onair.Inventory;

/// <summary>A line of a variant's history.</summary>
public sealed class Movement
{
    public long Id { get; init; }

    public MovementKind Kind { get; init; }

    public long Quantity { get; init; }

    public int Orders { get; init; }

    public DateTimeOffset At { get; init; }

    public string Actor { get; init; } = "";

    public string? Reason { get; init; }
}

/// <summary>
/// Reads of stock. They may be served by a replica and so be a moment old; the order path reads its own.
/// </summary>
public sealed class ReadStock(Database database)
{
    /// <summary>
    /// Stock of these SKUs (at most <see cref="InventoryOptions.PageMax"/>); unknown ones are left out.
    /// </summary>
    public Task<IReadOnlyList<Stock>> BySkuAsync(IReadOnlyList<string> skus, CancellationToken cancel) =>
        database.ReadAsync(open => BySkuAsync(open, skus, cancel), cancel);

    /// <summary>The same within a transaction that is open already.</summary>
    public static async Task<IReadOnlyList<Stock>> BySkuAsync(
        Transaction open, IReadOnlyList<string> skus, CancellationToken cancel)
    {
        if (skus.Count > InventoryOptions.PageMax)
            throw new ArgumentException("too many SKUs for one read", nameof(skus));
        var found = new List<Stock>(skus.Count);
        var round = open.Round();
        round.Read(InventoryStore.BySku, skus, InventoryStore.Map, found);
        await round.ExecuteAsync(cancel);
        return found;
    }

    /// <summary>A page of all stock rows, ordered by SKU, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<Stock>> PageAsync(string after, int limit, CancellationToken cancel) =>
        await database.ReadAsync(open => PageAsync(open, after, limit, cancel), cancel);

    /// <summary>The same in the caller's transaction.</summary>
    public static async Task<IReadOnlyList<Stock>> PageAsync(
        Transaction open, string after, int limit, CancellationToken cancel) =>
        await open.QueryAsync<Stock>(
            InventoryStore.Page, new { after, limit = Math.Clamp(limit, 1, InventoryOptions.PageMax) }, cancel);

    /// <summary>The history of one SKU, newest first, before the movement <paramref name="before"/>.</summary>
    public async Task<IReadOnlyList<Movement>> HistoryAsync(
        string sku, long before, int limit, CancellationToken cancel) =>
        await database.ReadAsync(
            open => open.QueryAsync<Movement>(
                InventoryStore.History,
                new { sku, before, limit = Math.Clamp(limit, 1, InventoryOptions.PageMax) },
                cancel),
            cancel);
}
