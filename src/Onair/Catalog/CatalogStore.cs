using Onair.Storage;

namespace Onair.Catalog;

/// <summary>The only file of this room with SQL; its tables are brands, categories, products, variants and theirs.</summary>
internal static partial class CatalogStore
{
    private const string sellableColumns = """
        SELECT v.id, v.sku, v.price, v.price_version, v.tax_free, v.limit_per_customer, v.currency, v.name_ko, v.name_en,
            CASE WHEN v.status = 1 AND p.status = 1 THEN 1 ELSE 0 END
        FROM variants v JOIN products p ON p.id = v.product_id
        """;

    /// <summary>Variants by SKU, on sale or not. Names are kept on the variant: the order path reads no options.</summary>
    public static readonly Bulk<string> SellableBySku = new Bulk<string>(
        sqlite: sellableColumns + " WHERE v.sku = ?1",
        postgres: sellableColumns + " WHERE v.sku = ANY ($1)").Text(sku => sku);

    public static SellableVariant ToSellable(Row row) => new(
        Id: row.Uuid(0),
        Sku: row.Text(1),
        Price: row.Int64(2),
        PriceVersion: row.Int32(3),
        TaxFree: row.Int64(4) == 1,
        LimitPerCustomer: row.IsNull(5) ? null : row.Int32(5),
        Currency: row.Text(6),
        OnSale: row.Int64(9) == 1,
        NameKo: row.Text(7),
        NameEn: row.Text(8));
}
