using System.Text.Json;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Adds facts up to pieces and won per minute and channel, by variant and by offer: what the control room and the
/// result of a show look at. Its effects commit with the mark "delivered", so that each fact counts once.
/// </summary>
internal sealed class TallySales : IFactSubscriber
{
    private const int offerAt = 3;

    public string Name => "orders.tally-sales";

    public bool Hears(string kind) => kind is OrderFacts.Placed or OrderFacts.Paid or OrderFacts.LinesCancelled
        or OrderFacts.Expired or OrderFacts.Cancelled or OrderFacts.Returned;

    public async Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel)
    {
        var sums = new SortedDictionary<(long Minute, int Channel, Guid Variant), SalesMinute>();
        var offers = new SortedDictionary<(Guid Offer, long Minute, int Channel), OfferMinute>();
        foreach (var fact in facts)
        {
            using var payload = JsonDocument.Parse(fact.Payload);
            var channel = payload.RootElement.GetProperty("channel").GetInt32();
            var minute = new DateTimeOffset(fact.At.Ticks - (fact.At.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            foreach (var line in payload.RootElement.GetProperty("lines").EnumerateArray())
            {
                var variant = line[0].GetGuid();
                var key = (minute.ToMicroseconds(), channel, variant);
                if (!sums.TryGetValue(key, out var sum)) sum = new SalesMinute(minute, channel, variant, 0, 0, 0, 0, 0);
                sums[key] = sum.Plus(fact.Kind, line[1].GetInt64(), line[2].GetInt64());
                if (line.GetArrayLength() > offerAt) Add(offers, line[offerAt].GetGuid(), sums[key], fact.Kind, line);
            }
        }

        var round = open.Round();
        round.Write(SalesStore.Add, [.. sums.Values]);
        round.Write(SalesStore.AddOffer, [.. offers.Values]);
        await round.ExecuteAsync(cancel);
    }

    private static void Add(
        SortedDictionary<(Guid, long, int), OfferMinute> offers,
        Guid offer,
        SalesMinute of,
        string kind,
        JsonElement line)
    {
        var key = (offer, of.Minute.ToMicroseconds(), of.Channel);
        var sum = offers.GetValueOrDefault(key)
            ?? new OfferMinute(offer, 0, new SalesMinute(of.Minute, of.Channel, of.VariantId, 0, 0, 0, 0, 0));
        offers[key] = new OfferMinute(
            offer,
            sum.Orders + (kind == OrderFacts.Placed ? 1 : 0),
            sum.Sales.Plus(kind, line[1].GetInt64(), line[2].GetInt64()));
    }
}

/// <summary>A row of <c>sales_minutes</c>, or what a chunk of facts adds to it.</summary>
internal sealed record SalesMinute(
    DateTimeOffset Minute, int Channel, Guid VariantId, long Placed, long PlacedAmount, long Paid, long PaidAmount,
    long Undone)
{
    public SalesMinute Plus(string kind, long pieces, long amount) => kind switch
    {
        OrderFacts.Placed => this with { Placed = Placed + pieces, PlacedAmount = PlacedAmount + amount },
        OrderFacts.Paid => this with { Paid = Paid + pieces, PaidAmount = PaidAmount + amount },
        _ => this with { Undone = Undone + pieces },
    };
}

/// <summary>
/// A row of <c>offer_minutes</c>, or what a chunk of facts adds to it. An order has one line of an offer at most, so
/// that lines are orders.
/// </summary>
internal sealed record OfferMinute(Guid OfferId, long Orders, SalesMinute Sales);
