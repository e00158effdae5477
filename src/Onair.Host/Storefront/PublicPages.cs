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
        return services.AddOutputCache(options =>
        {
            options.SizeLimit = keptBytesMax;
            options.MaximumBodySize = pageBytesMax;
            options.AddPolicy(policy, page => page
                .Expire(kept)
                .VaryByValue(http => new KeyValuePair<string, string>(
                    "encoding", Encodings.TakeBrotli(http.Request) ? Encodings.Brotli : ""))
                .VaryByValue(async (http, cancel) => new KeyValuePair<string, string>(
                    "catalog",
                    $"{await http.RequestServices.GetRequiredService<CatalogVersions>().NowAsync(cancel)}")));
        });
    }

    /// <param name="pages">Without anything personal.</param>
    /// <param name="contentPolicy">What they may load and run.</param>
    public static RouteGroupBuilder WithPublicPages(
        this RouteGroupBuilder pages, string contentPolicy = StorefrontApi.Policy)
    {
        pages.ExcludeFromDescription().CacheOutput(policy).WithMetadata(new ContentPolicy(contentPolicy));
        pages.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            // Like the API's reads: one second, so that a cache before the shop can take a surge of viewers.
            http.Response.Headers.CacheControl = "public, max-age=1, must-revalidate";
            return await next(context) is IResult page ? new WholeAnswer(page) : null;
        });
        return pages;
    }
}
