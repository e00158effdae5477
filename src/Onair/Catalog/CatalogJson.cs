using System.Text.Json.Serialization;

namespace Onair.Catalog;

/// <param name="Slug">For the filter <c>brand</c>.</param>
public sealed record BrandBody(string Slug, LocalText Name);

/// <param name="Slug">For the filter <c>category</c>: the path, such as <c>kitchen/cups</c>.</param>
public sealed record CategoryBody(string Slug, LocalText Name);

public sealed record PictureBody(string Url, LocalText Alt);

public sealed record OptionBody(LocalText Name, LocalText Value);

/// <param name="Sku">What an order line names.</param>
/// <param name="Price">Integer won, VAT included: what <c>unitPrice</c> of an order line must be.</param>
/// <param name="Vat">The tax inside the price; 0 for goods without VAT.</param>
/// <param name="ListPrice">The price before; null for none.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="LimitPerCustomer">Pieces one customer may have; null for no limit.</param>
/// <param name="Gtin">Null for none.</param>
public sealed record VariantBody(
    string Sku,
    IReadOnlyList<OptionBody> Options,
    long Price,
    long Vat,
    long? ListPrice,
    string Currency,
    int? LimitPerCustomer,
    string? Gtin);

/// <param name="Description">Null in lists.</param>
/// <param name="Categories">From the outermost shelf to the innermost.</param>
/// <param name="Variants">Those on sale.</param>
public sealed record ProductBody(
    Guid Id,
    string Slug,
    LocalText Name,
    LocalText? Description,
    BrandBody? Brand,
    IReadOnlyList<CategoryBody> Categories,
    IReadOnlyList<PictureBody> Pictures,
    IReadOnlyList<VariantBody> Variants,
    DateTimeOffset ChangedAt);

/// <param name="Next">The cursor of the next page; null on the last one.</param>
public sealed record ProductListBody(IReadOnlyList<ProductBody> Items, string? Next);

/// <param name="Items">Texts to search for, the likeliest first.</param>
public sealed record SuggestionsBody(IReadOnlyList<string> Items);

[JsonSerializable(typeof(ProductListBody))]
[JsonSerializable(typeof(SuggestionsBody))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CatalogJson : JsonSerializerContext;
