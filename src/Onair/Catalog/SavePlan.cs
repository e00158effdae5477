namespace Onair.Catalog;

/// <summary>What the database knows about the drafts of one save.</summary>
/// <param name="Products">The products that any draft meets, by id.</param>
/// <param name="BySku">Which product owns a SKU.</param>
/// <param name="BySlug">Which product owns a slug: those that drafts ask for or that would be made from their
/// names.</param>
internal sealed record KnownCatalog(
    IReadOnlyDictionary<Guid, Product> Products,
    IReadOnlyDictionary<string, Guid> BySku,
    IReadOnlyDictionary<string, Guid> BySlug,
    IReadOnlyDictionary<string, Brand> Brands,
    IReadOnlyDictionary<string, Category> Categories);

/// <summary>
/// Decides what a save writes: pure, draft by draft in their order. A draft with a fault writes nothing; whether the
/// others are written all the same is the caller's choice.
/// </summary>
internal sealed class SavePlan(KnownCatalog known, DateTimeOffset now, long positionNext)
{
    private readonly HashSet<string> skus = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> met = [];
    private readonly HashSet<string> slugs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Brand> brands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Category> categories = new(StringComparer.Ordinal);

    public List<DraftFault> Faults { get; } = [];

    /// <summary>Products to write, each whole.</summary>
    public List<Product> Products { get; } = [];

    public List<PriceRow> Prices { get; } = [];

    public List<NewVariant> NewVariants { get; } = [];

    public int Created { get; private set; }

    public int Unchanged { get; private set; }

    public int PricesChanged { get; private set; }

    public long PositionNext { get; private set; } = positionNext;

    /// <summary>New or renamed.</summary>
    public IReadOnlyList<Brand> Brands => [.. brands.Values.Where(b => known.Brands.GetValueOrDefault(b.Slug) != b)];

    /// <summary>New or renamed, outer shelves first.</summary>
    public IReadOnlyList<Category> Categories =>
        [.. categories.Values.Where(c => known.Categories.GetValueOrDefault(c.Slug) != c).OrderBy(c => c.Slug.Length)];

    /// <summary>Slugs of what products of other drafts are found by.</summary>
    public IReadOnlyList<string> RenamedBrands =>
        [.. Brands.Where(b => known.Brands.ContainsKey(b.Slug)).Select(b => b.Slug)];

    public IReadOnlyList<string> RenamedCategories =>
        [.. Categories.Where(c => known.Categories.ContainsKey(c.Slug)).Select(c => c.Slug)];

    public void Add(ProductDraft draft, int index)
    {
        var faultsBefore = Faults.Count;
        DraftRule.Check(draft, index, Faults);
        for (var i = 0; i < draft.Variants.Count; i++)
        {
            if (!skus.Add(draft.Variants[i].Sku)) Faults.Add(new DraftFault(index, i, "sku", "is named twice"));
        }

        var owner = Owner(draft, index);
        var before = owner is { } id ? known.Products[id] : null;
        var slug = before?.Slug ?? draft.Slug ?? FreeSlug(draft);
        if (slug is null) Faults.Add(new DraftFault(index, null, "product", "is missing, and the name's own is taken"));
        if (slug is null || Faults.Count > faultsBefore) return;

        slugs.Add(slug);
        var after = Merge(before, slug, draft);
        if (before is not null && Same(before, after))
        {
            Unchanged++;
            return;
        }

        if (before is null) Created++;
        Products.Add(after);
        AddPrices(before, after);
    }

    /// <summary>The product that the draft meets, by SKU before slug; a fault when the two disagree.</summary>
    private Guid? Owner(ProductDraft draft, int index)
    {
        Guid? owner = null;
        for (var i = 0; i < draft.Variants.Count; i++)
        {
            if (!known.BySku.TryGetValue(draft.Variants[i].Sku, out var found)) continue;
            owner ??= found;
            if (owner == found && (draft.Slug is null || draft.Slug == known.Products[found].Slug)) continue;
            Faults.Add(new DraftFault(index, i, "sku", $"belongs to the product {known.Products[found].Slug}"));
        }

        if (owner is null && draft.Slug is { } slug && known.BySlug.TryGetValue(slug, out var named)) owner = named;
        if (owner is { } id ? !met.Add(id) : draft.Slug is { } asked && !slugs.Add(asked))
            Faults.Add(new DraftFault(index, null, "product", "is named twice"));
        return owner;
    }

