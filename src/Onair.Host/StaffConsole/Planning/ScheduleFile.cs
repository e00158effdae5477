using System.Globalization;
using CsvHelper;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Catalog.Feeds;

namespace Onair.Host.StaffConsole.Planning;

/// <summary>A line or event of a file that cannot be read.</summary>
/// <param name="Place">Line of a CSV, or number of the event of a calendar.</param>
/// <param name="Field">Which column; empty for all of it.</param>
internal readonly record struct FileFault(long Place, string Field);

/// <summary>
/// The schedule as CSV: a line per offer, shows by feed and beginning; times in Korea as <c>2026-11-28T20:00</c>.
/// What is exported can be imported, here or in another shop.
/// </summary>
internal static class ScheduleFile
{
    /// <summary>Bytes of a file: 200 shows with long rundowns.</summary>
    public const int FileBytesMax = 1024 * 1024;

    public const int FaultsMax = 50;

    private static readonly string[] columns =
    [
        "feed", "starts_at", "ends_at", "title_ko", "title_en", "stream_url", "poster_url", "portrait", "sku", "price",
        "allotment", "limit", "planned_at",
    ];

    private static readonly CsvReaderOptions grammar = new()
    {
        Separator = ',',
        HasHeader = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Recover,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        IncludeValuesInExceptions = false,
        MaxRecordSize = 16 * 1024,
    };

    public static async Task WriteAsync(Stream file, IReadOnlyList<Broadcast> shows)
    {
        await using var csv = CsvWriter.Create(
            file, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: true);
        foreach (var column in columns) csv.WriteField(column);
        await csv.EndRecordAsync();
        foreach (var show in shows)
        {
            foreach (var offer in show.Offers)
            {
                foreach (var cell in Cells(show, offer)) csv.WriteField(FeedGuard.Write(cell));
                await csv.EndRecordAsync();
            }
        }

        await csv.FlushAsync();
    }

    /// <summary>Either drafts or faults.</summary>
    public static async Task<(List<BroadcastDraft> Shows, List<FileFault> Faults)> ReadAsync(
        Stream file, CancellationToken cancel)
    {
        var (lines, faults) = (new List<Line>(), new List<FileFault>());
        var bounded = new BoundedStream(file, FileBytesMax);
        await using var csv = CsvReader.Create(bounded, grammar, leaveOpen: true);
        try
        {
            if (!await csv.ReadAsync(cancel) || !IsHeader(csv)) return ([], [new FileFault(1, "")]);
            while (faults.Count < FaultsMax && await csv.ReadAsync(cancel))
            {
                if (Read(csv, faults) is { } line) lines.Add(line);
            }
        }
        catch (CsvFormatException error)
        {
            faults.Add(new FileFault(error.LineNumber, ""));
        }

        if (bounded.IsCut) faults.Add(new FileFault(csv.LineNumber, ""));
        var shows = lines.GroupBy(line => (line.Show.Feed, line.Show.StartsAt))
            .Select(group => group.First().Show with { Offers = [.. group.Select(line => line.Offer)] })
            .ToList();
        if (shows.Count == 0 && faults.Count == 0) faults.Add(new FileFault(2, ""));
        if (shows.Count > ScheduleMany.ShowsMax) faults.Add(new FileFault(csv.LineNumber, ""));
        return faults.Count > 0 ? ([], faults) : (shows, faults);
    }

    private static string[] Cells(Broadcast show, Offer offer) =>
    [
        show.Feed, KoreanTime.Field(show.StartsAt), KoreanTime.Field(show.EndsAt), show.Title.Ko, show.Title.En,
        show.StreamUrl, show.PosterUrl, show.IsPortrait ? "yes" : "no", offer.Sku, Text(offer.Price),
        Text(offer.Allotment), offer.LimitPerCustomer is { } limit ? Text(limit) : "",
        KoreanTime.Field(offer.PlannedAt),
    ];

    private static bool IsHeader(CsvReader csv) =>
        columns.SequenceEqual(
            Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim().ToLowerInvariant()));

    private static Line? Read(CsvReader csv, List<FileFault> faults)
    {
        if (csv.FieldCount != columns.Length)
        {
            faults.Add(new FileFault(csv.LineNumber, ""));
            return null;
        }

        var cells = Enumerable.Range(0, columns.Length).Select(i => FeedGuard.Read(csv.GetString(i).Trim())).ToList();
        var before = faults.Count;
        var (starts, ends, planned) = (Time("starts_at"), Time("ends_at"), Time("planned_at"));
        var (price, allotment) = (Number("price"), Number("allotment"));
        var limit = Cell("limit").Length == 0 ? 0 : Number("limit");
        if (faults.Count > before) return null;
        var show = new BroadcastDraft
        {
            Feed = Cell("feed"),
            Title = new LocalText(Cell("title_ko"), Cell("title_en")),
            StreamUrl = Cell("stream_url"),
            PosterUrl = Cell("poster_url"),
            IsPortrait = Cell("portrait").Equals("yes", StringComparison.OrdinalIgnoreCase),
            StartsAt = starts,
            EndsAt = ends,
            Offers = [],
        };
        return new Line(
            show, new OfferDraft(Cell("sku"), price, allotment, limit == 0 ? null : (int)limit, planned));

        string Cell(string column) => cells[Array.IndexOf(columns, column)];

        DateTimeOffset Time(string column)
        {
            if (KoreanTime.Parse(Cell(column)) is { } at) return at;
            faults.Add(new FileFault(csv.LineNumber, column));
            return default;
        }

        long Number(string column)
        {
            if (int.TryParse(Cell(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
            faults.Add(new FileFault(csv.LineNumber, column));
            return 0;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Line(BroadcastDraft Show, OfferDraft Offer);
}
