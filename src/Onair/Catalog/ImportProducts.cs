using Onair.Catalog.Feeds;
using Onair.Storage;

namespace Onair.Catalog;

/// <summary>A file to take into the catalog.</summary>
/// <param name="File">Read once, from where it stands; at most <see cref="FeedLimits.FileBytesMax"/>.</param>
/// <param name="SkipBad">True: bad lines are left out; false: one bad line refuses the file.</param>
/// <param name="ShopUrl">Addresses of pictures that begin with it become paths of this shop.</param>
/// <param name="Report">Called with lines and bytes read so far.</param>
public sealed record ImportRequest(
    Stream File, FeedFormat Format, bool SkipBad = false, string ShopUrl = "", Action<int, long>? Report = null);

/// <summary>Sent as exit codes and in reports; never renumber.</summary>
public enum ImportProductsStatus
{
    /// <summary>Every line is in the catalog.</summary>
    Imported = 1,

    /// <summary>Bad lines were left out, as asked; the others are in the catalog.</summary>
    ImportedInPart = 2,

    /// <summary>Nothing was written: see the errors.</summary>
    Refused = 3,
}

/// <summary>Pieces that a SKU which an import created starts with.</summary>
public readonly record struct OpeningStock(Guid VariantId, string Sku, int Quantity);

/// <summary>Takes opening stock in, within the transaction of the import. The host hands in the inventory's verb: the
/// catalog knows of no stock.</summary>
public delegate Task ReceiveOpeningStock(Transaction open, IReadOnlyList<OpeningStock> stock, CancellationToken cancel);

/// <param name="Lines">Variants that the file has, good and bad.</param>
/// <param name="LinesBad">Lines with an error, and lines of products with one.</param>
/// <param name="Created">New products.</param>
/// <param name="Changed">Products that differ now.</param>
/// <param name="Unchanged">Products that were so already.</param>
/// <param name="PricesChanged">Variants with a new price.</param>
/// <param name="Received">Opening stock of the SKUs that are new; it is not taken in a second time.</param>
/// <param name="ErrorCount">All errors, of which <paramref name="Errors"/> has the first <see
/// cref="FeedLimits.ErrorsMax"/>.</param>
public sealed record ImportProductsResult(
    ImportProductsStatus Status,
    int Lines,
    int LinesBad,
    int Created,
    int Changed,
    int Unchanged,
    int PricesChanged,
    IReadOnlyList<OpeningStock> Received,
    int ErrorCount,
    IReadOnlyList<FeedError> Errors);

/// <summary>
/// Takes a file into the catalog in one transaction: all of it or nothing, unless bad lines are to be skipped. A file
/// that was taken in before changes nothing.
/// </summary>
public sealed class ImportProducts(Database database, SaveProducts save)
{
    public async Task<ImportProductsResult> RunAsync(
        ImportRequest request, ReceiveOpeningStock receive, CancellationToken cancel)
    {
        var errors = new FeedErrors();
        var shape = FeedShape.Of(request.Format, request.ShopUrl);
        var content = await FeedReader.ReadAsync(request.File, request.Format, shape, errors, request.Report, cancel);
        if (errors.IsBroken || (errors.Count > 0 && !request.SkipBad)) return Refused(content, errors);
        return await database.WriteAsync(
            open => SaveAsync(open, content, shape, errors, request.SkipBad, receive, cancel), cancel);
    }

    /// <summary>As above, within a transaction of the caller's; the file is read while it is open.</summary>
    internal async Task<ImportProductsResult> RunAsync(
        Transaction open, ImportRequest request, ReceiveOpeningStock receive, CancellationToken cancel)
    {
        var errors = new FeedErrors();
        var shape = FeedShape.Of(request.Format, request.ShopUrl);
        var content = await FeedReader.ReadAsync(request.File, request.Format, shape, errors, request.Report, cancel);
        return errors.IsBroken || (errors.Count > 0 && !request.SkipBad)
            ? Refused(content, errors)
            : await SaveAsync(open, content, shape, errors, request.SkipBad, receive, cancel);
    }

    private async Task<ImportProductsResult> SaveAsync(
        Transaction open,
        FeedContent content,
        FeedShape shape,
        FeedErrors read,
        bool skipBad,
        ReceiveOpeningStock receive,
        CancellationToken cancel)
    {
        // A write may run again: what it notes must not pile up in what the reading noted.
        var errors = read.Copy();
        var saved = await save.RunAsync(open, content.Drafts, skipBad, cancel);
        foreach (var fault in saved.Faults)
        {
            var group = content.Groups[fault.Product];
            var column = shape.ColumnOf(fault.Field);
            errors.Add(group.LineOf(fault, column), column, fault.Message);
            group.SpoilLines(errors);
        }

        if (saved.Status == SaveProductsStatus.Refused) return Refused(content, errors);
        var received = saved.NewVariants
            .Where(v => content.OpeningStock.ContainsKey(v.Sku))
            .Select(v => new OpeningStock(v.Id, v.Sku, content.OpeningStock[v.Sku]))
            .ToList();
        if (received.Count > 0) await receive(open, received, cancel);
        return new ImportProductsResult(
            errors.Count == 0 ? ImportProductsStatus.Imported : ImportProductsStatus.ImportedInPart,
            content.Lines,
            errors.Lines.Count,
            saved.Created,
            saved.Changed,
            saved.Unchanged,
            saved.PricesChanged,
            received,
            errors.Count,
            errors.Listed);
    }

    private static ImportProductsResult Refused(FeedContent content, FeedErrors errors) => new(
        ImportProductsStatus.Refused, content.Lines, errors.Lines.Count, 0, 0, 0, 0, [], errors.Count, errors.Listed);
}
