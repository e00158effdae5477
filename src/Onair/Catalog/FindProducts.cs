using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Which product a SKU belongs to, on sale or not, for the transaction that asks.</summary>
public static class FindProducts
{
    /// <summary>By SKU; unknown ones are left out.</summary>
    public static async Task<Dictionary<string, Guid>> OfSkusAsync(
        Transaction open, IReadOnlyList<string> skus, CancellationToken cancel)
    {
        var found = new List<(string Sku, Guid Product)>(skus.Count);
        var round = open.Round();
        round.Read(CatalogStore.ProductsBySku, skus, CatalogStore.ToOwner, found);
        await round.ExecuteAsync(cancel);
        return found.DistinctBy(f => f.Sku).ToDictionary(f => f.Sku, f => f.Product, StringComparer.Ordinal);
    }
}
