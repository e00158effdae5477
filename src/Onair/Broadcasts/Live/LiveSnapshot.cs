using Onair.Inventory;
using Onair.Primitives;

namespace Onair.Broadcasts.Live;

/// <summary>
/// What is true of a show or of single things at one moment. A page with talk has two digests in its tag, one for each
/// part.
/// </summary>
internal sealed class LiveSnapshot : StreamEvent
{
    private readonly Parts? parts;

    private LiveSnapshot(byte[] content)
        : base(content)
    {
    }

    private LiveSnapshot(byte[] content, TalkPart talk, Parts parts)
        : base(
            parts.Tag,
            [.. content.AsSpan(0, content.Length - 1), .. ",\"talk\":"u8, .. talk.Json, .. "}"u8],
            // The id comes with the last event only: who loses the line between two has not heard both.
            [.. Written("event: talk\ndata: ", talk.Json), .. parts.AfterTalk]) => this.parts = parts;

    public override ReadOnlyMemory<byte> FrameAfter(string known)
    {
        if (parts is null) return Frame;
        if (known.StartsWith(parts.ContentTag, StringComparison.Ordinal)) return parts.AfterContent;
        return known.EndsWith($"-{parts.TalkTag}", StringComparison.Ordinal) ? parts.AfterTalk : Frame;
    }

    /// <summary>
    /// A show: <c>{"state":"on-air","viewers":12,"onAir":"id","offers":[{"id":"...","state":"open","price":9900,
    /// "left":5,"few":true,"allotment":20,"ordered":15,"closesAt":"..."}]}</c>. What is left is the smaller of
    /// allotment and stock; few is there where an offer is almost gone (<see cref="SalesPace"/>).
    /// </summary>
    public static LiveSnapshot Of(
        LiveShow live, long viewers, SalesPace? pace, IReadOnlyDictionary<string, Stock> stock, DateTimeOffset now)
    {
        var show = live.Show;
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
            var left = LeftOf(offer, stock);
            json.WriteNumber("left"u8, left);
            if (SalesPace.IsAlmostGone(left, offer.Allotment, pace?.PerSecond(offer, now) ?? 0))
                json.WriteBoolean("few"u8, true);
            json.WriteNumber("allotment"u8, offer.Allotment);
            json.WriteNumber("ordered"u8, offer.Held + offer.Sold);
            if (offer.ClosesAt is { } closes) json.WriteString("closesAt"u8, closes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return Take(page, TalkPart.Of(live.Talk));
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
        return Take(page, talk: null);
    }

    /// <summary>Pieces that can be ordered under an offer now.</summary>
    public static long LeftOf(Offer offer, IReadOnlyDictionary<string, Stock> stock) =>
        Math.Max(0, Math.Min(offer.Left, stock.GetValueOrDefault(offer.Sku)?.Available ?? 0));

    private static LiveSnapshot Take(JsonPage page, TalkPart? talk)
    {
        var content = page.Written().ToArray();
        page.Return();
        return talk is null ? new LiveSnapshot(content) : new LiveSnapshot(content, talk, Parts.Of(content, talk));
    }

    /// <summary>What a reader gets who has one of the two parts.</summary>
    private sealed record Parts(
        string Tag, string ContentTag, string TalkTag, byte[] AfterContent, byte[] AfterTalk)
    {
        public static Parts Of(byte[] content, TalkPart talk)
        {
            var contentTag = DigestOf(content);
            var tag = $"{contentTag}-{talk.Tag}";
            return new Parts(
                tag, contentTag, talk.Tag, Written($"event: talk\nid: {tag}\ndata: ", talk.Json),
                Written($"id: {tag}\ndata: ", content));
        }
    }
}
