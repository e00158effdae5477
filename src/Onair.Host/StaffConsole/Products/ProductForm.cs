using System.Globalization;
using Onair.Catalog;
using Onair.Catalog.Feeds;

namespace Onair.Host.StaffConsole.Products;

/// <summary>A variant as somebody types it.</summary>
public sealed class VariantForm
{
    public string Sku { get; set; } = "";

    public string Gtin { get; set; } = "";

    public string Options { get; set; } = "";

    public string Price { get; set; } = "";

    public string ListPrice { get; set; } = "";

    public string Limit { get; set; } = "";

    public bool IsTaxFree { get; set; }

    public bool IsOnSale { get; set; } = true;

    /// <summary>In the catalog already: its SKU stays.</summary>
    public bool IsKnown { get; init; }
}

/// <summary>A picture as somebody describes it.</summary>
public sealed class PictureForm(string url)
{
    public string Url { get; } = url;

    public string AltKo { get; set; } = "";

    public string AltEn { get; set; } = "";
}

/// <summary>
/// A product as somebody types it. Brand, shelf and options are written as in Onair's files: <c>한국어|English</c>.
/// </summary>
public sealed class ProductForm
{
    public string? Slug { get; private init; }

    /// <summary>That was looked at; null for a new product.</summary>
    public int? Version { get; private init; }

    public string NameKo { get; set; } = "";

    public string NameEn { get; set; } = "";

    public string DescriptionKo { get; set; } = "";

    public string DescriptionEn { get; set; } = "";

    public string Brand { get; set; } = "";

    public string Shelf { get; set; } = "";

    public bool IsOnSale { get; set; } = true;

    public List<VariantForm> Variants { get; init; } = [];

    public List<PictureForm> Pictures { get; init; } = [];

    public static ProductForm New() => new() { Variants = [new VariantForm()] };

    public static ProductForm Of(Product of) => new()
    {
        Slug = of.Slug,
        Version = of.Version,
        NameKo = of.Name.Ko,
        NameEn = of.Name.En,
        DescriptionKo = of.Description.Ko,
        DescriptionEn = of.Description.En,
        Brand = of.Brand is { } brand ? FeedGrammar.Write(brand.Name) : "",
        Shelf = FeedGrammar.WritePath(of.CategoryPath.Select(shelf => shelf.Name)),
        IsOnSale = of.Status == ProductStatus.Active,
        Variants = [.. of.Variants.Select(Of)],
        Pictures =
        [
            .. of.Pictures.Select(one => new PictureForm(one.Url) { AltKo = one.Alt.Ko, AltEn = one.Alt.En }),
        ],
    };

    /// <summary>What to save, and the fields that cannot be read; the catalog's rules come later.</summary>
    public (ProductDraft Draft, List<DraftFault> Faults) Read()
    {
        var faults = new List<DraftFault>();
        var brand = Brand.Trim().Length == 0 ? null : FeedGrammar.ReadText(Brand.Trim());
        if (Brand.Trim().Length > 0 && brand is null) Fault(null, "brand");
        var shelf = FeedGrammar.ReadPath(Shelf.Trim());
        if (shelf is null) Fault(null, "category");
        var variants = Variants.Select((one, i) => Read(one, i, Fault)).ToList();
        if (variants.Count == 0) Fault(null, "sku");
        var draft = new ProductDraft
        {
            Slug = Slug,
            Name = new LocalText(NameKo.Trim(), NameEn.Trim()),
            Description = new LocalText(Lines(DescriptionKo), Lines(DescriptionEn)),
            Brand = brand,
            Category = shelf ?? [],
            Status = IsOnSale ? ProductStatus.Active : ProductStatus.Withdrawn,
            Pictures =
            [
                .. Pictures.Select(one => new Picture(one.Url, new LocalText(one.AltKo.Trim(), one.AltEn.Trim()))),
            ],
            Variants = variants,
        };
        return (draft, faults);

        void Fault(int? variant, string field) => faults.Add(new DraftFault(0, variant, field, ""));
    }

    private static VariantForm Of(Variant of) => new()
    {
        Sku = of.Sku,
        Gtin = of.Gtin ?? "",
        Options = FeedGrammar.WriteOptions(of.Options),
        Price = Text(of.Price.Amount),
        ListPrice = of.Price.ListAmount is { } list ? Text(list) : "",
        Limit = of.LimitPerCustomer is { } limit ? Text(limit) : "",
        IsTaxFree = of.Price.TaxFree,
        IsOnSale = of.Status == VariantStatus.Active,
        IsKnown = true,
    };

    private static VariantDraft Read(VariantForm form, int at, Action<int?, string> fault)
    {
        if (Number(form.Price) is not { } price)
        {
            fault(at, "price");
            price = 0;
        }

        if (form.ListPrice.Trim().Length > 0 && Number(form.ListPrice) is null) fault(at, "list_price");
        if (form.Limit.Trim().Length > 0 && Number(form.Limit) is not (> 0 and <= Variant.LimitMax))
            fault(at, "limit_per_customer");
        var options = FeedGrammar.ReadOptions(form.Options.Trim());
        if (options is null) fault(at, "options");
        return new VariantDraft
        {
            Sku = form.Sku.Trim(),
            Gtin = form.Gtin.Trim() is { Length: > 0 } gtin ? gtin : null,
            Price = new Price(price, Number(form.ListPrice), form.IsTaxFree),
            LimitPerCustomer = Number(form.Limit) is { } limit and > 0 and <= Variant.LimitMax ? (int)limit : null,
            Options = options ?? [],
            Status = form.IsOnSale ? VariantStatus.Active : VariantStatus.Withdrawn,
        };
    }

    /// <summary>Won as people type them: 12,000.</summary>
    internal static long? Number(string text) =>
        long.TryParse(
            text.Trim().Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number)
            ? number
            : null;

    private static string Lines(string text) => text.Trim().Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
