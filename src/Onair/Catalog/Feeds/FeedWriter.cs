using System.Text;
using System.Xml;
using CsvHelper;

namespace Onair.Catalog.Feeds;

/// <summary>Writes lines as they come; nothing is kept.</summary>
internal abstract class FeedWriter : IAsyncDisposable
{
    public static FeedWriter Open(Stream file, FeedFormat format, FeedShape shape, string shopUrl) => format switch
    {
        FeedFormat.Csv => new LineWriter(file, shape, ','),
        FeedFormat.GoogleTsv => new LineWriter(file, shape, '\t'),
        FeedFormat.GoogleRss => new RssWriter(file, shopUrl),
    };

    public abstract Task StartAsync();

    public abstract Task WriteAsync(IEnumerable<(string Column, string Cell)> line);

    public abstract Task EndAsync();

    public abstract ValueTask DisposeAsync();
}

internal sealed class LineWriter(Stream file, FeedShape shape, char separator) : FeedWriter
{
    // UTF-8 without a mark: readers of feeds stumble over it; spreadsheets ask.
    private readonly CsvWriter csv = CsvWriter.Create(
        file, new CsvWriterOptions { Separator = separator, NewLine = "\n" }, leaveOpen: true);

    public override Task StartAsync() => LineAsync(shape.Columns);

    public override Task WriteAsync(IEnumerable<(string Column, string Cell)> line)
    {
        var cells = line.ToDictionary();
        return LineAsync(shape.Columns.Select(column => FeedGuard.Write(cells.GetValueOrDefault(column, ""))));
    }

    public override async Task EndAsync() => await csv.FlushAsync();

    public override ValueTask DisposeAsync() => csv.DisposeAsync();

    private async Task LineAsync(IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        await csv.EndRecordAsync();
    }
}

internal sealed class RssWriter(Stream file, string shopUrl) : FeedWriter
{
    private readonly XmlWriter xml = XmlWriter.Create(
        file,
        new XmlWriterSettings
        {
            Async = true,
            Indent = true,
            Encoding = new UTF8Encoding(false),
            NewLineChars = "\n",
        });

    public override async Task StartAsync()
    {
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "rss", null);
        await xml.WriteAttributeStringAsync(null, "version", null, "2.0");
        await xml.WriteAttributeStringAsync("xmlns", "g", null, RssReader.GoogleNamespace);
        await xml.WriteAttributeStringAsync("xmlns", "onair", null, RssReader.OwnNamespace);
        await xml.WriteStartElementAsync(null, "channel", null);
        await xml.WriteElementStringAsync(null, "title", null, "Onair");
        await xml.WriteElementStringAsync(null, "link", null, shopUrl);
        await xml.WriteElementStringAsync(null, "description", null, "Products on sale");
    }

    public override async Task WriteAsync(IEnumerable<(string Column, string Cell)> line)
    {
        await xml.WriteStartElementAsync(null, "item", null);
        foreach (var (column, cell) in line)
        {
            if (cell.Length == 0) continue;
            var (space, name) = Name(column);
            // Images are one element each.
            var values = column == "additional_image_link" ? cell.Split(',') : [cell];
            foreach (var value in values) await xml.WriteElementStringAsync(Prefix(space), name, space, value);
        }

        await xml.WriteEndElementAsync();
    }

    public override async Task EndAsync()
    {
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
    }

    public override ValueTask DisposeAsync() => xml.DisposeAsync();

    private static (string? Space, string Name) Name(string column) => column switch
    {
        "title" or "link" or "description" => (null, column),
        _ when column.StartsWith(GoogleShape.OwnPrefix, StringComparison.Ordinal) =>
            (RssReader.OwnNamespace, column[GoogleShape.OwnPrefix.Length..]),
        _ => (RssReader.GoogleNamespace, column),
    };

    private static string? Prefix(string? space) => space switch
    {
        null => null,
        RssReader.GoogleNamespace => "g",
        _ => "onair",
    };
}
