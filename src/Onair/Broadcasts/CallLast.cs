using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Never renumber.</summary>
public enum CallLastStatus
{
    Called = 1,

    UnknownOffer = 2,

    /// <summary>It cannot be ordered now: there is nothing to end.</summary>
    NotOpen = 3,

    /// <summary>The time is not within <see cref="CallLast.SpanMin"/> and <see cref="CallLast.SpanMax"/>.</summary>
    Invalid = 4,
}

/// <param name="BroadcastId">The show.</param>
/// <param name="OfferId">Which of its offers.</param>
/// <param name="In">It closes after this time; null takes the call back: it closes with the show.</param>
public readonly record struct LastCall(Guid BroadcastId, Guid OfferId, TimeSpan? In);

/// <summary>The host's last call: an offer closes soon, and every page counts down to it.</summary>
public sealed class CallLast(Database database, TimeProvider time)
{
    /// <summary>Long enough to say it and to press a button.</summary>
    public static readonly TimeSpan SpanMin = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan SpanMax = TimeSpan.FromMinutes(30);

    public Task<CallLastStatus> RunAsync(LastCall asked, CancellationToken cancel) =>
        database.WriteAsync(open => RunAsync(open, asked, cancel), cancel);

    /// <summary>In the caller's transaction.</summary>
    public async Task<CallLastStatus> RunAsync(Transaction open, LastCall asked, CancellationToken cancel)
    {
        if (asked.In is { } span && (span < SpanMin || span > SpanMax)) return CallLastStatus.Invalid;
        if (await LoadBroadcasts.LockAsync(open, asked.BroadcastId, cancel) is not { } show)
            return CallLastStatus.UnknownOffer;
        var now = time.GetUtcNow().ToStored();
        if (show.Offers.Find(offer => offer.Id == asked.OfferId) is not { } offer) return CallLastStatus.UnknownOffer;
        if (!offer.IsOpen(now)) return CallLastStatus.NotOpen;
        var closes = now + asked.In;
        // The show's end is the end of everything in it.
        offer.ClosesAt = closes < show.EndsAt ? closes : show.EndsAt;
        offer.Version++;
        await LoadBroadcasts.WriteAsync(open, show, [offer], cancel);
        return CallLastStatus.Called;
    }
}
