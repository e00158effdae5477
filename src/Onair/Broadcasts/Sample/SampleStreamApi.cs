using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Onair.Primitives;

namespace Onair.Broadcasts.Sample;

/// <summary>
/// The sample's test stream, drawn by <c>eng/sample-stream</c>: three pieces that are parts of the program, and a
/// playlist that follows the clock, so that a player sees a live stream that never ends.
/// </summary>
public static class SampleStreamApi
{
    public const string PlaylistPath = "/sample/live.m3u8";
    public const string PosterPath = "/sample/poster.jpg";

    private const string resources = "Onair.Broadcasts.Sample.stream.";
    private const int pieceSeconds = 4;
    private const int pieces = 3;

    /// <summary>Pieces in the playlist: a player wants three behind the live edge, and some to look back.</summary>
    private const int window = 6;

    /// <summary>At the root of the shop.</summary>
    public static IEndpointRouteBuilder MapSampleStream(this IEndpointRouteBuilder shop)
    {
        shop.MapMethods(PlaylistPath, [HttpMethods.Get, HttpMethods.Head], PlaylistAsync).ExcludeFromDescription();
        shop.MapMethods("/sample/{name}", [HttpMethods.Get, HttpMethods.Head], PieceAsync).ExcludeFromDescription();
        return shop;
    }

    /// <summary>Pure: the playlist at a moment. Each turn of the loop begins a new time line.</summary>
    internal static string Playlist(DateTimeOffset now)
    {
        var last = now.ToUnixTimeSeconds() / pieceSeconds;
        var first = last - window + 1;
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{pieceSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first}\n");
        // Turns that began before the first piece of this list.
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{(first + pieces - 1) / pieces}\n");
        for (var piece = first; piece <= last; piece++)
        {
            if (piece % pieces == 0) text.Append("#EXT-X-DISCONTINUITY\n");
            text.Append(
                CultureInfo.InvariantCulture, $"#EXTINF:{pieceSeconds}.0,\n/sample/{piece % pieces}.ts\n");
        }

        return text.ToString();
    }

    private static Task PlaylistAsync(HttpContext http, TimeProvider time)
    {
        http.Response.Headers.CacheControl = "public, max-age=1";
        http.Response.ContentType = "application/vnd.apple.mpegurl";
        return http.Response.WriteAsync(Playlist(time.GetUtcNow()), http.RequestAborted);
    }

    private static async Task PieceAsync(string name, HttpContext http)
    {
        var type = name switch
        {
            "0.ts" or "1.ts" or "2.ts" => "video/mp2t",
            "poster.jpg" => "image/jpeg",
            _ => null,
        };
        if (type is null)
        {
            await Problem.NotFound("stream").ExecuteAsync(http);
            return;
        }

        await using var part = typeof(SampleStreamApi).Assembly.GetManifestResourceStream(resources + name)
            ?? throw new InvalidOperationException($"The program lacks its part {name}.");
        http.Response.Headers.CacheControl = "public, max-age=86400";
        http.Response.ContentType = type;
        http.Response.ContentLength = part.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await part.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
