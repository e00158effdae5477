using System.Diagnostics.Metrics;
using Onair.Signals;

namespace Onair.Jobs;

/// <summary>
/// Keeps the last measurement for the gauges of /metrics. A timed verb, so that one node counts for all; the others
/// report nothing, and a measurement that has grown old is not reported either.
/// </summary>
internal sealed class WatchJobs : ITimedVerb, IDisposable
{
    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);

    private readonly MeasureJobs measure;
    private readonly TimeProvider time;
    private readonly Meter meter = new(ShopSignals.Name);
    private JobsLag? last;

    public WatchJobs(MeasureJobs measure, TimeProvider time)
    {
        this.measure = measure;
        this.time = time;
        meter.CreateObservableGauge("onair.jobs.live", Live, "{job}", "Jobs by kind and state (waiting, leased, dead)");
        meter.CreateObservableGauge("onair.jobs.behind", Behind, "s", "Age of the oldest job that is due, by kind");
        meter.CreateObservableGauge(
            "onair.facts.waiting", () => Of(lag => lag.EnvelopesWaiting), "{envelope}", "Outbox rows that wait");
        meter.CreateObservableGauge(
            "onair.facts.behind", FactsBehind, "s", "Age of the oldest fact that is not delivered");
        meter.CreateObservableGauge(
            "onair.facts.parked", () => Of(lag => lag.FactsParked), "{fact}", "Facts that wait for an operator");
    }

    public string Name => "jobs.watch";

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        last = await measure.RunAsync(cancel);
        return false;
    }

    public void Dispose() => meter.Dispose();

    private JobsLag? Fresh() => last is { } lag && time.GetUtcNow() - lag.At < freshness ? lag : null;

    private IEnumerable<Measurement<long>> Of(Func<JobsLag, long> read)
    {
        if (Fresh() is { } lag) yield return new(read(lag));
    }

    private IEnumerable<Measurement<double>> FactsBehind()
    {
        if (Fresh() is not { } lag) yield break;
        var oldest = lag.OldestEnvelope is { } at ? time.GetUtcNow() - at : TimeSpan.Zero;
        yield return new(Math.Max(0, oldest.TotalSeconds));
    }

    private IEnumerable<Measurement<long>> Live()
    {
        foreach (var kind in Fresh()?.Kinds ?? [])
        {
            yield return new(kind.Waiting, new("kind", kind.Kind), new("state", "waiting"));
            yield return new(kind.Leased, new("kind", kind.Kind), new("state", "leased"));
            yield return new(kind.Dead, new("kind", kind.Kind), new("state", "dead"));
        }
    }

    private IEnumerable<Measurement<double>> Behind()
    {
        var now = time.GetUtcNow();
        foreach (var kind in Fresh()?.Kinds ?? [])
            yield return new(kind.Behind(now).TotalSeconds, new KeyValuePair<string, object?>("kind", kind.Kind));
    }
}
