namespace Onair.Orders;

/// <summary>Where an order came from. Stored; never renumber.</summary>
public enum Channel
{
    Tv = 1,
    Web = 2,
    App = 3,
    Phone = 4,
}

/// <summary>The life of an order. Stored and sent; never renumber.</summary>
public enum OrderStatus
{
    /// <summary>Accepted; its stock is held until the payment deadline.</summary>
    Placed = 1,

    /// <summary>Paid; its stock is its own.</summary>
    Paid = 2,

    /// <summary>The warehouse works on it.</summary>
    Preparing = 3,

    Shipped = 4,

    Delivered = 5,

    /// <summary>Not paid in time; its stock went back.</summary>
    Expired = 6,

    /// <summary>Given up before it was shipped.</summary>
    Cancelled = 7,

    /// <summary>Came back after it was shipped.</summary>
    Returned = 8,
}

/// <summary>An order: what was agreed, and how far it is.</summary>
public sealed class Order
{
    public Guid Id { get; init; }

    /// <summary>6-40 of <c>[A-Za-z0-9_-]</c>: the date in Korea and an unguessable part.</summary>
    public string Number { get; init; } = "";

    public Guid RequestKey { get; init; }

    public Guid RequestHash { get; init; }

    public Guid CustomerKey { get; init; }

    public Channel Channel { get; init; }

    public OrderStatus Status { get; set; }

    /// <summary>1 when placed; every change adds one. The ETag of reads.</summary>
    public int Version { get; set; }

    public string Currency { get; init; } = "KRW";

    /// <summary>The sum of the lines as ordered, VAT included, in won.</summary>
    public long Total { get; init; }

    /// <summary>The VAT inside <see cref="Total"/>.</summary>
    public long Vat { get; init; }

    /// <summary>What is still wanted of <see cref="Total"/>: cancelled and returned pieces are off.</summary>
    public long Remaining { get; set; }

    public string CustomerName { get; init; } = "";

    public string CustomerPhone { get; init; } = "";

    public string? CustomerEmail { get; init; }

    public DateTimeOffset PlacedAt { get; init; }

    public DateTimeOffset PayBefore { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Won that the shop keeps of what was paid, for ways back that the customer bears.</summary>
    public long Fees { get; set; }

    /// <summary>By law it is on its way by then; null until it is paid.</summary>
    public DateTimeOffset? ShipBefore { get; set; }

    /// <summary>By law the customer may change their mind until then; null until it is delivered.</summary>
    public DateTimeOffset? WithdrawBefore { get; set; }

    public List<OrderLine> Lines { get; init; } = [];

    /// <summary>Where it goes; null when nobody said, or when it was not read.</summary>
    public OrderDelivery? Delivery { get; set; }

    /// <summary>The same as it is stored.</summary>
    public string? SealedDelivery { get; set; }

    /// <summary>True when letters and documents about it are in English.</summary>
    public bool IsEnglish { get; init; }

    /// <summary>What must have been captured and not refunded for an order in this state.</summary>
    public long Owed => OrderRules.IsPaid(Status) ? Remaining + Fees : Fees;
}

/// <summary>A line of an order, with the price and the names that it had when it was ordered.</summary>
public sealed class OrderLine
{
    public Guid OrderId { get; init; }

    /// <summary>1, 2, ... in the order of the request.</summary>
    public int Line { get; init; }

    public Guid VariantId { get; init; }

    public string Sku { get; init; } = "";

    public string NameKo { get; init; } = "";

    public string NameEn { get; init; } = "";

    public int Quantity { get; init; }

    public int Cancelled { get; set; }

    public int Returned { get; set; }

    /// <summary>Won, VAT included.</summary>
    public long UnitPrice { get; init; }

    /// <summary>Of the offer's price history, or of the variant's when there is no offer.</summary>
    public int PriceVersion { get; init; }

    /// <summary>The VAT of the whole line as ordered.</summary>
    public long Vat { get; init; }

    /// <summary>True: counts against the customer's limit for this variant.</summary>
    public bool Limited { get; init; }

    /// <summary>The offer of a broadcast that it was bought under; null for the shop's own price.</summary>
    public Guid? OfferId { get; init; }

    /// <summary>True: counts against the customer's limit for the offer.</summary>
    public bool OfferLimited { get; init; }

    /// <summary>Pieces that are still wanted.</summary>
    public int Left => Quantity - Cancelled - Returned;

    public long Amount => Quantity * UnitPrice;

    /// <summary>True for goods without VAT. Below 6 won there is no whole won of tax in either kind.</summary>
    public bool IsTaxFree => Vat == 0 && Primitives.Vat.Included(Amount, taxFree: false) > 0;
}
