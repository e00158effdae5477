namespace Onair.Broadcasts;

/// <summary>Where an offer is in its time. Follows from its window; sent, not stored. Never renumber.</summary>
public enum OfferState
{
    Planned = 1,

    /// <summary>Can be ordered.</summary>
    Open = 2,

    Closed = 3,
}

/// <summary>
/// A variant in a show: its price, its allotment, its limit per customer and when it can be ordered. The allotment is a
/// ceiling and not a reservation: the pieces come from the variant's stock, which says no when it has none.
/// </summary>
public sealed class Offer
{
    public Guid Id { get; init; }

    public Guid BroadcastId { get; init; }

    /// <summary>1, 2, ... in the rundown.</summary>
    public int Position { get; init; }

    public Guid VariantId { get; init; }

    public string Sku { get; init; } = "";

    /// <summary>Won of one piece, VAT included.</summary>
    public long Price { get; set; }

    /// <summary>The variant's own price when the show was scheduled, for "before".</summary>
    public long PriceBefore { get; init; }

    /// <summary>Which row of the offer's price history <see cref="Price"/> is.</summary>
    public int PriceVersion { get; set; }

    /// <summary>Pieces that this show may sell at most.</summary>
    public long Allotment { get; set; }

    /// <summary>Pieces one customer may have; null for no limit.</summary>
    public int? LimitPerCustomer { get; set; }

    /// <summary>When the rundown wants it on the air.</summary>
    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>From when it can be ordered; null until it is put on the air.</summary>
    public DateTimeOffset? OpensAt { get; set; }

    /// <summary>From when it can no longer be ordered.</summary>
    public DateTimeOffset? ClosesAt { get; set; }

    /// <summary>Pieces of orders that are not paid yet.</summary>
    public long Held { get; init; }

    /// <summary>Pieces that paid orders own; what came back is off, and can be sold again.</summary>
    public long Sold { get; init; }

    /// <summary>Counts changes.</summary>
    public long Version { get; set; }

    /// <summary>What this offer may still sell.</summary>
    public long Left => Allotment - Held - Sold;

    public bool IsOpen(DateTimeOffset now) => OpensAt <= now && now < ClosesAt;

    public OfferState StateAt(DateTimeOffset now) =>
        OpensAt is null ? OfferState.Planned : now < ClosesAt ? OfferState.Open : OfferState.Closed;
}
