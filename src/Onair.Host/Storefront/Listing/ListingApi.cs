using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Catalog;
using Onair.Catalog.Search;
using Onair.Host.Web;
using Onair.Inventory;

namespace Onair.Host.Storefront.Listing;

/// <summary>Shelves, brands and what was searched for: one page, three beginnings.</summary>
internal static class ListingApi
{
    private const int suggestionsMax = 5;

    public static void MapListing(this RouteGroupBuilder pages)
    {
        pages.MapGet("/search", SearchAsync);
        pages.MapGet("/categories/{**slug}", CategoryAsync);
        pages.MapGet("/brands/{slug}", BrandAsync);
    }

    private static Task<IResult> SearchAsync(HttpRequest request, ListingRooms rooms, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var form = ListingForm.Of(visit);
        var words = visit.ListingWords;
        var heading = form.Text.Length > 0 ? visit.Fill(words.ResultsFormat, form.Text) : words.AllProducts;
        return ShowAsync(visit, form, heading, [], rooms, cancel);
    }

    private static async Task<IResult> CategoryAsync(
        string slug, HttpRequest request, ListingRooms rooms, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var shelves = await rooms.Catalog.ShelvesAsync(cancel);
        var path = shelves.Where(s => s.Slug == slug || slug.StartsWith(s.Slug + "/", StringComparison.Ordinal))
            .OrderBy(s => s.Slug.Length).ToList();
        if (path.Count == 0 || path[^1].Slug != slug) return StorefrontApi.NotFound(visit);
        return await ShowAsync(
            visit, ListingForm.Of(visit) with { Text = "", Category = slug }, visit.Say(path[^1].Name), path, rooms,
            cancel);
    }

    private static async Task<IResult> BrandAsync(
        string slug, HttpRequest request, ListingRooms rooms, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        return await rooms.Search.BrandAsync(slug, cancel) is { } brand
            ? await ShowAsync(
                visit, ListingForm.Of(visit) with { Text = "", Brand = slug }, visit.Say(brand.Name), [], rooms, cancel)
            : StorefrontApi.NotFound(visit);
    }

    private static async Task<IResult> ShowAsync(
        Visit visit, ListingForm form, string heading, IReadOnlyList<Category> path, ListingRooms rooms,
        CancellationToken cancel)
    {
        var query = form.Query();
        var found = await rooms.Search.RunAsync(query, cancel);
        var wrong = found.Errors.Select(e => e.Field).ToHashSet(StringComparer.Ordinal);
        // What no form of ours can send leads nowhere; what a visitor can mistype is said beside the form.
        if (wrong.Except(["priceMin", "priceMax", "q"]).Any()) return StorefrontApi.NotFound(visit);
        var counts = wrong.Count == 0 ? await rooms.Search.CountAsync(query, cancel) : new SearchCounts(0, []);
        var isEmpty = found.Products.Count == 0 && form.Text.Length > 0 && wrong.Count == 0;
        return new RazorComponentResult<ListingPage>(new
        {
            Visit = visit,
            Form = form,
            Heading = heading,
            Path = path,
            found.Products,
            found.Next,
            Counts = counts,
            Wrong = wrong,
            Shelves = await rooms.Catalog.ShelvesAsync(cancel),
            Stock = await StockQuestions.AvailableAsync(rooms.Stock, found.Products, cancel),
            Instead = isEmpty ? await rooms.Suggest.RunAsync(form.Text, suggestionsMax, cancel) : [],
        }) { StatusCode = wrong.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }
}

/// <summary>What a listing asks.</summary>
internal sealed record ListingRooms(
    SearchProducts Search, SuggestWords Suggest, ShownCatalog Catalog, ReadStock Stock);
