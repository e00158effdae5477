using System.Diagnostics.Metrics;
using System.Globalization;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Series;

/// <summary>
/// The share of this machine's processors that were busy since the last look, from <c>/proc/stat</c>; nothing where
/// there is none. Beside an embedded database, or one on this machine, that is the database's too
/// (<c>onair.database.cpu</c>); of another machine's it is told by whoever runs it, through the doors of
/// <c>Incidents</c>.
/// </summary>
internal sealed class WatchMachine : IDisposable
{
    /// <summary>Several readers ask at their own times: a span shorter than this says little.</summary>
    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(5);

    private readonly Meter meter = new(ShopSignals.Name);
    private readonly TimeProvider time;
    private (long Busy, long All)? before;
    private long measuredAt = long.MinValue;

    public WatchMachine(Database database, TimeProvider time)
    {
        this.time = time;
        meter.CreateObservableGauge("onair.machine.cpu", Measure, "1", "Share of this machine's processors in use");
        // Without other nodes the database is a file of this machine.
        if (!database.MayHaveNodes)
        {
            meter.CreateObservableGauge(
                "onair.database.cpu", () => Last, "1", "Share of the database's processors in use, where it is here");
        }
    }

    private IEnumerable<Measurement<double>> Last { get; set; } = [];

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<double>> Measure()
    {
        if (measuredAt != long.MinValue && time.GetElapsedTime(measuredAt) < shortest) return Last;
        measuredAt = time.GetTimestamp();
        var now = Read();
        var last = before;
        before = now;
        List<Measurement<double>> share = now is { } after && last is { } old && after.All > old.All
            ? [new((double)(after.Busy - old.Busy) / (after.All - old.All))]
            : [];
        Last = share;
        return share;
    }

    /// <summary>Ticks busy and altogether: user, nice, system, idle, iowait, irq, softirq, steal.</summary>
    private static (long Busy, long All)? Read()
    {
        if (!File.Exists("/proc/stat")) return null;
        var words = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = words.Skip(1).Take(8).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToList();
        if (ticks.Count < 5) return null;
        var all = ticks.Sum();
        return (all - ticks[3] - ticks[4], all);
    }
}
