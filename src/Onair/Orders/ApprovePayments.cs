using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The job that asks a provider to capture an attempt: sealed first, called outside any transaction, settled in waves
/// as the answers come, so that a slow payment keeps nobody waiting.
/// </summary>
internal sealed class ApprovePayments(
    string kind,
    Database database,
    BeginApproval begin,
    ApproveAttempts approve,
    SettlePayments settle,
    JobQueue jobs,
    IOptions<OrdersOptions> options,
    TimeProvider time) : IJobHandler
{
    public const string JobKind = "orders.approve-payment";

    public string Kind => kind;

    /// <summary>
    /// Eight batches at a time: one of them may wait for a slow provider without stopping the others. A hundred tries:
    /// a batch that is cut off counts for all its jobs, begun or not, and in fifty kills in a row twelve tries buried
    /// approvals whose customers then waited for the search for lost payments.
    /// </summary>
    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 256,
        WorkersMax = 8,
        Lease = options.Value.PaymentLease,
        AttemptsMax = 100,
        Backoff = TimeSpan.FromMilliseconds(200),
    };

    public static string KindOf(string provider) => ProviderJobs.KindOf(JobKind, provider);

    public static NewJob JobOf(Attempt attempt, DateTimeOffset runAt) =>
        new(KindOf(attempt.Provider), attempt.Id.ToString("N"), attempt.Id.ToString("N"), runAt);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> batch, CancellationToken cancel)
    {
        var ids = batch.Select(job => Guid.ParseExact(job.Payload, "N")).ToList();
        var begun = await BeginAsync(ids, cancel);
        var jobOf = new Dictionary<Guid, Job>(batch.Count);
        var attempts = new List<Attempt>(batch.Count);
        var results = new JobResult[batch.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = begun[i].Status == BeginApprovalStatus.Begun ? JobResult.Completed : JobResult.Done;
            if (begun[i].Status != BeginApprovalStatus.Begun) continue;
            attempts.Add(begun[i].Attempt!);
            jobOf[ids[i]] = batch[i];
        }

        await foreach (var wave in approve.RunAsync(attempts, cancel))
        {
            await settle.RunAsync(wave, [.. wave.Select(answer => jobOf[answer.AttemptId])], cancel);
        }

        return results;
    }

    /// <summary>
    /// Seals the attempts. One that somebody began before may have been captured: it is asked about, by a job of
    /// another kind, and never approved a second time.
    /// </summary>
    private Task<IReadOnlyList<BegunApproval>> BeginAsync(IReadOnlyList<Guid> ids, CancellationToken cancel) =>
        database.WriteAsync(
            async open =>
            {
                var now = time.GetUtcNow();
                var begun = await begin.RunAsync(open, ids, now, cancel);
                var ask = begun
                    .Where(b => b.Status is BeginApprovalStatus.QueryFirst or BeginApprovalStatus.NetCancelPending)
                    .Select(b => ResolvePayments.JobOf(b.Attempt!, now))
                    .ToList();
                if (ask.Count > 0) await jobs.EnqueueAsync(open, ask, cancel);
                return begun;
            },
            cancel);
}
