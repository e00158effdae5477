namespace Onair.Jobs;

/// <summary>Stored; never renumber.</summary>
public enum JobState
{
    /// <summary>Due at <see cref="Job.RunAt"/>.</summary>
    Waiting = 1,

    /// <summary>A worker has it until its lease ends.</summary>
    Leased = 2,

    Done = 3,

    /// <summary>Gave up, with a reason; waits for a person to redrive it.</summary>
    Dead = 4,
}

/// <summary>Work to be done at least once, later than the transaction that asked for it.</summary>
/// <param name="Kind">Which handler: <c>payments.approve</c>.</param>
/// <param name="Key">Unique per kind while the job is not done: asking twice is asking once.</param>
/// <param name="Payload">JSON or an id; never personal data, never a secret.</param>
/// <param name="RunAt">Not before this time.</param>
public sealed record NewJob(string Kind, string Key, string Payload, DateTimeOffset RunAt);

/// <summary>A job as a worker or an operator sees it.</summary>
public sealed class Job
{
    private object? known;

    public Guid Id { get; init; }

    public string Kind { get; init; } = "";

    public string Key { get; init; } = "";

    public string Payload { get; init; } = "";

    public JobState State { get; init; }

    public DateTimeOffset RunAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Runs so far, this one included.</summary>
    public int Attempts { get; init; }

    /// <summary>Who holds the lease; a fresh id per lease,
    /// so that a worker that lost it cannot complete the job.</summary>
    public Guid? LeaseId { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The last error, or why it is dead.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// What the node that wrote the job hands over with it, so that nothing has to be read again; never stored. Taken
    /// once: a handler that runs the job again finds null, and looks for itself.
    /// </summary>
    public object? TakeKnown() => Interlocked.Exchange(ref known, null);

    internal void Know(object value) => known = value;
}
