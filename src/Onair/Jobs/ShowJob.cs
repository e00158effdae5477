using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Never renumber.</summary>
public enum ShowJobStatus
{
    Found = 1,

    NotFound = 2,
}

/// <param name="Job">Null when there is none.</param>
public sealed record ShowJobAnswer(ShowJobStatus Status, Job? Job);

/// <summary>One job, for an operator. Done jobs are forgotten after <see cref="JobsOptions.DoneKept"/>.</summary>
public sealed class ShowJob(Database database)
{
    public async Task<ShowJobAnswer> RunAsync(Guid id, CancellationToken cancel)
    {
        var job = await database.ReadAsync(open => open.FirstAsync<Job>(JobsStore.Show, new { id }, cancel), cancel);
        return new(job is null ? ShowJobStatus.NotFound : ShowJobStatus.Found, job);
    }
}
