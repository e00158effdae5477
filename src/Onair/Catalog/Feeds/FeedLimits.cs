namespace Onair.Catalog.Feeds;

/// <summary>How much a file may hold, so that no file can fill the memory of a shop.</summary>
public static class FeedLimits
{
    /// <summary>64 MiB: a hundred thousand variants with a paragraph each.</summary>
    public const long FileBytesMax = 64 * 1024 * 1024;

    /// <summary>Lines or items that are variants.</summary>
    public const int LinesMax = 100_000;

    /// <summary>
    /// Bytes of one line (CSV, TSV), characters of one item (RSS): both descriptions at their full length.
    /// </summary>
    public const int LineLengthMax = 131_072;

    public const int ColumnsMax = 200;

    /// <summary>Errors that are listed; all are counted.</summary>
    public const int ErrorsMax = 1_000;

    /// <summary>Pieces that a line may bring as opening stock.</summary>
    public const int OpeningStockMax = 10_000_000;
}
