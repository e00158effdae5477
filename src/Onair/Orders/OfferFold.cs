using Onair.Broadcasts;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Every price that variants and offers ever had, as far as a page of orders needs them.</summary>
internal sealed record PriceBook(
    Dictionary<(Guid Variant, int Version), long> Variants, Dictionary<(Guid Offer, int Version), long> Offers)
{
    /// <summary>What a line should have cost; null when there never was such a price.</summary>
    public long? Of(OrderLine line) => line.OfferId is { } offer
        ? Find(Offers, (offer, line.PriceVersion))
        : Find(Variants, (line.VariantId, line.PriceVersion));

    private static long? Find(Dictionary<(Guid, int), long> prices, (Guid, int) key) =>
        prices.TryGetValue(key, out var price) ? price : null;
}

/// <summary>
/// Adds up what orders took of offers: an offer's counters are its orders, within its allotment and within its window.
/// </summary>
internal sealed class OfferFold
{
    private readonly FindingList counters = new("broadcasts.held-and-sold-are-the-orders");
    private readonly FindingList windows = new("broadcasts.ordered-while-open");
    private readonly FindingList limits = new("broadcasts.counts-are-the-orders");
    private readonly FindingList tally = new("broadcasts.facts-add-up-to-the-orders");
    private readonly Dictionary<Guid, PieceSums> sums = [];
    private readonly Dictionary<Guid, (DateTimeOffset First, DateTimeOffset Last, Guid Variant)> times = [];

    public void Add(Order order)
    {
        foreach (var line in order.Lines)
        {
            if (line.OfferId is not { } id) continue;
            if (!sums.TryGetValue(id, out var sum)) sums.Add(id, sum = new PieceSums());
            sum.Add(order, line, line.OfferLimited);
            var (first, last, variant) = times.GetValueOrDefault(id, (order.PlacedAt, order.PlacedAt, line.VariantId));
            times[id] = (
                order.PlacedAt < first ? order.PlacedAt : first,
                order.PlacedAt > last ? order.PlacedAt : last,
                variant == line.VariantId ? variant : Guid.Empty);
        }
    }

    public IReadOnlyList<Verification> Compare(IReadOnlyList<Offer> offers, ClaimedSums claimed, bool isComplete)
    {
        foreach (var offer in offers) Compare(offer);
        var known = offers.Select(offer => offer.Id).ToHashSet();
        foreach (var id in sums.Keys.Where(id => !known.Contains(id)))
            counters.Add(id.ToString(), "orders name it, and it is not there");
        Claims.CompareTally(sums, claimed.Sales, isComplete, tally);
        Claims.CompareCounts(sums, claimed.Counts, limits);
        return [counters.Done(), windows.Done(), limits.Done(), tally.Done()];
    }

    private void Compare(Offer offer)
    {
        counters.Checked++;
        windows.Checked++;
        var row = offer.Id.ToString();
        var sum = sums.GetValueOrDefault(offer.Id, new PieceSums());
        if (offer.Held != sum.Held) counters.Add(row, $"held {offer.Held}, unpaid orders want {sum.Held}");
        if (offer.Sold != sum.Owned) counters.Add(row, $"sold {offer.Sold}, paid orders own {sum.Owned}");
        if (offer.Left < 0) counters.Add(row, $"{offer.Held + offer.Sold} ordered, {offer.Allotment} allotted");
        if (!times.TryGetValue(offer.Id, out var seen)) return;
        if (seen.Variant != offer.VariantId) windows.Add(row, "an order names it for another variant");
        if (offer.OpensAt is not { } opens || seen.First < opens)
            windows.Add(row, $"ordered at {seen.First:O}, before it opened");
        // The last order and the end may share a microsecond.
        else if (seen.Last > offer.ClosesAt)
            windows.Add(row, $"ordered at {seen.Last:O}, closed at {offer.ClosesAt:O}");
    }
}
