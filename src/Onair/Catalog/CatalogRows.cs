namespace Onair.Catalog;

/// <summary>What changes count: everything, and the names of brands and categories that products show.</summary>
internal sealed class CatalogState
{
    public long Version { get; init; }

    public long NamesVersion { get; init; }

    public long PositionNext { get; init; }
}

internal sealed class PageRow
{
    public Guid Id { get; init; }

    public long Position { get; init; }
}

internal sealed class ShelfRow
{
    public string Slug { get; init; } = "";

    public string NameKo { get; init; } = "";

    public string NameEn { get; init; } = "";
}

internal sealed class HeadRow
{
    public Guid Id { get; init; }

    public int Version { get; init; }

    public long NamesVersion { get; init; }
}

internal sealed class VariantPriceRow
{
    public Guid Id { get; init; }

    public Guid ProductId { get; init; }

    public long Price { get; init; }

    public long? ListPrice { get; init; }

    public int PriceVersion { get; init; }
}

internal readonly record struct VariantRow(Guid Product, int Position, LocalText Name, Variant Variant);

internal readonly record struct OptionRow(Guid Variant, int Position, Option Option);

internal readonly record struct PictureRow(Guid Product, int Position, Picture Picture);

internal readonly record struct PriceRow(Guid Variant, int Version, long Price, DateTimeOffset From);

internal sealed class FoundRow
{
    public Guid Id { get; init; }

    public long Position { get; init; }

    public long SortKey { get; init; }
}

internal sealed class BrandCountRow
{
    public string? Slug { get; init; }

    public string? NameKo { get; init; }

    public string? NameEn { get; init; }

    public long Products { get; init; }
}

internal sealed class FoundTerm
{
    public string Term { get; init; } = "";

    public string Letters { get; init; } = "";

    public long Products { get; init; }
}

internal readonly record struct TermCount(string Term, long Products);

internal readonly record struct SpelledTerm(string Spelling, string Term);
