using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>
/// The timed verb that begins and ends shows when it is time, and goes through the rundown of those that run
/// themselves. It reads first: a shop where nothing is due is not written to.
/// </summary>
internal sealed class RunBroadcasts(Database database, IOptions<BroadcastsOptions> options, TimeProvider time)
    : ITimedVerb
{
    /// <summary>Shows of one run; a shop has one or two at a time, and a hundred after a day without a node.</summary>
    private const int batchMax = 100;

    public string Name => "broadcasts.run";

    public TimeSpan Every => options.Value.RunEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var due = await database.ReadAsync(
            open => open.QueryAsync<DueRow>(
                BroadcastsStore.Due, new { now = time.GetUtcNow(), limit = batchMax }, cancel),
            cancel);
        foreach (var row in due) await database.WriteAsync(open => StepAsync(open, row.Id, cancel), cancel);
        return due.Count == batchMax;
    }

    private async Task<BroadcastStep> StepAsync(Transaction open, Guid id, CancellationToken cancel)
    {
        var show = await LoadBroadcasts.LockAsync(open, id, cancel)
            ?? throw new InvalidOperationException($"broadcast {id} is gone");
        var now = time.GetUtcNow().ToStored();
        var step = BroadcastRules.Due(show, now);
        if (step == BroadcastStep.None) return step;
        var changed = step switch
        {
            BroadcastStep.Start => BroadcastRules.Start(show, now),
            BroadcastStep.Switch => BroadcastRules.Advance(show, now),
            BroadcastStep.End => BroadcastRules.End(show, now),
            BroadcastStep.None => [],
        };
        await LoadBroadcasts.WriteAsync(open, show, changed, cancel);
        return step;
    }

    private sealed class DueRow
    {
        public Guid Id { get; init; }
    }
}
