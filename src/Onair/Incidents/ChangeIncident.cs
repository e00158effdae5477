using Onair.Storage;

namespace Onair.Incidents;

/// <summary>Never renumber.</summary>
public enum ChangeIncidentStatus
{
    Done = 1,

    /// <summary>It was so already.</summary>
    Already = 2,

    NotFound = 3,

    /// <summary>It is not open any more.</summary>
    NotOpen = 4,

    /// <summary>What opened it is still so: force it with a reason, or wait.</summary>
    StillFires = 5,

    /// <summary>A text is missing or too long.</summary>
    Invalid = 6,
}

/// <summary>
/// What people do about an incident. Everything happens behind the incident's lock, so that nothing is done to one that
/// is over, and a rung either fired before or is not needed after.
/// </summary>
public sealed class ChangeIncident(TimeProvider time)
{
    public const int TextCharsMax = 1000;

    /// <summary>Somebody takes it. Stops only the clock of taking.</summary>
    public Task<ChangeIncidentStatus> AcknowledgeAsync(
        Transaction open, Guid id, string by, CancellationToken cancel) => StepAsync(
        open, id, IncidentsStore.Acknowledge, by,
        new EventDraft(IncidentEventKind.Acknowledged, by, $"{by} 님이 맡았어요", $"{by} has taken it"), cancel);

    /// <summary>Customers were told; the text is what they were told.</summary>
    public async Task<ChangeIncidentStatus> CommunicateAsync(
        Transaction open, Guid id, string by, string text, CancellationToken cancel) => IsText(text)
        ? await StepAsync(
            open, id, IncidentsStore.Communicate, by,
            new EventDraft(IncidentEventKind.Communicated, by, "고객에게 알렸어요: " + text, "Customers were told: " + text),
            cancel)
        : ChangeIncidentStatus.Invalid;

    /// <summary>It does not hurt any more.</summary>
    public async Task<ChangeIncidentStatus> MitigateAsync(
        Transaction open, Guid id, string by, string text, CancellationToken cancel) => IsText(text)
        ? await StepAsync(
            open, id, IncidentsStore.Mitigate, by,
            new EventDraft(IncidentEventKind.Mitigated, by, "완화했어요: " + text, "Mitigated: " + text), cancel)
        : ChangeIncidentStatus.Invalid;

    /// <summary>Writes something down; also when it is over.</summary>
    public async Task<ChangeIncidentStatus> NoteAsync(
        Transaction open, Guid id, string by, string text, CancellationToken cancel)
    {
        if (!IsText(text)) return ChangeIncidentStatus.Invalid;
        if (await LockAsync(open, id, cancel) is not { } incident) return ChangeIncidentStatus.NotFound;
        await Timeline.AddAsync(
            open, incident, [new EventDraft(IncidentEventKind.Noted, by, text, text)], Now(), cancel);
        return ChangeIncidentStatus.Done;
    }

    /// <summary>Holds an incident until the transaction ends, so that what follows happens while it is open.</summary>
    public static async Task<ChangeIncidentStatus> HoldAsync(Transaction open, Guid id, CancellationToken cancel) =>
        await LockAsync(open, id, cancel) switch
        {
            null => ChangeIncidentStatus.NotFound,
            { IsOpen: true } => ChangeIncidentStatus.Done,
            _ => ChangeIncidentStatus.NotOpen,
        };

    /// <summary>Writes down in both languages what a runbook had somebody do; only while it is open.</summary>
    public async Task<ChangeIncidentStatus> FollowAsync(
        Transaction open, Guid id, string by, string ko, string en, CancellationToken cancel)
    {
        if (await LockAsync(open, id, cancel) is not { } incident) return ChangeIncidentStatus.NotFound;
        if (!incident.IsOpen) return ChangeIncidentStatus.NotOpen;
        await Timeline.AddAsync(
            open, incident, [new EventDraft(IncidentEventKind.Followed, by, ko, en)], Now(), cancel);
        return ChangeIncidentStatus.Done;
    }

