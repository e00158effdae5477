using System.Diagnostics.Metrics;
using Onair.Jobs;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Counts orders whose payment deadline was over long ago and whose stock is still held: whatever should give it back
/// does not. Payments whose outcome is not known move the deadline itself, and do not count.
/// </summary>
internal sealed class WatchHolds : ITimedVerb, IDisposable
{
    /// <summary>Two and a half hundred times <see cref="OrdersOptions.ExpireEvery"/>.</summary>
    private static readonly TimeSpan leaksAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);

    private readonly Database database;
    private readonly TimeProvider time;
    private readonly Meter meter = new(ShopSignals.Name);
    private (DateTimeOffset At, long Count)? last;

    public WatchHolds(Database database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        meter.CreateObservableGauge(
            "onair.orders.holds_leaked", Leaked, "{order}", "Unpaid orders that hold stock long after their deadline");
    }

    public string Name => "orders.watch-holds";

    /// <summary>How many there were at the last look; null before the first.</summary>
    internal long? Count => last?.Count;

    public TimeSpan Every => TimeSpan.FromSeconds(20);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var asked = new { before = time.GetUtcNow() - leaksAfter };
        var count = await database.ReadAsync(
            open => open.FirstAsync<long>(OrdersStore.CountOverdue, asked, cancel), cancel);
        last = (time.GetUtcNow(), count);
        return false;
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Leaked()
    {
        if (last is { } measured && time.GetUtcNow() - measured.At < freshness) yield return new(measured.Count);
    }
}
