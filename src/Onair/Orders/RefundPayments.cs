using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Payments.Reconciliation;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The job that pays money back. The refund's row was written with the change that owes it; the key is the row's.
/// </summary>
internal sealed class RefundPayments(
    Database database,
    RunRefunds run,
    SettleRefunds settle,
    FollowSettlements follow,
    PaymentNews news,
    OrderLetters letters,
    IOptions<OrdersOptions> options,
    TimeProvider time) : IJobHandler
{
    public const string JobKind = "orders.refund-payment";

    /// <summary>A look now and then, should the job that comes with the account be lost.</summary>
    private static readonly TimeSpan accountLook = TimeSpan.FromHours(6);

    /// <summary>When an older refund of the same payment is in another worker's hands.</summary>
    private static readonly TimeSpan turnLook = TimeSpan.FromSeconds(1);

    public string Kind => JobKind;

    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 64,
        WorkersMax = 2,
        Lease = options.Value.PaymentLease,
        AttemptsMax = 40,
    };

    public static NewJob JobOf(Guid refundId, DateTimeOffset runAt) =>
        new(JobKind, refundId.ToString("N"), refundId.ToString("N"), runAt);

    /// <summary>
    /// Beside the job that sleeps until somebody says where a deposit goes back to: now they have said it.
    /// </summary>
    public static NewJob WithAccount(Guid refundId, DateTimeOffset now) =>
        new(JobKind, refundId.ToString("N") + ":account", refundId.ToString("N"), now);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> batch, CancellationToken cancel)
    {
        var ids = batch.Select(job => Guid.ParseExact(job.Payload, "N")).ToList();
        var work = await database.ReadAsync(open => RunRefunds.LoadAsync(open, ids, cancel), cancel);
        var outcomes = new Dictionary<Guid, JobResult>(batch.Count);
        var missing = work.Where(item => RefundAccounts.IsMissing(item.Attempt, item.Refund)).ToList();
        foreach (var item in missing)
        {
            outcomes[item.Refund.Id] = new(
                JobOutcome.Snooze, RunRefunds.AccountMissing, time.GetUtcNow() + accountLook);
        }

        var waiting = work.Except(missing).Where(item => !item.IsNext).ToList();
        var ended = new HashSet<Guid>();
        await foreach (var wave in run.RunAsync([.. work.Except(missing).Except(waiting)], cancel))
        {
            var (settled, opened) = await database.WriteAsync(open => SettleAsync(open, wave, cancel), cancel);
            settle.Announce(settled);
            follow.Announce(opened);
            letters.Wake();
            foreach (var (status, refund, attempt) in settled)
            {
                if (attempt is not null) news.Tell(attempt);
                if (refund is null) continue;
                if (status != SettleRefundStatus.Again) ended.Add(refund.AttemptId);
                if (status == SettleRefundStatus.Again)
                    outcomes[refund.Id] = new(JobOutcome.Retry, "the provider says again");
                if (status == SettleRefundStatus.Failed) outcomes[refund.Id] = new(JobOutcome.Dead, refund.FailureCode);
            }
        }

        // Waiting for its turn is no failure: it costs no try, and is over when the older one of this batch has ended.
        var now = time.GetUtcNow();
        foreach (var item in waiting)
        {
            var next = ended.Contains(item.Attempt.Id) ? now : now + turnLook;
            outcomes[item.Refund.Id] = new(JobOutcome.Snooze, RunRefunds.WaitsCode, next);
        }

        return [.. ids.Select(id => outcomes.GetValueOrDefault(id, JobResult.Done))];
    }

    private async Task<(IReadOnlyList<SettledRefund>, IReadOnlyList<ReconciliationCase>)> SettleAsync(
        Transaction open, IReadOnlyList<AnsweredRefund> wave, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var settled = await settle.RunAsync(open, wave, now, cancel);
        var round = open.Round();
        letters.Ask(
            round,
            [.. settled.Where(s => s.Status == SettleRefundStatus.Done).Select(s => new DueLetter(
                s.Attempt!.OrderId, OrderLetterStage.Refunded, s.Refund!.Id.ToString("N")))],
            now);
        await round.ExecuteAsync(cancel);
        return (settled, await follow.RefundsAsync(open, settled, now, cancel));
    }
}
