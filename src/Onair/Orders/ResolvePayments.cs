using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The job that finds out what became of an attempt: it asks, and asks again, until the provider says yes, says no, or
/// has not heard of it when its session is over. Nothing is guessed, and the order's stock stays held meanwhile.
/// </summary>
internal sealed class ResolvePayments(
    Database database,
    QueryAttempts query,
    NetCancelAttempts netCancel,
    SettlePayments settle,
    IOptions<OrdersOptions> options,
    TimeProvider time) : IJobHandler
{
    public const string JobKind = "orders.resolve-payment";

    public string Kind => JobKind;

    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 64,
        WorkersMax = 2,
        Lease = options.Value.PaymentLease,
        AttemptsMax = 100,
    };

    public static NewJob JobOf(Guid attemptId, DateTimeOffset runAt) =>
        new(JobKind, attemptId.ToString("N"), attemptId.ToString("N"), runAt);

    /// <summary>
    /// Beside the job that asks about a deposit now and then, and sleeps: an account that is being closed is closed at
    /// once.
    /// </summary>
    public static NewJob CloseOf(Guid attemptId, DateTimeOffset now) =>
        new(JobKind, attemptId.ToString("N") + ":close", attemptId.ToString("N"), now);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> batch, CancellationToken cancel)
    {
        var ids = batch.Select(job => Guid.ParseExact(job.Payload, "N")).ToList();
        var attempts = await LoadAsync(ids, cancel);
        var outcomes = new Dictionary<Guid, JobResult>(batch.Count);
        var unknown = attempts
            .Where(a => a.State is AttemptState.Approving or AttemptState.Unknown or AttemptState.AwaitingDeposit)
            .ToList();
        var pending = attempts.Where(a => a.State == AttemptState.NetCancelPending).ToList();
        await foreach (var wave in query.RunAsync(unknown, cancel)) await SettleAsync(wave, outcomes, cancel);
        await foreach (var wave in netCancel.RunAsync(pending, cancel)) await SettleAsync(wave, outcomes, cancel);
        return [.. ids.Select(id => outcomes.GetValueOrDefault(id, JobResult.Done))];
    }

    private async Task SettleAsync(
        IReadOnlyList<AttemptAnswer> wave, Dictionary<Guid, JobResult> outcomes, CancellationToken cancel)
    {
        var mismatched = new List<Guid>();
        // The jobs stay open: one whose attempt is still unknown sleeps until the next question.
        foreach (var result in await settle.RunAsync(wave, [], cancel))
        {
            if (result.Status is not (SettleStatus.Unknown or SettleStatus.AwaitingDeposit)) continue;
            var attempt = result.Attempt!;
            var now = time.GetUtcNow();
            var mismatch = attempt.State == AttemptState.Unknown && AttemptAnswer.MustBeTakenBack(attempt.FailureCode);
            if (mismatch) mismatched.Add(attempt.Id);
            var next = mismatch ? now : AttemptRules.NextQueryAt(attempt, now);
            outcomes[attempt.Id] = new JobResult(JobOutcome.Snooze, attempt.FailureCode, next);
        }

        if (mismatched.Count == 0) return;
        await database.WriteAsync(
            open => netCancel.RequestAsync(open, mismatched, "MISMATCH", time.GetUtcNow(), cancel), cancel);
    }

    private async Task<List<Attempt>> LoadAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var attempts = new List<Attempt>(ids.Count);
        await database.ReadAsync(
            open =>
            {
                attempts.Clear();
                var round = open.Round();
                FindAttempts.ByIds(round, ids, attempts);
                return round.ExecuteAsync(cancel);
            },
            cancel);
        return attempts;
    }
}
