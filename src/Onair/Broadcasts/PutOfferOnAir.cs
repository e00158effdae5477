using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum PutOfferOnAirStatus
{
    OnAir = 1,

    /// <summary>It is what the host shows already; nothing was done.</summary>
    AlreadyOnAir = 2,

    /// <summary>No such show, or no such offer in it.</summary>
    UnknownOffer = 3,

    /// <summary>The show has ended.</summary>
    Ended = 4,
}

/// <param name="BroadcastId">The show.</param>
/// <param name="OfferId">What the host shows from now on.</param>
/// <param name="CloseOthers">True: what was on the air before can no longer be ordered; false: until the show
/// ends.</param>
public readonly record struct OfferSwitch(Guid BroadcastId, Guid OfferId, bool CloseOthers);

/// <summary>Switches the offer that is on the air; the first switch begins a show that did not begin yet.</summary>
public sealed class PutOfferOnAir(Database database, TimeProvider time)
{
    public Task<PutOfferOnAirStatus> RunAsync(OfferSwitch asked, CancellationToken cancel) =>
        database.WriteAsync(open => RunAsync(open, asked, cancel), cancel);

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<PutOfferOnAirStatus> RunAsync(Transaction open, OfferSwitch asked, CancellationToken cancel)
    {
        // :: load
        if (await LoadBroadcasts.LockAsync(open, asked.BroadcastId, cancel) is not { } show)
            return PutOfferOnAirStatus.UnknownOffer;
        // Behind the lock: an order that was before us in it is not later than the end that we write.
        var now = time.GetUtcNow().ToStored();
        if (show.Offers.Find(offer => offer.Id == asked.OfferId) is not { } next)
            return PutOfferOnAirStatus.UnknownOffer;

        // :: decide
        if (show.State == BroadcastState.Ended || show.EndsAt <= now) return PutOfferOnAirStatus.Ended;
        if (show.OnAirOffer == next.Id && next.IsOpen(now)) return PutOfferOnAirStatus.AlreadyOnAir;
        if (show.State == BroadcastState.Scheduled)
            (show.State, show.StartedAt) = (BroadcastState.OnAir, now);
        var changed = BroadcastRules.Switch(show, next, now, asked.CloseOthers);

        // :: write
        await LoadBroadcasts.WriteAsync(open, show, changed, cancel);
        return PutOfferOnAirStatus.OnAir;
    }
}
