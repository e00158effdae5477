using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Products with everything that hangs on them: two round trips, however many there are.</summary>
internal static class ReadProducts
{
    /// <summary>In the order of the ids; ids without a product are left out.</summary>
    public static async Task<List<Product>> RunAsync(
        Transaction open, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var heads = new List<(Product Product, string? Category)>(ids.Count);
        var variants = new List<(Guid Product, Variant Variant)>();
        var options = new List<(Guid Variant, Option Option)>();
        var pictures = new List<(Guid Product, Picture Picture)>();
        var round = open.Round();
        round.Read(CatalogStore.ProductsById, ids, CatalogStore.ToProduct, heads);
        round.Read(CatalogStore.VariantsByProduct, ids, CatalogStore.ToVariant, variants);
        round.Read(CatalogStore.OptionsByProduct, ids, CatalogStore.ToOption, options);
        round.Read(CatalogStore.PicturesByProduct, ids, CatalogStore.ToPicture, pictures);
        await round.ExecuteAsync(cancel);

        var slugs = heads.Where(h => h.Category is not null).SelectMany(h => Category.Prefixes(h.Category!)).Distinct();
        var categories = new List<Category>();
        var second = open.Round();
        second.Read(CatalogStore.CategoriesBySlug, [.. slugs], CatalogStore.ToCategory, categories);
        await second.ExecuteAsync(cancel);

        var shelves = categories.ToDictionary(c => c.Slug);
        var optionsOf = options.ToLookup(o => o.Variant, o => o.Option);
        var variantsOf = variants.ToLookup(
            v => v.Product, v => v.Variant with { Options = [.. optionsOf[v.Variant.Id]] });
        var picturesOf = pictures.ToLookup(p => p.Product, p => p.Picture);
        var products = heads.ToDictionary(
            h => h.Product.Id,
            h => h.Product with
            {
                CategoryPath = h.Category is null ? [] : [.. Category.Prefixes(h.Category).Select(s => shelves[s])],
                Variants = [.. variantsOf[h.Product.Id]],
                Pictures = [.. picturesOf[h.Product.Id]],
            });
        var found = new List<Product>(ids.Count);
        foreach (var id in ids)
        {
            if (products.TryGetValue(id, out var product)) found.Add(product);
        }

        return found;
    }
}
