namespace Onair.Carts;

/// <summary>How a line stands against the shop as it is now. Sent; never renumber.</summary>
public enum CartLineState
{
    /// <summary>Can be ordered as it is.</summary>
    Fine = 1,

    /// <summary>Can be ordered, at another price than was seen.</summary>
    PriceChanged = 2,

    /// <summary>Fewer are left than the line has.</summary>
    FewerLeft = 3,

    /// <summary>None is left.</summary>
    SoldOut = 4,

    /// <summary>Was taken off sale.</summary>
    NotOnSale = 5,
}

/// <summary>A line as it is kept.</summary>
internal sealed class CartLine
{
    public Guid VariantId { get; init; }

    public string Sku { get; init; } = "";

    public int Quantity { get; init; }

    /// <summary>Won, when the line was last put or agreed to.</summary>
    public long SeenPrice { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}

/// <summary>A line beside what the shop says now.</summary>
/// <param name="NameKo">Product and option; the SKU when it is on sale no longer.</param>
/// <param name="Price">Won per piece now; as it was seen when there is none.</param>
/// <param name="Available">Pieces that can be ordered right now.</param>
/// <param name="LimitPerCustomer">Null for none.</param>
public sealed record ShownLine(
    string Sku,
    string NameKo,
    string NameEn,
    int Quantity,
    long SeenPrice,
    long Price,
    long Available,
    int? LimitPerCustomer,
    CartLineState State)
{
    /// <summary>True when the line can be ordered as it stands.</summary>
    public bool CanOrder => State is CartLineState.Fine or CartLineState.PriceChanged;

    public long Amount => Price * Quantity;

    /// <summary>What is worst is said: that it is gone before that it costs more.</summary>
    internal static CartLineState StateOf(int quantity, long seenPrice, long price, long available, bool onSale) =>
        !onSale ? CartLineState.NotOnSale
        : available <= 0 ? CartLineState.SoldOut
        : available < quantity ? CartLineState.FewerLeft
        : price != seenPrice ? CartLineState.PriceChanged
        : CartLineState.Fine;
}

/// <param name="Version">Counts the changes; 0 for a cart that is not there.</param>
/// <param name="Lines">In the order in which they came.</param>
public sealed record ShownCart(int Version, IReadOnlyList<ShownLine> Lines)
{
    public static readonly ShownCart Empty = new(0, []);

    /// <summary>Won of the lines that can be ordered.</summary>
    public long Total => Lines.Where(l => l.CanOrder).Sum(l => l.Amount);

    public int Pieces => Lines.Sum(l => l.Quantity);

    /// <summary>True when it can go to the checkout as a whole.</summary>
    public bool CanOrder => Lines.Count > 0 && Lines.All(l => l.CanOrder);
}
