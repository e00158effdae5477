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

    /// <summary>One job for all attempts of a batch and a kind; they are approved and settled together.</summary>
    public static NewJob JobOf(IReadOnlyList<Attempt> attempts, DateTimeOffset runAt) =>
        JobOf(attempts[0], runAt) with { Payload = string.Join(',', attempts.Select(a => a.Id.ToString("N"))) };

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> batch, CancellationToken cancel)
    {
        var work = new List<Work>(batch.Count);
        foreach (var job in batch) work.Add(new Work(job, IdsOf(job), job.TakeKnown() as List<Attempt>));
        foreach (var part in Parts(work)) await RunAsync(part, cancel);
        return work.ConvertAll(w => w.Attempts!.Count > 0 ? JobResult.Completed : JobResult.Done);
    }

    /// <summary>Whole jobs, and not more attempts than one call takes.</summary>
    private static IEnumerable<List<Work>> Parts(List<Work> work)
    {
        var part = new List<Work>(work.Count);
        var count = 0;
        foreach (var next in work)
        {
            if (count > 0 && count + next.Ids.Count > PaymentsOptions.BatchMax)
            {
                yield return part;
                (part, count) = ([], 0);
            }

            part.Add(next);
            count += next.Ids.Count;
        }

        yield return part;
    }

    /// <summary>A job ends with the last of its attempts, in the transaction that settles it.</summary>
    private async Task RunAsync(List<Work> part, CancellationToken cancel)
    {
        await BeginAsync(part.FindAll(work => work.Attempts is null), cancel);
        var of = new Dictionary<Guid, Work>();
        var attempts = new List<Attempt>();
        foreach (var work in part)
        {
            foreach (var attempt in work.Attempts!) of.Add(attempt.Id, work);
            attempts.AddRange(work.Attempts);
            work.Left = work.Attempts.Count;
        }

        await foreach (var wave in approve.RunAsync(attempts, cancel))
        {
            var ended = new List<Job>();
            foreach (var answer in wave)
            {
                if (--of[answer.AttemptId].Left == 0) ended.Add(of[answer.AttemptId].Job);
            }

            await settle.RunAsync(wave, ended, cancel);
        }
    }

    private static List<Guid> IdsOf(Job job) =>
        [.. job.Payload.Split(',').Select(text => Guid.ParseExact(text, "N"))];

    /// <summary>
    /// Seals the attempts. One that somebody began before may have been captured: it is asked about, by a job of
    /// another kind, and never approved a second time.
    /// </summary>
    private async Task BeginAsync(List<Work> work, CancellationToken cancel)
    {
        if (work.Count == 0) return;
        var begun = (await BeginAsync([.. work.SelectMany(w => w.Ids)], cancel)).ToDictionary(a => a.Id);
        foreach (var one in work) one.Attempts = [.. one.Ids.Where(begun.ContainsKey).Select(id => begun[id])];
    }

    /// <summary>The result are those that are ours to approve.</summary>
    private Task<List<Attempt>> BeginAsync(List<Guid> ids, CancellationToken cancel) =>
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
                return begun.Where(b => b.Status == BeginApprovalStatus.Begun).Select(b => b.Attempt!).ToList();
            },
            cancel);

    /// <summary>A job, and what of it is called now: handed over with it, or begun here.</summary>
    private sealed class Work(Job job, List<Guid> ids, List<Attempt>? known)
    {
        public Job Job => job;

        public List<Guid> Ids => ids;

        /// <summary>Null until they are begun.</summary>
        public List<Attempt>? Attempts { get; set; } = known;

        /// <summary>Attempts that have no answer yet.</summary>
        public int Left { get; set; }
    }
}
