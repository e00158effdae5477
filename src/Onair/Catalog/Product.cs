using System.ComponentModel;

namespace Onair.Catalog;

/// <summary>Stored; never renumber.</summary>
public enum ProductStatus
{
    /// <summary>Listed and on sale.</summary>
    Active = 1,

    /// <summary>Neither listed nor sold; kept for the orders that name it.</summary>
    Withdrawn = 2,
}

/// <summary>What is shown: texts and pictures, and the variants that are sold. It lies in caches: nothing may change
/// it.</summary>
[ImmutableObject(true)]
public sealed record Product
{
    public const int NameLengthMax = 200;

    public const int DescriptionLengthMax = 10_000;

    /// <summary>Twelve colors in eight sizes.</summary>
    public const int VariantsMax = 100;

    public required Guid Id { get; init; }

    public required string Slug { get; init; }

    /// <summary>Where it stands in lists: products are listed in the order in which they came.</summary>
    public required long Position { get; init; }

    public required LocalText Name { get; init; }

    public required LocalText Description { get; init; }

    public Brand? Brand { get; init; }

    /// <summary>From the outermost shelf to the innermost.</summary>
    public IReadOnlyList<Category> CategoryPath { get; init; } = [];

    public IReadOnlyList<Picture> Pictures { get; init; } = [];

    public IReadOnlyList<Variant> Variants { get; init; } = [];

    public required ProductStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Counts the changes of the product and its variants, from 1.</summary>
    public required int Version { get; init; }
}
