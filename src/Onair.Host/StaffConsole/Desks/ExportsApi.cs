using System.Globalization;
using CsvHelper;
using Onair.Catalog.Feeds;
using Onair.Host.StaffConsole.Door;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Files of the console: what is filtered, as CSV.</summary>
internal static class ExportsApi
{
    /// <summary>Entries of one file: years of a shop of this size; what is older is exported by the command line.
    /// </summary>
    private const int entriesMax = 100_000;

    /// <summary>With the digests, so that whoever has the file can follow the chain.</summary>
    private static readonly string[] columns =
        ["seq", "at", "actor", "name", "sender", "deed", "subject", "detail", "reason", "digest"];

    public static void MapExports(this IEndpointRouteBuilder console) =>
        console.MapGet("/audit.csv", AuditAsync).RequireAuthorization(nameof(StaffRight.ReadAudit))
            .ExcludeFromDescription();

    private static async Task AuditAsync(
        HttpContext http, StaffSessions sessions, WriteAudit write, ReadAudit read, CancellationToken cancel)
    {
        var subject = http.Request.Query["subject"].ToString();
        if (subject.Length > AuditEntry.SubjectCharsMax
            || StaffTicket.SessionOf(http.User) is not { } session
            || await sessions.AgainAsync(session, touch: true, cancel) is not { } who)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await write.RunAsync(new AuditDraft(who.Actor, Deed.AuditExported, "audit", subject), cancel);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
        await using var csv = CsvWriter.Create(
            http.Response.Body, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: true);
        await LineAsync(csv, columns);
        long? before = null;
        for (var count = 0; count < entriesMax;)
        {
            var page = await read.RunAsync(new AuditQuestion(before, null, subject, ReadAudit.LimitMax), cancel);
            foreach (var entry in page) await LineAsync(csv, CellsOf(entry));
            count += page.Count;
            if (page.Count < ReadAudit.LimitMax) break;
            before = page[^1].Seq;
        }

        await csv.FlushAsync();
    }

    /// <summary>A table program must not run what a cell says.</summary>
    private static async Task LineAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(FeedGuard.Write(cell));
        await csv.EndRecordAsync();
    }

    private static IEnumerable<string> CellsOf(AuditEntry of) =>
    [
        of.Seq.ToString(CultureInfo.InvariantCulture), of.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        of.Actor?.ToString() ?? "", of.ActorName, of.Sender, of.Deed.ToString(), of.Subject, of.Detail, of.Reason,
        of.Digest,
    ];
}
