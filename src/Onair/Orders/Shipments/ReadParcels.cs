using CsvHelper;
using Onair.Catalog.Feeds;

namespace Onair.Orders.Shipments;

/// <summary>A line of a file of parcels that cannot be read.</summary>
/// <param name="Line">1 is the header.</param>
/// <param name="Field">The column; empty for the whole line.</param>
/// <param name="IsUnknown">False: the line or the file is not as it has to be. True: the column's word is not known.
/// </param>
public sealed record ParcelFault(long Line, string Field, bool IsUnknown);

/// <summary>
/// Reads a carrier's or warehouse's file: a header line with <c>order</c>, <c>carrier</c> and <c>tracking</c> in any
/// order, then a line per parcel; UTF-8, comma. One wrong line and nothing of it is shipped.
/// </summary>
public static class ReadParcels
{
    /// <summary>Bytes of a file.</summary>
    public const int FileBytesMax = 1024 * 1024;

    /// <summary>Lines of a file: a warehouse's day.</summary>
    public const int LinesMax = 5_000;

    /// <summary>Faults that are told; people mend a file by what goes wrong first.</summary>
    public const int FaultsMax = 50;

    private const string order = "order";
    private const string carrier = "carrier";
    private const string tracking = "tracking";

    private static readonly string[] columns = [order, carrier, tracking];

    private static readonly CsvReaderOptions grammar = new()
    {
        Separator = ',',
        HasHeader = false,
        TrackLineNumbers = true,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Recover,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        IncludeValuesInExceptions = false,
        MaxRecordSize = 4096,
    };

    /// <summary>Either parcels or faults.</summary>
    public static async Task<(List<Parcel> Parcels, List<ParcelFault> Faults)> RunAsync(
        Stream file, CancellationToken cancel)
    {
        var (parcels, faults) = (new List<Parcel>(), new List<ParcelFault>());
        var bounded = new BoundedStream(file, FileBytesMax);
        await using var csv = CsvReader.Create(bounded, grammar, leaveOpen: true);
        try
        {
            var places = await csv.ReadAsync(cancel) ? Header(csv) : null;
            if (places is null) return ([], [new ParcelFault(1, "", false)]);
            while (faults.Count < FaultsMax && await csv.ReadAsync(cancel))
            {
                if (parcels.Count >= LinesMax) faults.Add(new ParcelFault(csv.LineNumber, "", false));
                else if (Read(csv, places, faults) is { } parcel) parcels.Add(parcel);
            }
        }
        catch (CsvFormatException error)
        {
            faults.Add(new ParcelFault(error.LineNumber, "", false));
        }

        if (bounded.IsCut) faults.Add(new ParcelFault(csv.LineNumber, "", false));
        if (parcels.Count == 0 && faults.Count == 0) faults.Add(new ParcelFault(2, "", false));
        return faults.Count > 0 ? ([], faults) : (parcels, faults);
    }

    /// <summary>Where each column stands; null when one is missing or another is there.</summary>
    private static int[]? Header(CsvReader csv)
    {
        var cells = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString);
        var names = cells.Select(cell => cell.Trim().ToLowerInvariant()).ToList();
        var places = Array.ConvertAll(columns, names.IndexOf);
        return names.Count == columns.Length && places.All(place => place >= 0) ? places : null;
    }

    private static Parcel? Read(CsvReader csv, int[] places, List<ParcelFault> faults)
    {
        if (csv.FieldCount != columns.Length)
        {
            faults.Add(new ParcelFault(csv.LineNumber, "", false));
            return null;
        }

        var number = Cell(0);
        var named = CarrierWords.Read(Cell(1));
        var code = TrackingNumber.Of(Cell(2));
        if (!OrderNumber.IsValid(number)) faults.Add(new ParcelFault(csv.LineNumber, order, true));
        if (named is null) faults.Add(new ParcelFault(csv.LineNumber, carrier, true));
        if (code is null) faults.Add(new ParcelFault(csv.LineNumber, tracking, true));
        return OrderNumber.IsValid(number) && named is { } by && code is not null ? new Parcel(number, by, code) : null;

        string Cell(int column) => FeedGuard.Read(csv.GetString(places[column]).Trim());
    }
}
