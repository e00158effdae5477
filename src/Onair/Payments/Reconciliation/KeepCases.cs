using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>What a pass did to the cases.</summary>
internal readonly record struct KeptCases(IReadOnlyList<ReconciliationCase> Opened, int Closed);

/// <summary>
/// Turns comparisons into cases, in the caller's transaction: a mismatch opens one case or finds its own; one that is
/// in order again is resolved by the pass. Harmless to repeat, and to run on two nodes.
/// </summary>
internal static class KeepCases
{
    /// <param name="open">The transaction.</param>
    /// <param name="provider">Whose books were compared.</param>
    /// <param name="compared">At most one per key counts; a mismatch before anything else.</param>
    /// <param name="looked">Keys of live cases whose payments were compared whole, mismatch or not.</param>
    /// <param name="owner">The role of new cases.</param>
    /// <param name="now">The time of the pass.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<KeptCases> RunAsync(
        Transaction open,
        string provider,
        IReadOnlyList<Comparison> compared,
        IReadOnlyCollection<string> looked,
        string owner,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        // :: load: of what matches, only the keys that have a case
        var byKey = compared.GroupBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderByDescending(Weight).First(), StringComparer.Ordinal);
        var keys = byKey.Where(pair => pair.Value.IsMismatch || pair.Value.Subject == CaseSubject.Settlement)
            .Select(pair => pair.Key).Union(looked, StringComparer.Ordinal).ToList();
        if (keys.Count == 0) return new KeptCases([], 0);
        var known = new List<ReconciliationCase>();
        var reading = open.Round();
        ReconciliationStore.LockCases(reading, keys.ConvertAll(key => new ProviderKey(provider, key)), known);
        await reading.ExecuteAsync(cancel);

        // :: decide
        var cases = known.ToDictionary(c => c.Key, StringComparer.Ordinal);
        var fresh = new List<ReconciliationCase>();
        var updates = new List<CaseUpdate>();
        foreach (var key in keys)
        {
            var comparison = byKey.GetValueOrDefault(key);
            var before = cases.GetValueOrDefault(key);
            if (Decide(before, comparison, now) is { } after) updates.Add(new CaseUpdate(after, before!.Version));
            else if (before is null && comparison is { IsMismatch: true })
                fresh.Add(New(provider, comparison, owner, now));
        }

        // :: write
        var inserted = new List<Guid>();
        var writing = open.Round();
        ReconciliationStore.InsertCases(writing, fresh, inserted);
        ReconciliationStore.UpdateCases(writing, updates);
        await writing.ExecuteAsync(cancel);
        var opened = fresh.Where(c => inserted.Contains(c.Id)).ToList();
        var changes = open.Round();
        ReconciliationStore.InsertChanges(
            changes, [.. opened.Concat(updates.Select(u => u.Case)).Select(ChangeOf)]);
        await changes.ExecuteAsync(cancel);
        var reopened = updates.Where(u => u.Case.State == CaseState.Open && u.Case.OpenedAt == now.ToStored());
        return new KeptCases(
            [.. opened, .. reopened.Select(u => u.Case)], updates.Count(u => u.Case.State == CaseState.Resolved));
    }

    /// <summary>Pure: the case after a comparison; null when nothing changes. No comparison: nothing differs.</summary>
    internal static ReconciliationCase? Decide(ReconciliationCase? before, Comparison? compared, DateTimeOffset now)
    {
        if (before is null || compared is { Bucket: Bucket.InFlight }) return null;
        now = now.ToStored();
        if (compared is not { IsMismatch: true })
        {
            return !before.IsLive ? null : before with
            {
                State = CaseState.Resolved,
                Reason = ReconciliationCase.Matched,
                Actor = ReconciliationCase.System,
                ChangedAt = now,
                Version = before.Version + 1,
            };
        }

        var same = before.Bucket == compared.Bucket && before.Ours == compared.Ours && before.Theirs == compared.Theirs;
        // What a person has explained stays explained until it changes.
        if (same && (before.IsLive || before.Actor != ReconciliationCase.System)) return null;
        var seen = before with
        {
            Bucket = compared.Bucket,
            Ours = compared.Ours,
            Theirs = compared.Theirs,
            HappenedAt = compared.At.ToStored(),
            Actor = ReconciliationCase.System,
            ChangedAt = now,
            Version = before.Version + 1,
        };
        return before.IsLive
            ? seen
            : seen with { State = CaseState.Open, OpenedAt = now, Reason = null, Note = null };
    }

    internal static CaseChange ChangeOf(ReconciliationCase changed) => new(
        changed.Id, changed.Version, changed.State, changed.ChangedAt, changed.Actor, changed.Reason, changed.Note);

    private static ReconciliationCase New(
        string provider, Comparison compared, string owner, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            Provider = provider,
            Key = compared.Key,
            Subject = compared.Subject,
            Bucket = compared.Bucket,
            State = CaseState.Open,
            Owner = owner,
            AttemptId = compared.AttemptId,
            OrderId = compared.OrderId,
            Reference = compared.Reference,
            Ours = compared.Ours,
            Theirs = compared.Theirs,
            HappenedAt = compared.At.ToStored(),
            OpenedAt = now.ToStored(),
            ChangedAt = now.ToStored(),
            Actor = ReconciliationCase.System,
            Version = 1,
        };

    private static int Weight(Comparison compared) =>
        compared.IsMismatch ? 2 : compared.Bucket == Bucket.InFlight ? 1 : 0;
}
