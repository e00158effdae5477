using System.Diagnostics;
using Onair.Signals;

namespace Onair.Host.Web;

/// <summary>
/// Measures how long answers take and what becomes of them: the shop's own availability. Outermost, so that a refusal
/// at the door counts. Streams, health checks and metrics are not answers to customers.
/// </summary>
internal sealed class AnswerClock(RequestDelegate next)
{
    private static readonly PathString api = "/api";
    private static readonly PathString health = "/health";
    private static readonly PathString metrics = "/metrics";

    private static readonly KeyValuePair<string, object?> inApi = new("area", "api");
    private static readonly KeyValuePair<string, object?> onPage = new("area", "page");
    private static readonly KeyValuePair<string, object?> done = new("outcome", "done");
    private static readonly KeyValuePair<string, object?> refused = new("outcome", "refused");
    private static readonly KeyValuePair<string, object?> failed = new("outcome", "failed");

    public async Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments(health, StringComparison.Ordinal)
            || path.StartsWithSegments(metrics, StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        var begun = Stopwatch.GetTimestamp();
        await next(http);
        if (http.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) == true) return;
        ShopSignals.AnswerDuration.Record(
            Stopwatch.GetElapsedTime(begun).TotalSeconds,
            path.StartsWithSegments(api, StringComparison.Ordinal) ? inApi : onPage,
            http.Response.StatusCode switch { >= 500 => failed, >= 400 => refused, _ => done });
    }
}
