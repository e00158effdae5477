using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Onair.Payments;

/// <summary>
/// Asks providers to capture attempts that <see cref="BeginApproval"/> has begun. Called outside any transaction; what
/// it answers is written by <see cref="SettleAttempts"/>.
/// </summary>
public sealed class ApproveAttempts
{
    private readonly ProviderCalls calls;
    private readonly PaymentsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<ApproveAttempts> logger;

    internal ApproveAttempts(
        ProviderCalls calls, IOptions<PaymentsOptions> options, TimeProvider time, ILogger<ApproveAttempts> logger)
    {
        this.calls = calls;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>
    /// Answers in waves, each with at least one answer; all waves together hold exactly one per attempt, in no order.
    /// Settle each wave as it comes.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<AttemptAnswer>> RunAsync(
        IReadOnlyList<Attempt> attempts, CancellationToken cancel) => calls.RunAsync(
            attempts,
            attempt => attempt,
            ApproveAsync,
            (attempt, askedAt, code) => AttemptAnswer.Of(attempt, ProviderAnswer.Unknown(code), askedAt),
            answer => answer.Answer.IsTrouble,
            cancel);

    private async Task<AttemptAnswer> ApproveAsync(IPaymentProvider provider, Attempt attempt, CancellationToken cancel)
    {
        var askedAt = time.GetUtcNow();
        if (attempt.State is not (AttemptState.Approving or AttemptState.Unknown)
            || attempt.BodyHash != attempt.HashBody())
        {
            // One key, one body: a changed body under the key of a call that may have been made is never sent.
            PaymentsLog.BodyDiffers(logger, attempt.Id);
            return AttemptAnswer.Of(attempt, ProviderAnswer.Unknown("BODY_DIFFERS"), askedAt);
        }

        for (var tries = 1; ; tries++)
        {
            var answer = await provider.ApproveAsync(attempt, tries, cancel);
            var isLast = !answer.IsPassing || tries >= options.ApproveTriesMax;
            if (isLast) return AttemptAnswer.Of(attempt, answer, askedAt);
            await Task.Delay(options.ApproveRetryWait * tries, time, cancel);
        }
    }
}
