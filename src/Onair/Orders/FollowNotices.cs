using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Payments.Inbox;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The job that looks at stored notices. One that agrees with an attempt makes us ask its provider, and the answer is
/// settled as any other; the notice itself changes nothing. Harmless to repeat: a worker that died is followed by
/// another question.
/// </summary>
internal sealed class FollowNotices(
    Database database,
    CheckNotices check,
    QueryAttempts query,
    SettlePayments settle,
    IOptions<OrdersOptions> options,
    TimeProvider time) : IJobHandler
{
    public string Kind => StoreNotices.JobKind;

    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 64,
        WorkersMax = 2,
        Lease = options.Value.PaymentLease,
        AttemptsMax = 40,
    };

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> batch, CancellationToken cancel)
    {
        // :: 1 load and compare
        var ids = batch.Select(job => Guid.ParseExact(job.Payload, "N")).ToList();
        var seen = await database.ReadAsync(open => CheckAsync(open, ids, cancel), cancel);

        // :: 2 ask: once per attempt, however many notices speak of it
        var asked = seen.Where(s => s.Decision.Verdict == NoticeVerdict.Ask).Select(s => s.Attempt!)
            .DistinctBy(attempt => attempt.Id).ToList();
        var unanswered = new HashSet<Guid>();
        await foreach (var wave in query.RunAsync(asked, cancel))
        {
            await settle.RunAsync(wave, [], cancel);
            unanswered.UnionWith(wave.Where(a => a.Answer.Kind == AnswerKind.Unknown).Select(a => a.AttemptId));
        }

        // :: 3 write what became of them
        var now = time.GetUtcNow();
        var after = seen.Select(s => check.After(Unanswered(s, unanswered), now)).ToList();
        await database.WriteAsync(open => CheckNotices.WriteAsync(open, after, cancel), cancel);
        check.Announce(after);
        var waiting = after.Where(n => n.State == NoticeState.Waiting).ToDictionary(n => n.Id);
        return
        [
            .. ids.Select(id => waiting.TryGetValue(id, out var notice)
                ? new JobResult(JobOutcome.Snooze, notice.Code, check.NextLookAt(notice, now))
                : JobResult.Done),
        ];
    }

    private static CheckedNotice Unanswered(CheckedNotice seen, HashSet<Guid> unanswered) =>
        seen.Decision.Verdict == NoticeVerdict.Ask && unanswered.Contains(seen.Attempt!.Id)
            ? seen with { Decision = new NoticeDecision(NoticeVerdict.Wait, CheckNotices.NoAnswer) }
            : seen;

    private async Task<IReadOnlyList<CheckedNotice>> CheckAsync(
        Transaction open, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var notices = await check.ReadAsync(open, ids, cancel);
        var numbers = notices.Select(n => n.OrderNumber).OfType<string>().Where(OrderNumber.IsValid).Distinct();
        var orders = new List<Order>();
        var round = open.Round();
        round.Read(OrdersStore.ByNumber, [.. numbers], OrdersStore.Map, orders);
        await round.ExecuteAsync(cancel);
        return await CheckNotices.RunAsync(open, notices, orders.ConvertAll(order => order.Id), cancel);
    }
}
