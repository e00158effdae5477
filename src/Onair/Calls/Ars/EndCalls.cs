using Microsoft.Extensions.Options;
using Onair.Calls.Agents;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Calls.Ars;

/// <summary>
/// The timed verb that ends calls of which nothing was heard any more, and forgets: ended calls with their answers
/// after a day, and what agents did after the years that the law wants it kept.
/// </summary>
internal sealed class EndCalls(Database database, IOptions<CallsOptions> options, TimeProvider time) : ITimedVerb
{
    /// <summary>Rows per transaction: some milliseconds of the single writer.</summary>
    private const int batchMax = 500;

    public string Name => "calls.end";

    public TimeSpan Every => options.Value.EndEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var silent = new { now, before = now - options.Value.Silence, limit = batchMax };
        var ended = await database.WriteAsync(
            open => open.ExecuteAsync(CallsStore.EndSilent, silent, cancel), cancel);
        var dropped = await database.WriteAsync(open => DropAsync(open, now, cancel), cancel);
        var deeds = new { before = now - options.Value.DeedsKept, limit = batchMax };
        var purged = await database.WriteAsync(
            open => open.ExecuteAsync(AgentsStore.PurgeDeeds, deeds, cancel), cancel);
        return ended == batchMax || dropped == batchMax || purged == batchMax;
    }

    private async Task<int> DropAsync(Transaction open, DateTimeOffset now, CancellationToken cancel)
    {
        var old = await open.QueryAsync<Guid>(
            CallsStore.OldOnes, new { before = now - options.Value.CallsKept, limit = batchMax }, cancel);
        var round = open.Round();
        round.Write(CallsStore.DropEvents, old);
        round.Write(CallsStore.Drop, old);
        await round.ExecuteAsync(cancel);
        return old.Count;
    }
}
