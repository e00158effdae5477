using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments.Receipts;
using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>
/// The timed verb that opens a case for every refund that is not back by the day of the law, and for every receipt that
/// is not where it should be. What is done later closes its case by itself.
/// </summary>
internal sealed class WatchOverdue(
    Database database, IOptions<PaymentsOptions> options, TimeProvider time, ILogger<WatchOverdue> logger) : ITimedVerb
{
    private const int pageMax = 1000;

    /// <summary>Pages of one look: a hundred thousand late refunds are one fault, and are known by then.</summary>
    private const int pagesMax = 100;

    private readonly ReconciliationOptions options = options.Value.Reconciliation;

    public string Name => "payments.watch-overdue";

    public TimeSpan Every => options.OverdueEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        await WalkAsync(RefundsAsync, cancel);
        await WalkAsync(ReceiptsAsync, cancel);
        return false;
    }

    /// <summary>Each page is read and its cases written in one transaction.</summary>
    private async Task WalkAsync(
        Func<Transaction, Guid, DateTimeOffset, CancellationToken, Task<LatePage>> read, CancellationToken cancel)
    {
        var after = Guid.Empty;
        for (var page = 1; page <= pagesMax; page++)
        {
            var (from, now) = (after, time.GetUtcNow().ToStored());
            var (late, opened) = await database.WriteAsync(
                async open =>
                {
                    var found = await read(open, from, now, cancel);
                    var cases = new List<ReconciliationCase>();
                    foreach (var provider in found.Late.GroupBy(l => l.Provider, StringComparer.Ordinal))
                    {
                        var kept = await KeepCases.RunAsync(
                            open, provider.Key, [.. provider.Select(l => l.Compared)], [], options.Owner, now, cancel);
                        cases.AddRange(kept.Opened);
                    }

                    return (found, cases);
                },
                cancel);
            foreach (var one in opened)
                ReconciliationLog.CaseOpened(logger, one.Id, one.Provider, one.Subject, one.Bucket);
            if (late.Rows < pageMax) return;
            after = late.Last;
        }
    }

    private static async Task<LatePage> RefundsAsync(
        Transaction open, Guid after, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await PaymentsStore.OverdueAsync(open, now, after, pageMax, cancel);
        return new LatePage(
            rows.Count,
            rows.Count == 0 ? after : rows[^1].Id,
            [.. rows.Select(r => (r.Provider, OwedCases.OfRefund(r)))]);
    }

    private static async Task<LatePage> ReceiptsAsync(
        Transaction open, Guid after, DateTimeOffset now, CancellationToken cancel)
    {
        var receipts = new List<CashReceipt>();
        var first = open.Round();
        CashReceiptsStore.ReadDue(first, new DuePage(now, after, pageMax), receipts);
        await first.ExecuteAsync(cancel);
        if (receipts.Count == 0) return new LatePage(0, after, []);
        var attempts = new List<Attempt>();
        var second = open.Round();
        FindAttempts.ByIds(second, [.. receipts.Select(r => r.AttemptId).Distinct()], attempts);
        await second.ExecuteAsync(cancel);
        var byId = attempts.ToDictionary(a => a.Id);
        return new LatePage(
            receipts.Count,
            receipts[^1].Id,
            [
                .. receipts.Select(r => (
                    byId[r.AttemptId].Provider, OwedCases.OfReceipt(byId[r.AttemptId], r, Bucket.Overdue))),
            ]);
    }

    private sealed record LatePage(int Rows, Guid Last, IReadOnlyList<(string Provider, Comparison Compared)> Late);
}
