using Onair.Broadcasts.Talk;
using Onair.Inventory;
using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>What live pages are made of.</summary>
internal static class LiveReads
{
    public static Task<List<LiveShow>> ShowsAsync(
        Database database, IReadOnlyList<Guid> ids, CancellationToken cancel) => ids.Count == 0
        ? Task.FromResult(new List<LiveShow>())
        : database.ReadAsync(
            async open =>
            {
                var shows = new List<Broadcast>(ids.Count);
                var offers = new List<Offer>();
                var questions = new List<Question>();
                var said = new List<Announcement>(ids.Count);
                var round = open.Round();
                round.Read(BroadcastsStore.ById, ids, BroadcastsStore.Map, shows);
                round.Read(BroadcastsStore.OffersOf, ids, BroadcastsStore.MapOffer, offers);
                ReadTalk.Into(round, ids, questions, said);
                await round.ExecuteAsync(cancel);
                var byId = shows.ToDictionary(show => show.Id);
                foreach (var offer in offers)
                    if (byId.TryGetValue(offer.BroadcastId, out var show)) show.Offers.Add(offer);
                var talks = ReadTalk.Join(ids, questions, said);
                return shows.ConvertAll(show => new LiveShow(show, talks[show.Id]));
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

/// <summary>A show and what is said beside it.</summary>
internal sealed record LiveShow(Broadcast Show, ShowTalk Talk);
