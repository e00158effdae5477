using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum ChangeOfferStatus
{
    Changed = 1,

    UnknownOffer = 2,

    /// <summary>The offer was closed or its show has ended: what was agreed is not rewritten.</summary>
    Ended = 3,

    /// <summary>The allotment would be less than what is ordered already.</summary>
    BelowOrdered = 4,

    /// <summary>See the errors.</summary>
    Invalid = 5,

    /// <summary>Somebody else changed it since the sender looked; nothing was done.</summary>
    ChangedMeanwhile = 6,
}

/// <summary>The numbers of an offer that a producer changes.</summary>
/// <param name="Price">Won, VAT included.</param>
/// <param name="Allotment">Pieces.</param>
/// <param name="LimitPerCustomer">Pieces; null for no limit.</param>
public readonly record struct OfferTerms(long Price, long Allotment, int? LimitPerCustomer)
{
    public static OfferTerms Of(Offer offer) => new(offer.Price, offer.Allotment, offer.LimitPerCustomer);
}

/// <summary>New numbers of an offer; what is null stays.</summary>
/// <param name="OfferId">Which.</param>
/// <param name="Price">Won, VAT included.</param>
/// <param name="Allotment">Pieces.</param>
/// <param name="LimitPerCustomer">Pieces; 0 takes the limit away. It counts from now on: what customers bought while
/// there was none is not counted.</param>
/// <param name="Seen">What the sender saw before; null when it does not matter.</param>
public readonly record struct OfferChange(
    Guid OfferId, long? Price, long? Allotment, int? LimitPerCustomer, OfferTerms? Seen = null);

/// <param name="Status">What became of it.</param>
/// <param name="Offer">As it stands now; null when it is unknown.</param>
/// <param name="Errors">Every wrong field.</param>
public sealed record ChangedOffer(ChangeOfferStatus Status, Offer? Offer, IReadOnlyList<FieldError> Errors);

/// <summary>Changes price, allotment or limit of an offer, on the air or before.</summary>
public sealed class ChangeOffer(Database database, TimeProvider time)
{
    public Task<ChangedOffer> RunAsync(OfferChange asked, CancellationToken cancel) =>
        database.WriteAsync(open => RunAsync(open, asked, cancel), cancel);

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<ChangedOffer> RunAsync(Transaction open, OfferChange asked, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var found = new List<Offer>(1);
        var load = open.Round();
        MoveOffers.Lock(load, [asked.OfferId], found);
        await load.ExecuteAsync(cancel);
        if (found.Count == 0) return new ChangedOffer(ChangeOfferStatus.UnknownOffer, null, []);
        var offer = found[0];
        var before = offer.PriceVersion;
        var answer = Decide(offer, asked, now);
        if (answer.Status != ChangeOfferStatus.Changed) return answer;
        var write = open.Round();
        write.Write(BroadcastsStore.ChangeOffer, [offer]);
        if (offer.PriceVersion != before)
            write.Write(BroadcastsStore.AddOfferPrice, [new(offer.Id, offer.PriceVersion, offer.Price, now)]);
        await write.ExecuteAsync(cancel);
        return answer;
    }

    /// <summary>Pure: changes the offer in memory when it may be changed.</summary>
    internal static ChangedOffer Decide(Offer offer, OfferChange asked, DateTimeOffset now)
    {
        if (offer.StateAt(now) == OfferState.Closed) return new(ChangeOfferStatus.Ended, offer, []);
        if (asked.Seen is { } seen && seen != OfferTerms.Of(offer))
            return new(ChangeOfferStatus.ChangedMeanwhile, offer, []);
        var price = asked.Price ?? offer.Price;
        var allotment = asked.Allotment ?? offer.Allotment;
        var limit = asked.LimitPerCustomer is { } most ? most == 0 ? null : most : offer.LimitPerCustomer;
        var errors = new List<FieldError>();
        DraftCheck.Numbers(price, allotment, limit, "", errors);
        if (errors.Count > 0) return new(ChangeOfferStatus.Invalid, offer, errors);
        if (allotment < offer.Held + offer.Sold) return new(ChangeOfferStatus.BelowOrdered, offer, []);
        if (price != offer.Price) offer.PriceVersion++;
        (offer.Price, offer.Allotment, offer.LimitPerCustomer) = (price, allotment, limit);
        offer.Version++;
        return new(ChangeOfferStatus.Changed, offer, []);
    }
}
