using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Onair.Jobs;
using Onair.Primitives;
using Onair.Signals;

namespace Onair.Orders;

/// <summary>
/// Counts what is overdue for the gauges of /metrics, and says in time that the table of holidays ends. A timed verb,
/// so that one node counts for all.
/// </summary>
internal sealed class WatchDeadlines : ITimedVerb, IDisposable
{
    /// <summary>A shop does not start with less than this left: no deadline reaches further than four months.</summary>
    public static readonly TimeSpan LeftMin = TimeSpan.FromDays(150);

    /// <summary>From then on every look is an error in the log: time enough for a newer version.</summary>
    private static readonly TimeSpan leftSoon = TimeSpan.FromDays(400);

    /// <summary>An older measurement is not reported.</summary>
    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(10);

    private readonly ListDeadlines list;
    private readonly TimeProvider time;
    private readonly ILogger<WatchDeadlines> logger;
    private readonly Meter meter = new(ShopSignals.Name);
    private (DateTimeOffset At, IReadOnlyDictionary<DeadlineKind, long> Counts)? last;

    public WatchDeadlines(ListDeadlines list, TimeProvider time, ILogger<WatchDeadlines> logger)
    {
        this.list = list;
        this.time = time;
        this.logger = logger;
        meter.CreateObservableGauge(
            "onair.orders.overdue", Overdue, "{deadline}", "Deadlines of the law that are over, by kind");
    }

    public string Name => "orders.deadlines";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    /// <summary>How long the table of holidays still reaches.</summary>
    public static TimeSpan Left(DateTimeOffset now) => BusinessDays.EndOf(KoreanHolidays.Until) - now;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (Left(now) < leftSoon) OrdersLog.HolidaysEnd(logger, KoreanHolidays.Until);
        last = (now, await list.CountAsync(cancel));
        return false;
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Overdue()
    {
        if (last is not { } measured || time.GetUtcNow() - measured.At > freshness) yield break;
        foreach (var (kind, count) in measured.Counts)
            yield return new(count, new KeyValuePair<string, object?>("kind", OrderWords.Of(kind)));
    }
}
