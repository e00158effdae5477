using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Reads of the schedule; they may be a moment old.</summary>
public sealed class ReadBroadcasts(Database database)
{
    /// <summary>Shows at once on all feeds; a shop with more channels than this has other problems.</summary>
    public const int OnAirMax = 20;

    /// <summary>One show with its rundown; null when it is unknown.</summary>
    public async Task<Broadcast?> ByIdAsync(Guid id, CancellationToken cancel) =>
        (await database.ReadAsync(
            open => FillAsync(open, round => round.Read(BroadcastsStore.ById, [id], BroadcastsStore.Map), cancel),
            cancel)).FirstOrDefault();

    /// <summary>What is on the air now, the newest first; at most <see cref="OnAirMax"/>.</summary>
    public Task<List<Broadcast>> OnAirAsync(CancellationToken cancel) => database.ReadAsync(
        open => FillAsync(
            open, round => round.Read(BroadcastsStore.OnAir, [new(OnAirMax)], BroadcastsStore.Map), cancel),
        cancel);

    /// <summary>Shows that touch a span of time, by their start; at most <see cref="BroadcastsOptions.PageMax"/>.
    /// </summary>
    public Task<List<Broadcast>> BetweenAsync(
        DateTimeOffset from, DateTimeOffset until, int limit, CancellationToken cancel) => database.ReadAsync(
        open => FillAsync(
            open,
            round => round.Read(
                BroadcastsStore.Between,
                [new(from, until, Math.Clamp(limit, 1, BroadcastsOptions.PageMax))],
                BroadcastsStore.Map),
            cancel),
        cancel);

    /// <summary>One offer; null when it is unknown.</summary>
    public async Task<Offer?> OfferAsync(Guid id, CancellationToken cancel) =>
        (await database.ReadAsync(
            async open =>
            {
                var found = new List<Offer>(1);
                var round = open.Round();
                round.Read(BroadcastsStore.OffersById, [id], BroadcastsStore.MapOffer, found);
                await round.ExecuteAsync(cancel);
                return found;
            },
            cancel)).FirstOrDefault();

    private static async Task<List<Broadcast>> FillAsync(
        Transaction open, Action<ShowRound> ask, CancellationToken cancel)
    {
        var shows = new List<Broadcast>();
        var first = open.Round();
        ask(new ShowRound(first, shows));
        await first.ExecuteAsync(cancel);
        var offers = new List<Offer>();
        var second = open.Round();
        second.Read(
            BroadcastsStore.OffersOf, shows.ConvertAll(show => show.Id), BroadcastsStore.MapOffer, offers);
        await second.ExecuteAsync(cancel);
        var byId = shows.ToDictionary(show => show.Id);
        foreach (var offer in offers) byId[offer.BroadcastId].Offers.Add(offer);
        return shows;
    }

    /// <summary>A round that reads shows into one list.</summary>
    private readonly record struct ShowRound(Round Round, List<Broadcast> Into)
    {
        public void Read<TKey>(Bulk<TKey> bulk, IReadOnlyList<TKey> keys, Func<Row, Broadcast> map) =>
            Round.Read(bulk, keys, map, Into);
    }
}
