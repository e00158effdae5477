using System.Text.Json.Serialization;

namespace Onair.Orders;

/// <summary>Orders, pieces and won; paid amounts are before returns.</summary>
public sealed record SalesView(long Orders, long Placed, long PlacedAmount, long Paid, long PaidAmount, long Undone)
{
    public static SalesView Of(SalesSum sum) =>
        new(sum.Orders, sum.Placed, sum.PlacedAmount, sum.Paid, sum.PaidAmount, sum.Undone);
}

public sealed record ResultChannelView(string Channel, SalesView Sales);

public sealed record ResultOfferView(
    Guid Id, string Sku, long Price, long Allotment, double SellThrough, SalesView Sales);

public sealed record ResultMinuteView(
    DateTimeOffset Minute, SalesView Sales, double SellThrough, long Viewers, long Joined);

/// <summary>What a show brought, until now.</summary>
/// <param name="Conversion">Orders per viewer who came; absent when nobody was counted.</param>
public sealed record ResultView(
    Guid Id,
    string TitleKo,
    string TitleEn,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    SalesView Total,
    double SellThrough,
    long Joined,
    long ViewersPeak,
    double? Conversion,
    IReadOnlyList<ResultChannelView> Channels,
    IReadOnlyList<ResultOfferView> Offers,
    IReadOnlyList<ResultMinuteView> Minutes)
{
    public static ResultView Of(BroadcastResult result) => new(
        result.Broadcast.Id,
        result.Broadcast.Title.Ko,
        result.Broadcast.Title.En,
        result.Broadcast.StartedAt,
        result.Broadcast.EndedAt,
        SalesView.Of(result.Total),
        result.SellThrough,
        result.Joined,
        result.ViewersPeak,
        result.Conversion,
        [.. result.Channels.Select(c => new ResultChannelView(OrderWords.Of(c.Channel), SalesView.Of(c.Sales)))],
        [.. result.Offers.Select(o => new ResultOfferView(
            o.Offer.Id, o.Offer.Sku, o.Offer.Price, o.Offer.Allotment, o.SellThrough, SalesView.Of(o.Sales)))],
        [.. result.Minutes.Select(m => new ResultMinuteView(
            m.Minute, SalesView.Of(m.Sales), m.SellThrough, m.Viewers, m.Joined))]);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultView))]
internal sealed partial class ResultsJson : JsonSerializerContext;
