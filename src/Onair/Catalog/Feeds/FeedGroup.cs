namespace Onair.Catalog.Feeds;

/// <summary>The lines of one product: what they say about it, and its variants that could be read.</summary>
internal sealed class FeedGroup
{
    private readonly Dictionary<string, (string Cell, int Line)> cells = new(StringComparer.Ordinal);
    private readonly List<(VariantDraft Draft, int Line)> variants = [];

    /// <summary>The line that brought the product.</summary>
    public required int Line { get; init; }

    public IReadOnlyList<(VariantDraft Draft, int Line)> Variants => variants;

    public (string Cell, int Line) Find(string column) => cells.GetValueOrDefault(column, ("", Line));

    public int LineOf(DraftFault fault, string column) =>
        fault.Variant is { } index ? variants[index].Line : Find(column).Line;

    /// <summary>
    /// Takes one line in. A bad line still speaks for its product, so that its neighbours are not wrong with it.
    /// </summary>
    public void Add(FeedShape shape, FeedLine line, VariantDraft? variant, FeedErrors errors)
    {
        var agrees = true;
        foreach (var column in shape.ProductColumns.Append("product"))
        {
            var cell = line[column];
            if (cell.Length == 0 || cells.TryAdd(column, (cell, line.Number))) continue;
            if (!shape.LinesMustAgree || cells[column].Cell == cell) continue;
            errors.Add(line.Number, column, $"differs from line {cells[column].Line} of the same product");
            agrees = false;
        }

        cells.TryAdd("item_group_id", (line["item_group_id"], line.Number));
        if (variant is not null && agrees) variants.Add((variant, line.Number));
    }

    /// <summary>The product is wrong, so that none of its lines can be taken.</summary>
    public void SpoilLines(FeedErrors errors)
    {
        foreach (var (_, line) in variants) errors.Spoil(line);
    }
}
