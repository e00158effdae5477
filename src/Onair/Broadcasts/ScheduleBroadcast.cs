using Onair.Catalog;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum ScheduleBroadcastStatus
{
    Scheduled = 1,

    /// <summary>A show with this id is there; it was not changed.</summary>
    AlreadyScheduled = 2,

    /// <summary>See the errors: fields out of range, or SKUs that nobody sells.</summary>
    Invalid = 3,

    /// <summary>Another show is on the same feed at that time.</summary>
    FeedTaken = 4,
}

/// <param name="Status">What became of it.</param>
/// <param name="Broadcast">The show as it is in the schedule; null when it is not.</param>
/// <param name="Errors">Every wrong field.</param>
public sealed record ScheduledBroadcast(
    ScheduleBroadcastStatus Status, Broadcast? Broadcast, IReadOnlyList<FieldError> Errors);

/// <summary>Puts a show with its rundown into the schedule.</summary>
public sealed class ScheduleBroadcast(Database database, TimeProvider time)
{
    public Task<ScheduledBroadcast> RunAsync(BroadcastDraft draft, CancellationToken cancel) =>
        database.WriteAsync(open => RunAsync(open, draft, cancel), cancel);

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<ScheduledBroadcast> RunAsync(Transaction open, BroadcastDraft draft, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var errors = DraftCheck.Of(draft, now);
        if (errors.Count > 0) return new(ScheduleBroadcastStatus.Invalid, null, errors);
        await open.QueryAsync<string>(BroadcastsStore.LockSchedule, null, cancel);
        var known = new List<Broadcast>(1);
        var near = new List<Broadcast>();
        var variants = new List<SellableVariant>(draft.Offers.Count);
        var round = open.Round();
        if (draft.Id != Guid.Empty) round.Read(BroadcastsStore.ById, [draft.Id], BroadcastsStore.Map, known);
        round.Read(
            BroadcastsStore.Between,
            [new(draft.StartsAt, draft.EndsAt, BroadcastsOptions.PageMax)],
            BroadcastsStore.Map,
            near);
        ReadSellable.Into(round, [.. draft.Offers.Select(offer => offer.Sku)], variants);
        await round.ExecuteAsync(cancel);
        if (known.Count > 0) return new(ScheduleBroadcastStatus.AlreadyScheduled, known[0], []);
        if (near.Exists(show => show.Feed == draft.Feed && show.State != BroadcastState.Ended))
            return new(ScheduleBroadcastStatus.FeedTaken, null, []);
        var bySku = variants.ToDictionary(variant => variant.Sku, StringComparer.Ordinal);
        for (var i = 0; i < draft.Offers.Count; i++)
        {
            if (!bySku.TryGetValue(draft.Offers[i].Sku, out var found) || !found.OnSale)
                errors.Add(new($"offers[{i}].sku", "is not on sale in this shop"));
        }

        if (errors.Count > 0) return new(ScheduleBroadcastStatus.Invalid, null, errors);
        var show = Make(draft, bySku, now);
        await WriteAsync(open, [show], now, cancel);
        return new(ScheduleBroadcastStatus.Scheduled, show, []);
    }

    /// <summary>Writes new shows, which nobody else knows yet.</summary>
    internal static async Task WriteAsync(
        Transaction open, IReadOnlyList<Broadcast> shows, DateTimeOffset now, CancellationToken cancel)
    {
        var offers = shows.SelectMany(show => show.Offers).ToList();
        var round = open.Round();
        round.Write(BroadcastsStore.Add, shows);
        round.Write(BroadcastsStore.AddOffer, offers);
        round.Write(
            BroadcastsStore.AddOfferPrice,
            offers.ConvertAll(offer => new BroadcastsStore.PriceRow(offer.Id, offer.PriceVersion, offer.Price, now)));
        await round.ExecuteAsync(cancel);
    }

    internal static Broadcast Make(
        BroadcastDraft draft, Dictionary<string, SellableVariant> bySku, DateTimeOffset now)
    {
        var id = draft.Id == Guid.Empty ? RandomBytes.Uuid7(now) : draft.Id;
        return new Broadcast
        {
            Id = id,
            Feed = draft.Feed,
            Title = draft.Title,
            StreamUrl = draft.StreamUrl,
            PosterUrl = draft.PosterUrl,
            IsPortrait = draft.IsPortrait,
            StartsAt = draft.StartsAt.ToStored(),
            EndsAt = draft.EndsAt.ToStored(),
            State = BroadcastState.Scheduled,
            RunsItself = draft.RunsItself,
            Version = 1,
            Offers =
            [
                .. draft.Offers.Select((offer, i) => new Offer
                {
                    Id = RandomBytes.Uuid7(now),
                    BroadcastId = id,
                    Position = i + 1,
                    VariantId = bySku[offer.Sku].Id,
                    Sku = offer.Sku,
                    Price = offer.Price,
                    PriceBefore = bySku[offer.Sku].Price,
                    PriceVersion = 1,
                    Allotment = offer.Allotment,
                    LimitPerCustomer = offer.LimitPerCustomer,
                    PlannedAt = offer.PlannedAt.ToStored(),
                    Version = 1,
                }),
            ],
        };
    }
}
