using Onair.Alarms;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>An incident that somebody or something reports.</summary>
/// <param name="DedupKey">Its cause: while one of the same is open, this is more of it. 1 to 200 characters.</param>
/// <param name="Severity">Warning or Critical.</param>
/// <param name="StillFires">Its source will say when it is over.</param>
/// <param name="Evidence">What it was decided on.</param>
/// <param name="Actor">Who reports.</param>
public sealed record IncidentDraft(
    string DedupKey, IncidentSource Source, AlarmArea Area, AlarmLevel Severity, string TitleKo, string TitleEn,
    string Runbook, bool StillFires, string Evidence, string Actor, bool IsDrill = false);

/// <summary>Never renumber.</summary>
public enum OpenIncidentStatus
{
    Opened = 1,

    /// <summary>There is one: it was written into its timeline.</summary>
    AlreadyOpen = 2,

    /// <summary>There is one, and it is worse now: the ladder of the worse begins.</summary>
    Raised = 3,
}

public sealed record OpenedIncident(OpenIncidentStatus Status, Guid Id, long Number);

/// <summary>Told of an incident in the transaction that opens it, with the id of its runbook.</summary>
public delegate Task IncidentOpened(Transaction open, Guid incident, string runbook, CancellationToken cancel);

/// <summary>Opens incidents, once for each cause, with their ladders.</summary>
public sealed class OpenIncident(JobQueue jobs, IEnumerable<IncidentOpened> opened, TimeProvider time)
{
    public const int KeyCharsMax = 200;

    /// <summary>In the caller's transaction. Call <see cref="Wake"/> after the commit.</summary>
    public async Task<OpenedIncident> RunAsync(Transaction open, IncidentDraft draft, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draft.DedupKey.Length, KeyCharsMax, nameof(draft));
        if (draft.Severity is not (AlarmLevel.Warning or AlarmLevel.Critical))
            throw new ArgumentOutOfRangeException(nameof(draft), draft.Severity, "no severity");
        var now = time.GetUtcNow().ToStored();
        // The row of numbers first: two who report the same cause at once come one after the other.
        var number = await open.FirstAsync<long>(IncidentsStore.NextNumber, null, cancel);
        var known = await open.FirstAsync<Incident>(IncidentsStore.LockOpen, new { key = draft.DedupKey }, cancel);
        if (known is not null) return await MoreAsync(open, known, draft, now, cancel);
        var before = await open.FirstAsync<Guid?>(IncidentsStore.LastOf, new { key = draft.DedupKey }, cancel);
        var id = Guid.CreateVersion7(now);
        await open.ExecuteAsync(
            IncidentsStore.Add,
            new IncidentsStore.NewIncident(
                id, number, draft.DedupKey, (int)draft.Source, (int)draft.Area, (int)draft.Severity,
                Short(draft.TitleKo), Short(draft.TitleEn), draft.Runbook, Ladder.Version, draft.IsDrill ? 1 : 0,
                draft.StillFires ? 1 : 0, now, before),
            cancel);
        var begun = (await open.FirstAsync<Incident>(IncidentsStore.ById, new { id }, cancel))!;
        await Timeline.AddAsync(
            open, begun,
            [
                new EventDraft(
                    IncidentEventKind.Opened, draft.Actor, $"{draft.Severity}: {draft.TitleKo}",
                    $"{draft.Severity}: {draft.TitleEn}", draft.Evidence),
            ],
            now, cancel);
        await AddLadderAsync(open, id, draft.Area, draft.Severity, now, 0, cancel);
        foreach (var tell in opened) await tell(open, id, draft.Runbook, cancel);
        return new OpenedIncident(OpenIncidentStatus.Opened, id, number);
    }

    public void Wake() => jobs.Wake(FireRungs.JobKind);

    /// <summary>The same cause again.</summary>
    private async Task<OpenedIncident> MoreAsync(
        Transaction open, Incident known, IncidentDraft draft, DateTimeOffset now, CancellationToken cancel)
    {
        var isWorse = draft.Severity > known.Severity;
        var events = new List<EventDraft>
        {
            new(
                isWorse ? IncidentEventKind.SeverityRaised : IncidentEventKind.AlarmChanged, draft.Actor,
                $"{draft.Severity}: {draft.TitleKo}", $"{draft.Severity}: {draft.TitleEn}", draft.Evidence),
        };
        var fires = draft.StillFires || known.StillFires ? 1 : 0;
        await open.ExecuteAsync(IncidentsStore.SetFires, new { id = known.Id, fires }, cancel);
        if (isWorse)
        {
            await open.ExecuteAsync(
                IncidentsStore.Raise, new { id = known.Id, severity = (int)draft.Severity, at = now }, cancel);
            var rungs = await open.QueryAsync<Rung>(IncidentsStore.Rungs, new { id = known.Id }, cancel);
            // The lesser ladder is replaced: one ladder at a time.
            foreach (var rung in rungs.Where(rung => rung.State == RungState.Waiting))
            {
                var ended = new { id = known.Id, rung = rung.Number, state = (int)RungState.NotNeeded, at = now };
                await open.ExecuteAsync(IncidentsStore.EndRung, ended, cancel);
            }

            await AddLadderAsync(open, known.Id, known.Area, draft.Severity, now, rungs.Count, cancel);
        }

        await Timeline.AddAsync(open, known, events, now, cancel);
        return new OpenedIncident(
            isWorse ? OpenIncidentStatus.Raised : OpenIncidentStatus.AlreadyOpen, known.Id, known.Number);
    }

    private async Task AddLadderAsync(
        Transaction open, Guid id, AlarmArea area, AlarmLevel severity, DateTimeOffset now, int first,
        CancellationToken cancel)
    {
        var rungs = Ladder.Of(area, severity).Select((step, i) => new Rung
        {
            IncidentId = id, Number = first + i, Level = step.Level, Clock = step.Clock, Action = step.Action,
            Roles = string.Join(' ', step.Roles), DueAt = now + step.After, State = RungState.Waiting,
        }).ToList();
        var round = open.Round();
        round.Write(IncidentsStore.AddRung, rungs);
        jobs.Enqueue(round, rungs.ConvertAll(FireRungs.JobOf));
        await round.ExecuteAsync(cancel);
    }

    private static string Short(string text) =>
        text.Length <= Incident.TitleCharsMax ? text : text[..Incident.TitleCharsMax];
}
