using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Forgets done jobs after <see cref="JobsOptions.DoneKept"/>.
/// Dead ones stay until a person has looked.</summary>
internal sealed class PurgeJobs(Database database, IOptions<JobsOptions> options, TimeProvider time) : ITimedVerb
{
    public string Name => "jobs.purge";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var limit = options.Value.PurgeMax;
        var before = time.GetUtcNow() - options.Value.DoneKept;
        var purged = await database.WriteAsync(
            open => open.ExecuteAsync(JobsStore.PurgeDone, new { before, limit }, cancel), cancel);
        return purged == limit;
    }
}
