using Onair.Storage;

namespace Onair.Jobs;

/// <summary>
/// The durable work queue, as rooms use it: jobs are asked for inside the transaction that makes them necessary, and
/// completed inside the transaction that holds their effect. At least once, effects once.
/// </summary>
public sealed class JobQueue
{
    /// <summary>Characters of a kind or key, and of a payload. A payload names rows, it does not carry them.</summary>
    public const int KindCharsMax = 100;
    public const int KeyCharsMax = 300;
    public const int PayloadCharsMax = 64 * 1024;

    /// <summary>Jobs per call.</summary>
    public const int JobsMax = 10_000;

    private readonly TimeProvider time;
    private readonly JobWakes wakes;

    internal JobQueue(TimeProvider time, JobWakes wakes)
    {
        this.time = time;
        this.wakes = wakes;
    }

    /// <summary>
    /// Adds jobs to a round that is about to travel. A job whose kind and key are already waiting or leased is left
    /// out: asking twice is asking once. Call <see cref="Wake"/> after the commit.
    /// </summary>
    public void Enqueue(Round round, IReadOnlyList<NewJob> jobs)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jobs.Count, JobsMax, nameof(jobs));
        var now = time.GetUtcNow();
        var rows = new List<QueuedJob>(jobs.Count);
        foreach (var job in jobs)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(job.Kind.Length, KindCharsMax, nameof(jobs));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(job.Key.Length, KeyCharsMax, nameof(jobs));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(job.Payload.Length, PayloadCharsMax, nameof(jobs));
            rows.Add(new QueuedJob(Guid.CreateVersion7(now), job.Kind, job.Key, job.Payload, job.RunAt, now));
        }

        // Two lanes that ask for the same keys wait for each other's row: in one global order nobody waits in a circle.
        if (rows.Count > 1) rows.Sort(ByKindAndKey);
        round.Write(JobsStore.Insert, rows);
    }

    /// <summary>
    /// True while this node's own workers take jobs of the kind as they are written (<see cref="EnqueueLeased"/>).
    /// </summary>
    public bool CanHand(string kind) => wakes.CanHand(kind);

    /// <summary>
    /// Adds a job that this node leases to itself as it writes it, so that nobody has to look for it. Ask
    /// <see cref="CanHand"/> before, and call <see cref="Hand"/> after the commit; a node that dies between loses the
    /// lease as any worker does. Its key must be new.
    /// </summary>
    /// <param name="round">About to travel.</param>
    /// <param name="job">Due now.</param>
    /// <param name="length">Of the lease.</param>
    /// <param name="known">For <see cref="Job.TakeKnown"/>.</param>
    public Job EnqueueLeased(Round round, NewJob job, TimeSpan length, object known)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(job.Payload.Length, PayloadCharsMax, nameof(job));
        var now = time.GetUtcNow();
        var leased = new Job
        {
            Id = Guid.CreateVersion7(now),
            Kind = job.Kind,
            Key = job.Key,
            Payload = job.Payload,
            State = JobState.Leased,
            RunAt = job.RunAt,
            CreatedAt = now,
            Attempts = 1,
            LeaseId = Guid.CreateVersion7(now),
            LeaseUntil = now + length,
        };
        leased.Know(known);
        round.Write(JobsStore.InsertLeased, [leased]);
        return leased;
    }

    /// <summary>Gives a job of <see cref="EnqueueLeased"/> to this node's workers.</summary>
    public void Hand(Job job) => wakes.Hand(job);

    /// <summary><see cref="Enqueue"/> in a round of its own.</summary>
    public Task EnqueueAsync(Transaction open, IReadOnlyList<NewJob> jobs, CancellationToken cancel)
    {
        var round = open.Round();
        Enqueue(round, jobs);
        return round.ExecuteAsync(cancel);
    }

    /// <summary>Adds a read of those keys of a kind whose job waits or runs: the work is covered.</summary>
    public static void ReadLive(Round round, string kind, IReadOnlyList<string> keys, ICollection<string> into)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, JobsMax, nameof(keys));
        round.Read(JobsStore.LiveKeys, [.. keys.Select(key => (kind, key))], row => row.Text(0), into);
    }

    /// <summary>
    /// Completes leased jobs inside the handler's own transaction: <paramref name="owned"/> gets the ids that were
    /// still owned and are done now. A job that is not in it has lost its lease, and its effects must not be applied.
    /// Put it in the round that loads, so that the decision knows.
    /// </summary>
    public void Complete(Round round, IReadOnlyList<Job> jobs, ICollection<Guid> owned)
    {
        var now = time.GetUtcNow();
        var rows = new List<EndedJob>(jobs.Count);
        foreach (var job in jobs) rows.Add(new EndedJob(job.Id, LeaseOf(job), now, Reason: null, job.Attempts));
        round.Read(JobsStore.Complete, rows, row => row.Uuid(0), owned);
    }

    /// <summary><see cref="Complete"/> in a round of its own: the jobs that were still owned, in their order.</summary>
    public async Task<IReadOnlyList<Job>> CompleteAsync(
        Transaction open, IReadOnlyList<Job> jobs, CancellationToken cancel)
    {
        var owned = new HashSet<Guid>(jobs.Count);
        var round = open.Round();
        Complete(round, jobs, owned);
        await round.ExecuteAsync(cancel);
        return owned.Count == jobs.Count ? jobs : [.. jobs.Where(job => owned.Contains(job.Id))];
    }

    /// <summary>Tells this node's worker to look at once; call it after the commit. Costs no I/O,
    /// never waits.</summary>
    public void Wake(string kind) => wakes.Wake(kind);

    internal static Guid LeaseOf(Job job) =>
        job.LeaseId ?? throw new InvalidOperationException($"Job {job.Id} is {job.State} and has no lease.");

    private static int ByKindAndKey(QueuedJob left, QueuedJob right)
    {
        var byKind = string.CompareOrdinal(left.Kind, right.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(left.Key, right.Key);
    }
}
