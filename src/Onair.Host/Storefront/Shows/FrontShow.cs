using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Inventory;

namespace Onair.Host.Storefront.Shows;

/// <summary>What the front page says of the programme.</summary>
/// <param name="Show">On the air now; null while nothing is.</param>
/// <param name="Offer">What its host shows; null while there is no show, or no offer in it yet.</param>
/// <param name="Next">The next shows, without their offers' products; at most four.</param>
public sealed record FrontShow(Broadcast? Show, ShownOffer? Offer, IReadOnlyList<Broadcast> Next)
{
    private const int nextMax = 4;

    /// <summary>Shows that are read to find the next ones: those that are on now, or were ended early, come first.
    /// </summary>
    private const int readMax = 24;

    private static readonly TimeSpan ahead = TimeSpan.FromDays(7);

    public static async Task<FrontShow> OfAsync(
        ReadBroadcasts read, ListProducts list, ReadStock stock, DateTimeOffset now, CancellationToken cancel)
    {
        var next = (await read.BetweenAsync(now, now + ahead, readMax, cancel))
            .Where(s => s.State == BroadcastState.Scheduled && s.StartsAt > now).Take(nextMax).ToList();
        var onAir = await read.OnAirAsync(cancel);
        var show = onAir.Find(one => one.OnAirOffer is not null) ?? onAir.FirstOrDefault();
        if (show is null) return new FrontShow(null, null, next);
        var offers = await ShownOffer.OfAsync(show, list, stock, now, cancel);
        return new FrontShow(show, offers.FirstOrDefault(offer => offer.Offer.Id == show.OnAirOffer), next);
    }
}