    private Product Merge(Product? before, string slug, ProductDraft draft)
    {
        var old = before?.Variants.ToDictionary(v => v.Sku) ?? [];
        var variants = draft.Variants.Select(v => Merge(old.GetValueOrDefault(v.Sku), v)).ToList();
        var named = draft.Variants.Select(v => v.Sku).ToHashSet(StringComparer.Ordinal);
        if (before is not null) variants.AddRange(before.Variants.Where(v => !named.Contains(v.Sku)));
        return new Product
        {
            Id = before?.Id ?? Guid.CreateVersion7(now),
            Slug = slug,
            Position = before?.Position ?? PositionNext++,
            Name = draft.Name,
            Description = draft.Description,
            Brand = draft.Brand is null ? null : Once(brands, Brand.Named(draft.Brand)!, b => b.Slug),
            CategoryPath = [.. Category.Path(draft.Category)!.Select(shelf => Once(categories, shelf, c => c.Slug))],
            Pictures = draft.Pictures,
            Variants = variants,
            Status = draft.Status,
            CreatedAt = before?.CreatedAt ?? now,
            ChangedAt = now,
            Version = (before?.Version ?? 0) + 1,
        };
    }

    private Variant Merge(Variant? before, VariantDraft draft) => new()
    {
        Id = before?.Id ?? Guid.CreateVersion7(now),
        Sku = draft.Sku,
        Gtin = draft.Gtin,
        Price = draft.Price,
        PriceVersion = before is null ? 1 : before.PriceVersion + (before.Price.Amount == draft.Price.Amount ? 0 : 1),
        LimitPerCustomer = draft.LimitPerCustomer,
        Options = draft.Options,
        Status = draft.Status,
    };

    private void AddPrices(Product? before, Product after)
    {
        var versions = before?.Variants.ToDictionary(v => v.Id, v => v.PriceVersion) ?? [];
        foreach (var variant in after.Variants)
        {
            var isOld = versions.TryGetValue(variant.Id, out var version);
            if (isOld && version == variant.PriceVersion) continue;
            Prices.Add(new PriceRow(variant.Id, variant.PriceVersion, variant.Price.Amount, now));
            if (isOld) PricesChanged++;
            else NewVariants.Add(new NewVariant(variant.Sku, variant.Id));
        }
    }

    private string? FreeSlug(ProductDraft draft) =>
        WantedSlugs(draft).FirstOrDefault(slug => !known.BySlug.ContainsKey(slug) && !slugs.Contains(slug));

    /// <summary>From the English name, then with the first SKU behind it; the SKU alone when the name has nothing that
    /// an address can show.</summary>
    public static IEnumerable<string> WantedSlugs(ProductDraft draft)
    {
        var name = Slug.From(draft.Name.En);
        if (name.Length > 0) yield return name;
        if (draft.Variants.Count > 0)
            yield return Slug.From($"{name[..Math.Min(name.Length, 50)]} {draft.Variants[0].Sku}");
    }

    /// <summary>One name per slug and save: the first one that is met.</summary>
    private static T Once<T>(Dictionary<string, T> kept, T item, Func<T, string> slug)
    {
        if (kept.TryGetValue(slug(item), out var first)) return first;
        kept.Add(slug(item), item);
        return item;
    }

    /// <summary>Names of brands and shelves are compared apart: they are rows of their own.</summary>
    private static bool Same(Product a, Product b) =>
        a.Name == b.Name && a.Description == b.Description && a.Status == b.Status && a.Brand?.Slug == b.Brand?.Slug
        && a.CategoryPath.LastOrDefault()?.Slug == b.CategoryPath.LastOrDefault()?.Slug
        && a.Pictures.SequenceEqual(b.Pictures) && a.Variants.Count == b.Variants.Count
        && a.Variants.Zip(b.Variants).All(pair =>
            pair.First with { Options = [] } == pair.Second with { Options = [] }
            && pair.First.Options.SequenceEqual(pair.Second.Options));
}
