using Onair.Primitives;
using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Which products, and which page of them.</summary>
/// <param name="Category">Slug of a shelf; what lies below it counts too. Empty for all.</param>
/// <param name="Brand">Slug of a brand; empty for all.</param>
/// <param name="Sku">The product that has this SKU; empty for all.</param>
/// <param name="Text">Looked for in names, SKUs and brands, without regard to case; at most 100 characters.</param>
/// <param name="Cursor">As the page before gave it; empty for the first page.</param>
/// <param name="Limit">1 to <see cref="ListProducts.LimitMax"/>.</param>
public sealed record ProductQuery(
    string Category = "",
    string Brand = "",
    string Sku = "",
    string Text = "",
    string Cursor = "",
    int Limit = ListProducts.LimitDefault);

/// <summary>Never renumber.</summary>
public enum ListProductsStatus
{
    Listed = 1,

    /// <summary>See the errors.</summary>
    Invalid = 2,

    /// <summary>What the asker has is what there is.</summary>
    NotChanged = 3,
}

/// <param name="Next">Null on the last page.</param>
/// <param name="Version">Counts the changes of the catalog: the same question has the same answer while it is the
/// same.</param>
public sealed record ListProductsResult(
    ListProductsStatus Status,
    IReadOnlyList<Product> Products,
    string? Next,
    long Version,
    IReadOnlyList<FieldError> Errors);

/// <summary>
/// Products on sale in the order in which they came to the shop. A page begins behind the last product of the page
/// before,
/// so that products that come and go in between neither repeat nor hide another.
/// </summary>
public sealed class ListProducts(Database database)
{
    public const int LimitMax = 100;

    /// <summary>A phone shows 2 x 12, a desk 4 x 6.</summary>
    public const int LimitDefault = 24;

    public const int TextLengthMax = 100;

    /// <summary>Shelves that a filter can show; more would not be read.</summary>
    public const int ShelvesMax = 200;

    /// <param name="isKnown">True for the version that the asker has: the products are then not read.</param>
    public async Task<ListProductsResult> RunAsync(
        ProductQuery query, Predicate<long>? isKnown, CancellationToken cancel)
    {
        var errors = Check(query, out var after);
        if (errors.Count > 0) return new ListProductsResult(ListProductsStatus.Invalid, [], null, 0, errors);
        return await database.ReadAsync(
            async open =>
            {
                // Before the page: a change in between makes the version too old for it, never too new.
                var state = await open.FirstAsync<CatalogState>(CatalogStore.State, null, cancel);
                if (isKnown?.Invoke(state!.Version) == true)
                    return new ListProductsResult(ListProductsStatus.NotChanged, [], null, state.Version, []);
                var page = await PageAsync(open, query, after, withdrawn: false, cancel);
                return page with { Version = state!.Version };
            },
            cancel);
    }

    /// <summary>Every wrong field at once; none for a query that can be asked.</summary>
    internal static List<FieldError> Check(ProductQuery query, out long after)
    {
        var errors = new List<FieldError>();
        if (query.Category.Length > 0 && !Category.IsSlug(query.Category))
            errors.Add(new FieldError("category", "A shelf's slug, such as kitchen/cups."));
        if (query.Brand.Length > 0 && !Slug.IsValid(query.Brand))
            errors.Add(new FieldError("brand", "A brand's slug."));
        if (query.Sku.Length > 0 && !Variant.IsSku(query.Sku)) errors.Add(new FieldError("sku", "A variant's SKU."));
        if (TextRule.Fault(query.Text, TextLengthMax, lines: false) is { } fault)
            errors.Add(new FieldError("q", $"A text of at most {TextLengthMax} characters: it {fault}."));
        if (query.Limit is < 1 or > LimitMax)
            errors.Add(new FieldError("limit", $"A whole number from 1 to {LimitMax}."));
        after = 0;
        if (query.Cursor.Length > 0 && !ProductCursor.TryRead(query.Cursor, out after))
            errors.Add(new FieldError("cursor", "The next of an earlier answer, as it was given."));
        return errors;
    }

    /// <summary>Counts the changes of the catalog: what was made of it at this version is as it was.</summary>
    public async Task<long> VersionAsync(CancellationToken cancel) => (await database.ReadAsync(
        open => open.FirstAsync<CatalogState>(CatalogStore.State, null, cancel), cancel))!.Version;

    /// <summary>The shelves that have products on sale, by slug; at most <see cref="ShelvesMax"/>.</summary>
    public async Task<IReadOnlyList<Category>> ShelvesAsync(CancellationToken cancel)
    {
        var rows = await database.ReadAsync(
            open => open.QueryAsync<ShelfRow>(CatalogStore.Shelves, new { limit = ShelvesMax }, cancel), cancel);
        return rows.ConvertAll(row => new Category(row.Slug, new LocalText(row.NameKo, row.NameEn)));
    }

    internal static async Task<ListProductsResult> PageAsync(
        Transaction open, ProductQuery query, long after, bool withdrawn, CancellationToken cancel)
    {
        // One more than asked for tells whether there is a next page.
        var rows = await open.QueryAsync<PageRow>(
            CatalogStore.Page,
            new
            {
                after,
                withdrawn = withdrawn ? 1 : 0,
                brand = query.Brand,
                category = query.Category,
                sku = query.Sku,
                q = ToPattern(query.Text),
                limit = query.Limit + 1,
            },
            cancel);
        var more = rows.Count > query.Limit;
        if (more) rows.RemoveAt(rows.Count - 1);
        var products = await ReadProducts.RunAsync(open, rows.ConvertAll(row => row.Id), cancel);
        var next = more ? ProductCursor.Write(rows[^1].Position) : null;
        return new ListProductsResult(ListProductsStatus.Listed, products, next, 0, []);
    }

    private static string ToPattern(string text)
    {
        var plain = text.Trim().ToLowerInvariant()
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return $"%{plain}%";
    }
}
