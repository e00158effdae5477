using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace Onair.Host.Cli.Replay;

/// <summary>Reads a retailer's log, plain or gzipped. A line that cannot be read is counted, never fatal.</summary>
internal static class LogReader
{
    /// <summary>Lines of one log: about 1 GB of them in memory.</summary>
    public const int LinesMax = 5_000_000;

    private static readonly string[] header =
        ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];

    private static readonly string[] dates = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss"];

    // One bad quote costs its own line and not the rest of the file.
    private static readonly CsvReaderOptions grammar = new()
    {
        Separator = ',',
        HasHeader = false,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Recover,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = 64 * 1024,
        PoolStrings = true,
    };

    /// <summary>Opens a file; the ending <c>.gz</c> says that it is gzipped.</summary>
    public static Stream Open(string file)
    {
        Stream stream = File.OpenRead(file);
        return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
    }

    /// <param name="log">The log with its header line, UTF-8.</param>
    /// <param name="limit">Lines to read at most.</param>
    /// <param name="unreadable">Called with the number of each line that is no line of a log.</param>
    /// <exception cref="InvalidDataException">It is not a log of this format.</exception>
    public static List<LogRow> Read(Stream log, int limit, Action<long> unreadable)
    {
        using var csv = CsvReader.Create(log, grammar, leaveOpen: true);
        var rows = new List<LogRow>();
        try
        {
            if (!csv.Read() || !header.SequenceEqual(Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)))
                throw new InvalidDataException($"The first line must be {string.Join(',', header)}.");
            while (rows.Count < limit && csv.Read())
            {
                if (rows.Count == LinesMax) throw new InvalidDataException($"A log has at most {LinesMax:N0} lines.");
                if (ToRow(csv) is { } row) rows.Add(row);
                else unreadable(csv.LineNumber);
            }
        }
        catch (CsvFormatException error)
        {
            throw new InvalidDataException($"Line {error.LineNumber} cannot be read as CSV.", error);
        }

        return rows;
    }

    private static LogRow? ToRow(CsvReader csv)
    {
        if (csv.FieldCount != header.Length) return null;
        var invoice = csv.GetString(0).Trim().ToUpperInvariant();
        var code = csv.GetString(1).Trim().ToUpperInvariant();
        if (invoice.Length == 0 || code.Length == 0) return null;
        const NumberStyles price = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        const NumberStyles whole = NumberStyles.AllowLeadingSign;
        var culture = CultureInfo.InvariantCulture;
        if (!int.TryParse(csv.GetString(3), whole, culture, out var quantity)) return null;
        if (!DateTime.TryParseExact(csv.GetString(4), dates, culture, DateTimeStyles.None, out var at)) return null;
        if (!decimal.TryParse(csv.GetString(5), price, culture, out var pounds)) return null;
        return Customer(csv.GetString(6)) is { } customer
            ? new LogRow(invoice, code, csv.GetString(2).Trim(), quantity, at, pounds, customer)
            : null;
    }

    /// <summary>
    /// Printed as <c>17850.0</c> by whoever exported the log; empty when nobody was known. Null: neither.
    /// </summary>
    private static string? Customer(string text)
    {
        var digits = text.Trim();
        if (digits.EndsWith(".0", StringComparison.Ordinal)) digits = digits[..^2];
        return digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
