using Onair.Primitives;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>An incident with all that belongs to it.</summary>
public sealed record IncidentView(
    Incident Incident, IReadOnlyList<Rung> Rungs, IReadOnlyList<WatchPage> Pages, IReadOnlyList<IncidentEvent> Events);

/// <summary>How fast the watch is. Seconds; null when there was none.</summary>
/// <param name="Count">Incidents of the time, without drills and merged ones.</param>
/// <param name="Mtta">Mean time to acknowledge.</param>
/// <param name="Mttr">Mean time to resolve.</param>
public sealed record WatchFigures(int Count, double? Mtta, double? Mttr);

/// <summary>Reads incidents.</summary>
public sealed class ReadIncidents(Database database)
{
    public const int PageMax = 200;

    private const int eventsMax = 5000;
    private const int pagesMax = 1000;
    private const int figuresMax = 10_000;

    /// <summary>The newest first.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="before">Only older ones than this; null for the newest.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<List<Incident>> PageAsync(
        IncidentState? state, Guid? before, int limit, CancellationToken cancel)
    {
        var asked = new
        {
            state = state is { } wanted ? (int)wanted : 0,
            before = before ?? TimeIds.Most, limit = Math.Clamp(limit, 1, PageMax),
        };
        return database.ReadAsync(open => open.QueryAsync<Incident>(IncidentsStore.Page, asked, cancel), cancel);
    }

    /// <summary>Null when there is none of this number.</summary>
    public Task<Incident?> ByNumberAsync(long number, CancellationToken cancel) => database.ReadAsync(
        open => open.FirstAsync<Incident>(IncidentsStore.ByNumber, new { number }, cancel), cancel);

    public Task<IncidentView?> ViewAsync(Guid id, CancellationToken cancel) => database.SnapshotAsync(
        async open => await open.FirstAsync<Incident>(IncidentsStore.ById, new { id }, cancel) is { } incident
            ? new IncidentView(
                incident, await open.QueryAsync<Rung>(IncidentsStore.Rungs, new { id }, cancel),
                await open.QueryAsync<WatchPage>(IncidentsStore.PagesOf, new { id, limit = pagesMax }, cancel),
                await open.QueryAsync<IncidentEvent>(IncidentsStore.Events, new { id, limit = eventsMax }, cancel))
            : null,
        cancel);

    /// <summary>When a rehearsal by this runbook was last resolved; null: never.</summary>
    public Task<DateTimeOffset?> LastDrillAsync(string runbook, CancellationToken cancel) => database.ReadAsync(
        open => open.FirstAsync<DateTimeOffset?>(IncidentsStore.LastDrill, new { runbook }, cancel), cancel);

    /// <summary>The incident of a page; null when there is no such page.</summary>
    public Task<(WatchPage Page, Incident Incident)?> OfPageAsync(Guid page, CancellationToken cancel) =>
        database.ReadAsync<(WatchPage, Incident)?>(
            async open =>
            {
                var found = await open.FirstAsync<WatchPage>(IncidentsStore.PageById, new { id = page }, cancel);
                if (found is null) return null;
                var incident = await open.FirstAsync<Incident>(
                    IncidentsStore.ById, new { id = found.IncidentId }, cancel);
                return incident is null ? null : (found, incident);
            },
            cancel);

    public async Task<WatchFigures> FiguresAsync(DateTimeOffset from, CancellationToken cancel)
    {
        var times = await database.ReadAsync(
            open => open.QueryAsync<Incident>(IncidentsStore.Times, new { from, limit = figuresMax }, cancel), cancel);
        return FiguresOf(times);
    }

    /// <summary>Pure.</summary>
    public static WatchFigures FiguresOf(IReadOnlyCollection<Incident> incidents)
    {
        double? Mean(Func<Incident, DateTimeOffset?> end)
        {
            var spans = incidents.Where(i => end(i) is not null)
                .Select(i => (end(i)!.Value - i.OpenedAt).TotalSeconds).ToList();
            return spans.Count == 0 ? null : spans.Average();
        }

        return new WatchFigures(incidents.Count, Mean(i => i.AcknowledgedAt), Mean(i => i.ResolvedAt));
    }
}
