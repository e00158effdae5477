namespace Onair.Jobs;

/// <summary>What became of one job of a batch. Numbers are sent as metric labels; never renumber.</summary>
public enum JobOutcome
{
    /// <summary>The handler completed it inside its own transaction (<c>JobQueue.CompleteAsync</c>).</summary>
    Completed = 1,

    /// <summary>Done; the queue marks it so.</summary>
    Done = 2,

    /// <summary>Again later, by the kind's backoff or at <see cref="JobResult.At"/>; counts as an attempt.</summary>
    Retry = 3,

    /// <summary>Not an error: look again at <see cref="JobResult.At"/>; does not count as an attempt.</summary>
    Snooze = 4,

    /// <summary>Will never work: to the dead letters, with its reason.</summary>
    Dead = 5,
}

/// <summary>An outcome with its reason (no personal data) and, for Retry and Snooze, a time.</summary>
public readonly record struct JobResult(JobOutcome Outcome, string? Reason = null, DateTimeOffset? At = null)
{
    public static readonly JobResult Completed = new(JobOutcome.Completed);

    public static readonly JobResult Done = new(JobOutcome.Done);
}

/// <summary>Runs jobs of one kind. An exception that escapes is weather: all jobs of the batch are retried.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>Batch size, workers, lease, attempts and backoff of this kind.</summary>
    JobKindOptions Options { get; }

    /// <summary>One result per job, in the order of the jobs. Must end before the lease does.</summary>
    Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel);
}
