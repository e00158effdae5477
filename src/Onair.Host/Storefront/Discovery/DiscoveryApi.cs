using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using Onair.Broadcasts;
using Onair.Catalog;

namespace Onair.Host.Storefront.Discovery;

/// <summary>What search engines and home screens ask for: robots, maps of addresses, the manifest.</summary>
internal static class DiscoveryApi
{
    private const string mapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string pageSpace = "http://www.w3.org/1999/xhtml";

    /// <summary>Shows of this many days are on the map; later ones move too often to be found by.</summary>
    private const int daysMax = 7;

    public static void MapDiscovery(this IEndpointRouteBuilder shop)
    {
        var files = shop.MapGroup("").ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            // Search engines come a few times a day; an hour is as good as new.
            context.HttpContext.Response.Headers.CacheControl = "public, max-age=3600";
            return await next(context) is IResult file ? new WholeAnswer(file) : null;
        });
        files.MapGet("/robots.txt", Robots);
        files.MapGet("/site.webmanifest", Manifest);
        files.MapGet("/sitemap.xml", IndexAsync);
        files.MapGet("/sitemap-pages.xml", PagesAsync);
        files.MapGet("/sitemap-products-{first:long:min(1)}.xml", ProductsAsync);
    }

    private static IResult Robots(HttpRequest request) => TypedResults.Text(
        $"""
        User-agent: *
        Disallow: /api/
        Disallow: /cart
        Disallow: /checkout
        Disallow: /orders/
        Disallow: /pay/
        Disallow: /search
        Sitemap: {Visit.Of(request).Whole("/sitemap.xml")}

        """);

    private static IResult Manifest(HttpRequest request)
    {
        var words = Visit.Of(request).Words;
        var body = new JsonObject
        {
            ["name"] = words.ShopTitle,
            ["short_name"] = "Onair",
            ["description"] = words.Tagline,
            ["lang"] = words.Language,
            ["start_url"] = "/",
            ["scope"] = "/",
            ["display"] = "minimal-ui",
            ["background_color"] = "#ffffff",
            ["theme_color"] = "#c2182f",
            ["icons"] = new JsonArray(
                Icon(StorefrontAssets.Icon.Path, "any", "image/svg+xml", "any"),
                Icon(StorefrontAssets.IconSmall.Path, "192x192", "image/png", "any"),
                Icon(StorefrontAssets.IconLarge.Path, "512x512", "image/png", "any"),
                Icon(StorefrontAssets.IconLarge.Path, "512x512", "image/png", "maskable")),
        };
        return TypedResults.Text(body.ToJsonString(), "application/manifest+json", Encoding.UTF8);
    }

    private static JsonObject Icon(string path, string sizes, string type, string purpose) =>
        new() { ["src"] = path, ["sizes"] = sizes, ["type"] = type, ["purpose"] = purpose };

    private static async Task<IResult> IndexAsync(HttpRequest request, ListAddresses list, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var files = await list.FilesAsync(cancel);
        return Write("sitemapindex", writer =>
        {
            foreach (var path in files.Select(first => $"/sitemap-products-{first}.xml").Prepend("/sitemap-pages.xml"))
            {
                writer.WriteStartElement("sitemap", mapSpace);
                writer.WriteElementString("loc", mapSpace, visit.Whole(path));
                writer.WriteEndElement();
            }
        });
    }

    private static async Task<IResult> PagesAsync(
        HttpRequest request,
        ListProducts list,
        ReadBroadcasts shows,
        TimeProvider time,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var shelves = await list.ShelvesAsync(cancel);
        var now = time.GetUtcNow();
        var next = await shows.BetweenAsync(now, now.AddDays(daysMax), BroadcastsOptions.PageMax, cancel);
        var paths = shelves.Select(s => $"/categories/{s.Slug}")
            .Concat(next.Where(s => s.State != BroadcastState.Ended).Select(s => $"/broadcasts/{s.Id:N}"));
        return Write("urlset", writer =>
        {
            foreach (var path in new[] { "/", "/schedule" }.Concat(paths)) Page(writer, visit, path, null);
        });
    }

    private static async Task<IResult> ProductsAsync(
        long first, HttpRequest request, ListAddresses list, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var products = await list.FileAsync(first, cancel);
        if (products.Count == 0) return Primitives.Problem.NotFound("map");
        return Write("urlset", writer =>
        {
            foreach (var product in products) Page(writer, visit, $"/products/{product.Slug}", product.ChangedAt);
        });
    }

    /// <summary>Both languages of a page name each other.</summary>
    private static void Page(XmlWriter writer, Visit visit, string path, DateTimeOffset? changedAt)
    {
        var (korean, english) = (visit.Whole(path), visit.Whole(path) + "?lang=en");
        foreach (var address in new[] { korean, english })
        {
            writer.WriteStartElement("url", mapSpace);
            writer.WriteElementString("loc", mapSpace, address);
            if (changedAt is { } at)
            {
                writer.WriteElementString(
                    "lastmod", mapSpace, at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            }

            foreach (var (language, to) in new[] { ("ko", korean), ("en", english) })
            {
                writer.WriteStartElement("xhtml", "link", pageSpace);
                writer.WriteAttributeString("rel", "alternate");
                writer.WriteAttributeString("hreflang", language);
                writer.WriteAttributeString("href", to);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }
    }

    private static IResult Write(string root, Action<XmlWriter> write)
    {
        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartElement(root, mapSpace);
            if (root == "urlset") writer.WriteAttributeString("xmlns", "xhtml", null, pageSpace);
            write(writer);
            writer.WriteEndElement();
        }

        return TypedResults.Bytes(file.ToArray(), "application/xml; charset=utf-8");
    }
}
