using Onair.Catalog;
using Onair.Inventory;
using Onair.Storage;

namespace Onair.Host.Web;

/// <summary>
/// What the catalog's pages and feeds ask the inventory, put together here because neither room sees the other.
/// </summary>
internal static class StockQuestions
{
    /// <summary>Which variants can be ordered right now.</summary>
    public static async Task<IReadOnlySet<Guid>> InStock(
        Transaction open, IReadOnlyList<Variant> variants, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        foreach (var skus in variants.Select(v => v.Sku).Chunk(InventoryOptions.PageMax))
        {
            var stock = await ReadStock.BySkuAsync(open, skus, cancel);
            found.UnionWith(stock.Where(s => s.Available > 0).Select(s => s.VariantId));
        }

        return found;
    }

    /// <summary>Pieces that can be ordered right now, by SKU; SKUs without a stock row are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> AvailableAsync(
        ReadStock stock, IReadOnlyList<Product> products, CancellationToken cancel)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var skus in products.SelectMany(p => p.Variants).Select(v => v.Sku).Chunk(InventoryOptions.PageMax))
        {
            foreach (var one in await stock.BySkuAsync(skus, cancel)) found[one.Sku] = one.Available;
        }

        return found;
    }
}
