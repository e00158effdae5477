using System.Globalization;

namespace Onair.Catalog.Feeds;

/// <summary>
/// The Google Merchant product feed. It has one language and fewer fields than the catalog, so that what is missing
/// travels in columns named <c>onair_...</c>, which readers of the feed pass over; where they are absent (a feed from
/// elsewhere), the feed's own text serves both languages. What is not on sale is not in the feed.
/// </summary>
internal sealed class GoogleShape(string shopUrl) : FeedShape(shopUrl)
{
    public const string OwnPrefix = "onair_";

    private const string currencyTail = " " + Price.Currency;

    private static readonly (string False, string True) yesNo = ("no", "yes");

    /// <summary>Attributes that are choices of a variant, and how they are called in Korean.</summary>
    private static readonly (string Column, LocalText Name)[] choices =
    [
        ("color", new("색상", "Color")), ("size", new("사이즈", "Size")), ("material", new("소재", "Material")),
        ("pattern", new("무늬", "Pattern")),
    ];

    private static readonly string[] productColumns =
    [
        "title", "description", "image_link", "additional_image_link", "brand", "product_type", "onair_name_en",
        "onair_description_en", "onair_brand", "onair_category", "onair_pictures",
    ];

    private static readonly string[] columns =
    [
        "id", "title", "description", "link", "image_link", "additional_image_link", "availability", "price",
        "sale_price", "brand", "gtin", "identifier_exists", "condition", "product_type", "item_group_id",
        .. choices.Select(c => c.Column),
        .. productColumns.Where(c => c.StartsWith(OwnPrefix, StringComparison.Ordinal)),
        "onair_options", "onair_tax_free", "onair_limit_per_customer",
    ];

    public override IReadOnlyList<string> Columns => columns;

    public override IReadOnlyList<string> Required => ["id", "title", "price"];

    public override IReadOnlyList<string> ProductColumns => productColumns;

    /// <summary>Titles and images of a group differ by variant in feeds from elsewhere.</summary>
    public override bool LinesMustAgree => false;

    public override string NameOf(string header)
    {
        var name = header.ToLowerInvariant().Replace(' ', '_');
        return name.StartsWith("g:", StringComparison.Ordinal) ? name[2..] : name;
    }

    /// <summary>
    /// A feed has dozens of attributes that no shop needs all of: those that are not read are passed over.
    /// </summary>
    public override bool Knows(string column) => true;

    public override string GroupOf(FeedLine line) => line["item_group_id"];

    public override string ColumnOf(string draftField) => draftField switch
    {
        "product" => "item_group_id",
        "name_ko" => "title",
        "name_en" => "onair_name_en",
        "description_ko" => "description",
        "description_en" => "onair_description_en",
        "category" => "product_type",
        "pictures" => "image_link",
        "sku" => "id",
        "options" => "onair_options",
        "limit_per_customer" => "onair_limit_per_customer",
        "list_price" => "price",
        _ => draftField,
    };

    public override ProductDraft ReadProduct(FeedCells cells)
    {
        var (title, description) = (cells.Text("title"), cells.Text("description"));
        var brand = cells.Has("onair_brand") ? "onair_brand" : "brand";
        return new ProductDraft
        {
            Slug = Slug.From(cells.Text("item_group_id")) is { Length: > 0 } slug ? slug : null,
            Name = new LocalText(title, cells.Optional("onair_name_en") ?? title),
            Description = new LocalText(description, Own(cells, "onair_description_en", description)),
            Brand = !cells.Has(brand) ? null
                : brand == "brand" ? new LocalText(cells.Text(brand), cells.Text(brand))
                : cells.Read(brand, FeedGrammar.ReadText, null, "한국어|English"),
            Category = cells.Has("onair_category")
                ? cells.Read("onair_category", FeedGrammar.ReadPath, [], "한국어|English > 한국어|English")
                : [.. Parts(cells.Text("product_type")).Select(part => new LocalText(part, part))],
            Pictures = cells.Has("onair_pictures")
                ? cells.Read("onair_pictures", FeedGrammar.ReadPictures, [], "address|한국어|English; address")
                : [.. Links(cells).Select(link => new Picture(link, LocalText.Empty))],
            Variants = [],
        };
    }