    /// <param name="open">The transaction.</param>
    /// <param name="id">Which.</param>
    /// <param name="by">Who.</param>
    /// <param name="force">Although what opened it is still so.</param>
    /// <param name="text">What was done, or why it is forced; 1 to <see cref="TextCharsMax"/> characters.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ChangeIncidentStatus> ResolveAsync(
        Transaction open, Guid id, string by, bool force, string text, CancellationToken cancel)
    {
        if (!IsText(text)) return ChangeIncidentStatus.Invalid;
        if (await LockAsync(open, id, cancel) is not { } incident) return ChangeIncidentStatus.NotFound;
        if (!incident.IsOpen) return ChangeIncidentStatus.NotOpen;
        if (incident.StillFires && !force) return ChangeIncidentStatus.StillFires;
        var at = Now();
        await open.ExecuteAsync(IncidentsStore.Resolve, new { id, at, by }, cancel);
        var isForced = incident.StillFires;
        await Timeline.AddAsync(
            open, incident,
            [
                new EventDraft(
                    isForced ? IncidentEventKind.ForcedResolved : IncidentEventKind.Resolved, by,
                    (isForced ? "아직 울리지만 해결로 했어요: " : "해결했어요: ") + text,
                    (isForced ? "Resolved although it still fires: " : "Resolved: ") + text),
            ],
            at, cancel);
        return ChangeIncidentStatus.Done;
    }

    /// <summary>It goes on as another one, which is open.</summary>
    public async Task<ChangeIncidentStatus> MergeAsync(
        Transaction open, Guid id, Guid into, string by, CancellationToken cancel)
    {
        if (id == into) return ChangeIncidentStatus.Invalid;
        // In the order of their ids, everywhere.
        var first = await LockAsync(open, id < into ? id : into, cancel);
        var second = await LockAsync(open, id < into ? into : id, cancel);
        if (first is null || second is null) return ChangeIncidentStatus.NotFound;
        if (!first.IsOpen || !second.IsOpen) return ChangeIncidentStatus.NotOpen;
        var (gone, kept) = first.Id == id ? (first, second) : (second, first);
        var at = Now();
        await open.ExecuteAsync(IncidentsStore.Merge, new { id, into, at }, cancel);
        await Timeline.AddAsync(
            open, gone,
            [new EventDraft(IncidentEventKind.Merged, by, $"#{kept.Number} 와 합쳤어요", $"Goes on as #{kept.Number}")], at,
            cancel);
        await Timeline.AddAsync(
            open, kept,
            [new EventDraft(IncidentEventKind.Merged, by, $"#{gone.Number} 를 합쳤어요", $"Took #{gone.Number} in")], at,
            cancel);
        return ChangeIncidentStatus.Done;
    }

    private async Task<ChangeIncidentStatus> StepAsync(
        Transaction open, Guid id, Sql step, string by, EventDraft draft, CancellationToken cancel)
    {
        if (await LockAsync(open, id, cancel) is not { } incident) return ChangeIncidentStatus.NotFound;
        if (!incident.IsOpen) return ChangeIncidentStatus.NotOpen;
        var at = Now();
        if (await open.ExecuteAsync(step, new { id, at, by }, cancel) == 0) return ChangeIncidentStatus.Already;
        await Timeline.AddAsync(open, incident, [draft], at, cancel);
        return ChangeIncidentStatus.Done;
    }

    private DateTimeOffset Now() => time.GetUtcNow().ToStored();

    private static Task<Incident?> LockAsync(Transaction open, Guid id, CancellationToken cancel) =>
        open.FirstAsync<Incident>(IncidentsStore.Lock, new { id }, cancel);

    private static bool IsText(string text) =>
        text.Trim().Length is > 0 and <= TextCharsMax && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r'));
}
