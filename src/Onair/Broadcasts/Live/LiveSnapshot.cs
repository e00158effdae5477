using System.Security.Cryptography;
using System.Text;
using Onair.Inventory;
using Onair.Primitives;

namespace Onair.Broadcasts.Live;

/// <summary>
/// What is true of one page at one moment, written once for all who watch it. The tag is a digest of the content, so
/// that it means the same on every node and after a restart.
/// </summary>
internal sealed class LiveSnapshot
{
    private LiveSnapshot(byte[] json)
    {
        Json = json;
        Tag = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8));
        Frame = Encoding.UTF8.GetBytes($"id: {Tag}\ndata: {Encoding.UTF8.GetString(json)}\n\n");
    }

    public string Tag { get; }

    /// <summary>For who asks now and then.</summary>
    public byte[] Json { get; }

    /// <summary>The same as an event of a stream.</summary>
    public byte[] Frame { get; }

    /// <summary>
    /// A show: <c>{"state":"on-air","viewers":12,"onAir":"id","offers":[{"id":"...","state":"open","price":9900,
    /// "left":5,"allotment":20,"ordered":15,"closesAt":"..."}]}</c>. What is left is the smaller of allotment and
    /// stock.
    /// </summary>
    public static LiveSnapshot Of(
        Broadcast show, long viewers, IReadOnlyDictionary<string, Stock> stock, DateTimeOffset now)
    {
        var page = JsonPage.Take();
        var json = page.Json;
        json.WriteStartObject();
        json.WriteString("state"u8, BroadcastWords.Of(show.State));
        json.WriteNumber("viewers"u8, viewers);
        if (show.OnAirOffer is { } onAir) json.WriteString("onAir"u8, onAir);
        json.WriteStartArray("offers"u8);
        foreach (var offer in show.Offers)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, offer.Id);
            json.WriteString("state"u8, BroadcastWords.Of(offer.StateAt(now)));
            json.WriteNumber("price"u8, offer.Price);
            json.WriteNumber("left"u8, LeftOf(offer, stock));
            json.WriteNumber("allotment"u8, offer.Allotment);
            json.WriteNumber("ordered"u8, offer.Held + offer.Sold);
            if (offer.ClosesAt is { } closes) json.WriteString("closesAt"u8, closes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return Take(page);
    }

    /// <summary>Single things: <c>{"stock":{"MUG-001":5}}</c>; what has no stock row is not in it.</summary>
    public static LiveSnapshot Of(IReadOnlyList<string> skus, IReadOnlyDictionary<string, Stock> stock)
    {
        var page = JsonPage.Take();
        var json = page.Json;
        json.WriteStartObject();
        json.WriteStartObject("stock"u8);
        foreach (var sku in skus)
        {
            if (stock.TryGetValue(sku, out var row)) json.WriteNumber(sku, row.Available);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        return Take(page);
    }

    /// <summary>Pieces that can be ordered under an offer now.</summary>
    public static long LeftOf(Offer offer, IReadOnlyDictionary<string, Stock> stock) =>
        Math.Max(0, Math.Min(offer.Left, stock.GetValueOrDefault(offer.Sku)?.Available ?? 0));

    private static LiveSnapshot Take(JsonPage page)
    {
        var snapshot = new LiveSnapshot(page.Written().ToArray());
        page.Return();
        return snapshot;
    }
}
