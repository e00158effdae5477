using Onair.Storage;

namespace Onair.Jobs;

/// <param name="State">Only this state; null for all.</param>
/// <param name="Kind">Only this kind; empty for all.</param>
/// <param name="After">The last id of the page before;
/// the empty id for the first page.</param>
/// <param name="Limit">Jobs per page, 1 to <see cref="ListJobs.LimitMax"/>.</param>
public sealed record ListJobsRequest(JobState? State = null, string Kind = "", Guid After = default, int Limit = 50);

/// <summary>Never renumber.</summary>
public enum ListJobsStatus
{
    Listed = 1,

    /// <summary>The limit is not between 1 and the maximum.</summary>
    Invalid = 2,
}

/// <param name="Next">What to pass as <see cref="ListJobsRequest.After"/>; null on the last page.</param>
public sealed record ListJobsAnswer(ListJobsStatus Status, IReadOnlyList<Job> Jobs, Guid? Next);

/// <summary>Jobs for an operator, oldest first.</summary>
public sealed class ListJobs(Database database)
{
    public const int LimitMax = 500;

    public async Task<ListJobsAnswer> RunAsync(ListJobsRequest request, CancellationToken cancel)
    {
        if (request.Limit is < 1 or > LimitMax) return new(ListJobsStatus.Invalid, [], Next: null);
        var statement = request.State is { } state ? StatementOf(state) : JobsStore.ListAll;
        var jobs = await database.ReadAsync(
            open => open.QueryAsync<Job>(
                statement,
                new
                {
                    state = (int?)request.State ?? 0,
                    kind = request.Kind,
                    after = request.After,
                    limit = request.Limit,
                },
                cancel),
            cancel);
        return new(ListJobsStatus.Listed, jobs, jobs.Count == request.Limit ? jobs[^1].Id : null);
    }

    private static Sql StatementOf(JobState state) => state switch
    {
        JobState.Waiting or JobState.Leased => JobsStore.ListLive,
        JobState.Done => JobsStore.ListDone,
        JobState.Dead => JobsStore.ListDead,
    };
}
