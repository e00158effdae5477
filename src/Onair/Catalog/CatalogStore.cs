using Onair.Storage;

namespace Onair.Catalog;

/// <summary>The only file of this room with SQL: statements and how their rows become nouns.</summary>
internal static class CatalogStore
{
    private const string sellableColumns = """
        SELECT v.id, v.sku, v.price, v.price_version, v.tax_free, v.limit_per_customer, v.currency, v.name_ko,
            v.name_en, CASE WHEN v.status = 1 AND p.status = 1 THEN 1 ELSE 0 END
        FROM variants v JOIN products p ON p.id = v.product_id
        """;

    private const string productColumns = """
        SELECT p.id, p.slug, p.position, p.name_ko, p.name_en, p.description_ko, p.description_en, p.status,
               p.created_at, p.changed_at, p.version, p.category_slug, b.slug, b.name_ko, b.name_en
        FROM products p LEFT JOIN brands b ON b.slug = p.brand_slug
        """;

    private const string variantColumns = """
        SELECT product_id, id, sku, gtin, price, list_price, tax_free, price_version, limit_per_customer, status
        FROM variants
        """;

    private const string optionColumns = """
        SELECT o.variant_id, o.name_ko, o.name_en, o.value_ko, o.value_en
        FROM variant_options o JOIN variants v ON v.id = o.variant_id
        """;

    private const string pictureColumns = "SELECT product_id, url, alt_ko, alt_en FROM pictures";

    private const string brandColumns = "SELECT slug, name_ko, name_en FROM brands";

    private const string categoryColumns = "SELECT slug, name_ko, name_en FROM categories";

    /// <summary>
    /// Variants by SKU, on sale or not. Names are kept on the variant: the order path reads no options.
    /// </summary>
    public static readonly Bulk<string> SellableBySku = new Bulk<string>(
        sqlite: sellableColumns + " WHERE v.sku = ?1",
        postgres: sellableColumns + " WHERE v.sku = ANY ($1)").Text(sku => sku);

    public static readonly Bulk<Guid> PricesOf = new Bulk<Guid>(
        sqlite: "SELECT variant_id, version, price FROM variant_prices WHERE variant_id = ?1",
        postgres: "SELECT variant_id, version, price FROM variant_prices WHERE variant_id = ANY ($1)").Uuid(id => id);

    public static readonly Sql State = new(
        "SELECT version AS Version, names_version AS NamesVersion, position_next AS PositionNext FROM catalog_state");

    /// <summary>SQLite has one writer and needs no lock.</summary>
    public static readonly Sql LockState = new(
        sqlite: State.TextFor(Dialect.Sqlite),
        postgres: State.TextFor(Dialect.Postgres) + " FOR UPDATE");

    public static readonly Sql Touch = new("""
        UPDATE catalog_state
        SET version = version + 1, names_version = names_version + @names, position_next = @positionNext WHERE id = 1
        """);

    /// <summary>
    /// A page of product ids. Filters that are not wanted are empty texts; <c>@q</c> is a LIKE pattern.
    /// </summary>
    public static readonly Sql Page = new("""
        SELECT p.id AS Id, p.position AS Position FROM products p
        WHERE p.position > @after
          AND (@withdrawn = 1 OR (p.status = 1
               AND EXISTS (SELECT 1 FROM variants o WHERE o.product_id = p.id AND o.status = 1)))
          AND (@brand = '' OR p.brand_slug = @brand)
          AND (@category = '' OR p.category_slug = @category
               OR substr(p.category_slug, 1, length(@category) + 1) = @category || '/')
          AND (@sku = '' OR EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.sku = @sku))
          AND (p.search_text LIKE @q ESCAPE '\'
               OR EXISTS (SELECT 1 FROM brands b WHERE b.slug = p.brand_slug AND b.search_text LIKE @q ESCAPE '\'))
        ORDER BY p.position LIMIT @limit
        """);

    public static readonly Sql Shelves = new("""
        SELECT c.slug AS Slug, c.name_ko AS NameKo, c.name_en AS NameEn FROM categories c
        WHERE EXISTS (SELECT 1 FROM products p WHERE p.status = 1 AND (p.category_slug = c.slug
                      OR substr(p.category_slug, 1, length(c.slug) + 1) = c.slug || '/'))
        ORDER BY c.slug LIMIT @limit
        """);

    public static readonly Sql Head = new("""
        SELECT p.id AS Id, p.version AS Version, s.names_version AS NamesVersion
        FROM products p, catalog_state s WHERE p.status = 1 AND (p.slug = @slug OR p.id = @id)
          AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.status = 1)
        """);

    public static readonly Sql ShowPrice = new(
        "SELECT id AS Id, product_id AS ProductId, price AS Price, list_price AS ListPrice, "
            + "price_version AS PriceVersion FROM variants WHERE sku = @sku");

