using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum EndBroadcastStatus
{
    Ended = 1,

    AlreadyEnded = 2,

    UnknownBroadcast = 3,
}

/// <summary>Ends a show, or takes one that has not begun out of the schedule: its offers close now.</summary>
public sealed class EndBroadcast(Database database, TimeProvider time)
{
    public Task<EndBroadcastStatus> RunAsync(Guid id, CancellationToken cancel) =>
        database.WriteAsync(open => RunAsync(open, id, cancel), cancel);

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<EndBroadcastStatus> RunAsync(Transaction open, Guid id, CancellationToken cancel)
    {
        if (await LoadBroadcasts.LockAsync(open, id, cancel) is not { } show)
            return EndBroadcastStatus.UnknownBroadcast;
        if (show.State == BroadcastState.Ended) return EndBroadcastStatus.AlreadyEnded;
        var changed = BroadcastRules.End(show, time.GetUtcNow().ToStored());
        await LoadBroadcasts.WriteAsync(open, show, changed, cancel);
        return EndBroadcastStatus.Ended;
    }
}
