using Onair.Catalog.Search;
using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Sent and logged; never renumber.</summary>
public enum SaveProductsStatus
{
    /// <summary>Every draft is in the catalog.</summary>
    Saved = 1,

    /// <summary>Drafts with faults were left out, as asked; the others are in the catalog.</summary>
    SavedInPart = 2,

    /// <summary>Nothing was written: see the faults.</summary>
    Refused = 3,
}

/// <summary>A SKU that a save brought into the catalog.</summary>
public readonly record struct NewVariant(string Sku, Guid Id);

/// <param name="Created">New products.</param>
/// <param name="Changed">Products that differ now.</param>
/// <param name="Unchanged">Products that were so already; they were not written.</param>
/// <param name="PricesChanged">Variants that got a new row in their price history.</param>
/// <param name="NewVariants">SKUs that were not in the catalog.</param>
public sealed record SaveProductsResult(
    SaveProductsStatus Status,
    int Created,
    int Changed,
    int Unchanged,
    int PricesChanged,
    IReadOnlyList<NewVariant> NewVariants,
    IReadOnlyList<DraftFault> Faults);

/// <summary>
/// Writes products with their variants, options, pictures, brands and categories: thousands in one transaction, one
/// round trip to ask and one to write. Saving what is already so writes nothing. A changed price appends to the
/// history.
/// </summary>
public sealed class SaveProducts(TimeProvider time)
{
    /// <summary>Drafts per save: as many lines as an import may have.</summary>
    public const int DraftsMax = 100_000;

    /// <param name="open">A write transaction; other saves wait for its end.</param>
    /// <param name="drafts">At most <see cref="DraftsMax"/>.</param>
    /// <param name="skipBad">True: drafts with faults are left out; false: one fault refuses all.</param>
    public async Task<SaveProductsResult> RunAsync(
        Transaction open, IReadOnlyList<ProductDraft> drafts, bool skipBad, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drafts.Count, DraftsMax, nameof(drafts));
        var state = await open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel)
            ?? throw new InvalidOperationException("The catalog has lost its state row.");
        var plan = new SavePlan(await AskAsync(open, drafts, cancel), time.GetUtcNow().ToStored(), state.PositionNext);
        for (var i = 0; i < drafts.Count; i++) plan.Add(drafts[i], i);
        if (plan.Faults.Count > 0 && !skipBad)
            return new SaveProductsResult(SaveProductsStatus.Refused, 0, 0, 0, 0, [], plan.Faults);

        await WriteAsync(open, plan, cancel);
        return new SaveProductsResult(
            plan.Faults.Count == 0 ? SaveProductsStatus.Saved : SaveProductsStatus.SavedInPart,
            plan.Created,
            plan.Products.Count - plan.Created,
            plan.Unchanged,
            plan.PricesChanged,
            plan.NewVariants,
            plan.Faults);
    }

    private static async Task<KnownCatalog> AskAsync(
        Transaction open, IReadOnlyList<ProductDraft> drafts, CancellationToken cancel)
    {
        var bySku = new List<(string Key, Guid Product)>();
        var bySlug = new List<(string Key, Guid Product)>();
        var brands = new List<Brand>();
        var categories = new List<Category>();
        var round = open.Round();
        round.Read(
            CatalogStore.ProductsBySku,
            [.. drafts.SelectMany(d => d.Variants).Select(v => v.Sku).Where(Variant.IsSku).Distinct()],
            CatalogStore.ToOwner,
            bySku);
        round.Read(
            CatalogStore.ProductsBySlug,
            [.. drafts.SelectMany(AskedSlugs).Where(Slug.IsValid).Distinct()],
            CatalogStore.ToOwner,
            bySlug);
        round.Read(
            CatalogStore.BrandsBySlug,
            [.. drafts.Where(d => d.Brand is not null).Select(d => Slug.From(d.Brand!.En)).Distinct()],
            CatalogStore.ToBrand,
            brands);
        round.Read(
            CatalogStore.CategoriesBySlug,
            [.. drafts.SelectMany(d => Category.Path(d.Category) ?? []).Select(c => c.Slug).Distinct()],
            CatalogStore.ToCategory,
            categories);
        await round.ExecuteAsync(cancel);
        var met = await ReadProducts.RunAsync(
            open, [.. bySku.Concat(bySlug).Select(o => o.Product).Distinct()], cancel);
        return new KnownCatalog(
            met.ToDictionary(p => p.Id),
            bySku.ToDictionary(o => o.Key, o => o.Product),
            bySlug.ToDictionary(o => o.Key, o => o.Product),
            brands.ToDictionary(b => b.Slug),
            categories.ToDictionary(c => c.Slug));
    }

    private static IEnumerable<string> AskedSlugs(ProductDraft draft) =>
        draft.Slug is null ? SavePlan.WantedSlugs(draft) : [draft.Slug];

    private static async Task WriteAsync(Transaction open, SavePlan plan, CancellationToken cancel)
    {
        var (brands, categories) = (plan.Brands, plan.Categories);
        if (plan.Products.Count + brands.Count + categories.Count == 0) return;
        var variants = plan.Products.SelectMany(product => product.Variants.Select((variant, i) =>
            new VariantRow(product.Id, i, Variant.FullName(product.Name, variant.Options), variant))).ToList();
        var round = open.Round();
        round.Write(CatalogStore.SaveBrands, brands);
        round.Write(CatalogStore.SaveCategories, categories);
        round.Write(CatalogStore.SaveProducts, plan.Products);
        round.Write(CatalogStore.SaveVariants, variants);
        round.Write(CatalogStore.AppendPrices, plan.Prices);
        round.Write(CatalogStore.ClearOptions, variants.ConvertAll(v => v.Variant.Id));
        round.Write(
            CatalogStore.SaveOptions,
            [.. variants.SelectMany(v => v.Variant.Options.Select((o, i) => new OptionRow(v.Variant.Id, i, o)))]);
        round.Write(CatalogStore.ClearPictures, plan.Products.ConvertAll(p => p.Id));
        round.Write(
            CatalogStore.SavePictures,
            [.. plan.Products.SelectMany(p => p.Pictures.Select((picture, i) => new PictureRow(p.Id, i, picture)))]);
        await round.ExecuteAsync(cancel);
        await IndexProducts.RunAsync(open, plan.Products, cancel);
        await IndexProducts.RenamedAsync(open, plan.RenamedBrands, plan.RenamedCategories, cancel);
        await open.ExecuteAsync(
            CatalogStore.Touch,
            new { names = brands.Count + categories.Count > 0 ? 1 : 0, positionNext = plan.PositionNext },
            cancel);
    }
}
