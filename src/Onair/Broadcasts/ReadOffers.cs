using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>A row of an offer's price history.</summary>
/// <param name="OfferId">Whose price.</param>
/// <param name="Version">What order lines keep: 1, 2, ...</param>
/// <param name="Price">Won, VAT included.</param>
public readonly record struct PriceOfOffer(Guid OfferId, int Version, long Price);

/// <summary>All offers and all their prices, for whoever checks what was sold and charged.</summary>
public static class ReadOffers
{
    /// <summary>A page of all offers by id, after <paramref name="after"/>.</summary>
    public static async Task<List<Offer>> PageAsync(
        Transaction open, Guid after, int limit, CancellationToken cancel)
    {
        var offers = new List<Offer>(limit);
        var round = open.Round();
        round.Read(BroadcastsStore.OfferPage, [new(after, limit)], BroadcastsStore.MapOffer, offers);
        await round.ExecuteAsync(cancel);
        return offers;
    }

    public static void PricesInto(Round round, IReadOnlyList<Guid> offerIds, ICollection<PriceOfOffer> into) =>
        round.Read(
            BroadcastsStore.OfferPricesOf,
            offerIds,
            row => new PriceOfOffer(row.Uuid(0), row.Int32(1), row.Int64(2)),
            into);
}
