using System.Text;
using Onair.Jobs;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>
/// The facts of this room: <c>OrderPlaced</c>, <c>OrderPaid</c>, <c>OrderExpired</c> and so on. Payload:
/// <c>{"number":"...","channel":2,"version":1,"lines":[["variant id",pieces,won,"offer id"], ...]}</c>; a line that was
/// bought under no offer ends with the won. Never personal data. <c>"mail":1</c> stands before the lines when letters
/// about the order reach somebody.
/// </summary>
internal static class OrderFacts
{
    public const string Placed = "OrderPlaced";
    public const string Paid = "OrderPaid";
    public const string Shipped = "OrderShipped";
    public const string Expired = "OrderExpired";
    public const string Cancelled = "OrderCancelled";
    public const string Returned = "OrderReturned";

    /// <summary>Pieces went back without a change of state.</summary>
    public const string LinesCancelled = "OrderLinesCancelled";

    public static string KindOf(OrderStatus status) => status switch
    {
        OrderStatus.Placed => Placed,
        OrderStatus.Paid => Paid,
        OrderStatus.Preparing => "OrderPreparing",
        OrderStatus.Shipped => Shipped,
        OrderStatus.Delivered => "OrderDelivered",
        OrderStatus.Expired => Expired,
        OrderStatus.Cancelled => Cancelled,
        OrderStatus.Returned => Returned,
    };

    /// <summary>The fact that an order was placed, with all its pieces.</summary>
    public static Fact OfPlaced(Order order)
    {
        var pieces = new List<FactLine>(order.Lines.Count);
        foreach (var line in order.Lines)
            pieces.Add(new FactLine(line.VariantId, line.Quantity, line.Amount, line.OfferId));
        return Of(Placed, order, pieces);
    }

    /// <param name="kind">The kind of fact.</param>
    /// <param name="order">After the change.</param>
    /// <param name="pieces">What this fact is about.</param>
    public static Fact Of(string kind, Order order, IReadOnlyList<FactLine> pieces)
    {
        var page = JsonPage.Take();
        var json = page.Json;
        json.WriteStartObject();
        json.WriteString("number"u8, order.Number);
        json.WriteNumber("channel"u8, (int)order.Channel);
        json.WriteNumber("version"u8, order.Version);
        if (OrderLetters.Reach(order)) json.WriteNumber("mail"u8, 1);
        json.WriteStartArray("lines"u8);
        foreach (var (variant, count, amount, offer) in pieces)
        {
            json.WriteStartArray();
            json.WriteStringValue(variant);
            json.WriteNumberValue(count);
            json.WriteNumberValue(amount);
            if (offer is { } id) json.WriteStringValue(id);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        var payload = Encoding.UTF8.GetString(page.Written());
        page.Return();
        return new Fact(kind, order.Id, order.ChangedAt, payload);
    }
}

/// <summary>Pieces and won of one variant that a fact is about, and the offer that they were bought under.</summary>
internal readonly record struct FactLine(Guid VariantId, long Pieces, long Amount, Guid? OfferId);
