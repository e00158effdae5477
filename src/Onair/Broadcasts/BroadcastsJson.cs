using System.Text.Json.Serialization;

namespace Onair.Broadcasts;

/// <summary>An offer as everybody sees it. Amounts in won with VAT, pieces as whole numbers.</summary>
/// <param name="State"><c>planned</c>, <c>open</c> or <c>closed</c>.</param>
/// <param name="Left">What the allotment has left; the stock may have less.</param>
/// <param name="Ordered">Pieces that stand on orders now, paid or not.</param>
public sealed record OfferView(
    Guid Id,
    string Sku,
    string State,
    long Price,
    long PriceBefore,
    long Allotment,
    long Left,
    long Ordered,
    int? LimitPerCustomer,
    DateTimeOffset PlannedAt,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt)
{
    public static OfferView Of(Offer offer, DateTimeOffset now) => new(
        offer.Id,
        offer.Sku,
        BroadcastWords.Of(offer.StateAt(now)),
        offer.Price,
        offer.PriceBefore,
        offer.Allotment,
        offer.Left,
        offer.Held + offer.Sold,
        offer.LimitPerCustomer,
        offer.PlannedAt,
        offer.OpensAt,
        offer.ClosesAt);
}

/// <summary>A show as everybody sees it.</summary>
/// <param name="State"><c>scheduled</c>, <c>on-air</c> or <c>ended</c>.</param>
/// <param name="Portrait">True: the picture is 9:16; false: 16:9.</param>
/// <param name="OnAirOffer">What the host shows now; absent while there is nothing.</param>
public sealed record BroadcastView(
    Guid Id,
    string Feed,
    string TitleKo,
    string TitleEn,
    string State,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string StreamUrl,
    string PosterUrl,
    bool Portrait,
    Guid? OnAirOffer,
    IReadOnlyList<OfferView> Offers)
{
    public static BroadcastView Of(Broadcast show, DateTimeOffset now) => new(
        show.Id,
        show.Feed,
        show.Title.Ko,
        show.Title.En,
        BroadcastWords.Of(show.State),
        show.StartsAt,
        show.EndsAt,
        show.StreamUrl,
        show.PosterUrl,
        show.IsPortrait,
        show.OnAirOffer,
        [.. show.Offers.Select(offer => OfferView.Of(offer, now))]);
}

/// <summary>Shows by their start.</summary>
public sealed record BroadcastList(IReadOnlyList<BroadcastView> Broadcasts);

/// <summary>The body of a new show. Read by hand (<c>BroadcastBodies</c>); this is its description.</summary>
/// <param name="Id">Optional: asking twice with the same id is scheduling once.</param>
/// <param name="Feed">1-32 of a-z, 0-9 and -.</param>
/// <param name="StreamUrl">An HLS playlist: https, or a path of this shop.</param>
/// <param name="Portrait">True: the picture is 9:16; absent: 16:9.</param>
/// <param name="StartsAt">ISO 8601 with an offset.</param>
/// <param name="RunsItself">True: the clock goes through the rundown.</param>
public sealed record ScheduleBroadcastBody(
    Guid? Id,
    string Feed,
    string TitleKo,
    string TitleEn,
    string StreamUrl,
    string? PosterUrl,
    bool? Portrait,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    bool? RunsItself,
    IReadOnlyList<OfferBody> Offers);

/// <param name="PlannedAt">Absent: with the show.</param>
public sealed record OfferBody(
    string Sku, long Price, long Allotment, int? LimitPerCustomer, DateTimeOffset? PlannedAt);

/// <param name="Offer">What the host shows from now on.</param>
/// <param name="CloseOthers">True: what was on the air can no longer be ordered.</param>
public sealed record PutOnAirBody(Guid Offer, bool? CloseOthers);

/// <summary>What is absent stays; a limit of 0 takes the limit away.</summary>
public sealed record ChangeOfferBody(long? Price, long? Allotment, int? LimitPerCustomer);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BroadcastList))]
[JsonSerializable(typeof(BroadcastView))]
[JsonSerializable(typeof(OfferView))]
[JsonSerializable(typeof(ScheduleBroadcastBody))]
[JsonSerializable(typeof(PutOnAirBody))]
[JsonSerializable(typeof(ChangeOfferBody))]
internal sealed partial class BroadcastsJson : JsonSerializerContext;
