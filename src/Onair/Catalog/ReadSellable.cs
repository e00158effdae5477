using Onair.Storage;

namespace Onair.Catalog;

/// <summary>
/// What can be sold right now, by SKU, for the transaction that sells. It joins the caller's round, so that it costs no
/// round trip of its own.
/// </summary>
public static class ReadSellable
{
    /// <summary>Appends one row per SKU that is on sale; unknown and withdrawn SKUs leave none. Call with distinct
    /// SKUs:
    /// one that is named twice may come twice.</summary>
    public static void Into(Round round, IReadOnlyList<string> skus, ICollection<SellableVariant> into) =>
        round.Read(CatalogStore.SellableBySku, skus, CatalogStore.ToSellable, into);
}
