namespace Onair.Catalog;

/// <summary>A variant as somebody wants it to be.</summary>
public sealed record VariantDraft
{
    public required string Sku { get; init; }

    public string? Gtin { get; init; }

    public required Price Price { get; init; }

    public int? LimitPerCustomer { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];

    public VariantStatus Status { get; init; } = VariantStatus.Active;
}

/// <summary>
/// A product as somebody wants it to be. It meets the product that owns one of its SKUs, else the one with its slug,
/// else it is new. Variants of that product which the draft does not name stay as they are.
/// </summary>
public sealed record ProductDraft
{
    /// <summary>Null: made from the English name when the product is new.</summary>
    public string? Slug { get; init; }

    public required LocalText Name { get; init; }

    public LocalText Description { get; init; } = LocalText.Empty;

    public LocalText? Brand { get; init; }

    /// <summary>From the outermost shelf to the innermost; empty for none.</summary>
    public IReadOnlyList<LocalText> Category { get; init; } = [];

    public IReadOnlyList<Picture> Pictures { get; init; } = [];

    public ProductStatus Status { get; init; } = ProductStatus.Active;

    public required IReadOnlyList<VariantDraft> Variants { get; init; }
}

/// <summary>What is wrong with a draft.</summary>
/// <param name="Product">Index of the draft.</param>
/// <param name="Variant">Index of its variant; null when the fault is the product's.</param>
/// <param name="Field">As Onair's CSV columns name it: <c>name_ko</c>, <c>list_price</c>.</param>
public readonly record struct DraftFault(int Product, int? Variant, string Field, string Message);
