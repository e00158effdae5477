using Spectre.Console;

namespace Onair.Bench;

/// <summary>The tables of a run.</summary>
internal static class BenchScreen
{
    private const int width = 150;

    public static void Show(BenchReport report)
    {
        // A pipe has no width; the tables have.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, width);
        var title = $"{report.Cores} cores, {report.Framework}, {report.Connections} connections";
        var table = new Table { Title = new TableTitle(title) };
        table.Border(TableBorder.Rounded).AddColumn("what");
        string[] columns = ["orders/s", "of ceiling", "p50 ms", "p99 ms", "RSS MB", "bytes/order", "busy", "failed"];
        foreach (var name in columns)
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var row in report.Rows)
        {
            table.AddRow(
                Markup.Escape(row.Name),
                row.PerSecond.ToString("N0"),
                row.OfCeiling?.ToString("N2") ?? "",
                row.P50Ms.ToString("N2"),
                row.P99Ms.ToString("N2"),
                row.RssMb?.ToString("N0") ?? "",
                row.AllocatedBytesPerOrder?.ToString("N0") ?? "",
                row.Busy.ToString("N0"),
                row.Failed.ToString("N0"));
        }

        AnsiConsole.Write(table);
        foreach (var row in report.Rows.Where(row => row.Note.Length > 0))
            AnsiConsole.MarkupLineInterpolated($"{row.Name}: {row.Note}");

        var bars = new Table().Border(TableBorder.Rounded).AddColumn("bar");
        foreach (var name in new[] { "wanted", "got", "" }) bars.AddColumn(new TableColumn(name).RightAligned());
        foreach (var bar in report.Bars)
        {
            bars.AddRow(
                Markup.Escape(bar.Name),
                (bar.IsFloor ? ">= " : "<= ") + bar.Wanted.ToString("0.##"),
                bar.Got.ToString("0.###"),
                bar.Met ? "[green]met[/]" : "[red]missed[/]");
        }

        AnsiConsole.Write(bars);
    }
}
