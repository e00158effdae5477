using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Catalog;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>
/// Live pages: one stream each, or the same content for who asks now and then. A stream's id is its content's digest: a
/// reader that comes back with what is still true hears nothing until it changes.
/// </summary>
public static class LiveApi
{
    private const int skusMax = 50;
    private const int retryMsMin = 1000;

    // Spread, so that a node's restart does not bring all its viewers in one second.
    private const int retryMsSpread = 4000;
    private const int busySeconds = 5;
    private const int tagLength = 16;

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder api)
    {
        api.MapGet("/live", StreamAsync)
            .WithName("StreamLive").WithTags("Live").WithSummary("Live updates of one page, as server-sent events")
            .WithDescription(
                "broadcast=ID for a show with its offers, or sku=A,B for single things. At most four events a second; "
                + "each is the whole truth. Last-Event-ID resumes.")
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
        var known = http.Request.Headers["Last-Event-ID"].ToString();
        var key = broadcast?.ToString("N") ?? string.Join(',', skus);
        if (hub.Join(key, broadcast, skus, isNew: known.Length == 0) is not { } topic)
        {
            http.Response.Headers.RetryAfter = $"{busySeconds}";
            return Problem.Of(
                StatusCodes.Status503ServiceUnavailable, "busy", "So many watch that this node takes no more streams.");
        }

        try
        {
            await WriteAsync(http, hub, topic, known.Length == tagLength ? known : "");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader left.
        }
        finally
        {
            hub.Leave(topic);
        }

        return Results.Empty;
    }

    private static async Task WriteAsync(HttpContext http, LiveHub hub, LiveTopic topic, string known)
    {
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        var headers = http.Response.Headers;
        headers.ContentType = "text/event-stream; charset=utf-8";
        headers.CacheControl = "no-store";
        // Proxies that gather answers would hold every event back.
        headers["X-Accel-Buffering"] = "no";
        var writer = http.Response.BodyWriter;
        var left = http.RequestAborted;
        var retry = retryMsMin + RandomNumberGenerator.GetInt32(retryMsSpread);
        await writer.WriteAsync(Encoding.ASCII.GetBytes($"retry: {retry}\n\n"), left);
        var beat = topic.Beat;
        while (!hub.IsClosed)
        {
            var next = topic.Next;
            var current = topic.Current;
            if (current is not null && current.Tag != known)
            {
                known = current.Tag;
                await writer.WriteAsync(current.Frame, left);
            }
            else if (beat != topic.Beat)
            {
                await writer.WriteAsync(sign, left);
            }

            beat = topic.Beat;
            // Who was slow does not wait for what has come meanwhile.
            if (topic.Current == current) await next.WaitAsync(left);
        }
    }

    private static async Task<IResult> NowAsync(
        HttpContext http, LiveHub hub, Database database, TimeProvider time, CancellationToken cancel)
    {
        if (Read(http.Request, out var broadcast, out var skus) is { } refusal) return refusal;
        LiveSnapshot snapshot;
        if (broadcast is { } id)
        {
            if ((await LiveReads.ShowsAsync(database, [id], cancel)).FirstOrDefault() is not { } show)
                return Problem.NotFound("broadcast");
            var stock = await LiveReads.StockAsync(database, show.Offers.Select(offer => offer.Sku), cancel);
            snapshot = LiveSnapshot.Of(show, hub.ViewersOf(id), stock, time.GetUtcNow());
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

    private static readonly byte[] sign = ":\n\n"u8.ToArray();

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