    public static readonly Sql PriceBySku = new(
        sqlite: "SELECT id AS Id, product_id AS ProductId, price AS Price, list_price AS ListPrice, "
            + "price_version AS PriceVersion FROM variants WHERE sku = @sku",
        postgres: "SELECT id AS Id, product_id AS ProductId, price AS Price, list_price AS ListPrice, "
            + "price_version AS PriceVersion FROM variants WHERE sku = @sku FOR UPDATE");

    public static readonly Sql SetPrice = new("""
        UPDATE variants SET price = @price, list_price = @listPrice, price_version = @priceVersion WHERE id = @id
        """);

    public static readonly Sql TouchProduct = new(
        "UPDATE products SET version = version + 1, changed_at = @at WHERE id = @id");

    public static readonly Bulk<string> ProductsBySku = new Bulk<string>(
        sqlite: "SELECT sku, product_id FROM variants WHERE sku = ?1",
        postgres: "SELECT sku, product_id FROM variants WHERE sku = ANY ($1)").Text(sku => sku);

    public static readonly Bulk<string> ProductsBySlug = new Bulk<string>(
        sqlite: "SELECT slug, id FROM products WHERE slug = ?1",
        postgres: "SELECT slug, id FROM products WHERE slug = ANY ($1)").Text(slug => slug);

    public static readonly Bulk<string> BrandsBySlug = new Bulk<string>(
        sqlite: brandColumns + " WHERE slug = ?1",
        postgres: brandColumns + " WHERE slug = ANY ($1)").Text(slug => slug);

    public static readonly Bulk<string> CategoriesBySlug = new Bulk<string>(
        sqlite: categoryColumns + " WHERE slug = ?1",
        postgres: categoryColumns + " WHERE slug = ANY ($1)").Text(slug => slug);

    public static readonly Bulk<Guid> ProductsById = new Bulk<Guid>(
        sqlite: productColumns + " WHERE p.id = ?1",
        postgres: productColumns + " WHERE p.id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<Guid> VariantsByProduct = new Bulk<Guid>(
        sqlite: variantColumns + " WHERE product_id = ?1 ORDER BY position",
        postgres: variantColumns + " WHERE product_id = ANY ($1) ORDER BY product_id, position").Uuid(id => id);

    public static readonly Bulk<Guid> OptionsByProduct = new Bulk<Guid>(
        sqlite: optionColumns + " WHERE v.product_id = ?1 ORDER BY o.variant_id, o.position",
        postgres: optionColumns + " WHERE v.product_id = ANY ($1) ORDER BY o.variant_id, o.position").Uuid(id => id);

    public static readonly Bulk<Guid> PicturesByProduct = new Bulk<Guid>(
        sqlite: pictureColumns + " WHERE product_id = ?1 ORDER BY position",
        postgres: pictureColumns + " WHERE product_id = ANY ($1) ORDER BY product_id, position").Uuid(id => id);

    public static readonly Bulk<Brand> SaveBrands = Bulk<Brand>
        .InsertInto("brands", """
            ON CONFLICT (slug) DO UPDATE
            SET name_ko = excluded.name_ko, name_en = excluded.name_en, search_text = excluded.search_text
            """)
        .Text(b => b.Slug, "slug").Text(b => b.Name.Ko, "name_ko").Text(b => b.Name.En, "name_en")
        .Text(b => TextRule.ForSearch(b.Name.Ko, b.Name.En), "search_text");

    /// <summary>Outer shelves first: the inner ones refer to them.</summary>
    public static readonly Bulk<Category> SaveCategories = Bulk<Category>
        .InsertInto("categories", """
            ON CONFLICT (slug) DO UPDATE SET name_ko = excluded.name_ko, name_en = excluded.name_en
            """)
        .Text(c => c.Slug, "slug").Text(c => c.ParentSlug, "parent_slug")
        .Text(c => c.Name.Ko, "name_ko").Text(c => c.Name.En, "name_en");

    public static readonly Bulk<Product> SaveProducts = Bulk<Product>
        .InsertInto("products", """
            ON CONFLICT (id) DO UPDATE
            SET brand_slug = excluded.brand_slug, category_slug = excluded.category_slug, name_ko = excluded.name_ko,
                name_en = excluded.name_en, description_ko = excluded.description_ko,
                description_en = excluded.description_en, search_text = excluded.search_text,
                status = excluded.status, changed_at = excluded.changed_at, version = excluded.version
            """)
        .Uuid(p => p.Id, "id").Text(p => p.Slug, "slug").Int64(p => p.Position, "position")
        .Text(p => p.Brand?.Slug, "brand_slug").Text(p => p.CategoryPath.LastOrDefault()?.Slug, "category_slug")
        .Text(p => p.Name.Ko, "name_ko").Text(p => p.Name.En, "name_en")
        .Text(p => p.Description.Ko, "description_ko").Text(p => p.Description.En, "description_en")
        .Text(p => TextRule.ForSearch([p.Name.Ko, p.Name.En, .. p.Variants.Select(v => v.Sku)]), "search_text")
        .Int32(p => (int)p.Status, "status").Instant(p => p.CreatedAt, "created_at")
        .Instant(p => p.ChangedAt, "changed_at").Int32(p => p.Version, "version");

