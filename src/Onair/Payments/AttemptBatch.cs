using Onair.Storage;

namespace Onair.Payments;

/// <summary>
/// Attempts that one transaction has locked, and what it decided about them. Changes add up in memory; each attempt is
/// written once, guarded by the version it was read at.
/// </summary>
internal sealed class AttemptBatch
{
    private readonly Dictionary<Guid, Attempt> attempts;
    private readonly Dictionary<Guid, int> changedFrom = [];
    private readonly List<AttemptTransition> transitions = [];

    public AttemptBatch(IReadOnlyList<Attempt> locked) => attempts = locked.ToDictionary(a => a.Id);

    public IReadOnlyList<AttemptTransition> Transitions => transitions;

    public IEnumerable<Attempt> All => attempts.Values;

    /// <summary>Locks the attempts in the order of their ids.</summary>
    public static async Task<AttemptBatch> LockAsync(
        Transaction open, IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var distinct = ids.Distinct().ToArray();
        Bounds.CheckCount(distinct.Length);
        var locked = new List<Attempt>(distinct.Length);
        var round = open.Round();
        PaymentsStore.LockAttempts(round, distinct, locked);
        await round.ExecuteAsync(cancel);
        return new AttemptBatch(locked);
    }

    public Attempt? Find(Guid id) => attempts.GetValueOrDefault(id);

    /// <summary>Takes an event by the rules. <paramref name="fill"/> sets the fields that come with a move.</summary>
    public AttemptStep Apply(
        Attempt attempt, AttemptEvent happened, DateTimeOffset now, string? reason, Func<Attempt, Attempt>? fill = null)
    {
        var step = AttemptRules.Decide(attempt.State, happened);
        if (step.Status != AttemptStepStatus.Moved) return step;
        var next = (fill?.Invoke(attempt) ?? attempt) with
        {
            State = step.State,
            ChangedAt = now,
            Version = attempt.Version + 1,
        };
        changedFrom.TryAdd(attempt.Id, attempt.Version);
        attempts[attempt.Id] = next;
        if (!AttemptRules.IsStraightRoad(attempt.State, step.State))
        {
            transitions.Add(
                new AttemptTransition(attempt.Id, next.Version, happened, attempt.State, step.State, now, reason));
        }

        return step;
    }

    public void Write(Round round)
    {
        var updates = new List<AttemptUpdate>(changedFrom.Count);
        foreach (var (id, version) in changedFrom) updates.Add(new AttemptUpdate(attempts[id], version));
        PaymentsStore.UpdateAttempts(round, updates);
        PaymentsStore.InsertTransitions(round, transitions);
    }

    public async Task WriteAsync(Transaction open, CancellationToken cancel)
    {
        var round = open.Round();
        Write(round);
        await round.ExecuteAsync(cancel);
    }
}
