using System.Diagnostics.Metrics;
using Onair.Jobs;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Inventory;

/// <summary>
/// Counts variants of which more was promised than there is: the promise of this shop is that there are none. The
/// database refuses it too; whoever corrects rows by hand is seen here.
/// </summary>
internal sealed class WatchStock : ITimedVerb, IDisposable
{
    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);

    private readonly Database database;
    private readonly TimeProvider time;
    private readonly Meter meter = new(ShopSignals.Name);
    private (DateTimeOffset At, long Count)? last;

    public WatchStock(Database database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        meter.CreateObservableGauge(
            "onair.stock.oversold", Oversold, "{variant}", "Variants of which more is held than there is; must be 0");
    }

    public string Name => "inventory.watch";

    /// <summary>How many there were at the last look; null before the first.</summary>
    internal long? Count => last?.Count;

    public TimeSpan Every => TimeSpan.FromSeconds(20);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var count = await database.ReadAsync(
            open => open.FirstAsync<long>(InventoryStore.CountOversold, null, cancel), cancel);
        last = (time.GetUtcNow(), count);
        return false;
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Oversold()
    {
        if (last is { } measured && time.GetUtcNow() - measured.At < freshness) yield return new(measured.Count);
    }
}
