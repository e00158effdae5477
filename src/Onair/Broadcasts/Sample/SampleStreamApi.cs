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
    /// <summary>Names the picture and its captions in two languages.</summary>
    public const string MainPath = "/sample/show.m3u8";

    /// <summary>The picture alone, as shows that were scheduled before there were captions name it.</summary>
    public const string PlaylistPath = "/sample/live.m3u8";
    public const string PosterPath = "/sample/poster.jpg";

    private const string resources = "Onair.Broadcasts.Sample.stream.";
    private const int pieceSeconds = 4;
    private const int pieces = 3;

    /// <summary>Pieces in the playlist: a player wants three behind the live edge, and some to look back.</summary>
    private const int window = 6;

    private static readonly string main =
        $"""
        #EXTM3U
        #EXT-X-VERSION:3
        {Captions("한국어", "ko", "YES")}
        {Captions("English", "en", "NO")}
        #EXT-X-STREAM-INF:BANDWIDTH=60000,RESOLUTION=640x360,FRAME-RATE=15,SUBTITLES="cc"
        {PlaylistPath}

        """;

    /// <summary>At the root of the shop.</summary>
    public static IEndpointRouteBuilder MapSampleStream(this IEndpointRouteBuilder shop)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        Map(MainPath, (http, _) => ListAsync(http, main));
        Map(PlaylistPath, (http, time) => ListAsync(http, Playlist(time.GetUtcNow())));
        foreach (var language in new[] { "ko", "en" })
            Map($"/sample/{language}.m3u8", (http, time) => ListAsync(http, Playlist(time.GetUtcNow(), language)));
        shop.MapMethods("/sample/{name}", methods, PieceAsync).ExcludeFromDescription();
        shop.MapMethods("/sample/{language:length(2)}/{number:int}.vtt", methods, CaptionsAsync)
            .ExcludeFromDescription();
        return shop;

        void Map(string path, Func<HttpContext, TimeProvider, Task> answer) =>
            shop.MapMethods(path, methods, answer).ExcludeFromDescription();
    }

    /// <summary>A week of turns, after which a player begins anew.</summary>
    private const int turnsMax = 7 * 24 * 60 * 60 / (pieces * pieceSeconds);

    /// <summary>
    /// Pure: the playlist at a moment, of the picture or of captions. Each turn of the loop begins a new time line.
    /// </summary>
    internal static string Playlist(DateTimeOffset now, string? captions = null)
    {
        var last = now.ToUnixTimeSeconds() / pieceSeconds;
        var first = last - window + 1;
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{pieceSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{first}\n");
        // Turns that began before the first piece of this list, counted anew every turnsMax: hls.js walks from nought
        // to this number at every piece, and the turns since 1970 are seconds of it.
        text.Append(
            CultureInfo.InvariantCulture,
            $"#EXT-X-DISCONTINUITY-SEQUENCE:{(first + pieces - 1) / pieces % turnsMax}\n");
        for (var piece = first; piece <= last; piece++)
        {
            if (piece % pieces == 0) text.Append("#EXT-X-DISCONTINUITY\n");
            var name = captions is null ? $"{piece % pieces}.ts" : $"{captions}/{piece % pieces}.vtt";
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{pieceSeconds}.0,\n/sample/{name}\n");
        }

        return text.ToString();
    }

    private static string Captions(string name, string language, string isDefault) =>
        $"#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"cc\",NAME=\"{name}\",LANGUAGE=\"{language}\","
        + $"DEFAULT={isDefault},AUTOSELECT=YES,URI=\"/sample/{language}.m3u8\"";

    private static Task ListAsync(HttpContext http, string list)
    {
        http.Response.Headers.CacheControl = "public, max-age=1";
        http.Response.ContentType = "application/vnd.apple.mpegurl";
        return http.Response.WriteAsync(list, http.RequestAborted);
    }

    private static Task CaptionsAsync(string language, int number, HttpContext http)
    {
        if (SampleCaptions.Piece(language, number, pieceSeconds) is not { } piece)
            return Problem.NotFound("caption").ExecuteAsync(http);
        http.Response.Headers.CacheControl = "public, max-age=86400";
        http.Response.ContentType = "text/vtt; charset=utf-8";
        return http.Response.WriteAsync(piece, http.RequestAborted);
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
