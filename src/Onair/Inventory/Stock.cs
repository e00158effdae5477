namespace Onair.Inventory;

/// <summary>
/// The stock of one variant, in pieces. <c>OnHand + Sold - Returned = Received</c> and <c>0 &lt;= Held &lt;= OnHand</c>
/// always hold; the database checks both.
/// </summary>
public sealed class Stock
{
    public Guid VariantId { get; init; }

    public string Sku { get; init; } = "";

    /// <summary>In the warehouse, holds included.</summary>
    public long OnHand { get; init; }

    /// <summary>Set aside for orders that are not paid yet.</summary>
    public long Held { get; init; }

    /// <summary>Ever received, adjustments included.</summary>
    public long Received { get; init; }

    /// <summary>Ever left for paid orders.</summary>
    public long Sold { get; init; }

    /// <summary>Of those, what came back: returns, and paid orders that were cancelled.</summary>
    public long Returned { get; init; }

    /// <summary>Counts changes; the ETag of reads.</summary>
    public long Version { get; init; }

    /// <summary>What can be ordered now.</summary>
    public long Available => OnHand - Held;
}
