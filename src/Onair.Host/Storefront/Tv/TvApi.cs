using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Broadcasts;
using Onair.Broadcasts.Codes;
using Onair.Calls;
using Onair.Catalog;
using Onair.Host.Storefront.Shows;
using Onair.Host.Web;
using Onair.Inventory;
using Onair.Primitives;

namespace Onair.Host.Storefront.Tv;

/// <summary>
/// What a television picture needs: short links, their QR codes, and a page of graphics for the studio to lay over it.
/// </summary>
internal static class TvApi
{
    /// <summary>As other public answers: a second, so that a cache before the shop takes a rush of viewers.</summary>
    private const string briefly = "public, max-age=1, must-revalidate";

    /// <summary>A link's picture changes only when the shop moves to another address.</summary>
    private const string anHour = "public, max-age=3600";

    public static IEndpointRouteBuilder MapTv(this IEndpointRouteBuilder shop)
    {
        var links = shop.MapGroup("").ExcludeFromDescription().WithMetadata(new ContentPolicy(StorefrontApi.Policy));
        links.MapGet("/t/{code}", OfferAsync);
        links.MapGet("/tv", (HttpContext http, TvLinks lead, CancellationToken cancel) =>
            FeedAsync(null, http, lead, cancel));
        links.MapGet("/tv/{feed}", FeedAsync);
        links.MapGet("/tv/qr.svg", (HttpContext http, TvLinks lead, OfferCodes codes, ReadBroadcasts shows,
            CancellationToken cancel) => QrAsync(http, lead, codes, shows, isPng: false, cancel));
        links.MapGet("/tv/qr.png", (HttpContext http, TvLinks lead, OfferCodes codes, ReadBroadcasts shows,
            CancellationToken cancel) => QrAsync(http, lead, codes, shows, isPng: true, cancel));
        links.MapGet("/overlay", OverlayAsync);
        links.MapGet("/overlay/{feed}", OverlayAsync);
        return shop;
    }

    private static async Task<IResult> OfferAsync(
        string code, HttpContext http, OfferCodes codes, TvLinks lead, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var to = await codes.FindAsync(code, cancel) is { } offer ? await lead.LeadAsync(visit, offer, cancel) : null;
        if (to is null) return StorefrontApi.NotFound(visit);
        http.Response.Headers.CacheControl = briefly;
        return TypedResults.LocalRedirect(to);
    }

    private static async Task<IResult> FeedAsync(
        string? feed, HttpContext http, TvLinks lead, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var named = feed is null ? null : TvLinks.FeedOf(feed);
        if (feed is not null && named is null) return StorefrontApi.NotFound(visit);
        http.Response.Headers.CacheControl = briefly;
        return TypedResults.LocalRedirect(await lead.LeadAsync(visit, named, cancel));
    }

    private static async Task<IResult> QrAsync(
        HttpContext http, TvLinks lead, OfferCodes codes, ReadBroadcasts shows, bool isPng, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var errors = new List<FieldError>();
        var lines = LinesOf(http.Request.Query, errors);
        var link = await LinkOfAsync(visit, http.Request.Query, lead, codes, shows, errors, cancel);
        if (errors.Count > 0) return Problem.Invalid(errors);
        if (link is null) return Problem.NotFound("offer");
        if (TvQr.Fit(link, lines) is not { } code)
        {
            return Problem.Invalid([new FieldError(
                "size", $"is too small for this link: from {TvQr.LinesMin(link)} lines on a camera can read it")]);
        }

        http.Response.Headers.CacheControl = anHour;
        return isPng
            ? TypedResults.Bytes(code.Png(), "image/png")
            : TypedResults.Text(code.Svg(), "image/svg+xml");
    }

    private static int LinesOf(IQueryCollection query, List<FieldError> errors)
    {
        if (!query.TryGetValue("size", out var asked)) return TvQr.LinesUsual;
        if (asked.Count == 1 && int.TryParse(asked[0], NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            && lines is > 0 and <= TvQr.LinesMax)
            return lines;
        errors.Add(new FieldError("size", $"must be lines of the picture, at most {TvQr.LinesMax}"));
        return TvQr.LinesUsual;
    }

    /// <summary>One of <c>code</c>, <c>offer</c> and <c>feed</c>; none of them: what is on the air anywhere.</summary>
    private static async Task<string?> LinkOfAsync(
        Visit visit,
        IQueryCollection query,
        TvLinks lead,
        OfferCodes codes,
        ReadBroadcasts shows,
        List<FieldError> errors,
        CancellationToken cancel)
    {
        if (query["code"].Count + query["offer"].Count + query["feed"].Count > 1)
        {
            errors.Add(new FieldError("code", "one of code, offer and feed is wanted"));
        }
        else if (query["code"] is [{ } code])
        {
            return await codes.FindAsync(code, cancel) is not null
                ? TvLinks.OfOffer(visit, OfferCode.Read(code)!)
                : null;
        }
        else if (query["offer"] is [{ } offer])
        {
            if (Guid.TryParse(offer, out var id))
            {
                return await shows.OfferAsync(id, cancel) is null
                    ? null
                    : TvLinks.OfOffer(visit, (await codes.OfAsync([id], cancel))[id]);
            }

            errors.Add(new FieldError("offer", "must be the id of an offer"));
        }
        else if (query["feed"] is [{ } typed])
        {
            if (TvLinks.FeedOf(typed) is { } feed) return TvLinks.OfFeed(visit, feed);
            errors.Add(new FieldError("feed", "must be 1 to 32 of a-z, 0-9 and -"));
        }

        return TvLinks.OfFeed(visit, null);
    }

    private static async Task<IResult> OverlayAsync(
        string? feed,
        HttpContext http,
        TvLinks lead,
        ListProducts list,
        ReadStock stock,
        OfferCodes codes,
        IOptions<CallsOptions> calls,
        TimeProvider time,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var named = feed is null ? null : TvLinks.FeedOf(feed);
        if (feed is not null && named is null) return StorefrontApi.NotFound(visit);
        var show = await lead.OnAirAsync(named, cancel);
        IReadOnlyList<ShownOffer> offers = show is null
            ? []
            : await ShownOffer.OfAsync(show, list, stock, time.GetUtcNow(), cancel);
        http.Response.Headers.CacheControl = briefly;
        return new RazorComponentResult<OverlayPage>(new
        {
            Visit = visit,
            Feed = named,
            Show = show,
            Offers = offers,
            Codes = await codes.OfAsync([.. offers.Select(o => o.Offer.Id)], cancel),
            Phone = calls.Value.Number,
        });
    }
}
