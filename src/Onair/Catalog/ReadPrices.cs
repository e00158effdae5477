using Onair.Storage;

namespace Onair.Catalog;

/// <summary>A row of a variant's price history.</summary>
/// <param name="VariantId">Whose price.</param>
/// <param name="Version">What order lines keep: 1, 2, ...</param>
/// <param name="Price">Integer won, VAT included.</param>
public readonly record struct PriceOfVersion(Guid VariantId, int Version, long Price);

/// <summary>Every price that variants ever had, for whoever checks what was charged.</summary>
public static class ReadPrices
{
    public static void Into(Round round, IReadOnlyList<Guid> variantIds, ICollection<PriceOfVersion> into) =>
        round.Read(
        CatalogStore.PricesOf,
        variantIds,
        row => new PriceOfVersion(row.Uuid(0), row.Int32(1), row.Int64(2)),
        into);
}
