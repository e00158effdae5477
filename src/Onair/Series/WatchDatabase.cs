using System.Diagnostics.Metrics;
using Onair.Jobs;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Series;

/// <summary>
/// Asks the database how it is: connections in use and allowed, and how far its replicas are behind. What the account
/// may not see (a role without <c>pg_monitor</c>), or what there is none of (SQLite has neither), is not reported.
/// </summary>
internal sealed class WatchDatabase : ITimedVerb, IDisposable
{
    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);

    private readonly Database database;
    private readonly TimeProvider time;
    private readonly Meter meter = new(ShopSignals.Name);
    private (DateTimeOffset At, DatabaseState State)? last;

    public WatchDatabase(Database database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        meter.CreateObservableGauge(
            "onair.database.connections", () => Of(s => s.Connections), "{connection}", "Connections of the server");
        meter.CreateObservableGauge(
            "onair.database.connections_max", () => Of(s => s.ConnectionsMax), "{connection}",
            "Connections that the server takes");
        meter.CreateObservableGauge(
            "onair.database.replica_lag", () => Of(s => s.ReplicaLag), "s", "How far the slowest replica is behind");
    }

    public string Name => "series.watch-database";

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var state = await database.ReadAsync(
            open => open.FirstAsync<DatabaseState>(SeriesStore.Database, null, cancel), cancel);
        if (state is not null) last = (time.GetUtcNow(), state);
        return false;
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<double>> Of(Func<DatabaseState, double?> read)
    {
        if (last is { } measured && time.GetUtcNow() - measured.At < freshness && read(measured.State) is { } value)
            yield return new(value);
    }
}

/// <summary>What the database says about itself; null is not known.</summary>
internal sealed class DatabaseState
{
    public double? Connections { get; init; }

    public double? ConnectionsMax { get; init; }

    /// <summary>Seconds.</summary>
    public double? ReplicaLag { get; init; }
}
