using System.Text;
using Spectre.Console;

namespace Onair.Host.Cli.Load;

/// <summary>A surge in the terminal.</summary>
internal static class SurgeScreen
{
    private const int sparkWidth = 60;
    private const string bars = " ▁▂▃▄▅▆▇█";

    /// <summary>Runs it behind a progress bar.</summary>
    public static Task<SurgeReport?> WatchAsync(IAnsiConsole console, SurgeRun run, Func<Task<SurgeReport?>> surge) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("reading the shop");
                var running = surge();
                while (!running.IsCompleted)
                {
                    bar.MaxValue = Math.Max(1, run.Total);
                    bar.Value = run.Sent;
                    bar.Description = $"{run.Stage}, {run.Placed:N0} placed";
                    await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
                }

                return await running;
            });

    public static void Show(IAnsiConsole console, SurgeReport report)
    {
        var chart = new Grid().AddColumn().AddColumn().AddColumn();
        AddSpark(chart, report, "intended / s", "grey", second => second.Intended);
        AddSpark(chart, report, "placed / s", "green", second => second.Placed);
        AddSpark(chart, report, "p99 ms", "purple", second => second.P99Ms);
        AddSpark(chart, report, "turned away / s", "red", second => second.TurnedAway);
        console.Write(chart);

        var table = new Table().Border(TableBorder.Rounded).AddColumn("figure");
        table.AddColumn(new TableColumn("value").RightAligned());
        foreach (var (name, value) in Figures(report)) table.AddRow(name, value);
        console.Write(table);
        console.MarkupLineInterpolated($"[{(report.Held ? "green" : "red")}]{report.Verdict}[/]");
    }

    /// <summary>One character per slice of the run, as high as the slice's greatest value.</summary>
    public static string Spark(IReadOnlyList<double> values, int width)
    {
        if (values.Count == 0) return "";
        var top = values.Max();
        var columns = Math.Min(width, values.Count);
        var line = new StringBuilder(columns);
        for (var column = 0; column < columns; column++)
        {
            var from = column * values.Count / columns;
            var to = Math.Max(from + 1, (column + 1) * values.Count / columns);
            var highest = values.Skip(from).Take(to - from).Max();
            line.Append(bars[top <= 0 ? 0 : (int)Math.Ceiling(highest / top * (bars.Length - 1))]);
        }

        return line.ToString();
    }

    private static void AddSpark(
        Grid chart, SurgeReport report, string title, string color, Func<SurgeSecond, double> value)
    {
        var values = report.PerSecond.Select(value).ToArray();
        var top = values.Length == 0 ? 0 : values.Max();
        chart.AddRow(title, $"[{color}]{Spark(values, sparkWidth)}[/]", $"max {top:N0}");
    }

    private static IEnumerable<(string Name, string Value)> Figures(SurgeReport report) =>
    [
        ("intended", report.Intended.ToString("N0")),
        ("placed", report.Placed.ToString("N0")),
        ("soldOut", report.SoldOut.ToString("N0")),
        ("busy", report.Busy.ToString("N0")),
        ("refused", report.Refused.ToString("N0")),
        ("failed", report.Failed.ToString("N0")),
        ("lost", report.Lost.ToString("N0")),
        ("oversold", report.Oversold.ToString("N0")),
        ("paid", report.Paid.ToString("N0")),
        ("declined", report.Declined.ToString("N0")),
        ("unanswered", report.Unanswered.ToString("N0")),
        ("paidP50Ms", report.PaidP50Ms.ToString("N2")),
        ("paidP99Ms", report.PaidP99Ms.ToString("N2")),
        ("p50Ms", report.P50Ms.ToString("N2")),
        ("p95Ms", report.P95Ms.ToString("N2")),
        ("p99Ms", report.P99Ms.ToString("N2")),
        ("maxMs", report.MaxMs.ToString("N2")),
        ("achievedPerSecond", report.AchievedPerSecond.ToString("N1")),
        ("sendLagP99Ms", report.SendLagP99Ms.ToString("N2")),
    ];
}
