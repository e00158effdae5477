using System.Diagnostics.Metrics;
using Onair.Jobs;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>
/// Keeps the last count of open cases for the gauges of /metrics. One node counts for all; a count that has grown old
/// is not reported.
/// </summary>
internal sealed class WatchCases : ITimedVerb, IDisposable
{
    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(3);

    private readonly Database database;
    private readonly TimeProvider time;
    private readonly Meter meter = new(ShopSignals.Name);
    private Measured? last;

    public WatchCases(Database database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        meter.CreateObservableGauge(
            "onair.reconciliation.cases", Count, "{case}", "Cases that are not resolved, by provider and bucket");
        meter.CreateObservableGauge(
            "onair.reconciliation.oldest", Oldest, "s", "Age of the oldest case that is not resolved, by provider");
    }

    public string Name => "payments.watch-cases";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var counts = await database.ReadAsync(open => ReconciliationStore.OpenCasesAsync(open, cancel), cancel);
        last = new Measured(time.GetUtcNow(), counts);
        return false;
    }

    public void Dispose() => meter.Dispose();

    private List<OpenCaseCount> Fresh() =>
        last is { } measured && time.GetUtcNow() - measured.At < freshness ? measured.Counts : [];

    private IEnumerable<Measurement<long>> Count() => Fresh().Select(count => new Measurement<long>(
        count.Count, new("provider", count.Provider), new("bucket", ReconciliationWords.Of(count.Bucket))));

    private IEnumerable<Measurement<double>> Oldest()
    {
        var now = time.GetUtcNow();
        return Fresh().GroupBy(count => count.Provider, StringComparer.Ordinal).Select(provider =>
            new Measurement<double>(
                (now - Instants.FromMicroseconds(provider.Min(count => count.OldestAt))).TotalSeconds,
                new KeyValuePair<string, object?>("provider", provider.Key)));
    }

    private sealed record Measured(DateTimeOffset At, List<OpenCaseCount> Counts);
}
