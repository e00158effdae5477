using System.ComponentModel;
using Microsoft.Extensions.Caching.Hybrid;

namespace Onair.Catalog;

/// <summary>
/// The catalog as pages show it. What is read is kept under the catalog's version, so that a change ends all of it on
/// every node by leading to other names; nothing has to be removed. Stock is not in it.
/// </summary>
public sealed class ShownCatalog(
    HybridCache copies, CatalogVersions versions, ShowProduct show, ListProducts list)
{
    /// <summary>Only memory ends it sooner: under its name it cannot become wrong.</summary>
    private static readonly HybridCacheEntryOptions keep = new()
    {
        Expiration = TimeSpan.FromMinutes(10),
        LocalCacheExpiration = TimeSpan.FromMinutes(10),
    };

    /// <param name="slug">Or an id.</param>
    /// <returns>Null for what is not on sale.</returns>
    public async ValueTask<Product?> ProductAsync(string slug, CancellationToken cancel)
    {
        if (!Slug.IsValid(slug) && !Guid.TryParse(slug, out _)) return null;
        var version = await versions.NowAsync(cancel);
        try
        {
            return await copies.GetOrCreateAsync(
                $"product:{version}:{slug}",
                (show, slug),
                static async (asked, c) => (await asked.show.RunAsync(asked.slug, isKnown: null, c)).Product
                    ?? throw new KeyNotFoundException(),
                keep,
                cancellationToken: cancel);
        }
        catch (KeyNotFoundException)
        {
            // The one way to keep nothing: addresses that nobody has made up yet are without number.
            return null;
        }
    }

    /// <summary>The shelves that have products on sale, by slug.</summary>
    public async ValueTask<IReadOnlyList<Category>> ShelvesAsync(CancellationToken cancel)
    {
        var version = await versions.NowAsync(cancel);
        var kept = await copies.GetOrCreateAsync(
            $"shelves:{version}",
            list,
            static async (list, c) => new ShelfList(await list.ShelvesAsync(c)),
            keep,
            cancellationToken: cancel);
        return kept.Shelves;
    }

    /// <summary>The first products of the shop, and whether there are more.</summary>
    public async ValueTask<FirstProducts> FirstAsync(int count, CancellationToken cancel)
    {
        var version = await versions.NowAsync(cancel);
        return await copies.GetOrCreateAsync(
            $"first:{version}:{count}",
            (list, count),
            static async (asked, c) =>
            {
                var page = await asked.list.RunAsync(new ProductQuery(Limit: asked.count), isKnown: null, c);
                return new FirstProducts(page.Products, page.Next is not null);
            },
            keep,
            cancellationToken: cancel);
    }

    [ImmutableObject(true)]
    internal sealed record ShelfList(IReadOnlyList<Category> Shelves);
}

/// <summary>The beginning of the list of products. It lies in caches: nothing may change it.</summary>
[ImmutableObject(true)]
public sealed record FirstProducts(IReadOnlyList<Product> Products, bool HasMore);
