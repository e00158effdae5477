using Onair.Broadcasts.Live;
using Onair.Catalog;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts.Talk;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum AnnounceStatus
{
    Announced = 1,

    /// <summary>It says so already; nothing was done.</summary>
    AlreadySo = 2,

    UnknownBroadcast = 3,

    /// <summary>The show has ended.</summary>
    Ended = 4,

    /// <summary>See the errors.</summary>
    Invalid = 5,

    /// <summary>The show has as many as are kept.</summary>
    Full = 6,
}

/// <param name="Status">What became of it.</param>
/// <param name="Errors">Every wrong field.</param>
public sealed record Announced(AnnounceStatus Status, IReadOnlyList<FieldError> Errors);

/// <summary>Puts one line of the host above a show, in the place of the one before, or takes it down.</summary>
public sealed class Announce(Database database, LiveWakes wakes, TimeProvider time)
{
    /// <param name="broadcast">The show.</param>
    /// <param name="text">In both languages; <see cref="LocalText.Empty"/> takes the line down.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="cancel">Ends the waiting; what was written stays.</param>
    public async Task<Announced> RunAsync(
        Guid broadcast, LocalText text, string actor, CancellationToken cancel)
    {
        var line = new LocalText(TalkText.Clean(text.Ko), TalkText.Clean(text.En));
        var errors = TalkRules.Faults(line);
        if (errors.Count > 0) return new(AnnounceStatus.Invalid, errors);
        var status = await database.WriteAsync(
            open => RunAsync(open, broadcast, line, actor, cancel), cancel);
        if (status == AnnounceStatus.Announced) wakes.Tell();
        return new(status, []);
    }

    private async Task<AnnounceStatus> RunAsync(
        Transaction open, Guid broadcast, LocalText line, string actor, CancellationToken cancel)
    {
        // The show's lock gives numbers in turn, and its end is not missed.
        if (await LoadBroadcasts.LockAsync(open, broadcast, cancel) is not { } show)
            return AnnounceStatus.UnknownBroadcast;
        if (show.State == BroadcastState.Ended) return AnnounceStatus.Ended;
        var newest = new List<Announcement>(1);
        var load = open.Round();
        load.Read(TalkStore.NewestAnnouncements, [broadcast], TalkStore.MapAnnouncement, newest);
        await load.ExecuteAsync(cancel);
        var before = newest.FirstOrDefault();
        if ((before?.Text ?? LocalText.Empty) == line) return AnnounceStatus.AlreadySo;
        var number = (before?.Number ?? 0) + 1;
        // The last place is for taking down what stands there.
        var isDown = line == LocalText.Empty;
        if (number > TalkOptions.AnnouncementsMax - (isDown ? 0 : 1)) return AnnounceStatus.Full;
        var write = open.Round();
        write.Write(
            TalkStore.AddAnnouncement,
            [new Announcement(broadcast, number, line, time.GetUtcNow().ToStored(), actor)]);
        await write.ExecuteAsync(cancel);
        return AnnounceStatus.Announced;
    }
}
