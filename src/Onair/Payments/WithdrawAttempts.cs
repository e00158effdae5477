using Onair.Storage;

namespace Onair.Payments;

/// <summary>What stands between an order and its end. Never renumber.</summary>
public enum WithdrawAttemptStatus
{
    /// <summary>No attempt lives: the order may end.</summary>
    Nothing = 1,

    /// <summary>The open attempt is cancelled now; no money can move by it any more.</summary>
    Withdrawn = 2,

    /// <summary>Its outcome is not known: the order keeps its stock and waits, or asks for a net cancel.</summary>
    InFlight = 3,

    /// <summary>The order is paid: the way out is a refund.</summary>
    Approved = 4,

    /// <summary>
    /// The customer had an account to pay into, which is being closed now: its net cancel is pending, and the order
    /// waits for it as for any outcome. Enqueue its run.
    /// </summary>
    Closing = 5,
}

/// <summary>The living attempt of an order, as it stands after the verb; null when there is none.</summary>
public readonly record struct WithdrawnAttempt(WithdrawAttemptStatus Status, Attempt? Attempt);

/// <summary>Ends the attempts of orders that end (cancelled, expired) if nothing was asked of a provider yet.</summary>
public sealed class WithdrawAttempts
{
    /// <summary>The failure code of an attempt whose order was not paid in time.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>The failure code of an attempt whose order was cancelled.</summary>
    public const string OrderCanceled = "ORDER_CANCELED";

    /// <summary>One answer per order, in their order.</summary>
    /// <param name="code"><see cref="Expired"/> or <see cref="OrderCanceled"/>.</param>
    public async Task<IReadOnlyList<WithdrawnAttempt>> RunAsync(
        Transaction open, IReadOnlyList<Guid> orderIds, string code, DateTimeOffset now, CancellationToken cancel)
    {
        Bounds.CheckCount(orderIds.Count);
        var locked = new List<Attempt>();
        var round = open.Round();
        PaymentsStore.LockAttemptsOfOrders(round, [.. orderIds.Distinct()], locked);
        await round.ExecuteAsync(cancel);

        var batch = new AttemptBatch(locked);
        var living = locked.Where(a => AttemptRules.IsLiving(a.State)).ToDictionary(a => a.OrderId, a => a.Id);
        var answers = new WithdrawnAttempt[orderIds.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = living.TryGetValue(orderIds[i], out var id)
                ? Decide(batch, batch.Find(id)!, code, now.ToStored())
                : new WithdrawnAttempt(WithdrawAttemptStatus.Nothing, null);
        }

        await batch.WriteAsync(open, cancel);
        return answers;
    }

    /// <summary>
    /// Ends one attempt that its own window gave up or refused. False when it has gone on or ended meanwhile: nothing
    /// changed then, as another attempt may live.
    /// </summary>
    /// <param name="code">The provider's code, or a word of ours.</param>
    /// <param name="message">The provider's words for people, or null.</param>
    public async Task<bool> OneAsync(
        Transaction open, Guid attemptId, string code, string? message, DateTimeOffset now, CancellationToken cancel)
    {
        var batch = await AttemptBatch.LockAsync(open, [attemptId], cancel);
        if (batch.Find(attemptId) is not { State: AttemptState.Prepared } attempt) return false;
        batch.Apply(
            attempt, AttemptEvent.Withdrawn, now.ToStored(), code,
            a => a with
            {
                FailureCode = ProviderAnswer.CutCode(code),
                FailureMessage = ProviderAnswer.CutMessage(message),
            });
        await batch.WriteAsync(open, cancel);
        return true;
    }

    private static WithdrawnAttempt Decide(AttemptBatch batch, Attempt attempt, string code, DateTimeOffset now)
    {
        if (attempt.State == AttemptState.Approved) return new(WithdrawAttemptStatus.Approved, attempt);
        if (attempt.State == AttemptState.AwaitingDeposit)
        {
            batch.Apply(attempt, AttemptEvent.NetCancelRequested, now, code, a => a with { FailureCode = code });
            return new WithdrawnAttempt(WithdrawAttemptStatus.Closing, batch.Find(attempt.Id));
        }

        if (AttemptRules.IsInFlight(attempt.State)) return new(WithdrawAttemptStatus.InFlight, attempt);
        batch.Apply(attempt, AttemptEvent.Withdrawn, now, code, a => a with { FailureCode = code });
        return new WithdrawnAttempt(WithdrawAttemptStatus.Withdrawn, batch.Find(attempt.Id));
    }
}
