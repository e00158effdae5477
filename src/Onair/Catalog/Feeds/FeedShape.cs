namespace Onair.Catalog.Feeds;

/// <summary>What a feed's columns mean: how lines become drafts, and products become lines.</summary>
internal abstract class FeedShape(string shopUrl)
{
    /// <summary>In the order in which they are written.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    public abstract IReadOnlyList<string> Required { get; }

    /// <summary>
    /// The columns that are the product's; the first line that has one speaks for all lines of the product.
    /// </summary>
    public abstract IReadOnlyList<string> ProductColumns { get; }

    /// <summary>True: a line that says another thing about the product than the first is wrong.</summary>
    public abstract bool LinesMustAgree { get; }

    /// <summary>Where the shop is, without a slash at the end: feeds for others need whole addresses.</summary>
    protected string ShopUrl { get; } = shopUrl.TrimEnd('/');

    public static FeedShape Of(FeedFormat format, string shopUrl) => format switch
    {
        FeedFormat.Csv => new OnairShape(shopUrl),
        FeedFormat.GoogleTsv or FeedFormat.GoogleRss => new GoogleShape(shopUrl),
    };

    /// <summary>The name that is meant by a header, which may be written in another way.</summary>
    public abstract string NameOf(string header);

    /// <summary>False: the header is a mistake.</summary>
    public abstract bool Knows(string column);

    /// <summary>Lines with the same key are one product; empty: the line is a product by itself.</summary>
    public abstract string GroupOf(FeedLine line);

    /// <summary>The product without variants.</summary>
    public abstract ProductDraft ReadProduct(FeedCells cells);

    public abstract VariantDraft ReadVariant(FeedCells cells);

    /// <summary>Pieces that a new SKU starts with.</summary>
    public abstract int ReadOpeningStock(FeedCells cells);

    /// <summary>The column that holds what drafts call by a name of Onair's own.</summary>
    public abstract string ColumnOf(string draftField);

    /// <summary>The fields of one variant; those that are empty are left out.</summary>
    public abstract IEnumerable<(string Column, string Cell)> Write(Product product, Variant variant, bool inStock);
}
