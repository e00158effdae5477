using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Catalog.Search;
using Onair.Host.Storefront.Discovery;
using Onair.Host.Storefront.Legal;
using Onair.Host.Storefront.Listing;
using Onair.Host.Storefront.Ratings;
using Onair.Host.Storefront.Shows;
using Onair.Host.Web;
using Onair.Inventory;
using Onair.Ratings;

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

    /// <summary>Two rows of a desk, four of a phone; with the products below, the page stays within 40 KB.</summary>
    private const int bestSellersMax = 8;

    /// <summary>The pages, at the root of the shop.</summary>
    public static IEndpointRouteBuilder MapStorefront(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").WithPublicPages();
        pages.MapGet("/", HomeAsync);
        pages.MapGet("/products/{slug}", ProductAsync);
        pages.MapLegal();
        pages.MapListing();
        pages.MapRatingLists();
        shop.MapDiscovery();
        StorefrontAssets.Map(shop);
        return shop;
    }

    private static async Task<IResult> HomeAsync(
        HttpRequest request,
        ListProducts list,
        ShownCatalog catalog,
        ReadStock stock,
        ListBestSellers bestSellers,
        ReadBroadcasts shows,
        TimeProvider time,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        // Where shelves and searches were before they had pages of their own.
        var (shelf, text) = (visit.Query.GetValueOrDefault("category"), visit.Query.GetValueOrDefault("q"));
        if (!string.IsNullOrEmpty(text) || !string.IsNullOrEmpty(shelf))
            return TypedResults.LocalRedirect(visit.Link("/search", ("q", text), ("category", shelf)), permanent: true);
        var page = await catalog.FirstAsync(productsPerPage, cancel);
        var best = await bestSellers.RunAsync(bestSellersMax, cancel);
        var now = time.GetUtcNow();
        return new RazorComponentResult<HomePage>(new
        {
            Visit = visit,
            page.Products,
            page.HasMore,
            Shelves = await catalog.ShelvesAsync(cancel),
            Stock = await StockQuestions.AvailableAsync(stock, [.. page.Products, .. best], cancel),
            Best = best,
            Now = now,
            Front = await FrontShow.OfAsync(shows, list, stock, now, cancel),
        });
    }

    private static async Task<IResult> ProductAsync(
        string slug,
        HttpRequest request,
        ShownCatalog catalog,
        ReadStock stock,
        ReadRatings ratings,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        if (await catalog.ProductAsync(slug, cancel) is not { } product) return NotFound(visit);
        return new RazorComponentResult<ProductPage>(new
        {
            Visit = visit,
            Product = product,
            Stock = await StockQuestions.AvailableAsync(stock, [product], cancel),
            Rated = await ratings.PageAsync(
                product.Id, RatingSort.Newest, "", RatingPagesApi.OnProductMax, cancel) ?? RatingPage.None,
        });
    }

    public static RazorComponentResult NotFound(Visit visit) =>
        new RazorComponentResult<NotFoundPage>(new { Visit = visit }) { StatusCode = StatusCodes.Status404NotFound };
}
