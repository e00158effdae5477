using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Alarms;
using Onair.Jobs;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>
/// Watches the watcher: rungs that are late although their incident is open, and alarms that are not evaluated. While
/// neither is so, an address outside is called, so that somebody else notices when this stops.
/// </summary>
internal sealed class AuditEscalation : ITimedVerb, IDisposable
{
    private const int lateMax = 100;

    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan beatEvery = TimeSpan.FromMinutes(1);

    private readonly Database database;
    private readonly ListAlarms alarms;
    private readonly IncidentsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<AuditEscalation> logger;
    private readonly HttpClient client;
    private readonly Meter meter = new(ShopSignals.Name);
    private readonly HashSet<(Guid, int)> told = [];
    private (DateTimeOffset At, int Late)? last;
    private DateTimeOffset? beatAt;

    public AuditEscalation(
        Database database, ListAlarms alarms, IOptions<IncidentsOptions> options, TimeProvider time,
        ILogger<AuditEscalation> logger)
    {
        (this.database, this.alarms, this.time, this.logger) = (database, alarms, time, logger);
        this.options = options.Value;
        client = new HttpClient { Timeout = this.options.PageTimeout };
        meter.CreateObservableGauge(
            "onair.incidents.rungs_late", Late, "{rung}", "Rungs of open incidents that should have fired");
    }

    public string Name => "incidents.audit";

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var late = await database.ReadAsync(
            open => open.QueryAsync<Rung>(
                IncidentsStore.Overdue, new { before = now - options.LateAfter, limit = lateMax }, cancel),
            cancel);
        last = (now, late.Count);
        foreach (var rung in late.Where(rung => told.Add((rung.IncidentId, rung.Number))))
            IncidentsLog.RungLate(logger, rung.IncidentId, rung.Number, now - rung.DueAt);
        told.IntersectWith(late.Select(rung => (rung.IncidentId, rung.Number)));
        var evaluated = await alarms.LastEvaluationAsync(cancel);
        if (late.Count == 0 && evaluated is not null && now - evaluated.At < freshness) await BeatAsync(now, cancel);
        return false;
    }

    public void Dispose()
    {
        meter.Dispose();
        client.Dispose();
    }

    private async Task BeatAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (options.HeartbeatUrl.Length == 0 || (beatAt is { } at && now - at < beatEvery)) return;
        beatAt = now;
        try
        {
            using var answer = await client.GetAsync(
                new Uri(options.HeartbeatUrl), HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!answer.IsSuccessStatusCode)
                IncidentsLog.HeartbeatFailed(logger, ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is HttpRequestException
            || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Weather on the way outside: whoever listens there misses a beat, which is what it is for.
            IncidentsLog.HeartbeatFailed(logger, error.GetType().Name);
        }
    }

    private IEnumerable<Measurement<int>> Late()
    {
        if (last is { } measured && time.GetUtcNow() - measured.At < freshness) yield return new(measured.Late);
    }
}
