using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Onair.Primitives;

/// <summary>
/// Server-sent events of one page. An event's id is its content's digest: a reader that comes back with what is still
/// true hears nothing until it changes.
/// </summary>
internal static class EventStream
{
    private const int retryMsMin = 1000;

    // Spread, so that a node's restart does not bring all its viewers in one second.
    private const int retryMsSpread = 4000;
    private const int busySeconds = 5;

    private static readonly byte[] sign = ":\n\n"u8.ToArray();

    /// <summary>Writes until the reader leaves or the node closes.</summary>
    /// <param name="http">Has not begun to answer.</param>
    /// <param name="topic">What is watched.</param>
    /// <param name="isClosed">True when the node stops; it wakes the topic then.</param>
    public static async Task WriteAsync(HttpContext http, StreamTopic topic, Func<bool> isClosed)
    {
        var left = http.RequestAborted;
        try
        {
            await WriteAsync(http, topic, isClosed, left);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The reader left.
        }
    }

    /// <summary>The id of the last event that the reader has; empty for who is new here.</summary>
    public static string KnownOf(HttpRequest request) => request.Headers["Last-Event-ID"].ToString();

    /// <summary>This node takes no more streams: ask again, or ask now and then.</summary>
    public static IResult Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = $"{busySeconds}";
        return Problem.Of(
            StatusCodes.Status503ServiceUnavailable, "busy", "So many watch that this node takes no more streams.");
    }

    private static async Task WriteAsync(
        HttpContext http, StreamTopic topic, Func<bool> isClosed, CancellationToken left)
    {
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        var headers = http.Response.Headers;
        headers.ContentType = "text/event-stream; charset=utf-8";
        headers.CacheControl = "no-store";
        // Proxies that gather answers would hold every event back.
        headers["X-Accel-Buffering"] = "no";
        var sent = KnownOf(http.Request);
        var known = sent.Length <= StreamEvent.TagLengthMax ? sent : "";
        var writer = http.Response.BodyWriter;
        var retry = retryMsMin + RandomNumberGenerator.GetInt32(retryMsSpread);
        await writer.WriteAsync(Encoding.ASCII.GetBytes($"retry: {retry}\n\n"), left);
        var beat = topic.Beat;
        while (!isClosed())
        {
            var next = topic.Next;
            var current = topic.Current;
            if (current is not null && current.Tag != known)
            {
                var lacking = current.FrameAfter(known);
                known = current.Tag;
                await writer.WriteAsync(lacking, left);
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
}
