using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Inventory;

namespace Onair.Host.Storefront.Shows;

/// <summary>What the front page says of the programme.</summary>
/// <param name="Show">On the air now.</param>
/// <param name="Offer">What its host shows.</param>
/// <param name="Next">The next shows, without their offers' products.</param>
public sealed record FrontShow(Broadcast Show, ShownOffer Offer, IReadOnlyList<Broadcast> Next)
{
    private const int nextMax = 4;
    private static readonly TimeSpan ahead = TimeSpan.FromHours(12);

    /// <summary>Null while nothing is on the air.</summary>
    public static async Task<FrontShow?> OfAsync(
        ReadBroadcasts read, ListProducts list, ReadStock stock, DateTimeOffset now, CancellationToken cancel)
    {
        var show = (await read.OnAirAsync(cancel)).Find(one => one.OnAirOffer is not null);
        if (show is null) return null;
        var offers = await ShownOffer.OfAsync(show, list, stock, now, cancel);
        if (offers.FirstOrDefault(offer => offer.Offer.Id == show.OnAirOffer) is not { } offer) return null;
        var next = await read.BetweenAsync(now, now + ahead, BroadcastsOptions.PageMax, cancel);
        return new FrontShow(show, offer, [.. next.Where(s => s.State == BroadcastState.Scheduled).Take(nextMax)]);
    }
}
