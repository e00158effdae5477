using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Never renumber.</summary>
public enum RedriveJobsStatus
{
    Redriven = 1,

    NotFound = 2,

    /// <summary>Only a dead job can be redriven.</summary>
    NotDead = 3,

    /// <summary>A job of the same kind and key waits or runs already; redriving would do its work twice.</summary>
    LiveAlready = 4,

    /// <summary>The limit is not between 1 and the maximum.</summary>
    Invalid = 5,
}

/// <param name="Count">Jobs that wait again. Zero with <see cref="RedriveJobsStatus.Redriven"/>: nothing of the kind is
/// dead, or all that is lives again already.</param>
public sealed record RedriveJobsAnswer(RedriveJobsStatus Status, int Count);

/// <summary>Gives dead jobs all their attempts again. Their last reason stays readable until they end.</summary>
public sealed class RedriveJobs(Database database, JobQueue queue, TimeProvider time)
{
    public const int LimitMax = 10_000;

    public async Task<RedriveJobsAnswer> OneAsync(Guid id, CancellationToken cancel)
    {
        var (answer, kind) = await database.WriteAsync(
            async open =>
            {
                var job = await open.FirstAsync<Job>(JobsStore.Show, new { id }, cancel);
                if (job is null) return (new RedriveJobsAnswer(RedriveJobsStatus.NotFound, 0), "");
                if (job.State != JobState.Dead) return (new RedriveJobsAnswer(RedriveJobsStatus.NotDead, 0), "");
                var count = await open.ExecuteAsync(JobsStore.RedriveOne, new { id, now = time.GetUtcNow() }, cancel);
                var status = count == 1 ? RedriveJobsStatus.Redriven : RedriveJobsStatus.LiveAlready;
                return (new RedriveJobsAnswer(status, count), job.Kind);
            },
            cancel);
        if (answer.Count > 0) queue.Wake(kind);
        return answer;
    }

    /// <summary>All dead jobs of a kind, at most <paramref name="limit"/>: one per key, the latest.</summary>
    public async Task<RedriveJobsAnswer> AllAsync(string kind, int limit, CancellationToken cancel)
    {
        if (limit is < 1 or > LimitMax) return new(RedriveJobsStatus.Invalid, 0);
        var count = await database.WriteAsync(
            open => open.ExecuteAsync(JobsStore.RedriveKind, new { kind, limit, now = time.GetUtcNow() }, cancel),
            cancel);
        if (count > 0) queue.Wake(kind);
        return new(RedriveJobsStatus.Redriven, count);
    }
}
