using Onair.Host.Cli.Load;
using Onair.Inventory;

namespace Onair.Host.Cli.Replay;

/// <summary>
/// One replay from the goods to the verdict.
/// 1 open       the catalog and the opening stock
/// 2 replay     orders, payments, cancellations
/// 3 reconcile  the log's sums against the shop's counters
/// </summary>
internal sealed class ReplayLog(ReplayPlan plan, ReplayShop shop, double? speed, bool pay, TimeProvider time)
{
    private const int differencesShown = 50;
    private const int connectionsMax = ReplayRun.ParallelMax;

    // Refunds of cancellations are the work of jobs; counters do not wait for them, but a slow shop gets its time.
    private const int looksMax = 20;
    private static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(500);

    public ReplayRun? Run { get; private set; }

    /// <param name="name">The log's name, for the report.</param>
    /// <param name="cancel">Stops the replay; what was done is still reconciled and reported.</param>
    public async Task<ReplayReport> RunAsync(string name, CancellationToken cancel)
    {
        // :: 1 open
        var catalog = new ReplayCatalog(shop.Database, time);
        var before = await catalog.CountersAsync(cancel);
        await catalog.OpenAsync(plan.Products, cancel);

        // :: 2 replay
        using var client = new ShopClient(shop.Url, connectionsMax, SurgeRun.RequestTimeout);
        using var run = new ReplayRun(plan, client, speed, pay, time);
        Run = run;
        await run.RunAsync(cancel);

        // :: 3 reconcile
        return Report(name, run, await ReconcileAsync(catalog, before, run));
    }

    private async Task<List<SkuDifference>> ReconcileAsync(
        ReplayCatalog catalog, Dictionary<string, Stock> before, ReplayRun run)
    {
        for (var look = 1; ; look++)
        {
            var after = await catalog.CountersAsync(CancellationToken.None);
            var differences = Reconcile.Compare(plan, before, after);
            // When a step failed, the counters differ for good.
            var isFinal = look == looksMax || run.FailureCount > 0 || run.Interrupted;
            if (differences.Count == 0 || isFinal) return differences;
            await Task.Delay(betweenLooks, time, CancellationToken.None);
        }
    }

    private ReplayReport Report(string name, ReplayRun run, List<SkuDifference> differences)
    {
        var variants = plan.Products.SelectMany(product => product.Variants).ToList();
        var seconds = Math.Max(0.001, run.Elapsed.TotalSeconds);
        var report = new ReplayReport
        {
            Log = name,
            Rows = plan.Rows,
            SaleRows = plan.SaleRows,
            CancellationRows = plan.CancellationRows,
            RowsMerged = plan.RowsMerged,
            InvoicesSplit = plan.InvoicesSplit,
            Skipped = plan.Skipped.OrderBy(s => s.Key).ToDictionary(s => s.Key.ToString(), s => s.Value),
            Products = plan.Products.Count,
            Variants = variants.Count,
            Orders = plan.Orders.Count,
            OrdersPlaced = run.OrdersPlaced,
            OrdersPaid = run.OrdersPaid,
            Cancellations = plan.Steps.Count - plan.Orders.Count,
            CancellationsDone = run.CancellationsDone,
            PiecesOrdered = variants.Sum(variant => variant.Ordered),
            PiecesCancelled = variants.Sum(variant => variant.Cancelled),
            BusyAnswers = run.BusyAnswers,
            Failures = run.Failures,
            FailureCount = run.FailureCount,
            Differences = [.. differences.Take(differencesShown)],
            DifferenceCount = differences.Count,
            Seconds = Math.Round(seconds, 2),
            OrdersPerSecond = Math.Round(run.OrdersPlaced / seconds, 1),
            LinesPerSecond = Math.Round(plan.Orders.Sum(order => order.Lines.Count) / seconds, 1),
            Interrupted = run.Interrupted,
            Verdict = "",
        };
        return report with { Verdict = Verdict(report) };
    }

    private static string Verdict(ReplayReport report)
    {
        if (report.Interrupted) return "STOPPED before the end of the log: nothing is proven.";
        if (report.DifferenceCount > 0)
            return $"BROKEN: {report.DifferenceCount} of {report.Variants} variants do not reconcile with the log.";
        if (report.FailureCount > 0) return $"BROKEN: the shop would not do {report.FailureCount} of the log's steps.";
        return $"HELD: all {report.Variants} variants reconcile with the log, to the piece.";
    }
}
