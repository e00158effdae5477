namespace Onair.Inventory;

/// <summary>Why stock moved. Stored; never renumber.</summary>
public enum MovementKind
{
    /// <summary>Goods came in.</summary>
    Receive = 1,

    /// <summary>A count or a loss corrected the books; the only kind that may be negative.</summary>
    Adjust = 2,

    /// <summary>Set aside for an order that is not paid yet.</summary>
    Hold = 3,

    /// <summary>A hold ended without a sale.</summary>
    Release = 4,

    /// <summary>A hold became a sale: it left the stock.</summary>
    Sell = 5,

    /// <summary>A sale came back.</summary>
    Return = 6,
}

/// <summary>One movement of one variant, perhaps for several orders of one transaction.</summary>
/// <param name="VariantId">Whose stock.</param>
/// <param name="Kind">Why.</param>
/// <param name="Quantity">Pieces, positive; negative only for <see cref="MovementKind.Adjust"/>.</param>
/// <param name="Orders">Orders it is for; 0 when a person moved it.</param>
/// <param name="Actor">Who: <c>shopper</c>, <c>system</c>, a staff name.</param>
/// <param name="Reason">For people; null where the kind says it all.</param>
public readonly record struct StockMove(
    Guid VariantId, MovementKind Kind, long Quantity, int Orders, string Actor, string? Reason);

/// <summary>What a movement does to the counters of a stock row.</summary>
public readonly record struct StockEffect(long OnHand, long Held, long Received, long Sold, long Returned)
{
    public static StockEffect Of(MovementKind kind, long quantity) => kind switch
    {
        MovementKind.Receive => new(quantity, 0, quantity, 0, 0),
        MovementKind.Adjust => new(quantity, 0, quantity, 0, 0),
        MovementKind.Hold => new(0, quantity, 0, 0, 0),
        MovementKind.Release => new(0, -quantity, 0, 0, 0),
        MovementKind.Sell => new(-quantity, -quantity, 0, quantity, 0),
        MovementKind.Return => new(quantity, 0, 0, 0, quantity),
    };
}
