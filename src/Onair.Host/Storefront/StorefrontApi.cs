using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Host.Storefront.Shows;
using Onair.Host.Web;
using Onair.Inventory;

namespace Onair.Host.Storefront;

internal static class StorefrontApi
{
    /// <summary>Pages run no script and load nothing but the shop's own style and pictures; a catalog may name pictures
    /// elsewhere.</summary>
    public const string Policy =
        "default-src 'none'; img-src 'self' https:; style-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    private const int productsPerPage = 24;

    /// <summary>The pages, at the root of the shop.</summary>
    public static IEndpointRouteBuilder MapStorefront(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            // Like the API's reads: one second, so that a cache before the shop can take a surge of viewers.
            headers.CacheControl = "public, max-age=1, must-revalidate";
            return await next(context);
        });
        pages.MapGet("/", HomeAsync);
        pages.MapGet("/products/{slug}", ProductAsync);
        shop.MapGet(StorefrontAssets.StylePath, StorefrontAssets.Style).ExcludeFromDescription();
        shop.MapGet(StorefrontAssets.WindowScriptPath, StorefrontAssets.WindowScript).ExcludeFromDescription();
        shop.MapGet(StorefrontAssets.IconPath, StorefrontAssets.Icon).ExcludeFromDescription();
        return shop;
    }

    private static async Task<IResult> HomeAsync(
        HttpRequest request,
        ListProducts list,
        ReadStock stock,
        ReadBroadcasts shows,
        TimeProvider time,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var query = new ProductQuery(
            Category: visit.Query.GetValueOrDefault("category") ?? "",
            Text: visit.Query.GetValueOrDefault("q") ?? "",
            Cursor: visit.Query.GetValueOrDefault("cursor") ?? "",
            Limit: productsPerPage);
        var page = await list.RunAsync(query, isKnown: null, cancel);
        if (page.Status == ListProductsStatus.Invalid) return NotFound(visit);
        return new RazorComponentResult<HomePage>(new
        {
            Visit = visit,
            Asked = query,
            page.Products,
            page.Next,
            Shelves = await list.ShelvesAsync(cancel),
            Stock = await StockQuestions.AvailableAsync(stock, page.Products, cancel),
            Front = query is { Category: "", Text: "", Cursor: "" }
                ? await FrontShow.OfAsync(shows, list, stock, time.GetUtcNow(), cancel)
                : null,
        });
    }

    private static async Task<IResult> ProductAsync(
        string slug, HttpRequest request, ShowProduct show, ReadStock stock, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var found = await show.RunAsync(slug, isKnown: null, cancel);
        if (found.Product is not { } product) return NotFound(visit);
        return new RazorComponentResult<ProductPage>(new
        {
            Visit = visit,
            Product = product,
            Stock = await StockQuestions.AvailableAsync(stock, [product], cancel),
        });
    }

    public static RazorComponentResult NotFound(Visit visit) =>
        new RazorComponentResult<NotFoundPage>(new { Visit = visit }) { StatusCode = StatusCodes.Status404NotFound };
}
