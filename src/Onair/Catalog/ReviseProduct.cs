using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Never renumber.</summary>
public enum ReviseProductStatus
{
    Saved = 1,

    /// <summary>See the faults.</summary>
    Invalid = 2,

    /// <summary>Somebody saved it since it was looked at; nothing was written.</summary>
    ChangedMeanwhile = 3,
}

/// <summary>The slug it has now, when it was saved.</summary>
public sealed record RevisedProduct(ReviseProductStatus Status, string? Slug, IReadOnlyList<DraftFault> Faults);

/// <summary>Saves one product as its editor left it, unless somebody else has saved it meanwhile.</summary>
public sealed class ReviseProduct(Database database, SaveProducts save)
{
    /// <summary>The product of an address, on sale or not; null when there is none.</summary>
    public Task<Product?> FindAsync(string slug, CancellationToken cancel) => database.ReadAsync(
        open => FindAsync(open, slug, cancel), cancel);

    /// <summary>Products in the order in which they came, on sale or not.</summary>
    public Task<ListProductsResult> ListAsync(ProductQuery query, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var errors = ListProducts.Check(query, out var after);
            return errors.Count > 0
                ? new ListProductsResult(ListProductsStatus.Invalid, [], null, 0, errors)
                : await ListProducts.PageAsync(open, query, after, withdrawn: true, cancel);
        },
        cancel);

    /// <param name="open">A write transaction.</param>
    /// <param name="draft">All of its variants; one that is not named stays as it is.</param>
    /// <param name="version">Of the product that was looked at; null for a new one.</param>
    public async Task<RevisedProduct> RunAsync(
        Transaction open, ProductDraft draft, int? version, CancellationToken cancel)
    {
        // The lock of all savers comes first; what is read behind it stays so.
        await open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel);
        var before = draft.Slug is { } slug ? await FindAsync(open, slug, cancel) : null;
        if (before?.Version != version) return new RevisedProduct(ReviseProductStatus.ChangedMeanwhile, null, []);
        if (before is null && await OwnedAsync(open, draft, cancel) is { Count: > 0 } owned)
            return new RevisedProduct(ReviseProductStatus.Invalid, null, owned);
        var saved = await save.RunAsync(open, [draft], skipBad: false, cancel);
        if (saved.Status == SaveProductsStatus.Refused)
            return new RevisedProduct(ReviseProductStatus.Invalid, null, saved.Faults);
        var owner = await OwnersAsync(open, [draft.Variants[0].Sku], cancel);
        var product = await ReadProducts.RunAsync(open, [owner[0].Product], cancel);
        return new RevisedProduct(ReviseProductStatus.Saved, product[0].Slug, []);
    }

    /// <summary>A new product takes no SKU from another one.</summary>
    private static async Task<List<DraftFault>> OwnedAsync(
        Transaction open, ProductDraft draft, CancellationToken cancel)
    {
        var skus = draft.Variants.Select(variant => variant.Sku).ToList();
        var owners = await OwnersAsync(open, [.. skus.Where(Variant.IsSku)], cancel);
        return owners.ConvertAll(
            owner => new DraftFault(0, skus.IndexOf(owner.Key), "sku", "is another product's already"));
    }

    private static async Task<List<(string Key, Guid Product)>> OwnersAsync(
        Transaction open, IReadOnlyList<string> skus, CancellationToken cancel)
    {
        var owners = new List<(string Key, Guid Product)>();
        var round = open.Round();
        round.Read(CatalogStore.ProductsBySku, skus, CatalogStore.ToOwner, owners);
        await round.ExecuteAsync(cancel);
        return owners;
    }

    private static async Task<Product?> FindAsync(Transaction open, string slug, CancellationToken cancel)
    {
        if (!Slug.IsValid(slug)) return null;
        var owners = new List<(string Key, Guid Product)>();
        var round = open.Round();
        round.Read(CatalogStore.ProductsBySlug, [slug], CatalogStore.ToOwner, owners);
        await round.ExecuteAsync(cancel);
        return (await ReadProducts.RunAsync(open, [.. owners.Select(owner => owner.Product)], cancel)).FirstOrDefault();
    }
}