    public override VariantDraft ReadVariant(FeedCells cells)
    {
        if (!cells.Has("price")) cells.Fault("price", "is missing");
        var price = Won(cells, "price") ?? 0;
        var sale = Won(cells, "sale_price");
        return new VariantDraft
        {
            Sku = cells.Text("id"),
            Gtin = cells.Optional("gtin"),
            Price = new Price(
                sale ?? price, sale is null ? null : price, cells.Either("onair_tax_free", yesNo) ?? false),
            LimitPerCustomer = (int?)cells.Number("onair_limit_per_customer", Variant.LimitMax),
            Options = cells.Has("onair_options")
                ? cells.Read("onair_options", FeedGrammar.ReadOptions, [], "색상|Color=빨강|Red")
                : [.. choices.Where(c => cells.Has(c.Column)).Select(c =>
                    new Option(c.Name, new LocalText(cells.Text(c.Column), cells.Text(c.Column))))],
        };
    }

    /// <summary>A feed says whether there is stock, not how much.</summary>
    public override int ReadOpeningStock(FeedCells cells) => 0;

    public override IEnumerable<(string Column, string Cell)> Write(Product product, Variant variant, bool inStock)
    {
        yield return ("id", variant.Sku);
        yield return ("title", product.Name.Ko);
        yield return ("description", product.Description.Ko);
        yield return ("link", $"{ShopUrl}/products/{product.Slug}");
        if (product.Pictures.Count > 0) yield return ("image_link", Whole(product.Pictures[0].Url));
        if (product.Pictures.Count > 1)
        {
            var more = product.Pictures.Skip(1).Select(p => Whole(p.Url));
            yield return ("additional_image_link", string.Join(',', more));
        }

        yield return ("availability", inStock ? "in_stock" : "out_of_stock");
        yield return ("price", Won(variant.Price.ListAmount ?? variant.Price.Amount));
        if (variant.Price.ListAmount is not null) yield return ("sale_price", Won(variant.Price.Amount));
        if (product.Brand is { } brand) yield return ("brand", brand.Name.Ko);
        if (variant.Gtin is { } gtin) yield return ("gtin", gtin);
        yield return ("identifier_exists", variant.Gtin is null ? "no" : "yes");
        yield return ("condition", "new");
        yield return ("product_type", string.Join(" > ", product.CategoryPath.Select(c => c.Name.Ko)));
        yield return ("item_group_id", product.Slug);
        foreach (var (column, name) in choices)
        {
            if (variant.Options.FirstOrDefault(o => o.Name.En == name.En) is { } option)
                yield return (column, option.Value.Ko);
        }

        yield return ("onair_name_en", product.Name.En);
        yield return ("onair_description_en", product.Description.En);
        if (product.Brand is { } own) yield return ("onair_brand", FeedGrammar.Write(own.Name));
        yield return ("onair_category", FeedGrammar.WritePath(product.CategoryPath.Select(c => c.Name)));
        yield return ("onair_pictures", FeedGrammar.WritePictures(product.Pictures));
        yield return ("onair_options", FeedGrammar.WriteOptions(variant.Options));
        yield return ("onair_tax_free", variant.Price.TaxFree ? "yes" : "no");
        if (variant.LimitPerCustomer is { } limit)
            yield return ("onair_limit_per_customer", limit.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// A feed of ours leaves an empty field out, and then it is empty; a feed from elsewhere never has it.
    /// </summary>
    private static string Own(FeedCells cells, string column, string elsewhere) =>
        cells.Optional(column) ?? (cells.Has("onair_name_en") ? "" : elsewhere);

    private static string Won(long amount) => amount.ToString(CultureInfo.InvariantCulture) + currencyTail;

    /// <summary><c>39900 KRW</c>; <c>39,900.00 KRW</c> is the same.</summary>
    private static long? Won(FeedCells cells, string column)
    {
        if (!cells.Has(column)) return null;
        var cell = cells.Text(column);
        if (cell.EndsWith(currencyTail, StringComparison.OrdinalIgnoreCase)
            && decimal.TryParse(
                cell[..^currencyTail.Length],
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture,
                out var amount)
            && amount <= Price.AmountMax
            && decimal.IsInteger(amount))
            return (long)amount;
        cells.Fault(column, $"is whole won up to {Price.AmountMax}, written as 39900{currencyTail}");
        return null;
    }

    private static string[] Parts(string path) =>
        path.Split('>', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private IEnumerable<string> Links(FeedCells cells) =>
        new[] { cells.Text("image_link") }
            .Concat(cells.Text("additional_image_link").Split(','))
            .Select(link => link.Trim())
            .Where(link => link.Length > 0)
            .Select(link => link.StartsWith(ShopUrl + "/", StringComparison.Ordinal) ? link[ShopUrl.Length..] : link);

    private string Whole(string url) => url.StartsWith('/') ? ShopUrl + url : url;
}
