using System.Buffers;
using System.Globalization;
using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Broadcasts;

/// <summary>Readers of the small bodies of this room's API; each names everything that is wrong.</summary>
internal static class BroadcastBodies
{
    /// <summary>Bytes of a switch or a change.</summary>
    public const int SmallBytesMax = 1024;

    private const int idLengthMax = 36;
    private const int timeLengthMax = 40;

    private static readonly string[] timeShapes =
        ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static (BroadcastDraft? Draft, List<FieldError> Errors) Schedule(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        Guid? id = null;
        string? feed = null, ko = null, en = null, stream = null, poster = null;
        DateTimeOffset? starts = null, ends = null;
        var (runsItself, isPortrait) = (false, false);
        List<(OfferDraft Offer, bool IsPlanned)>? offers = null;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "id": id = Id(ref json, "id", errors); break;
                case "feed": feed = json.Text("feed", 1, BroadcastsOptions.FeedLengthMax); break;
                case "titleKo": ko = json.Text("titleKo", 1, BroadcastsOptions.TitleMax); break;
                case "titleEn": en = json.Text("titleEn", 1, BroadcastsOptions.TitleMax); break;
                case "streamUrl": stream = json.Text("streamUrl", 1, Picture.UrlLengthMax); break;
                case "posterUrl": poster = json.OptionalText("posterUrl", Picture.UrlLengthMax); break;
                case "startsAt": starts = Time(ref json, "startsAt", errors); break;
                case "endsAt": ends = Time(ref json, "endsAt", errors); break;
                case "portrait": isPortrait = json.Flag("portrait"); break;
                case "runsItself": runsItself = json.Flag("runsItself"); break;
                case "offers": offers = Offers(ref json, errors); break;
                default: json.Unknown(field); break;
            }
        }

        foreach (var name in new[] { "feed", "titleKo", "titleEn", "streamUrl", "startsAt", "endsAt", "offers" })
            if (!seen.Has(name)) errors.Add(new FieldError(name, "is missing"));
        if (!json.Close() || errors.Count > 0) return (null, errors);
        return (
            new BroadcastDraft
            {
                Id = id ?? Guid.Empty,
                Feed = feed!,
                Title = new LocalText(ko!, en!),
                StreamUrl = stream!,
                PosterUrl = poster ?? "",
                StartsAt = starts!.Value,
                EndsAt = ends!.Value,
                RunsItself = runsItself,
                IsPortrait = isPortrait,
                Offers = [.. offers!.Select(o => o.IsPlanned ? o.Offer : o.Offer with { PlannedAt = starts.Value })],
            },
            errors);
    }

    public static (PutOnAirBody? Asked, List<FieldError> Errors) Switch(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        Guid? offer = null;
        var closeOthers = false;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "offer": offer = Id(ref json, "offer", errors); break;
                case "closeOthers": closeOthers = json.Flag("closeOthers"); break;
                default: json.Unknown(field); break;
            }
        }

        if (!seen.Has("offer")) errors.Add(new FieldError("offer", "is missing"));
        return json.Close() && errors.Count == 0 ? (new PutOnAirBody(offer!.Value, closeOthers), errors)
            : (null, errors);
    }

    public static (ChangeOfferBody? Asked, List<FieldError> Errors) Change(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        long? price = null, allotment = null;
        int? limit = null;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "price": price = json.Integer("price", 0, BroadcastsOptions.PriceMax); break;
                case "allotment": allotment = json.Integer("allotment", 1, BroadcastsOptions.AllotmentMax); break;
                case "limitPerCustomer":
                    limit = (int)json.Integer("limitPerCustomer", 0, BroadcastsOptions.LimitMax);
                    break;
                default: json.Unknown(field); break;
            }
        }

        if (seen.Count == 0) errors.Add(new FieldError("body", "changes nothing"));
        return json.Close() && errors.Count == 0 ? (new ChangeOfferBody(price, allotment, limit), errors)
            : (null, errors);
    }

    private static List<(OfferDraft Offer, bool IsPlanned)>? Offers(ref JsonFields json, List<FieldError> errors)
    {
        if (!json.EnterArray("offers")) return null;
        var offers = new List<(OfferDraft, bool)>();
        while (json.NextItem())
        {
            if (offers.Count == BroadcastsOptions.OffersMax)
            {
                errors.Add(new FieldError("offers", $"has more than {BroadcastsOptions.OffersMax}"));
                json.SkipRest();
                return null;
            }

            offers.Add(Offer(ref json, $"offers[{offers.Count}]", errors));
        }

        return offers;
    }

    private static (OfferDraft Offer, bool IsPlanned) Offer(ref JsonFields json, string path, List<FieldError> errors)
    {
        var none = (new OfferDraft("", 0, 1, null, default), false);
        if (!json.EnterObject(path)) return none;
        var seen = new SeenFields();
        string? sku = null;
        long price = 0, allotment = 0;
        int? limit = null;
        DateTimeOffset? planned = null;
        while (json.Next(ref seen, path + ".", out var field))
        {
            var name = $"{path}.{field}";
            switch (field)
            {
                case "sku": sku = json.Text(name, 1, Variant.SkuLengthMax); break;
                case "price": price = json.Integer(name, 0, BroadcastsOptions.PriceMax); break;
                case "allotment": allotment = json.Integer(name, 1, BroadcastsOptions.AllotmentMax); break;
                case "limitPerCustomer": limit = (int)json.Integer(name, 1, BroadcastsOptions.LimitMax); break;
                case "plannedAt": planned = Time(ref json, name, errors); break;
                default: json.Unknown(name); break;
            }
        }

        foreach (var name in new[] { "sku", "price", "allotment" })
            if (!seen.Has(name)) errors.Add(new FieldError($"{path}.{name}", "is missing"));
        return (new OfferDraft(sku ?? "", price, allotment, limit, planned ?? default), planned is not null);
    }

    private static Guid? Id(ref JsonFields json, string field, List<FieldError> errors)
    {
        if (json.Text(field, 1, idLengthMax) is not { } text) return null;
        if (Guid.TryParse(text, out var id)) return id;
        errors.Add(new FieldError(field, "must be an id"));
        return null;
    }

    /// <summary>An instant with its offset: what lies between two time zones is not guessed.</summary>
    private static DateTimeOffset? Time(ref JsonFields json, string field, List<FieldError> errors)
    {
        if (json.Text(field, 1, timeLengthMax) is not { } text) return null;
        var hasOffset = text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
        if (hasOffset && DateTimeOffset.TryParseExact(
            text, timeShapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time.ToUniversalTime();
        errors.Add(new FieldError(field, "must be a time with its offset, as 2026-03-02T20:00:00+09:00"));
        return null;
    }
}
