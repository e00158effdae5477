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
    string kind,
    Database database,
    QueryAttempts query,
    NetCancelAttempts netCancel,
    ApproveAttempts approve,
    SettlePayments settle,
    IOptions<OrdersOptions> options,
    TimeProvider time) : IJobHandler
{
    public const string JobKind = "orders.resolve-payment";

    public string Kind => kind;

    /// <summary>
    /// Many small batches: a job's next look is written down when the slowest call of its batch has ended.
    /// </summary>
    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 16,
        WorkersMax = 8,
        Lease = options.Value.PaymentLease,
        AttemptsMax = 100,
    };

    public static string KindOf(string provider) => ProviderJobs.KindOf(JobKind, provider);

    public static NewJob JobOf(Attempt attempt, DateTimeOffset runAt) =>
        new(KindOf(attempt.Provider), attempt.Id.ToString("N"), attempt.Id.ToString("N"), runAt);

    /// <summary>
    /// Beside the job that asks about a deposit now and then, and sleeps: an account that is being closed is closed at
    /// once.
    /// </summary>
    public static NewJob CloseOf(Attempt attempt, DateTimeOffset now) =>
        new(KindOf(attempt.Provider), attempt.Id.ToString("N") + ":close", attempt.Id.ToString("N"), now);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> batch, CancellationToken cancel)
    {
        var ids = batch.Select(job => Guid.ParseExact(job.Payload, "N")).ToList();
        var attempts = await LoadAsync(ids, cancel);
        var outcomes = new Dictionary<Guid, JobResult>(batch.Count);
        var unknown = attempts
            .Where(a => a.State is AttemptState.Approving or AttemptState.Unknown or AttemptState.AwaitingDeposit)
            .ToList();
        var pending = attempts.Where(a => a.State == AttemptState.NetCancelPending).ToList();
        var repeats = new List<Guid>();
        await foreach (var wave in query.RunAsync(unknown, cancel))
        {
            repeats.AddRange(wave.Where(a => a.Answer.MayRepeat).Select(a => a.AttemptId));
            await SettleAsync(wave, outcomes, cancel);
        }

        // What no question can tell is taken back at once: another run of the job would only come later.
        var told = ids.Where(id => outcomes.GetValueOrDefault(id).At <= time.GetUtcNow()).ToList();
        if (told.Count > 0) pending.AddRange(await PendingAsync(told, pending, cancel));
        await foreach (var wave in netCancel.RunAsync(pending, cancel)) await SettleAsync(wave, outcomes, cancel);
        var again = await RepeatableAsync(repeats, outcomes, cancel);
        await foreach (var wave in approve.RunAsync(again, cancel)) await SettleAsync(wave, outcomes, cancel);
        return [.. ids.Select(id => outcomes.GetValueOrDefault(id, JobResult.Done))];
    }

    private async Task<IEnumerable<Attempt>> PendingAsync(
        List<Guid> ids, List<Attempt> known, CancellationToken cancel)
    {
        var found = await LoadAsync(ids, cancel);
        return found.Where(a => a.State == AttemptState.NetCancelPending && !known.Exists(k => k.Id == a.Id)).ToList();
    }

    /// <summary>
    /// Whose approval the provider is sure not to have made, as the worker died before its call: the same call under
    /// the same key is made again while the session is open. Whose order has ended meanwhile is taken back instead. No
    /// lock is kept over the call: while the outcome is unknown the order cannot end.
    /// </summary>
    private async Task<List<Attempt>> RepeatableAsync(
        List<Guid> ids, Dictionary<Guid, JobResult> outcomes, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var (again, ended, now) = await database.WriteAsync(
            async open =>
            {
                var asked = new List<Attempt>(ids.Count);
                var round = open.Round();
                FindAttempts.ByIds(round, ids, asked);
                await round.ExecuteAsync(cancel);
                var orders = await OrderChanges.LockAsync(open, [.. asked.Select(a => a.OrderId).Distinct()], cancel);
                var at = time.GetUtcNow();
                // Again under the orders' locks: somebody may have settled it while we asked.
                asked.Clear();
                var locked = open.Round();
                FindAttempts.ByIds(locked, ids, asked);
                await locked.ExecuteAsync(cancel);
                asked.RemoveAll(a => a.State is not (AttemptState.Approving or AttemptState.Unknown));
                var lost = asked.Where(a => orders[a.OrderId].Status != OrderStatus.Placed).Select(a => a.Id).ToList();
                if (lost.Count > 0) await netCancel.RequestAsync(open, lost, "ORDER_ENDED", at, cancel);
                return (asked.FindAll(a => !lost.Contains(a.Id) && a.SessionUntil > at), lost, at);
            },
            cancel);
        foreach (var id in ended) outcomes[id] = new JobResult(JobOutcome.Snooze, "ORDER_ENDED", now);
        return again;
    }

    private async Task SettleAsync(
        IReadOnlyList<AttemptAnswer> wave, Dictionary<Guid, JobResult> outcomes, CancellationToken cancel)
    {
        var mismatched = new List<Guid>();
        var codes = wave.ToDictionary(answer => answer.AttemptId, answer => answer.Answer.Code);
        // The jobs stay open: one whose attempt is still unknown sleeps until the next question.
        foreach (var result in await settle.RunAsync(wave, [], cancel))
        {
            if (result.Attempt is not { } attempt) continue;
            outcomes.Remove(attempt.Id);
            if (result.Status is not (SettleStatus.Unknown or SettleStatus.AwaitingDeposit)) continue;
            var now = time.GetUtcNow();
            // This answer's code: the attempt keeps the reason for which it first became unknown.
            var mismatch = attempt.State == AttemptState.Unknown
                && (AttemptAnswer.MustBeTakenBack(codes[attempt.Id])
                    || AttemptAnswer.MustBeTakenBack(attempt.FailureCode));
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
                // An attempt may have two jobs: one that asks and one that closes.
                FindAttempts.ByIds(round, [.. ids.Distinct()], attempts);
                return round.ExecuteAsync(cancel);
            },
            cancel);
        return attempts;
    }
}
