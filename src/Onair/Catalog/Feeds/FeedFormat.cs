namespace Onair.Catalog.Feeds;

/// <summary>How a catalog is written in a file. Never renumber.</summary>
public enum FeedFormat
{
    /// <summary>Onair's own columns, one line per variant: everything that the catalog knows.</summary>
    Csv = 1,

    /// <summary>Google Merchant product feed, tab-separated.</summary>
    GoogleTsv = 2,

    /// <summary>Google Merchant product feed, RSS 2.0 with the <c>g:</c> namespace.</summary>
    GoogleRss = 3,
}

public static class FeedFormats
{
    /// <summary>By the file's extension; null when it says nothing.</summary>
    public static FeedFormat? FromFileName(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".csv" => FeedFormat.Csv,
        ".tsv" or ".txt" => FeedFormat.GoogleTsv,
        ".xml" or ".rss" => FeedFormat.GoogleRss,
        _ => null,
    };
}
