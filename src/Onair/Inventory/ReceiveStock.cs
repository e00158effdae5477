using Onair.Storage;

namespace Onair.Inventory;

/// <summary>Goods that came in for one variant.</summary>
/// <param name="VariantId">Which variant.</param>
/// <param name="Sku">Its SKU; the stock row is found by it.</param>
/// <param name="Quantity">Pieces, 1 to <see cref="InventoryOptions.QuantityMax"/>.</param>
public readonly record struct Delivery(Guid VariantId, string Sku, long Quantity);

/// <summary>Stored nowhere, sent as exit codes and metric labels; never renumber.</summary>
public enum ReceiveStockStatus
{
    Received = 1,

    /// <summary>A quantity is not between 1 and the maximum.</summary>
    Invalid = 2,
}

/// <summary>Books goods in, all of them or none, in the caller's transaction.</summary>
public sealed class ReceiveStock(TimeProvider time)
{
    public async Task<ReceiveStockStatus> RunAsync(
        Transaction open, IReadOnlyList<Delivery> deliveries, string actor, string? reason, CancellationToken cancel)
    {
        foreach (var delivery in deliveries)
        {
            if (delivery.Quantity is < 1 or > InventoryOptions.QuantityMax) return ReceiveStockStatus.Invalid;
        }

        var rows = deliveries.Select(d => new InventoryStore.NewStock(d.VariantId, d.Sku)).Distinct().ToList();
        var moves = deliveries
            .Select(d => new StockMove(d.VariantId, MovementKind.Receive, d.Quantity, 0, actor, reason))
            .ToList();
        var round = open.Round();
        round.Write(InventoryStore.Create, rows);
        MoveStock.LockAndMove(round, moves, time.GetUtcNow());
        await round.ExecuteAsync(cancel);
        return ReceiveStockStatus.Received;
    }
}
