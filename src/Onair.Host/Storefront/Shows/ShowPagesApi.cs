using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Broadcasts.Talk;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Host.Storefront.Shows;

/// <summary>The pages of the programme: a show, the schedule, and the address that is always what is on.</summary>
internal static class ShowPagesApi
{
    /// <summary>
    /// A show's page runs the shop's own scripts and plays streams, which may lie elsewhere. A player feeds the video
    /// through an address that it makes itself (blob:), and begins its captions with an empty file (data:).
    /// </summary>
    private const string policy =
        "default-src 'none'; script-src 'self'; connect-src 'self' https:; media-src 'self' https: blob: data:; "
        + "img-src 'self' https:; style-src 'self'; manifest-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    public static IEndpointRouteBuilder MapShowPages(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").WithPublicPages(policy);
        pages.MapGet("/live", LiveAsync);
        pages.MapGet("/broadcasts/{id:guid}", ShowAsync);
        pages.MapGet("/schedule", ScheduleAsync);
        return shop;
    }

    private static async Task<IResult> LiveAsync(HttpRequest request, ReadBroadcasts read, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var show = (await read.OnAirAsync(cancel)).FirstOrDefault();
        return TypedResults.Redirect(visit.Link(show is null ? "/schedule" : $"/broadcasts/{show.Id:N}"));
    }

    private static async Task<IResult> ShowAsync(
        Guid id,
        HttpRequest request,
        ReadBroadcasts read,
        ReadTalk talk,
        ListProducts list,
        ReadStock stock,
        LiveHub hub,
        TimeProvider time,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        if (await read.ByIdAsync(id, cancel) is not { } show) return StorefrontApi.NotFound(visit);
        var now = time.GetUtcNow();
        return new RazorComponentResult<BroadcastPage>(new
        {
            Visit = visit,
            Show = show,
            Offers = await ShownOffer.OfAsync(show, list, stock, now, cancel, hub.PaceOf(id)),
            Talk = await talk.OfAsync(id, cancel),
            Viewers = hub.ViewersOf(id),
            Now = now,
        });
    }

    private static async Task<IResult> ScheduleAsync(
        HttpRequest request, ReadBroadcasts read, Database database, TimeProvider time, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var today = BusinessDays.DateOf(time.GetUtcNow());
        var day = today;
        if (visit.Query.TryGetValue("day", out var asked) && !(DateOnly.TryParseExact(
            asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day > today.AddYears(-10) && day < today.AddYears(10)))
            return StorefrontApi.NotFound(visit);
        var until = BusinessDays.EndOf(day);
        var shows = await read.BetweenAsync(until.AddDays(-1), until, BroadcastsOptions.PageMax, cancel);
        return new RazorComponentResult<SchedulePage>(new
        {
            Visit = visit,
            Today = today,
            Day = day,
            Shows = shows,
            Names = await NamesAsync(database, shows, cancel),
        });
    }

    private static Task<Dictionary<string, LocalText>> NamesAsync(
        Database database, List<Broadcast> shows, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var skus = shows.SelectMany(show => show.Offers).Select(offer => offer.Sku).Distinct().ToList();
            var found = new List<SellableVariant>(skus.Count);
            var round = open.Round();
            ReadSellable.Into(round, skus, found);
            await round.ExecuteAsync(cancel);
            return found.ToDictionary(
                v => v.Sku, v => new LocalText(v.NameKo, v.NameEn), StringComparer.Ordinal);
        },
        cancel);
}
