using System.Text;
using Onair.Jobs;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>
/// The facts of this room: <c>OrderPlaced</c>, <c>OrderPaid</c>, <c>OrderExpired</c> and so on. Payload:
/// <c>{"number":"...","channel":2,"version":1,"lines":[["variant id",pieces,won], ...]}</c>; never personal data.
/// </summary>
internal static class OrderFacts
{
    public const string Placed = "OrderPlaced";
    public const string Paid = "OrderPaid";

    /// <summary>Pieces went back without a change of state.</summary>
    public const string LinesCancelled = "OrderLinesCancelled";

    public static string KindOf(OrderStatus status) => status switch
    {
        OrderStatus.Placed => Placed,
        OrderStatus.Paid => Paid,
        OrderStatus.Preparing => "OrderPreparing",
        OrderStatus.Shipped => "OrderShipped",
        OrderStatus.Delivered => "OrderDelivered",
        OrderStatus.Expired => "OrderExpired",
        OrderStatus.Cancelled => "OrderCancelled",
        OrderStatus.Returned => "OrderReturned",
    };

    /// <summary>The fact that an order was placed, with all its pieces.</summary>
    public static Fact OfPlaced(Order order)
    {
        var pieces = new List<(Guid, long, long)>(order.Lines.Count);
        foreach (var line in order.Lines) pieces.Add((line.VariantId, line.Quantity, line.Amount));
        return Of(Placed, order, pieces);
    }

    /// <param name="kind">The kind of fact.</param>
    /// <param name="order">After the change.</param>
    /// <param name="pieces">Variant, pieces and won that this fact is about.</param>
    public static Fact Of(string kind, Order order, IReadOnlyList<(Guid Variant, long Pieces, long Amount)> pieces)
    {
        var page = JsonPage.Take();
        var json = page.Json;
        json.WriteStartObject();
        json.WriteString("number"u8, order.Number);
        json.WriteNumber("channel"u8, (int)order.Channel);
        json.WriteNumber("version"u8, order.Version);
        json.WriteStartArray("lines"u8);
        foreach (var (variant, count, amount) in pieces)
        {
            json.WriteStartArray();
            json.WriteStringValue(variant);
            json.WriteNumberValue(count);
            json.WriteNumberValue(amount);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        var payload = Encoding.UTF8.GetString(page.Written());
        page.Return();
        return new Fact(kind, order.Id, order.ChangedAt, payload);
    }
}
