using CsvHelper;
using Onair.Catalog.Feeds;
using Onair.Host.StaffConsole.Door;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Tables;

/// <summary>Tables as files: what the view shows, all of its pages.</summary>
internal static class TableFiles
{
    /// <summary>Rows of one file: what table programs still open at ease.</summary>
    public const int RowsMax = 100_000;

    private const int pageMax = 500;

    public static void MapTable<TRow>(this IEndpointRouteBuilder console, Func<IServiceProvider, IDeskTable<TRow>> of)
    {
        var sample = of(console.ServiceProvider);
        // Posted when a filter does not belong into an address.
        console.MapMethods($"/{sample.Name}.csv", ["GET", "POST"], (HttpContext http, CancellationToken cancel) =>
                WriteAsync(http, of(http.RequestServices), cancel))
            .RequireAuthorization(sample.Right.ToString())
            .ExcludeFromDescription();
    }

    private static async Task WriteAsync<TRow>(HttpContext http, IDeskTable<TRow> table, CancellationToken cancel)
    {
        var services = http.RequestServices;
        var sessions = services.GetRequiredService<StaffSessions>();
        if (StaffTicket.SessionOf(http.User) is not { } session
            || await sessions.AgainAsync(session, touch: true, cancel) is not { } who)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var view = DeskView.Of($"/{table.Name}", http.Request.QueryString.Value ?? "");
        if (http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(cancel);
            view = view.Over(form.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal));
        }

        // Which filters, not what was typed: that may be somebody's phone.
        var keys = string.Join(
            ' ', table.Filters(ConsoleWords.Of(true)).Select(f => f.Key).Where(key => view[key].Length > 0));
        await services.GetRequiredService<WriteAudit>().RunAsync(
            new AuditDraft(who.Actor, table.Exported, table.Name, keys), cancel);
        var w = ConsoleWords.Of(DoorCookies.IsEnglish(http));
        var columns = DeskColumns.Shown(table.Columns(w), view).ToList();
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename={table.Name}.csv";
        await using var csv = CsvWriter.Create(
            http.Response.Body, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: true);
        await LineAsync(csv, columns.Select(column => column.Key));
        for (var count = 0; count < RowsMax;)
        {
            var page = await table.PageAsync(view, w, pageMax, cancel);
            foreach (var row in page.Rows)
                await LineAsync(csv, columns.Select(column => (column.Raw ?? column.Text)(row)));
            count += Math.Max(1, page.Rows.Count);
            if (page.Next is null) break;
            view = view.With(DeskView.AfterKey, page.Next);
        }

        await csv.FlushAsync();
    }

    /// <summary>A table program must not run what a cell says.</summary>
    private static async Task LineAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(FeedGuard.Write(cell));
        await csv.EndRecordAsync();
    }
}
