using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>What a person does to a case.</summary>
/// <param name="Id">The case.</param>
/// <param name="To"><see cref="CaseState.Acknowledged"/> or <see cref="CaseState.Resolved"/>.</param>
/// <param name="Actor">Who: <c>operator</c>; never a name.</param>
/// <param name="Reason">Why it is resolved, 1 to <see cref="ReconciliationCase.TextLengthMax"/> characters; null for an
/// acknowledgement.</param>
/// <param name="Note">For whoever looks next; null when there is nothing to say.</param>
/// <param name="Version">Only if the case is still at this version; null for any.</param>
public sealed record ChangeCase(Guid Id, CaseState To, string Actor, string? Reason, string? Note, int? Version);

/// <summary>Never renumber.</summary>
public enum ChangeCaseStatus
{
    Changed = 1,

    /// <summary>It is in that state already; nothing changed.</summary>
    AlreadySo = 2,

    /// <summary>It is resolved, and what is resolved is only opened again by a pass.</summary>
    WrongState = 3,

    UnknownCase = 4,

    /// <summary>It changed since the sender looked at it.</summary>
    OtherVersion = 5,
}

/// <summary>The case as it stands after the verb; null when it is not known.</summary>
public readonly record struct ChangedCase(ChangeCaseStatus Status, ReconciliationCase? Case);

/// <summary>
/// Takes a case in hand or ends it with a reason. Moves no money: a pass opens it again when the books differ in
/// another
/// way.
/// </summary>
public sealed class ResolveCases(Database database, TimeProvider time)
{
    public Task<ChangedCase> RunAsync(ChangeCase change, CancellationToken cancel)
    {
        if (change.To == CaseState.Open) throw new ArgumentException("Only a pass opens a case.", nameof(change));
        if (change.To == CaseState.Resolved) Bounds.CheckText(change.Reason ?? "", ReconciliationCase.TextLengthMax);
        return database.WriteAsync(open => RunAsync(open, change, cancel), cancel);
    }

    private async Task<ChangedCase> RunAsync(Transaction open, ChangeCase change, CancellationToken cancel)
    {
        var found = new List<ReconciliationCase>(1);
        var reading = open.Round();
        ReconciliationStore.LockCase(reading, change.Id, found);
        await reading.ExecuteAsync(cancel);
        if (found.Count == 0) return new(ChangeCaseStatus.UnknownCase, null);
        var before = found[0];
        if (before.State == change.To) return new(ChangeCaseStatus.AlreadySo, before);
        if (change.Version is { } version && version != before.Version)
            return new(ChangeCaseStatus.OtherVersion, before);
        if (!before.IsLive) return new(ChangeCaseStatus.WrongState, before);
        var after = before with
        {
            State = change.To,
            Actor = change.Actor,
            Reason = change.Reason,
            Note = change.Note ?? before.Note,
            ChangedAt = time.GetUtcNow().ToStored(),
            Version = before.Version + 1,
        };
        var writing = open.Round();
        ReconciliationStore.UpdateCases(writing, [new CaseUpdate(after, before.Version)]);
        ReconciliationStore.InsertChanges(writing, [KeepCases.ChangeOf(after)]);
        await writing.ExecuteAsync(cancel);
        return new(ChangeCaseStatus.Changed, after);
    }
}
