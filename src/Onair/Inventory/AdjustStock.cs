using Onair.Storage;

namespace Onair.Inventory;

/// <summary>A correction of the books.</summary>
/// <param name="Sku">Which variant.</param>
/// <param name="Change">Pieces more or fewer; not 0, at most <see cref="InventoryOptions.QuantityMax"/> either
/// way.</param>
/// <param name="Reason">Why, for the history: 1 to 200 characters.</param>
/// <param name="Actor">Who.</param>
public readonly record struct Adjustment(string Sku, long Change, string Reason, string Actor);

/// <summary>Sent as exit codes and problem codes; never renumber.</summary>
public enum AdjustStockStatus
{
    Adjusted = 1,

    /// <summary>No stock was ever received for this SKU.</summary>
    UnknownVariant = 2,

    /// <summary>Fewer would remain than are held for orders: cancel those first.</summary>
    BelowHeld = 3,

    /// <summary>Change or reason is out of range.</summary>
    Invalid = 4,
}

/// <summary>Corrects the stock of one variant.</summary>
public sealed class AdjustStock(Database database, TimeProvider time)
{
    public Task<AdjustStockStatus> RunAsync(Adjustment asked, CancellationToken cancel) =>
        database.WriteAsync(open => RunAsync(open, asked, cancel), cancel);

    public async Task<AdjustStockStatus> RunAsync(Transaction open, Adjustment asked, CancellationToken cancel)
    {
        var reasonLength = asked.Reason.Trim().Length;
        if (asked.Change is 0 or < -InventoryOptions.QuantityMax or > InventoryOptions.QuantityMax)
            return AdjustStockStatus.Invalid;
        if (reasonLength is 0 or > InventoryOptions.ReasonMax) return AdjustStockStatus.Invalid;

        var found = new List<Stock>(1);
        var load = open.Round();
        MoveStock.Lock(load, [asked.Sku], found);
        await load.ExecuteAsync(cancel);
        if (found.Count == 0) return AdjustStockStatus.UnknownVariant;
        if (found[0].Available + asked.Change < 0) return AdjustStockStatus.BelowHeld;

        var write = open.Round();
        MoveStock.Move(
            write,
            [new StockMove(found[0].VariantId, MovementKind.Adjust, asked.Change, 0, asked.Actor, asked.Reason.Trim())],
            time.GetUtcNow());
        await write.ExecuteAsync(cancel);
        return AdjustStockStatus.Adjusted;
    }
}
