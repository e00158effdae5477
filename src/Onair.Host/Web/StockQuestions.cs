using Onair.Catalog;
using Onair.Inventory;
using Onair.Storage;

namespace Onair.Host.Web;

/// <summary>What the catalog's pages and feeds ask the inventory, put together here because neither room sees the other.</summary>
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
}
