using Onair.Storage;

namespace Onair.Payments;

/// <summary>Never renumber.</summary>
public enum NetCancelStatus
{
    /// <summary>
    /// The attempt is <see cref="AttemptState.NetCancelPending"/>: call <see cref="NetCancelAttempts.RunAsync"/>.
    /// </summary>
    Requested = 1,

    /// <summary>It was pending before; calling again is harmless.</summary>
    AlreadyRequested = 2,

    /// <summary>It has an outcome or was never begun: a net cancel is not the way to end it.</summary>
    NotInFlight = 3,

    UnknownAttempt = 4,
}

/// <summary>
/// Takes back approvals whose outcome we cannot use: first as rows (in the caller's transaction), then at the provider
/// (outside it), then by <see cref="SettleAttempts"/>. An ordinary refund is not this.
/// </summary>
public sealed class NetCancelAttempts
{
    private readonly ProviderCalls calls;
    private readonly TimeProvider time;

    internal NetCancelAttempts(ProviderCalls calls, TimeProvider time)
    {
        this.calls = calls;
        this.time = time;
    }

    /// <summary>One answer per id, in their order.</summary>
    /// <param name="reason">A stable word, kept as the attempt's failure code.</param>
    public async Task<IReadOnlyList<NetCancelStatus>> RequestAsync(
        Transaction open, IReadOnlyList<Guid> attemptIds, string reason, DateTimeOffset now, CancellationToken cancel)
    {
        var batch = await AttemptBatch.LockAsync(open, attemptIds, cancel);
        var answers = new NetCancelStatus[attemptIds.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Decide(batch, attemptIds[i], reason, now.ToStored());
        await batch.WriteAsync(open, cancel);
        return answers;
    }

    /// <summary>Answers in waves, as <see cref="ApproveAttempts.RunAsync"/> does.</summary>
    public IAsyncEnumerable<IReadOnlyList<AttemptAnswer>> RunAsync(
        IReadOnlyList<Attempt> attempts, CancellationToken cancel) => calls.RunAsync(
            attempts,
            attempt => attempt,
            async (provider, attempt, stopping) =>
            {
                var askedAt = time.GetUtcNow();
                return AttemptAnswer.Of(attempt, await provider.NetCancelAsync(attempt, stopping), askedAt);
            },
            (attempt, askedAt, code) => AttemptAnswer.Of(attempt, ProviderAnswer.Unknown(code), askedAt),
            answer => answer.Answer.IsTrouble,
            cancel);

    private static NetCancelStatus Decide(AttemptBatch batch, Guid id, string reason, DateTimeOffset now)
    {
        if (batch.Find(id) is not { } attempt) return NetCancelStatus.UnknownAttempt;
        if (attempt.State == AttemptState.NetCancelPending) return NetCancelStatus.AlreadyRequested;
        var step = batch.Apply(
            attempt, AttemptEvent.NetCancelRequested, now, reason, a => a with { FailureCode = reason });
        return step.Status == AttemptStepStatus.Moved ? NetCancelStatus.Requested : NetCancelStatus.NotInFlight;
    }
}
