using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Broadcasts;

/// <summary>A show as a producer plans it.</summary>
public sealed record BroadcastDraft
{
    /// <summary>Given by the asker, so that asking twice is scheduling once; empty: a new one is made.</summary>
    public Guid Id { get; init; }

    public required string Feed { get; init; }

    public required LocalText Title { get; init; }

    public required string StreamUrl { get; init; }

    public string PosterUrl { get; init; } = "";

    /// <summary>True: the picture is 9:16; false: 16:9.</summary>
    public bool IsPortrait { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public bool RunsItself { get; init; }

    /// <summary>In the order of the rundown.</summary>
    public required IReadOnlyList<OfferDraft> Offers { get; init; }
}

/// <summary>An offer as a producer plans it.</summary>
/// <param name="Sku">The variant.</param>
/// <param name="Price">Won, VAT included.</param>
/// <param name="Allotment">Pieces.</param>
/// <param name="LimitPerCustomer">Pieces; null for no limit.</param>
/// <param name="PlannedAt">When it goes on the air, within the show.</param>
public sealed record OfferDraft(
    string Sku, long Price, long Allotment, int? LimitPerCustomer, DateTimeOffset PlannedAt);

/// <summary>What a draft must be like.</summary>
internal static class DraftCheck
{
    /// <summary>Every wrong field at once.</summary>
    public static List<FieldError> Of(BroadcastDraft draft, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        if (!IsFeed(draft.Feed))
            errors.Add(new("feed", $"must be 1 to {BroadcastsOptions.FeedLengthMax} of a-z, 0-9 and -"));
        Title(draft.Title.Ko, "titleKo", errors);
        Title(draft.Title.En, "titleEn", errors);
        if (!IsAddress(draft.StreamUrl))
            errors.Add(new("streamUrl", "must be an https address or a path of this shop"));
        if (draft.PosterUrl.Length > 0 && !IsAddress(draft.PosterUrl))
            errors.Add(new("posterUrl", "must be an https address or a path of this shop"));
        if (draft.EndsAt <= draft.StartsAt) errors.Add(new("endsAt", "must be after startsAt"));
        else if (draft.EndsAt - draft.StartsAt > BroadcastsOptions.LengthMax)
            errors.Add(new("endsAt", $"must be within {BroadcastsOptions.LengthMax.TotalHours} hours of startsAt"));
        else if (draft.EndsAt <= now) errors.Add(new("endsAt", "has passed"));
        if (draft.Offers.Count is 0 or > BroadcastsOptions.OffersMax)
            errors.Add(new("offers", $"must be 1 to {BroadcastsOptions.OffersMax}"));
        var skus = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < draft.Offers.Count; i++)
        {
            if (!skus.Add(draft.Offers[i].Sku))
                errors.Add(new($"offers[{i}].sku", "stands in an earlier offer already"));
            Offer(draft.Offers[i], $"offers[{i}]", draft, errors);
        }

        return errors;
    }

    /// <summary>The numbers of an offer, new or changed.</summary>
    public static void Numbers(long price, long allotment, int? limit, string prefix, List<FieldError> errors)
    {
        if (price is < 0 or > BroadcastsOptions.PriceMax)
            errors.Add(new(prefix + "price", $"must be from 0 to {BroadcastsOptions.PriceMax}"));
        if (allotment is < 1 or > BroadcastsOptions.AllotmentMax)
            errors.Add(new(prefix + "allotment", $"must be from 1 to {BroadcastsOptions.AllotmentMax}"));
        if (limit is < 1 or > BroadcastsOptions.LimitMax)
            errors.Add(new(prefix + "limitPerCustomer", $"must be from 1 to {BroadcastsOptions.LimitMax}"));
    }

    private static void Offer(OfferDraft offer, string path, BroadcastDraft draft, List<FieldError> errors)
    {
        if (!Variant.IsSku(offer.Sku)) errors.Add(new(path + ".sku", "is not a SKU"));
        Numbers(offer.Price, offer.Allotment, offer.LimitPerCustomer, path + ".", errors);
        if (offer.PlannedAt < draft.StartsAt || offer.PlannedAt >= draft.EndsAt)
            errors.Add(new(path + ".plannedAt", "must be within the show"));
    }

    private static void Title(string text, string field, List<FieldError> errors)
    {
        if (text.Length == 0) errors.Add(new(field, "is empty"));
        else if (TextRule.Fault(text, BroadcastsOptions.TitleMax, lines: false) is { } fault)
            errors.Add(new(field, fault));
    }

    /// <summary>Picture.IsUrl without plain http: a page over TLS does not load it.</summary>
    private static bool IsAddress(string url) =>
        Picture.IsUrl(url) && !url.StartsWith("http:", StringComparison.OrdinalIgnoreCase);

    internal static bool IsFeed(string feed) =>
        feed.Length is > 0 and <= BroadcastsOptions.FeedLengthMax
        && feed.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
