using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Never renumber.</summary>
public enum MoveBroadcastStatus
{
    Moved = 1,

    UnknownBroadcast = 2,

    /// <summary>It has begun, or is over.</summary>
    NotScheduled = 3,

    /// <summary>Another show is on the same feed at that time.</summary>
    FeedTaken = 4,

    /// <summary>It would be over already, or the feed's name is none.</summary>
    Invalid = 5,

    /// <summary>Somebody changed it since it was looked at.</summary>
    OtherVersion = 6,
}

/// <summary>Puts a show that has not begun at another time or feed; its rundown goes with it.</summary>
public sealed class MoveBroadcast(TimeProvider time)
{
    /// <param name="open">A write transaction.</param>
    /// <param name="id">The show.</param>
    /// <param name="version">That was looked at.</param>
    /// <param name="startsAt">When it begins; it stays as long as it is.</param>
    /// <param name="feed">Where; null: where it is.</param>
    public async Task<MoveBroadcastStatus> RunAsync(
        Transaction open, Guid id, int version, DateTimeOffset startsAt, string? feed, CancellationToken cancel)
    {
        await open.QueryAsync<string>(BroadcastsStore.LockSchedule, null, cancel);
        if (await LoadBroadcasts.LockAsync(open, id, cancel) is not { } show)
            return MoveBroadcastStatus.UnknownBroadcast;
        if (show.Version != version) return MoveBroadcastStatus.OtherVersion;
        if (show.State != BroadcastState.Scheduled) return MoveBroadcastStatus.NotScheduled;
        var (to, on) = (startsAt.ToStored(), feed ?? show.Feed);
        var endsAt = to + (show.EndsAt - show.StartsAt);
        if (endsAt <= time.GetUtcNow() || !DraftCheck.IsFeed(on)) return MoveBroadcastStatus.Invalid;
        var near = new List<Broadcast>();
        var round = open.Round();
        round.Read(
            BroadcastsStore.Between, [new(to, endsAt, BroadcastsOptions.PageMax)], BroadcastsStore.Map, near);
        await round.ExecuteAsync(cancel);
        if (near.Exists(other => other.Id != id && other.Feed == on && other.State != BroadcastState.Ended))
            return MoveBroadcastStatus.FeedTaken;
        var by = to.ToMicroseconds() - show.StartsAt.ToMicroseconds();
        await open.ExecuteAsync(BroadcastsStore.Move, new { id, startsAt = to, endsAt, feed = on }, cancel);
        await open.ExecuteAsync(BroadcastsStore.MoveRundown, new { id, by }, cancel);
        return MoveBroadcastStatus.Moved;
    }
}
