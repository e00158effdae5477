using Onair.Storage;

namespace Onair.Payments;

/// <summary>What a worker may do with an attempt. Never renumber.</summary>
public enum BeginApprovalStatus
{
    /// <summary>
    /// The attempt is <see cref="AttemptState.Approving"/> and ours: call the provider after the commit.
    /// </summary>
    Begun = 1,

    /// <summary>Somebody began before, and may have called the provider before it died: ask, do not approve.</summary>
    QueryFirst = 2,

    /// <summary>It has an outcome; there is nothing to do.</summary>
    AlreadySettled = 3,

    /// <summary>Its deadline has passed before anything was asked: it is cancelled now, code <c>EXPIRED</c>.</summary>
    Expired = 4,

    /// <summary>No such attempt.</summary>
    UnknownAttempt = 5,

    /// <summary>Its net cancel is pending: run that.</summary>
    NetCancelPending = 6,
}

/// <summary>The attempt as it stands after the verb; null when it is not known.</summary>
public readonly record struct BegunApproval(BeginApprovalStatus Status, Attempt? Attempt);

/// <summary>
/// Seals attempts for their call: state, body hash and session window are committed before any byte leaves. Two round
/// trips for any number of attempts.
/// </summary>
public sealed class BeginApproval(PaymentProviders providers)
{
    /// <summary>One answer per id, in their order; an id that comes twice is begun once.</summary>
    public async Task<IReadOnlyList<BegunApproval>> RunAsync(
        Transaction open, IReadOnlyList<Guid> attemptIds, DateTimeOffset now, CancellationToken cancel)
    {
        // :: load
        var batch = await AttemptBatch.LockAsync(open, attemptIds, cancel);

        // :: decide
        var answers = new BegunApproval[attemptIds.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Decide(batch, attemptIds[i], now.ToStored());

        // :: write
        await batch.WriteAsync(open, cancel);
        return answers;
    }

    private BegunApproval Decide(AttemptBatch batch, Guid id, DateTimeOffset now)
    {
        if (batch.Find(id) is not { } attempt) return new(BeginApprovalStatus.UnknownAttempt, null);
        switch (attempt.State)
        {
            case AttemptState.Approving or AttemptState.Unknown or AttemptState.AwaitingDeposit:
                return new BegunApproval(BeginApprovalStatus.QueryFirst, attempt);
            case AttemptState.NetCancelPending:
                return new BegunApproval(BeginApprovalStatus.NetCancelPending, attempt);
            case AttemptState.Approved or AttemptState.Declined or AttemptState.Canceled or AttemptState.RefundPending
                or AttemptState.Refunded:
                return new BegunApproval(BeginApprovalStatus.AlreadySettled, attempt);
            case AttemptState.Prepared or AttemptState.Authenticated:
                break;
        }

        if (now >= attempt.Deadline)
        {
            batch.Apply(
                attempt, AttemptEvent.Withdrawn, now, WithdrawAttempts.Expired,
                a => a with { FailureCode = WithdrawAttempts.Expired });
            return new BegunApproval(BeginApprovalStatus.Expired, batch.Find(id));
        }

        var window = providers.Find(attempt.Provider)?.SessionWindow
            ?? throw new InvalidOperationException($"This node has no provider '{attempt.Provider}'.");
        batch.Apply(attempt, AttemptEvent.ApprovalBegun, now, null, a => a.Seal(now, window));
        return new BegunApproval(BeginApprovalStatus.Begun, batch.Find(id));
    }
}
