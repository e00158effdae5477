using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Onair.Catalog;
using Onair.Host.Web;
using Onair.Primitives;

namespace Onair.Host.Storefront;

/// <summary>
/// Pages that are the same for everybody: kept for a moment by this node, by caches before it and by browsers. Nothing
/// personal may stand in them. They have no secrets, so that compressing them gives none away.
/// </summary>
internal static class PublicPages
{
    /// <summary>
    /// Longest that a page is answered again: stock stands in it. A new price or name ends it earlier
    /// (<see cref="CatalogVersions"/>).
    /// </summary>
    private static readonly TimeSpan kept = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of all pages that are kept, and of one of them.</summary>
    private const long keptBytesMax = 64 * 1024 * 1024;
    private const long pageBytesMax = 512 * 1024;

    private const string policy = "public-pages";

    public static IServiceCollection AddPublicPages(this IServiceCollection services)
    {
        services.AddSingleton<CatalogVersions>();
        return services.AddOutputCache(options =>
        {
            options.SizeLimit = keptBytesMax;
            options.MaximumBodySize = pageBytesMax;
            options.AddPolicy(policy, page => page
                .Expire(kept)
                .VaryByValue(http => new KeyValuePair<string, string>(
                    "encoding", TakesBrotli(http.Request) ? "br" : ""))
                .VaryByValue(async (http, cancel) => new KeyValuePair<string, string>(
                    "catalog",
                    await http.RequestServices.GetRequiredService<CatalogVersions>().NowAsync(cancel))));
        });
    }

    public static RouteGroupBuilder WithPublicPages(this RouteGroupBuilder pages)
    {
        pages.ExcludeFromDescription().CacheOutput(policy).WithMetadata(new ContentPolicy(StorefrontApi.Policy));
        pages.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            // Like the API's reads: one second, so that a cache before the shop can take a surge of viewers.
            http.Response.Headers.CacheControl = "public, max-age=1, must-revalidate";
            return await next(context) is IResult page ? new KeptPage(page) : null;
        });
        return pages;
    }

    private static bool TakesBrotli(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding
        .Any(encoding => encoding.Value == "br" && encoding.Quality is null or > 0);

    /// <summary>The page as a whole, with its tag, small where the browser can take that.</summary>
    private sealed class KeptPage(IResult page) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, wire) = (httpContext.Response, httpContext.Response.Body);
            using var whole = new MemoryStream();
            response.Body = whole;
            try
            {
                await page.ExecuteAsync(httpContext);
            }
            finally
            {
                response.Body = wire;
            }

            var body = whole.GetBuffer().AsMemory(0, (int)whole.Length);
            response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (response.StatusCode != StatusCodes.Status200OK)
            {
                await SendAsync(response, body);
                return;
            }

            var takesBrotli = TakesBrotli(httpContext.Request);
            var tag = Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 8)) + (takesBrotli ? "-br" : "");
            // For a page that it keeps the output cache answers the same itself.
            if (Etag.Matches(httpContext, new EntityTagHeaderValue($"\"{tag}\"")))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                return;
            }

            if (takesBrotli)
            {
                response.Headers.ContentEncoding = "br";
                body = Squeeze(body.Span);
            }

            await SendAsync(response, body);
        }

        private static Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> body)
        {
            response.ContentLength = body.Length;
            return HttpMethods.IsHead(response.HttpContext.Request.Method)
                ? Task.CompletedTask
                : response.Body.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
        }

        /// <summary>Level 4: a home page of 40 KB in a millisecond; higher levels win a few per cent more.</summary>
        private static byte[] Squeeze(ReadOnlySpan<byte> body)
        {
            const int level = 4;
            const int window = 18;
            var small = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
            return BrotliEncoder.TryCompress(body, small, out var written, level, window)
                ? small[..written]
                : throw new InvalidOperationException("a page did not fit into its own bound");
        }
    }
}

/// <summary>Which version of the catalog pages are made of, asked at most five times a second and node.</summary>
internal sealed class CatalogVersions(ListProducts list, TimeProvider time)
{
    private static readonly TimeSpan every = TimeSpan.FromMilliseconds(200);

    private volatile Known? known;

    public async ValueTask<string> NowAsync(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        if (known is { } last && time.GetElapsedTime(last.At, now) < every) return last.Version;
        // Before the page is made: a change in between makes the version too old for it, never too new.
        var version = (await list.VersionAsync(cancel)).ToString();
        known = new Known(version, now);
        return version;
    }

    private sealed record Known(string Version, long At);
}
