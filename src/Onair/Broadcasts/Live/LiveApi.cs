using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Catalog;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>
/// Live pages: one stream each (<see cref="EventStream"/>), or the same content for who asks now and then.
/// </summary>
public static class LiveApi
{
    private const int skusMax = 50;

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder api)
    {
        api.MapGet("/live", StreamAsync)
            .WithName("StreamLive").WithTags("Live").WithSummary("Live updates of one page, as server-sent events")
            .WithDescription(
                "broadcast=ID for a show with its offers, or sku=A,B for single things. At most four events a second; "
                + "each is the whole truth of its part: without a name prices and stock, \"talk\" questions and the "
                + "announcement. Last-Event-ID resumes.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        api.MapGet("/live/now", NowAsync)
            .WithName("ShowLive").WithTags("Live").WithSummary("The same content once, for who cannot stream")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(400).ProducesProblem(404);
        return api;
    }

    private static async Task<IResult> StreamAsync(HttpContext http, LiveHub hub, Database database)
    {
        if (Read(http.Request, out var broadcast, out var skus) is { } refusal) return refusal;
        if (broadcast is { } id
            && (await LiveReads.ShowsAsync(database, [id], http.RequestAborted)).Count == 0)
            return Problem.NotFound("broadcast");
        var key = broadcast?.ToString("N") ?? string.Join(',', skus);
        var isNew = EventStream.KnownOf(http.Request).Length == 0;
        if (hub.Join(key, broadcast, skus, isNew) is not { } topic) return EventStream.Busy(http);
        try
        {
            await EventStream.WriteAsync(http, topic, () => hub.IsClosed);
        }
        finally
        {
            hub.Leave(topic);
        }

        return Results.Empty;
    }

    private static async Task<IResult> NowAsync(
        HttpContext http, LiveHub hub, Database database, TimeProvider time, CancellationToken cancel)
    {
        if (Read(http.Request, out var broadcast, out var skus) is { } refusal) return refusal;
        LiveSnapshot snapshot;
        if (broadcast is { } id)
        {
            if ((await LiveReads.ShowsAsync(database, [id], cancel)).FirstOrDefault() is not { } live)
                return Problem.NotFound("broadcast");
            var stock = await LiveReads.StockAsync(database, live.Show.Offers.Select(offer => offer.Sku), cancel);
            snapshot = LiveSnapshot.Of(live, hub.ViewersOf(id), hub.PaceOf(id), stock, time.GetUtcNow());
        }
        else
        {
            snapshot = LiveSnapshot.Of(skus, await LiveReads.StockAsync(database, skus, cancel));
        }

        http.Response.Headers.CacheControl = "no-cache";
        return Etag.Matches(http, new EntityTagHeaderValue($"\"{snapshot.Tag}\""))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(snapshot.Json, "application/json; charset=utf-8");
    }

    /// <summary>Null when the question is a good one.</summary>
    private static IResult? Read(HttpRequest request, out Guid? broadcast, out IReadOnlyList<string> skus)
    {
        broadcast = null;
        skus = [];
        var show = request.Query["broadcast"];
        var things = request.Query["sku"];
        if (show.Count + things.Count != 1)
            return Problem.Invalid([new FieldError("broadcast", "one of broadcast=ID and sku=A,B is wanted")]);
        if (show.Count == 1)
        {
            if (!Guid.TryParse(show[0], out var id))
                return Problem.Invalid([new FieldError("broadcast", "must be the id of a broadcast")]);
            broadcast = id;
            return null;
        }

        var parts = things[0]!.Split(',');
        if (parts.Length > skusMax || !Array.TrueForAll(parts, Variant.IsSku))
            return Problem.Invalid([new FieldError("sku", $"must be 1 to {skusMax} SKUs with commas between")]);
        // The same things in another order are the same page.
        skus = [.. parts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return null;
    }
}
