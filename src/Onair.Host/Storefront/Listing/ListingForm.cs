using System.Globalization;
using Onair.Catalog.Search;

namespace Onair.Host.Storefront.Listing;

/// <summary>The filters as a visitor typed them; kept as they are when something is wrong.</summary>
/// <param name="Text">Empty on shelves and brands.</param>
/// <param name="Category">Slug; fixed on the page of a shelf.</param>
/// <param name="Brand">Slug; fixed on the page of a brand.</param>
public sealed record ListingForm(
    string Text, string Category, string Brand, string PriceMin, string PriceMax, bool InStock, string Sort,
    string Cursor)
{
    private const int productsPerPage = 24;

    public bool HasFilters => PriceMin.Length > 0 || PriceMax.Length > 0 || InStock;

    public static ListingForm Of(Visit visit) => new(
        One(visit, "q"), One(visit, "category"), One(visit, "brand"), One(visit, "priceMin"), One(visit, "priceMax"),
        One(visit, "inStock").Length > 0, One(visit, "sort"), One(visit, "cursor"));

    public SearchQuery Query() => new(
        Text, Category, Brand, Won(PriceMin), Won(PriceMax), InStock,
        Sort.Length == 0 ? SearchSort.Relevance : SearchSorts.Read(Sort), Cursor, productsPerPage);

    private static string One(Visit visit, string field) => visit.Query.GetValueOrDefault(field)?.Trim() ?? "";

    // Empty is no bound; what is no number is out of range.
    private static long? Won(string text) => text.Length == 0 ? null
        : long.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None,
            CultureInfo.InvariantCulture, out var won) ? won : -1;
}
