using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Host.Storefront.Discovery;
using Onair.Host.Storefront.Legal;
using Onair.Host.Storefront.Listing;
using Onair.Host.Storefront.Shows;
using Onair.Host.Web;
using Onair.Inventory;

namespace Onair.Host.Storefront;

internal static class StorefrontApi
{
    /// <summary>
    /// Pages run and load nothing but the shop's own scripts, style and pictures; a catalog may name pictures
    /// elsewhere.
    /// </summary>
    public const string Policy =
        "default-src 'none'; img-src 'self' https:; style-src 'self'; script-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const int productsPerPage = 24;

    /// <summary>The pages, at the root of the shop.</summary>
    public static IEndpointRouteBuilder MapStorefront(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").WithPublicPages();
        pages.MapGet("/", HomeAsync);
        pages.MapGet("/products/{slug}", ProductAsync);
        pages.MapLegal();
        pages.MapListing();
        shop.MapDiscovery();
        StorefrontAssets.Map(shop);
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
        // Where shelves and searches were before they had pages of their own.
        var (shelf, text) = (visit.Query.GetValueOrDefault("category"), visit.Query.GetValueOrDefault("q"));
        if (!string.IsNullOrEmpty(text) || !string.IsNullOrEmpty(shelf))
            return TypedResults.LocalRedirect(visit.Link("/search", ("q", text), ("category", shelf)), permanent: true);
        var page = await list.RunAsync(new ProductQuery(Limit: productsPerPage), isKnown: null, cancel);
        return new RazorComponentResult<HomePage>(new
        {
            Visit = visit,
            page.Products,
            HasMore = page.Next is not null,
            Shelves = await list.ShelvesAsync(cancel),
            Stock = await StockQuestions.AvailableAsync(stock, page.Products, cancel),
            Front = await FrontShow.OfAsync(shows, list, stock, time.GetUtcNow(), cancel),
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
