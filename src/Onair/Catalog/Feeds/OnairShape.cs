using System.Globalization;

namespace Onair.Catalog.Feeds;

/// <summary>
/// Onair's own columns: everything that the catalog knows, one line per variant. What the product has in common may
/// stand on its first line alone; lines with the same <c>product</c> are one product.
/// </summary>
internal sealed class OnairShape(string shopUrl) : FeedShape(shopUrl)
{
    private static readonly (string False, string True) onSale = ("withdrawn", "active");
    private static readonly (string False, string True) yesNo = ("no", "yes");

    private static readonly string[] productColumns =
    [
        "name_ko", "name_en", "description_ko", "description_en", "brand", "category", "pictures", "product_status",
    ];

    private static readonly string[] columns =
    [
        "product", .. productColumns, "sku", "options", "gtin", "price", "list_price", "tax_free", "limit_per_customer",
        "status", "opening_stock",
    ];

    public override IReadOnlyList<string> Columns => columns;

    public override IReadOnlyList<string> Required => ["name_ko", "name_en", "sku", "price"];

    public override IReadOnlyList<string> ProductColumns => productColumns;

    public override bool LinesMustAgree => true;

    public override string NameOf(string header) => header.ToLowerInvariant();

    public override bool Knows(string column) => columns.Contains(column);

    public override string GroupOf(FeedLine line) => line["product"];

    public override string ColumnOf(string draftField) => draftField;

    public override ProductDraft ReadProduct(FeedCells cells) => new()
    {
        Slug = cells.Optional("product"),
        Name = new LocalText(cells.Text("name_ko"), cells.Text("name_en")),
        Description = new LocalText(cells.Text("description_ko"), cells.Text("description_en")),
        Brand = cells.Has("brand")
            ? cells.Read("brand", FeedGrammar.ReadText, null, "한국어|English")
            : null,
        Category = cells.Read("category", FeedGrammar.ReadPath, [], "한국어|English > 한국어|English"),
        Pictures = cells.Read("pictures", FeedGrammar.ReadPictures, [], "address|한국어|English; address"),
        Status = cells.Either("product_status", onSale) ?? true ? ProductStatus.Active : ProductStatus.Withdrawn,
        Variants = [],
    };

    public override VariantDraft ReadVariant(FeedCells cells)
    {
        if (!cells.Has("price")) cells.Fault("price", "is missing");
        return new VariantDraft
        {
            Sku = cells.Text("sku"),
            Gtin = cells.Optional("gtin"),
            Price = new Price(
                cells.Number("price", Price.AmountMax) ?? 0,
                cells.Number("list_price", Price.AmountMax),
                cells.Either("tax_free", yesNo) ?? false),
            LimitPerCustomer = (int?)cells.Number("limit_per_customer", Variant.LimitMax),
            Options = cells.Read("options", FeedGrammar.ReadOptions, [], "색상|Color=빨강|Red; 크기|Size=대|L"),
            Status = cells.Either("status", onSale) ?? true ? VariantStatus.Active : VariantStatus.Withdrawn,
        };
    }

    public override int ReadOpeningStock(FeedCells cells) =>
        (int)(cells.Number("opening_stock", FeedLimits.OpeningStockMax) ?? 0);

    public override IEnumerable<(string Column, string Cell)> Write(Product product, Variant variant, bool inStock) =>
    [
        ("product", product.Slug),
        ("name_ko", product.Name.Ko),
        ("name_en", product.Name.En),
        ("description_ko", product.Description.Ko),
        ("description_en", product.Description.En),
        ("brand", product.Brand is null ? "" : FeedGrammar.Write(product.Brand.Name)),
        ("category", FeedGrammar.WritePath(product.CategoryPath.Select(c => c.Name))),
        ("pictures", FeedGrammar.WritePictures(product.Pictures)),
        ("product_status", product.Status == ProductStatus.Active ? "active" : "withdrawn"),
        ("sku", variant.Sku),
        ("options", FeedGrammar.WriteOptions(variant.Options)),
        ("gtin", variant.Gtin ?? ""),
        ("price", variant.Price.Amount.ToString(CultureInfo.InvariantCulture)),
        ("list_price", variant.Price.ListAmount?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("tax_free", variant.Price.TaxFree ? "yes" : "no"),
        ("limit_per_customer", variant.LimitPerCustomer?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("status", variant.Status == VariantStatus.Active ? "active" : "withdrawn"),
        ("opening_stock", ""),
    ];
}
