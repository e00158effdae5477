using System.Globalization;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Host.StaffConsole.Planning;

/// <summary>An offer as it is typed.</summary>
internal sealed class OfferForm
{
    public string Sku { get; set; } = "";

    public string Price { get; set; } = "";

    public string Allotment { get; set; } = "";

    /// <summary>Empty or 0: no limit.</summary>
    public string Limit { get; set; } = "";

    /// <summary>Minutes after the show's beginning.</summary>
    public string After { get; set; } = "0";
}

/// <summary>A show as it is typed; pure.</summary>
internal sealed class ShowForm
{
    public string TitleKo { get; set; } = "";

    public string TitleEn { get; set; } = "";

    public string Feed { get; set; } = "onair";

    public string StartsAt { get; set; } = "";

    public string EndsAt { get; set; } = "";

    public string StreamUrl { get; set; } = "";

    public string PosterUrl { get; set; } = "";

    public bool IsPortrait { get; set; }

    public List<OfferForm> Offers { get; init; } = [new()];

    /// <summary>A show like another one, at another time.</summary>
    public static ShowForm Like(Broadcast show, DateTimeOffset startsAt) => new()
    {
        TitleKo = show.Title.Ko,
        TitleEn = show.Title.En,
        Feed = show.Feed,
        StartsAt = KoreanTime.Field(startsAt),
        EndsAt = KoreanTime.Field(startsAt + (show.EndsAt - show.StartsAt)),
        StreamUrl = show.StreamUrl,
        PosterUrl = show.PosterUrl,
        IsPortrait = show.IsPortrait,
        Offers =
        [
            .. show.Offers.Select(offer => new OfferForm
            {
                Sku = offer.Sku,
                Price = Text(offer.Price),
                Allotment = Text(offer.Allotment),
                Limit = offer.LimitPerCustomer is { } limit ? Text(limit) : "",
                After = Text((long)(offer.PlannedAt - show.StartsAt).TotalMinutes),
            }),
        ],
    };

    /// <summary>The draft, when every field can be read; else what cannot, named as the draft's errors are.</summary>
    /// <param name="id">Of the show, so that saving twice is saving once.</param>
    /// <param name="errors">Filled.</param>
    public BroadcastDraft? Read(Guid id, List<FieldError> errors)
    {
        var (starts, ends) = (KoreanTime.Parse(StartsAt), KoreanTime.Parse(EndsAt));
        if (starts is null) errors.Add(new("startsAt", "is no time"));
        if (ends is null) errors.Add(new("endsAt", "is no time"));
        var offers = new List<OfferDraft>(Offers.Count);
        for (var i = 0; i < Offers.Count; i++)
        {
            var typed = Offers[i];
            var price = Number(typed.Price, $"offers[{i}].price", errors);
            var allotment = Number(typed.Allotment, $"offers[{i}].allotment", errors);
            var limit = typed.Limit.Trim() is "" or "0"
                ? 0
                : Number(typed.Limit, $"offers[{i}].limitPerCustomer", errors);
            var after = Number(typed.After, $"offers[{i}].plannedAt", errors);
            if (starts is not { } begin || price is null || allotment is null || limit is null || after is null)
                continue;
            offers.Add(new OfferDraft(
                typed.Sku.Trim(), price.Value, allotment.Value, limit == 0 ? null : (int)limit,
                begin.AddMinutes(after.Value)));
        }

        if (errors.Count > 0) return null;
        return new BroadcastDraft
        {
            Id = id,
            Feed = Feed.Trim(),
            Title = new LocalText(TitleKo.Trim(), TitleEn.Trim()),
            StreamUrl = StreamUrl.Trim(),
            PosterUrl = PosterUrl.Trim(),
            IsPortrait = IsPortrait,
            StartsAt = starts!.Value,
            EndsAt = ends!.Value,
            Offers = offers,
        };
    }

    /// <summary>Nine digits are more than any of these fields takes, and none of them overflows.</summary>
    private static long? Number(string text, string field, List<FieldError> errors)
    {
        const int digitsMax = 9;
        var typed = text.Replace(",", "", StringComparison.Ordinal).Trim();
        if (typed.Length is > 0 and <= digitsMax && typed.All(char.IsAsciiDigit))
            return long.Parse(typed, CultureInfo.InvariantCulture);
        errors.Add(new(field, "is no number"));
        return null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
