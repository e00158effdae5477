using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Loads shows to change them, and writes what was decided. Locks: the show, then its offers.</summary>
internal static class LoadBroadcasts
{
    public static async Task<Broadcast?> LockAsync(Transaction open, Guid id, CancellationToken cancel)
    {
        var shows = new List<Broadcast>(1);
        var offers = new List<Offer>();
        var round = open.Round();
        round.Read(BroadcastsStore.LockById, [id], BroadcastsStore.Map, shows);
        round.Read(BroadcastsStore.LockOffersOf, [id], BroadcastsStore.MapOffer, offers);
        await round.ExecuteAsync(cancel);
        if (shows.Count == 0) return null;
        shows[0].Offers.AddRange(offers.OrderBy(offer => offer.Position));
        return shows[0];
    }

    public static async Task WriteAsync(
        Transaction open, Broadcast show, IReadOnlyList<Offer> changed, CancellationToken cancel)
    {
        var round = open.Round();
        round.Write(BroadcastsStore.Change, [show]);
        round.Write(BroadcastsStore.ChangeOffer, changed);
        await round.ExecuteAsync(cancel);
    }
}
