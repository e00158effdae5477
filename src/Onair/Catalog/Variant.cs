using System.Buffers;

namespace Onair.Catalog;

/// <summary>Stored; never renumber.</summary>
public enum VariantStatus
{
    /// <summary>On sale when its product is.</summary>
    Active = 1,

    /// <summary>Taken off the shelf; kept for the orders that name it.</summary>
    Withdrawn = 2,
}

/// <summary>What is stocked, priced and sold: one SKU of a product.</summary>
public sealed record Variant
{
    public const int SkuLengthMax = 64;

    public const int LimitMax = 10_000;

    private static readonly SearchValues<char> skuCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/#+-");

    public required Guid Id { get; init; }

    /// <summary>
    /// As shoppers and warehouses name it: 1 to 64 of <c>A-Z a-z 0-9 . _ : / # + -</c>, a letter or digit first.
    /// </summary>
    public required string Sku { get; init; }

    /// <summary>GTIN-8, -12, -13 or -14 with a valid check digit; null for none.</summary>
    public string? Gtin { get; init; }

    public required Price Price { get; init; }

    /// <summary>The row of the price history that <see cref="Price"/> is.</summary>
    public required int PriceVersion { get; init; }

    /// <summary>Pieces one customer may have, 1 to <see cref="LimitMax"/>; null for no limit.</summary>
    public int? LimitPerCustomer { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];

    public required VariantStatus Status { get; init; }

    public static bool IsSku(string text) =>
        text.Length is > 0 and <= SkuLengthMax
        && char.IsAsciiLetterOrDigit(text[0])
        && !text.AsSpan().ContainsAnyExcept(skuCharacters);

    /// <summary>GS1's check digit: weights 3 and 1 from the right, summing to a multiple of ten.</summary>
    internal static bool IsGtin(string text)
    {
        if (text.Length is not (8 or 12 or 13 or 14) || text.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        var sum = 0;
        for (var i = 0; i < text.Length; i++) sum += (text[^(i + 1)] - '0') * (i % 2 == 0 ? 1 : 3);
        return sum % 10 == 0;
    }

    /// <summary>Product and options on one line, as it stands on an order.</summary>
    internal static LocalText FullName(LocalText product, IReadOnlyList<Option> options) => options.Count == 0
        ? product
        : new LocalText(
            $"{product.Ko} ({string.Join(" / ", options.Select(o => o.Value.Ko))})",
            $"{product.En} ({string.Join(" / ", options.Select(o => o.Value.En))})");
}
