using Onair.Primitives;
using Onair.Storage;

namespace Onair.Catalog.Search;

/// <summary>Never renumber.</summary>
public enum SearchProductsStatus
{
    /// <summary>Perhaps nothing.</summary>
    Found = 1,

    /// <summary>See the errors.</summary>
    Invalid = 2,
}

/// <param name="Next">Null when there is nothing behind this page. A page may have fewer products than asked for and a
/// next one all the same: among many that are sold out one looks only so far at a time.</param>
public sealed record SearchProductsResult(
    SearchProductsStatus Status, IReadOnlyList<Product> Products, string? Next, IReadOnlyList<FieldError> Errors);

/// <param name="Brand">Null for products without one.</param>
public readonly record struct BrandCount(Brand? Brand, long Products);

/// <param name="Products">Found in all; <see cref="SearchProducts.CountMax"/> means so many or more.</param>
/// <param name="Brands">Those with the most products first; at most <see cref="SearchProducts.BrandsMax"/>.</param>
public sealed record SearchCounts(long Products, IReadOnlyList<BrandCount> Brands);

/// <summary>
/// Products on sale that have all words, in the order that is asked for. Stock is asked at the moment of the search,
/// never kept: what is said to be there is there.
/// </summary>
public sealed class SearchProducts(Database database, FindInStock inStock)
{
    /// <summary>Counting stops here: "more than 1,000" helps as much as a number.</summary>
    public const int CountMax = 1000;

    public const int BrandsMax = 20;

    /// <summary>
    /// Rows looked at per round while looking for what is in stock, and rounds of one page. Where all was sold out,
    /// five rounds took 78 ms at the median on PostgreSQL (<c>./run bench search</c>); a short page has a next one.
    /// </summary>
    private const int stockRowsMax = 100;

    private const int stockRoundsMax = 2;

    public Task<SearchProductsResult> RunAsync(SearchQuery query, CancellationToken cancel)
    {
        var errors = query.Check(out var after);
        var words = query.Words;
        // Typed, but nothing that could be found: dots and dashes.
        if (errors.Count == 0 && words.Count == 0 && query.Text.Trim().Length > 0)
            return Task.FromResult(new SearchProductsResult(SearchProductsStatus.Found, [], null, []));
        return errors.Count > 0
            ? Task.FromResult(new SearchProductsResult(SearchProductsStatus.Invalid, [], null, errors))
            : database.ReadAsync(open => PageAsync(open, query, words, after, cancel), cancel);
    }

    /// <summary>How many are found, and of which brands; sold-out ones count. For a valid query.</summary>
    public async Task<SearchCounts> CountAsync(SearchQuery query, CancellationToken cancel)
    {
        var words = query.Words;
        if (words.Count == 0 && query.Text.Trim().Length > 0) return new SearchCounts(0, []);
        var rows = await database.ReadAsync(
            open => open.QueryAsync<BrandCountRow>(
                words.Count == 0 ? CatalogStore.AllBrands : CatalogStore.FoundBrands,
                Arguments(query, words, SearchCursor.Start, BrandsMax + 1),
                cancel),
            cancel);
        return new SearchCounts(
            Math.Min(rows.Sum(r => r.Products), CountMax),
            [.. rows.Where(r => r.Slug is not null).Take(BrandsMax).Select(r => new BrandCount(
                new Brand(r.Slug!, new LocalText(r.NameKo!, r.NameEn!)), r.Products))]);
    }

    /// <summary>Null for a slug that is no brand's.</summary>
    public async Task<Brand?> BrandAsync(string slug, CancellationToken cancel)
    {
        if (!Slug.IsValid(slug)) return null;
        var row = await database.ReadAsync(
            open => open.FirstAsync<ShelfRow>(CatalogStore.BrandBySlug, new { slug }, cancel), cancel);
        return row is null ? null : new Brand(row.Slug, new LocalText(row.NameKo, row.NameEn));
    }

    private async Task<SearchProductsResult> PageAsync(
        Transaction open, SearchQuery query, IReadOnlyList<string> words, SearchCursor after, CancellationToken cancel)
    {
        var kept = new List<Product>(query.Limit);
        var more = true;
        for (var round = 0; more && kept.Count < query.Limit && round < stockRoundsMax; round++)
        {
            var take = query.InStock ? stockRowsMax : query.Limit;
            // One more than is looked at tells whether there is more.
            var rows = await open.QueryAsync<FoundRow>(
                StatementOf(query.Sort, words.Count > 0), Arguments(query, words, after, take + 1), cancel);
            more = rows.Count > take;
            if (more) rows.RemoveAt(take);
            var products = (await ReadProducts.RunAsync(open, rows.ConvertAll(r => r.Id), cancel))
                .ToDictionary(p => p.Id);
            var stocked = query.InStock ? await inStock(open, OnSale(products.Values), cancel) : null;
            for (var i = 0; i < rows.Count; i++)
            {
                after = new SearchCursor(rows[i].SortKey, rows[i].Position);
                var product = products[rows[i].Id];
                if (stocked is not null && !OnSale([product]).Exists(v => stocked.Contains(v.Id))) continue;
                kept.Add(product);
                if (kept.Count < query.Limit) continue;
                more |= i < rows.Count - 1;
                break;
            }
        }

        return new SearchProductsResult(
            SearchProductsStatus.Found, kept, more ? after.Write(query.Sort) : null, []);
    }

    private static List<Variant> OnSale(IEnumerable<Product> products) =>
        [.. products.SelectMany(p => p.Variants).Where(v => v.Status == VariantStatus.Active)];

    private static Sql StatementOf(SearchSort sort, bool hasWords) => (sort, hasWords) switch
    {
        (SearchSort.Relevance, true) => CatalogStore.FoundByCloseness,
        (SearchSort.Newest, true) => CatalogStore.FoundByNewest,
        (SearchSort.Price, true) => CatalogStore.FoundByPrice,
        (SearchSort.PriceDown, true) => CatalogStore.FoundByPriceDown,
        (SearchSort.Sales, true) => CatalogStore.FoundBySold,
        (SearchSort.Newest, false) => CatalogStore.AllByNewest,
        (SearchSort.Price, false) => CatalogStore.AllByPrice,
        (SearchSort.PriceDown, false) => CatalogStore.AllByPriceDown,
        (SearchSort.Relevance or SearchSort.Sales, false) => CatalogStore.AllBySold,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "no such sort"),
    };

    private static object Arguments(SearchQuery query, IReadOnlyList<string> words, SearchCursor after, int limit) =>
        new
        {
            match = string.Join(' ', words.SelectMany(SearchText.GramsToFind).Distinct(StringComparer.Ordinal)),
            phrase = " " + string.Join(' ', words),
            w1 = words.ElementAtOrDefault(0) ?? "",
            w2 = words.ElementAtOrDefault(1) ?? "",
            w3 = words.ElementAtOrDefault(2) ?? "",
            w4 = words.ElementAtOrDefault(3) ?? "",
            brand = query.Brand,
            category = query.Category,
            priceMin = query.PriceMin ?? 0,
            priceMax = query.PriceMax ?? Price.AmountMax,
            afterKey = after.Key,
            afterValue = after.Value,
            afterPosition = after.Position,
            most = CountMax + 1,
            limit,
        };
}
