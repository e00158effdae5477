using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Never renumber.</summary>
public enum ShowProductStatus
{
    Shown = 1,

    /// <summary>What the asker has is what there is.</summary>
    NotChanged = 2,

    /// <summary>Unknown or withdrawn.</summary>
    NotFound = 3,
}

/// <param name="Version">Changes with every change of what is shown; null when not found.</param>
public readonly record struct ShowProductResult(ShowProductStatus Status, Product? Product, string? Version);

/// <summary>One product on sale, by slug or id.</summary>
public sealed class ShowProduct(Database database)
{
    /// <param name="slugOrId">A slug, or an id as 32 hex digits with or without hyphens.</param>
    /// <param name="isKnown">True for the version that the asker has: the product is then not read.</param>
    public Task<ShowProductResult> RunAsync(string slugOrId, Predicate<string>? isKnown, CancellationToken cancel)
    {
        var isId = Guid.TryParse(slugOrId, out var id);
        if (!isId && !Slug.IsValid(slugOrId))
            return Task.FromResult(new ShowProductResult(ShowProductStatus.NotFound, null, null));
        return database.ReadAsync(
            async open =>
            {
                var slug = Slug.IsValid(slugOrId) ? slugOrId : "";
                var head = await open.FirstAsync<HeadRow>(CatalogStore.Head, new { slug, id }, cancel);
                if (head is null) return new ShowProductResult(ShowProductStatus.NotFound, null, null);
                // Brands and shelves are rows of their own: their names have a count beside the product's.
                var version = $"{head.Version}.{head.NamesVersion}";
                if (isKnown?.Invoke(version) == true)
                    return new ShowProductResult(ShowProductStatus.NotChanged, null, version);
                var products = await ReadProducts.RunAsync(open, [head.Id], cancel);
                return new ShowProductResult(ShowProductStatus.Shown, products[0], version);
            },
            cancel);
    }
}
