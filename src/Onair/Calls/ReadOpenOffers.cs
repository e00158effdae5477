using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Catalog;
using Onair.Storage;

namespace Onair.Calls;

/// <summary>What can be ordered under an offer right now, on all feeds or on one; it may be a moment old.</summary>
public sealed class ReadOpenOffers(Database database, ReadBroadcasts shows, TimeProvider time)
{
    /// <summary>Show by show, the newest show first; in each what its host shows comes first, then the rundown.
    /// </summary>
    /// <param name="feed">Null: all feeds.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<OpenOffer>> RunAsync(string? feed, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var onAir = (await shows.OnAirAsync(cancel)).FindAll(show => feed is null || show.Feed == feed);
        var open = onAir
            .SelectMany(show => show.Offers
                .Where(offer => offer.IsOpen(now))
                .OrderByDescending(offer => offer.Id == show.OnAirOffer)
                .ThenBy(offer => offer.Position)
                .Select(offer => (Show: show, Offer: offer)))
            .ToList();
        if (open.Count == 0) return [];
        var skus = open.Select(one => one.Offer.Sku).Distinct(StringComparer.Ordinal).ToList();
        var stock = await LiveReads.StockAsync(database, skus, cancel);
        var sellable = await SellableAsync(database, skus, cancel);
        return
        [
            .. open.Where(one => sellable.GetValueOrDefault(one.Offer.Sku) is { OnSale: true }).Select(one =>
            {
                var variant = sellable[one.Offer.Sku];
                return new OpenOffer(
                    one.Offer, one.Show.Feed, one.Offer.Id == one.Show.OnAirOffer, variant.NameKo, variant.NameEn,
                    LiveSnapshot.LeftOf(one.Offer, stock),
                    Smaller(one.Offer.LimitPerCustomer, variant.LimitPerCustomer));
            }),
        ];
    }

    /// <summary>Names and prices of SKUs that are on sale, by SKU.</summary>
    internal static Task<Dictionary<string, SellableVariant>> SellableAsync(
        Database database, IReadOnlyList<string> skus, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var found = new List<SellableVariant>(skus.Count);
            var round = open.Round();
            ReadSellable.Into(round, skus, found);
            await round.ExecuteAsync(cancel);
            return found.ToDictionary(variant => variant.Sku, StringComparer.Ordinal);
        },
        cancel);

    private static int? Smaller(int? one, int? other) => one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;
}
