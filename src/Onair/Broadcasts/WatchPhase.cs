using System.Diagnostics.Metrics;
using Onair.Jobs;
using Onair.Signals;

namespace Onair.Broadcasts;

/// <summary>Says in which phase the shop is, so that alarms know what to expect. One node says it for all.</summary>
internal sealed class WatchPhase : ITimedVerb, IDisposable
{
    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);

    private readonly ReadBroadcasts read;
    private readonly TimeProvider time;
    private readonly Meter meter = new(ShopSignals.Name);
    private (DateTimeOffset At, BroadcastPhase Phase)? last;

    public WatchPhase(ReadBroadcasts read, TimeProvider time)
    {
        this.read = read;
        this.time = time;
        meter.CreateObservableGauge(
            "onair.broadcast.phase", Phase, "{phase}", "1 for the phase of now: quiet, before, live, after");
    }

    public string Name => "broadcasts.watch-phase";

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var onAir = await read.OnAirAsync(cancel);
        var near = await read.BetweenAsync(
            now - BroadcastPhases.AfterFor, now + BroadcastPhases.BeforeFor, BroadcastsOptions.PageMax, cancel);
        last = (now, BroadcastPhases.Of(onAir.Concat(near), now));
        return false;
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<int>> Phase()
    {
        if (last is not { } measured || time.GetUtcNow() - measured.At >= freshness) yield break;
        var word = measured.Phase.ToString().ToLowerInvariant();
        yield return new(1, new KeyValuePair<string, object?>("phase", word));
    }
}
