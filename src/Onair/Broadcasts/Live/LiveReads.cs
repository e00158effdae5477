using Onair.Inventory;
using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>What live pages are made of.</summary>
internal static class LiveReads
{
    public static Task<List<Broadcast>> ShowsAsync(
        Database database, IReadOnlyList<Guid> ids, CancellationToken cancel) => ids.Count == 0
        ? Task.FromResult(new List<Broadcast>())
        : database.ReadAsync(
            async open =>
            {
                var shows = new List<Broadcast>(ids.Count);
                var offers = new List<Offer>();
                var round = open.Round();
                round.Read(BroadcastsStore.ById, ids, BroadcastsStore.Map, shows);
                round.Read(BroadcastsStore.OffersOf, ids, BroadcastsStore.MapOffer, offers);
                await round.ExecuteAsync(cancel);
                var byId = shows.ToDictionary(show => show.Id);
                foreach (var offer in offers)
                    if (byId.TryGetValue(offer.BroadcastId, out var show)) show.Offers.Add(offer);
                return shows;
            },
            cancel);

    public static Task<Dictionary<string, Stock>> StockAsync(
        Database database, IEnumerable<string> skus, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var found = new Dictionary<string, Stock>(StringComparer.Ordinal);
            foreach (var chunk in skus.Distinct(StringComparer.Ordinal).Chunk(InventoryOptions.PageMax))
            {
                foreach (var row in await ReadStock.BySkuAsync(open, chunk, cancel)) found[row.Sku] = row;
            }

            return found;
        },
        cancel);
}
