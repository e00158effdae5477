using Onair.Carts;
using Onair.Primitives;

namespace Onair.Orders.Intake;

/// <summary>What a shopper asks for. Made by <see cref="OrderRequestReader"/>.</summary>
public sealed class PlaceOrder
{
    private const int deliveryParts = 6;

    /// <summary>1-255 printable ASCII characters, unique per customer; a UUID of version 7 costs least.</summary>
    public required string IdempotencyKey { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>1-100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Digits only, 7-15; the customer of a guest order is who answers this phone.</summary>
    public required string Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>1-500 lines, no SKU twice.</summary>
    public required IReadOnlyList<PlaceOrderLine> Lines { get; init; }

    /// <summary>Where it goes; null when the request did not say: not all goods are sent by us.</summary>
    public OrderDelivery? Delivery { get; init; }

    /// <summary>True when letters and documents are to be in English. Not part of what is agreed.</summary>
    public bool IsEnglish { get; init; }

    /// <summary><see cref="Delivery"/> as it is stored; sealed before the request joins the queue.</summary>
    internal string? SealedDelivery { get; set; }
    /// <summary>
    /// The account in whose list the order stands; null for a guest's. Not asked for, but known: it is in no
    /// fingerprint, so that who asks again after signing in gets the same order.
    /// </summary>
    public Guid? Account { get; set; }

    /// <summary>
    /// The cart that the lines come from and leave with the order; null for an order that comes from none.
    /// </summary>
    public CartOwner? Cart { get; set; }

    /// <summary>Who, as a fingerprint: limits and idempotency keys are per customer.</summary>
    public Guid CustomerKey { get; private set; }

    /// <summary>Customer and idempotency key.</summary>
    public Guid RequestKey { get; private set; }

    /// <summary>Everything that was asked for, so that the same key with another body is found out.</summary>
    public Guid RequestHash { get; private set; }

    /// <summary>Computes the fingerprints; on the caller's thread, so that lanes only decide and write.</summary>
    public PlaceOrder Seal()
    {
        CustomerKey = Digest.Of(Phone);
        RequestKey = Intake.RequestKey.Of(Phone, IdempotencyKey);
        // An order without a delivery is what it was before there were any: keys of old orders stay known.
        var parts = new string[4 + (Lines.Count * 3) + (Delivery is null ? 0 : deliveryParts)];
        parts[0] = Channel.ToString();
        parts[1] = Name;
        parts[2] = Phone;
        parts[3] = Email ?? "";
        for (var i = 0; i < Lines.Count; i++)
        {
            parts[4 + (i * 3)] = Lines[i].Sku;
            parts[5 + (i * 3)] = Lines[i].Quantity.ToString();
            // A line without an offer is what it was before there were any: keys of old orders stay known.
            parts[6 + (i * 3)] = Lines[i].Offer is { } offer
                ? $"{Lines[i].UnitPrice}@{offer:N}"
                : Lines[i].UnitPrice.ToString();
        }

        if (Delivery is { } to)
        {
            string[] texts = [to.Recipient, to.Phone, to.Postcode, to.Line1, to.Line2, to.Memo];
            texts.CopyTo(parts, parts.Length - deliveryParts);
        }

        RequestHash = Digest.Of(parts);
        return this;
    }
}

/// <param name="Sku">As <see cref="Catalog.Variant.IsSku"/> says: 1-64 characters.</param>
/// <param name="Quantity">1 to <see cref="OrdersOptions.QuantityMax"/>.</param>
/// <param name="UnitPrice">The price the shopper saw, in won, VAT included.</param>
/// <param name="Offer">The offer of a broadcast that it is bought under; null for the shop's own price.</param>
public readonly record struct PlaceOrderLine(string Sku, int Quantity, long UnitPrice, Guid? Offer = null);

/// <summary>What became of a <see cref="PlaceOrder"/>. Stored in metrics and sent; never renumber.</summary>
public enum PlaceOrderStatus
{
    /// <summary>Accepted and committed.</summary>
    Placed = 1,

    /// <summary>The same key and body were accepted before: the same order again.</summary>
    AlreadyPlaced = 2,

    /// <summary>Fewer are left than were asked for; says which lines and how many are left.</summary>
    SoldOut = 3,

    /// <summary>The shopper saw another price; says which lines and the price now.</summary>
    PriceChanged = 4,

    /// <summary>The same key was used for another body.</summary>
    KeyReused = 5,

    /// <summary>More than one customer may have; says which lines and how many are still allowed.</summary>
    OverLimit = 6,

    /// <summary>Exists, but is not on sale now; or the offer is not open, or not one of this SKU.</summary>
    OfferEnded = 7,

    /// <summary>No such SKU.</summary>
    UnknownVariant = 8,

    /// <summary>A field is wrong; never reaches the queue.</summary>
    Invalid = 9,

    /// <summary>Too many are waiting: try again after a moment. Nothing was kept.</summary>
    Busy = 10,
}

/// <summary>Why a line was refused.</summary>
/// <param name="Line">Index into the request's lines, from 0.</param>
/// <param name="Sku">Its SKU.</param>
/// <param name="Left">Pieces still available, or still allowed to this customer.</param>
/// <param name="UnitPrice">The price now: the offer's while it is open, else the variant's; null when there is
/// none.</param>
public readonly record struct RefusedLine(int Line, string Sku, long Left, long? UnitPrice);

/// <param name="Status">What became of it.</param>
/// <param name="Order">The order, when <see cref="PlaceOrderStatus.Placed"/> or AlreadyPlaced.</param>
/// <param name="Refused">The lines in the way, else empty.</param>
public sealed record PlaceOrderAnswer(PlaceOrderStatus Status, Order? Order, IReadOnlyList<RefusedLine> Refused)
{
    public static readonly PlaceOrderAnswer Busy = new(PlaceOrderStatus.Busy, null, []);
}
