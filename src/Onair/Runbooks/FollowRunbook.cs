using Onair.Alarms;
using Onair.Incidents;
using Onair.Series;
using Onair.Storage;

namespace Onair.Runbooks;

/// <summary>A check with what its signal says now.</summary>
/// <param name="Readings">One, or one for each value of the signal's label.</param>
/// <param name="Fires">An alarm of this signal fires.</param>
public sealed record FilledCheck(
    RunbookStep Step, IReadOnlyList<(string Group, Reading Reading)> Readings, bool Fires);

/// <summary>A runbook as an incident goes by it.</summary>
/// <param name="Book">The text of the incident's opening, its causes in the order of how many of their checks fire.
/// </param>
public sealed record FollowedRunbook(
    Runbook Book, IReadOnlyDictionary<int, FilledCheck> Checks, IReadOnlyDictionary<int, RunbookTick> Ticks);

/// <summary>Never renumber.</summary>
public enum TickStatus
{
    Ticked = 1,

    /// <summary>Somebody has done it already.</summary>
    Already = 2,

    /// <summary>There is no such step, or the incident has no runbook.</summary>
    NotFound = 3,

    /// <summary>The incident is over.</summary>
    NotOpen = 4,
}

/// <summary>Goes by a runbook in an incident: its version is kept, its checks are filled, its ticks are written down.
/// </summary>
public sealed class FollowRunbook(
    Database database, RunbookShelf shelf, ReadSeries series, ListAlarms alarms, ChangeIncident incidents,
    ReadIncidents read, TimeProvider time)
{
    private static readonly TimeSpan look = TimeSpan.FromMinutes(5);

    /// <summary>An <see cref="IncidentOpened"/>: the incident keeps the text of now.</summary>
    public async Task FreezeAsync(Transaction open, Guid incident, string runbook, CancellationToken cancel)
    {
        if (shelf.Find(runbook) is not { } book) return;
        var at = time.GetUtcNow().ToStored();
        await open.ExecuteAsync(
            RunbooksStore.KeepText, new { runbook, digest = book.Digest, body = shelf.TextOf(runbook), at }, cancel);
        await open.ExecuteAsync(RunbooksStore.Use, new { incident, runbook, digest = book.Digest }, cancel);
    }

    /// <summary>Null when the incident has none.</summary>
    public async Task<FollowedRunbook?> ForAsync(Guid incident, CancellationToken cancel)
    {
        var (text, ticks) = await database.ReadAsync(
            async open => (
                await open.FirstAsync<RunbooksStore.TextRow>(RunbooksStore.TextOf, new { incident }, cancel),
                await open.QueryAsync<RunbookTick>(RunbooksStore.Ticks, new { incident }, cancel)),
            cancel);
        if (text is null || RunbookFile.Parse(text.Runbook, text.Body, out _) is not { } book) return null;
        var checks = await FillAsync(book, cancel);
        return new FollowedRunbook(Ranked(book, checks), checks, ticks.ToDictionary(tick => tick.Step));
    }

    /// <summary>What the checks of a runbook say now.</summary>
    public async Task<IReadOnlyDictionary<int, FilledCheck>> FillAsync(Runbook book, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var window = await series.RunAsync(now - look, now, cancel);
        var rules = (await alarms.RulesAsync(cancel)).ToDictionary(rule => rule.Rule.Id, rule => rule.Rule.Signal);
        var firing = (await alarms.StatesAsync(cancel)).Where(state => state.IsFiring)
            .Select(state => rules.GetValueOrDefault(state.Rule, "")).ToHashSet(StringComparer.Ordinal);
        return book.Steps.Where(step => step.Kind == StepKind.Check).ToDictionary(
            step => step.Number,
            step => new FilledCheck(
                step,
                [
                    .. SignalTrack.Of(SignalCatalogue.Find(step.Signal)!, window)
                        .Select(track => (track.Group, track.Read(0, window.Count))),
                ],
                firing.Contains(step.Signal)));
    }

    /// <summary>Somebody has done a step; it is written into the timeline.</summary>
    public async Task<TickStatus> TickAsync(
        Transaction open, Guid incident, int step, string by, CancellationToken cancel)
    {
        var text = await open.FirstAsync<RunbooksStore.TextRow>(RunbooksStore.TextOf, new { incident }, cancel);
        if (text is null || RunbookFile.Parse(text.Runbook, text.Body, out _) is not { } book
            || book.Steps.FirstOrDefault(known => known.Number == step) is not { } found)
            return TickStatus.NotFound;
        if (await ChangeIncident.HoldAsync(open, incident, cancel) != ChangeIncidentStatus.Done)
            return TickStatus.NotOpen;
        var ticked = new { incident, step, at = time.GetUtcNow().ToStored(), by };
        if (await open.ExecuteAsync(RunbooksStore.Tick, ticked, cancel) == 0) return TickStatus.Already;
        await incidents.FollowAsync(
            open, incident, by, $"런북 {step}: {found.Ko}", $"Runbook {step}: {found.En}", cancel);
        return TickStatus.Ticked;
    }

    /// <summary>When a rehearsal of this runbook was last resolved; null: never.</summary>
    public Task<DateTimeOffset?> RehearsedAtAsync(string runbook, CancellationToken cancel) =>
        read.LastDrillAsync(runbook, cancel);

    /// <summary>Pure: causes whose checks fire come first.</summary>
    internal static Runbook Ranked(Runbook book, IReadOnlyDictionary<int, FilledCheck> checks)
    {
        int Fires(RunbookSection section) =>
            section.Steps.Count(step => checks.TryGetValue(step.Number, out var check) && check.Fires);
        var causes = new Queue<RunbookSection>(
            book.Sections.Where(section => section.IsCause).OrderByDescending(Fires));
        return book with
        {
            Sections = [.. book.Sections.Select(section => section.IsCause ? causes.Dequeue() : section)],
        };
    }
}
