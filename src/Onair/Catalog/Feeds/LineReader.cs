using System.Runtime.CompilerServices;
using CsvHelper;

namespace Onair.Catalog.Feeds;

/// <summary>
/// Lines of a CSV or TSV file: RFC 4180 quoting, UTF-8 with or without a byte order mark, a header line.
/// </summary>
internal sealed class LineReader(FeedShape shape, char separator, FeedErrors errors)
{
    private CsvMalformedReason? malformed;

    public async IAsyncEnumerable<FeedLine> ReadAsync(
        BoundedStream source, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var csv = CsvReader.Create(source, Options(), leaveOpen: true);
        if (!await NextAsync(csv, source, cancel)) yield break;
        var columns = Header(csv);
        if (columns is null) yield break;
        var lines = 0;
        while (await NextAsync(csv, source, cancel))
        {
            if (++lines > FeedLimits.LinesMax)
            {
                errors.Break(LineOf(csv), "", $"the file has more than {FeedLimits.LinesMax} lines");
                yield break;
            }

            if (Read(csv, columns) is { } read) yield return read;
            if (errors.IsBroken) yield break;
        }
    }

    private CsvReaderOptions Options() => new()
    {
        Separator = separator,
        HasHeader = false,
        TrackLineNumbers = true,
        MaxRecordSize = FeedLimits.LineLengthMax,
        MalformedData = CsvMalformedDataHandling.Recover,
        OnMalformedRecord = record => malformed = record.Reason,
    };

    /// <summary>False at the end of the file, and where it cannot be read further.</summary>
    private async Task<bool> NextAsync(CsvReader csv, BoundedStream source, CancellationToken cancel)
    {
        malformed = null;
        try
        {
            var found = await csv.ReadAsync(cancel);
            if (source.IsCut) errors.Break(LineOf(csv), "", $"the file has more than {FeedLimits.FileBytesMax} bytes");
            return found && !source.IsCut;
        }
        catch (CsvFormatException)
        {
            errors.Break(
                LineOf(csv) + 1,
                "",
                $"a line near here has more than {FeedLimits.LineLengthMax} bytes, or a quote without end");
            return false;
        }
    }

    private string[]? Header(CsvReader csv)
    {
        if (csv.FieldCount > FeedLimits.ColumnsMax)
            errors.Break(1, "", $"has more than {FeedLimits.ColumnsMax} columns");
        var columns = new string[Math.Min(csv.FieldCount, FeedLimits.ColumnsMax)];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = shape.NameOf(csv.GetString(i).Trim());
            if (columns.AsSpan(0, i).Contains(columns[i])) errors.Break(1, columns[i], "is a column twice");
            else if (!shape.Knows(columns[i]))
                errors.Break(1, columns[i], $"is no column; there are: {string.Join(' ', shape.Columns)}");
        }

        foreach (var required in shape.Required)
        {
            if (!columns.Contains(required)) errors.Break(1, required, "is missing from the header line");
        }

        return errors.IsBroken ? null : columns;
    }

    private FeedLine? Read(CsvReader csv, string[] columns)
    {
        var line = LineOf(csv);
        if (malformed == CsvMalformedReason.UnterminatedQuote)
        {
            errors.Break(line, "", "has a quote that is not closed; what follows cannot be told apart");
            return null;
        }

        // Feeds of others write inches as 27" without quoting the cell: a quote inside is a letter there.
        if (malformed is { } reason && !(separator == '\t' && reason == CsvMalformedReason.StrayQuote))
        {
            errors.Add(line, "", "has a quote that is not doubled, or text behind a closing quote");
            return null;
        }

        if (csv.RawRecord.Length > FeedLimits.LineLengthMax)
        {
            errors.Add(line, "", $"has more than {FeedLimits.LineLengthMax} bytes");
            return null;
        }

        if (csv.FieldCount != columns.Length)
        {
            errors.Add(line, "", $"has {csv.FieldCount} fields; the header line has {columns.Length}");
            return null;
        }

        var fields = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < columns.Length; i++)
        {
            var cell = TextRule.Clean(FeedGuard.Read(csv.GetString(i).Trim()));
            if (cell.Length > 0) fields[columns[i]] = cell;
        }

        return new FeedLine(line, fields);
    }

    private static int LineOf(CsvReader csv) => (int)Math.Min(csv.LineNumber, int.MaxValue);
}
