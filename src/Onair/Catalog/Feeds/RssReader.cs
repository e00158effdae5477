using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Onair.Catalog.Feeds;

/// <summary>
/// Items of an RSS 2.0 file. The file comes from somebody else: no DTD, nothing is fetched, entities are XML's own
/// five,
/// and every size has a limit.
/// </summary>
internal sealed class RssReader(FeedShape shape, FeedErrors errors)
{
    public const string GoogleNamespace = "http://base.google.com/ns/1.0";

    /// <summary>What a feed of Onair's says beyond Google's attributes.</summary>
    public const string OwnNamespace = "urn:onair:feed:1";

    /// <summary>rss, channel, item, attribute, and what some attributes hold.</summary>
    private const int depthMax = 16;

    public async IAsyncEnumerable<FeedLine> ReadAsync(
        BoundedStream source, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var xml = XmlReader.Create(source, Settings());
        var lines = 0;
        var isFeed = false;
        while (await NextAsync(xml, source, xml.Depth))
        {
            cancel.ThrowIfCancellationRequested();
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml is { Depth: 0, LocalName: "rss" }) isFeed = true;
            if (xml is not { LocalName: "item", Depth: 2 } || !isFeed) continue;
            if (++lines > FeedLimits.LinesMax)
            {
                errors.Break(LineOf(xml), "", $"the file has more than {FeedLimits.LinesMax} items");
                yield break;
            }

            if (await ItemAsync(xml, source) is { } line) yield return line;
        }

        if (!isFeed && !errors.IsBroken) errors.Break(1, "", "is no RSS 2.0 feed: its root is not <rss>");
    }

    private static XmlReaderSettings Settings() => new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = FeedLimits.FileBytesMax,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>False at the end, and where the file cannot be read further.</summary>
    private async Task<bool> NextAsync(XmlReader xml, BoundedStream source, int lineFallback)
    {
        try
        {
            if (!await xml.ReadAsync()) return false;
            if (xml.Depth <= depthMax) return true;
            errors.Break(LineOf(xml), "", $"is nested more than {depthMax} deep");
        }
        catch (XmlException wrong)
        {
            var message = source.IsCut
                ? $"the file has more than {FeedLimits.FileBytesMax} bytes"
                : $"is not XML: {wrong.Message}";
            errors.Break(Math.Max(wrong.LineNumber, Math.Max(lineFallback, 1)), "", message);
        }

        return false;
    }

    private async Task<FeedLine?> ItemAsync(XmlReader xml, BoundedStream source)
    {
        var line = LineOf(xml);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (xml.IsEmptyElement) return new FeedLine(line, fields);
        var depth = xml.Depth;
        var (field, length) = ("", 0);
        var cell = new StringBuilder();
        while (true)
        {
            if (!await NextAsync(xml, source, line)) return null;
            if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth) break;
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == depth + 1)
            {
                field = xml.NamespaceURI == OwnNamespace
                    ? GoogleShape.OwnPrefix + xml.LocalName
                    : shape.NameOf(xml.LocalName);
                cell.Clear();
                if (xml.IsEmptyElement) field = "";
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace && xml.Depth == depth + 2)
            {
                length += xml.Value.Length;
                if (length <= FeedLimits.LineLengthMax) cell.Append(xml.Value);
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth + 1 && field.Length > 0)
            {
                Put(fields, field, TextRule.Clean(cell.ToString()));
            }
        }

        if (length <= FeedLimits.LineLengthMax) return new FeedLine(line, fields);
        errors.Add(line, "", $"has more than {FeedLimits.LineLengthMax} characters");
        return null;
    }

    /// <summary>
    /// Only images may come more than once; of other fields the first one counts, as the feed's readers do it.
    /// </summary>
    private static void Put(Dictionary<string, string> fields, string field, string cell)
    {
        if (cell.Length == 0) return;
        if (field == "additional_image_link" && fields.TryGetValue(field, out var before))
            fields[field] = $"{before},{cell}";
        else fields.TryAdd(field, cell);
    }

    private static int LineOf(XmlReader xml) => xml is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 1;
}
