using System.Text;
using System.Text.Json;
using Onair.Jobs;
using Onair.Orders;
using Onair.Primitives;

namespace Onair.Webhooks;

/// <summary>
/// Pure: facts of the shop as others hear them. The types are promised to others; never rename. Payload:
/// <c>{"type":"order.paid","timestamp":"...","data":{"orderNumber":"...","channel":"web","version":2,
/// "lines":[{"variantId":"...","quantity":1,"amount":12000,"offerId":"..."}]}}</c>.
/// </summary>
public static class WebhookEvents
{
    private static readonly Dictionary<string, string> typeOf = new(StringComparer.Ordinal)
    {
        [OrderFacts.Placed] = "order.placed",
        [OrderFacts.Paid] = "order.paid",
        [OrderFacts.KindOf(OrderStatus.Preparing)] = "order.preparing",
        [OrderFacts.Shipped] = "order.shipped",
        [OrderFacts.KindOf(OrderStatus.Delivered)] = "order.delivered",
        [OrderFacts.Expired] = "order.expired",
        [OrderFacts.Cancelled] = "order.cancelled",
        [OrderFacts.Returned] = "order.returned",
        [OrderFacts.LinesCancelled] = "order.lines-cancelled",
    };

    public static IReadOnlyCollection<string> All => typeOf.Values;

    /// <summary>Null for facts that nobody outside hears.</summary>
    public static string? TypeOf(string fact) => typeOf.GetValueOrDefault(fact);

    public static string BodyOf(Fact fact)
    {
        using var payload = JsonDocument.Parse(fact.Payload);
        var of = payload.RootElement;
        var page = JsonPage.Take();
        var json = page.Json;
        json.WriteStartObject();
        json.WriteString("type"u8, TypeOf(fact.Kind));
        json.WriteString("timestamp"u8, fact.At.UtcDateTime);
        json.WriteStartObject("data"u8);
        json.WriteString("orderNumber"u8, of.GetProperty("number").GetString());
        json.WriteString("channel"u8, OrderWords.Of((Channel)of.GetProperty("channel").GetInt32()));
        json.WriteNumber("version"u8, of.GetProperty("version").GetInt32());
        json.WriteStartArray("lines"u8);
        foreach (var line in of.GetProperty("lines").EnumerateArray())
        {
            json.WriteStartObject();
            json.WriteString("variantId"u8, line[0].GetGuid());
            json.WriteNumber("quantity"u8, line[1].GetInt64());
            json.WriteNumber("amount"u8, line[2].GetInt64());
            if (line.GetArrayLength() > 3) json.WriteString("offerId"u8, line[3].GetGuid());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        var body = Encoding.UTF8.GetString(page.Written());
        page.Return();
        return body;
    }
}
