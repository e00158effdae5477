using Spectre.Console;

namespace Onair.Host.Cli.Replay;

/// <summary>A replay in the terminal.</summary>
internal static class ReplayScreen
{
    /// <summary>Runs it behind a progress bar.</summary>
    public static Task<ReplayReport> WatchAsync(
        IAnsiConsole console, ReplayPlan plan, ReplayLog replay, Func<Task<ReplayReport>> run) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("catalog and opening stock");
                bar.MaxValue = Math.Max(1, plan.Steps.Count);
                var running = run();
                while (!running.IsCompleted)
                {
                    if (replay.Run is { } going)
                    {
                        bar.Value = going.StepsDone;
                        bar.Description = $"{going.OrdersPlaced:N0} orders, {going.CancellationsDone:N0} cancellations";
                    }

                    await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
                }

                return await running;
            });

    public static void Show(IAnsiConsole console, ReplayReport report)
    {
        var figures = Table("the log and the shop", "count");
        Add(figures, "lines of the log", report.Rows);
        Add(figures, "  sales", report.SaleRows);
        Add(figures, "    merged into another line of their invoice", report.RowsMerged);
        Add(figures, "  cancellations", report.CancellationRows);
        Add(figures, "products", report.Products);
        Add(figures, "variants (a code at a price)", report.Variants);
        Add(figures, "orders", report.Orders);
        Add(figures, "  from invoices that had to be split", report.InvoicesSplit);
        Add(figures, "  placed", report.OrdersPlaced);
        Add(figures, "  paid", report.OrdersPaid);
        Add(figures, "partial cancellations", report.Cancellations);
        Add(figures, "  done", report.CancellationsDone);
        Add(figures, "pieces ordered", report.PiecesOrdered);
        Add(figures, "pieces cancelled", report.PiecesCancelled);
        Add(figures, "times the shop was busy and asked again", report.BusyAnswers);
        console.Write(figures);

        var skipped = Table("left out, and why", "lines").AddColumn(new TableColumn("pieces").RightAligned());
        foreach (var (reason, sum) in report.Skipped)
            skipped.AddRow(reason, sum.Rows.ToString("N0"), sum.Pieces.ToString("N0"));
        console.Write(skipped);

        foreach (var failure in report.Failures) console.MarkupLineInterpolated($"[red]{failure}[/]");
        foreach (var difference in report.Differences)
            console.MarkupLineInterpolated($"[red]{difference.Sku}: log {difference.Log}, shop {difference.Shop}[/]");
        console.MarkupLineInterpolated(
            $"{report.Seconds:N1} s, {report.OrdersPerSecond:N0} orders/s, {report.LinesPerSecond:N0} lines/s");
        console.MarkupLineInterpolated($"[{(report.Held ? "green" : "red")}]{report.Verdict}[/]");
    }

    private static Table Table(string what, string count) => new Table()
        .Border(TableBorder.Rounded).AddColumn(what).AddColumn(new TableColumn(count).RightAligned());

    private static void Add(Table table, string what, long count) => table.AddRow(what, count.ToString("N0"));
}
