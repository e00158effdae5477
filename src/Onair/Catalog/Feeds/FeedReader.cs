namespace Onair.Catalog.Feeds;

/// <summary>What a file says, with the line that every part of it came from.</summary>
internal sealed class FeedContent
{
    /// <summary>Products without an error of their own, with the variants that have none.</summary>
    public List<ProductDraft> Drafts { get; } = [];

    /// <summary>The lines behind each draft.</summary>
    public List<FeedGroup> Groups { get; } = [];

    public Dictionary<string, int> OpeningStock { get; } = new(StringComparer.Ordinal);

    public int Lines { get; set; }

    public void Add(ProductDraft draft, FeedGroup group)
    {
        Drafts.Add(draft);
        Groups.Add(group);
    }
}

/// <summary>
/// Reads a file once, line by line, without asking a database: what is wrong with it is known before a transaction is
/// open. What is kept is the drafts, bounded by <see cref="FeedLimits"/>.
/// </summary>
internal static class FeedReader
{
    /// <summary>Lines between two reports of progress.</summary>
    private const int linesPerReport = 500;

    public static async Task<FeedContent> ReadAsync(
        Stream file,
        FeedFormat format,
        FeedShape shape,
        FeedErrors errors,
        Action<int, long>? report,
        CancellationToken cancel)
    {
        await using var source = new BoundedStream(file, FeedLimits.FileBytesMax);
        var lines = format switch
        {
            FeedFormat.Csv => new LineReader(shape, ',', errors).ReadAsync(source, cancel),
            FeedFormat.GoogleTsv => new LineReader(shape, '\t', errors).ReadAsync(source, cancel),
            FeedFormat.GoogleRss => new RssReader(shape, errors).ReadAsync(source, cancel),
        };
        var content = new FeedContent();
        var groupsInOrder = new List<FeedGroup>();
        var groups = new Dictionary<string, FeedGroup>(StringComparer.Ordinal);
        var skus = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var line in lines)
        {
            content.Lines++;
            if (content.Lines % linesPerReport == 0) report?.Invoke(content.Lines, source.Position);
            var key = shape.GroupOf(line);
            if (key.Length == 0 || !groups.TryGetValue(key, out var group))
            {
                group = new FeedGroup { Line = line.Number };
                if (key.Length > 0) groups.Add(key, group);
                groupsInOrder.Add(group);
            }

            group.Add(shape, line, ReadVariant(shape, line, skus, content, errors), errors);
        }

        report?.Invoke(content.Lines, source.Position);
        foreach (var group in groupsInOrder)
        {
            var errorsBefore = errors.Count;
            var draft = ReadProduct(shape, group, errors);
            if (errors.Count > errorsBefore) group.SpoilLines(errors);
            else if (draft.Variants.Count > 0) content.Add(draft, group);
        }

        return content;
    }

    /// <summary>Null when the line has an error of its own; all of them are noted.</summary>
    private static VariantDraft? ReadVariant(
        FeedShape shape, FeedLine line, Dictionary<string, int> skus, FeedContent content, FeedErrors errors)
    {
        var errorsBefore = errors.Count;
        var cells = new FeedCells(column => (line[column], line.Number), errors);
        var variant = shape.ReadVariant(cells);
        var opening = shape.ReadOpeningStock(cells);
        if (!skus.TryAdd(variant.Sku, line.Number) && variant.Sku.Length > 0)
            errors.Add(line.Number, shape.ColumnOf("sku"), $"{variant.Sku} is on line {skus[variant.Sku]} already");
        foreach (var fault in DraftRule.OfVariant(variant))
            errors.Add(line.Number, shape.ColumnOf(fault.Field), fault.Message);
        if (errors.Count > errorsBefore) return null;
        if (opening > 0) content.OpeningStock[variant.Sku] = opening;
        return variant;
    }

    private static ProductDraft ReadProduct(FeedShape shape, FeedGroup group, FeedErrors errors)
    {
        var draft = shape.ReadProduct(new FeedCells(group.Find, errors)) with
        {
            Variants = [.. group.Variants.Select(v => v.Draft)],
        };
        foreach (var fault in DraftRule.OfProduct(draft))
        {
            var column = shape.ColumnOf(fault.Field);
            errors.Add(group.Find(column).Line, column, fault.Message);
        }

        return draft;
    }
}
