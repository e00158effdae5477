namespace Onair.Payments;

/// <summary>
/// Asks providers what became of attempts that are approving or unknown. Outside any transaction; answers are written
/// by <see cref="SettleAttempts"/>, which counts "not found" only when the question was sent after the session's end.
/// </summary>
public sealed class QueryAttempts
{
    /// <summary>
    /// A question is asked again at will, so it waits less than a call that moves money: a gateway that answers at all
    /// answers a query within a second.
    /// </summary>
    private static readonly TimeSpan questionWaitMax = TimeSpan.FromSeconds(10);

    private readonly ProviderCalls calls;
    private readonly TimeProvider time;

    internal QueryAttempts(ProviderCalls calls, TimeProvider time)
    {
        this.calls = calls;
        this.time = time;
    }

    /// <summary>Answers in waves, as <see cref="ApproveAttempts.RunAsync"/> does.</summary>
    public IAsyncEnumerable<IReadOnlyList<AttemptAnswer>> RunAsync(
        IReadOnlyList<Attempt> attempts, CancellationToken cancel) => calls.RunAsync(
            attempts,
            attempt => attempt,
            async (provider, attempt, stopping) =>
            {
                var askedAt = time.GetUtcNow();
                return AttemptAnswer.Of(attempt, await provider.QueryAsync(attempt, stopping), askedAt);
            },
            (attempt, askedAt, code) => AttemptAnswer.Of(attempt, ProviderAnswer.Unknown(code), askedAt),
            answer => answer.Answer.IsTrouble,
            cancel,
            questionWaitMax);
}
