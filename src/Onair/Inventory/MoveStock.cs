using Onair.Storage;

namespace Onair.Inventory;

/// <summary>
/// Writes movements and their effects in the caller's transaction. What may not be is refused by the caller's decision
/// before; if a decision is wrong all the same, the database's checks throw and nothing of the transaction happens.
/// </summary>
public static class MoveStock
{
    /// <summary>
    /// Reads and locks the stock rows of these SKUs, in one global order. SKUs without stock are not in the result.
    /// </summary>
    public static void Lock(Round round, IReadOnlyList<string> skus, ICollection<Stock> into) =>
        round.Read(InventoryStore.LockBySku, skus, InventoryStore.Map, into);

    /// <summary>Locks the rows and moves them, in one round.</summary>
    public static void LockAndMove(Round round, IReadOnlyList<StockMove> moves, DateTimeOffset at)
    {
        var ids = new List<Guid>(moves.Count);
        foreach (var move in moves)
        {
            if (!ids.Contains(move.VariantId)) ids.Add(move.VariantId);
        }

        round.Read(InventoryStore.LockById, ids, row => row.Uuid(0), new List<Guid>(ids.Count));
        Move(round, moves, at);
    }

    /// <summary>Moves rows that this transaction has locked.</summary>
    public static void Move(Round round, IReadOnlyList<StockMove> moves, DateTimeOffset at)
    {
        round.Write(InventoryStore.Apply, Fold(moves));
        var rows = new List<InventoryStore.MovementRow>(moves.Count);
        foreach (var move in moves) rows.Add(new(move, at));
        round.Write(InventoryStore.AddMovement, rows);
    }

    /// <summary>One delta per variant: a set-based update touches each row once.</summary>
    internal static List<InventoryStore.StockDelta> Fold(IReadOnlyList<StockMove> moves)
    {
        var effects = new Dictionary<Guid, StockEffect>(moves.Count);
        foreach (var move in moves)
        {
            var effect = StockEffect.Of(move.Kind, move.Quantity);
            effects.TryGetValue(move.VariantId, out var sum);
            effects[move.VariantId] = new StockEffect(
                sum.OnHand + effect.OnHand,
                sum.Held + effect.Held,
                sum.Received + effect.Received,
                sum.Sold + effect.Sold,
                sum.Returned + effect.Returned);
        }

        var deltas = new List<InventoryStore.StockDelta>(effects.Count);
        foreach (var (variantId, effect) in effects) deltas.Add(new(variantId, effect));
        return deltas;
    }
}
