using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Forgets delivered envelopes after <see cref="JobsOptions.FactsKept"/>;
/// parked facts have rows of their own.</summary>
internal sealed class PurgeFacts(Database database, IOptions<JobsOptions> options, TimeProvider time) : ITimedVerb
{
    public string Name => "facts.purge";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var limit = options.Value.PurgeMax;
        var before = time.GetUtcNow() - options.Value.FactsKept;
        var purged = await database.WriteAsync(
            open => open.ExecuteAsync(FactsStore.Purge, new { before, limit }, cancel), cancel);
        return purged == limit;
    }
}