    public static readonly Bulk<VariantRow> SaveVariants = Bulk<VariantRow>
        .InsertInto("variants", """
            ON CONFLICT (id) DO UPDATE
            SET gtin = excluded.gtin, name_ko = excluded.name_ko, name_en = excluded.name_en,
                position = excluded.position, price = excluded.price, price_version = excluded.price_version,
                list_price = excluded.list_price, tax_free = excluded.tax_free,
                limit_per_customer = excluded.limit_per_customer, status = excluded.status
            """)
        .Uuid(v => v.Variant.Id, "id").Uuid(v => v.Product, "product_id").Text(v => v.Variant.Sku, "sku")
        .Text(v => v.Variant.Gtin, "gtin").Text(v => v.Name.Ko, "name_ko").Text(v => v.Name.En, "name_en")
        .Int32(v => v.Position, "position").Int64(v => v.Variant.Price.Amount, "price")
        .Int32(v => v.Variant.PriceVersion, "price_version")
        .NullableInt64(v => v.Variant.Price.ListAmount, "list_price").Text(_ => Price.Currency, "currency")
        .Int32(v => v.Variant.Price.TaxFree ? 1 : 0, "tax_free")
        .NullableInt64(v => v.Variant.LimitPerCustomer, "limit_per_customer")
        .Int32(v => (int)v.Variant.Status, "status");

    public static readonly Bulk<PriceRow> AppendPrices = Bulk<PriceRow>
        .InsertInto("variant_prices")
        .Uuid(p => p.Variant, "variant_id").Int32(p => p.Version, "version").Int64(p => p.Price, "price")
        .Instant(p => p.From, "valid_from");

    public static readonly Bulk<Guid> ClearOptions = new Bulk<Guid>(
        sqlite: "DELETE FROM variant_options WHERE variant_id = ?1",
        postgres: "DELETE FROM variant_options WHERE variant_id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<OptionRow> SaveOptions = Bulk<OptionRow>
        .InsertInto("variant_options")
        .Uuid(o => o.Variant, "variant_id").Int32(o => o.Position, "position")
        .Text(o => o.Option.Name.Ko, "name_ko").Text(o => o.Option.Name.En, "name_en")
        .Text(o => o.Option.Value.Ko, "value_ko").Text(o => o.Option.Value.En, "value_en");

    public static readonly Bulk<Guid> ClearPictures = new Bulk<Guid>(
        sqlite: "DELETE FROM pictures WHERE product_id = ?1",
        postgres: "DELETE FROM pictures WHERE product_id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<PictureRow> SavePictures = Bulk<PictureRow>
        .InsertInto("pictures")
        .Uuid(p => p.Product, "product_id").Int32(p => p.Position, "position").Text(p => p.Picture.Url, "url")
        .Text(p => p.Picture.Alt.Ko, "alt_ko").Text(p => p.Picture.Alt.En, "alt_en");

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

    /// <summary>Without its category, variants and pictures, which are rows of their own.</summary>
    public static (Product Product, string? Category) ToProduct(Row row) => (
        new Product
        {
            Id = row.Uuid(0),
            Slug = row.Text(1),
            Position = row.Int64(2),
            Name = new LocalText(row.Text(3), row.Text(4)),
            Description = new LocalText(row.Text(5), row.Text(6)),
            Status = (ProductStatus)row.Int32(7),
            CreatedAt = row.Instant(8),
            ChangedAt = row.Instant(9),
            Version = row.Int32(10),
            Brand = row.IsNull(12) ? null : new Brand(row.Text(12), new LocalText(row.Text(13), row.Text(14))),
        },
        row.NullableText(11));

    public static (Guid Product, Variant Variant) ToVariant(Row row) => (
        row.Uuid(0),
        new Variant
        {
            Id = row.Uuid(1),
            Sku = row.Text(2),
            Gtin = row.NullableText(3),
            Price = new Price(row.Int64(4), row.NullableInt64(5), row.Int64(6) == 1),
            PriceVersion = row.Int32(7),
            LimitPerCustomer = row.IsNull(8) ? null : row.Int32(8),
            Status = (VariantStatus)row.Int32(9),
        });

    public static (Guid Variant, Option Option) ToOption(Row row) =>
        (row.Uuid(0), new Option(new LocalText(row.Text(1), row.Text(2)), new LocalText(row.Text(3), row.Text(4))));

    public static (Guid Product, Picture Picture) ToPicture(Row row) =>
        (row.Uuid(0), new Picture(row.Text(1), new LocalText(row.Text(2), row.Text(3))));

    public static Brand ToBrand(Row row) => new(row.Text(0), new LocalText(row.Text(1), row.Text(2)));

    public static Category ToCategory(Row row) => new(row.Text(0), new LocalText(row.Text(1), row.Text(2)));

    public static (string Key, Guid Product) ToOwner(Row row) => (row.Text(0), row.Uuid(1));
}
