using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

/// <summary>An offer of a pure test; its variant costs 1,000 more.</summary>
internal sealed record Deal(
    long Stock, long Allotment, long Price, int? Limit, int? VariantLimit, int OpenFrom, int OpenTo)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid Variant { get; } = Guid.CreateVersion7();
}

/// <summary>A request of a pure test: who, which deal, how many, under the offer or not, at the right price.</summary>
internal sealed record DealWish(int Customer, int Deal, int Pieces, bool UnderOffer, bool OldPrice, int Minute);

/// <summary>
/// What a database would keep between batches, for orders under offers; and beside it the rules said once more, the
/// slow way, from the list of what was placed.
/// </summary>
internal sealed class OfferWorld(IReadOnlyList<Deal> deals)
{
    private readonly List<(DealWish Wish, Order Order)> placed = [];
    private int keys;

    public IEnumerable<Order> Orders => placed.Select(p => p.Order);

    public static DateTimeOffset At(int minute) => TestDatabase.Start.AddMinutes(minute);

    /// <summary>Decides one batch, all at the minute of its first wish.</summary>
    public List<PlaceOrderAnswer> Run(IReadOnlyList<DealWish> batch)
    {
        var state = new IntakeState();
        for (var i = 0; i < deals.Count; i++)
        {
            state.Variants[Sku(i)] = new IntakeVariant(Sellable(i), deals[i].Stock - Taken(i, underOffer: null));
            state.Offers[deals[i].Id] = new IntakeOffer(Offer(i));
        }

        foreach (var (wish, order) in placed)
        {
            var line = order.Lines[0];
            if (line.Limited) Count(state.Counts, deals[wish.Deal].Variant, order.CustomerKey, wish.Pieces);
            if (line.OfferLimited) Count(state.OfferCounts, deals[wish.Deal].Id, order.CustomerKey, wish.Pieces);
        }

        var answers = new List<PlaceOrderAnswer>();
        DecideOrders.Decide(batch.Select(Ask).ToList(), state, At(batch[0].Minute), DecideWorld.Hold, answers);
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].Status == PlaceOrderStatus.Placed) placed.Add((batch[i], answers[i].Order!));
        }

        return answers;
    }

    /// <summary>What the rules say to a wish after all that was placed.</summary>
    public PlaceOrderStatus Expect(DealWish wish)
    {
        var deal = deals[wish.Deal];
        if (wish.UnderOffer && (wish.Minute < deal.OpenFrom || wish.Minute >= deal.OpenTo))
            return PlaceOrderStatus.OfferEnded;
        if (wish.OldPrice) return PlaceOrderStatus.PriceChanged;
        var own = placed.Where(p => p.Wish.Deal == wish.Deal && p.Wish.Customer == wish.Customer).ToList();
        if (own.Sum(p => p.Wish.Pieces) + wish.Pieces > (deal.VariantLimit ?? int.MaxValue))
            return PlaceOrderStatus.OverLimit;
        if (wish.UnderOffer
            && own.Where(p => p.Wish.UnderOffer).Sum(p => p.Wish.Pieces) + wish.Pieces > (deal.Limit ?? int.MaxValue))
            return PlaceOrderStatus.OverLimit;
        if (wish.UnderOffer && Taken(wish.Deal, true) + wish.Pieces > deal.Allotment) return PlaceOrderStatus.SoldOut;
        return Taken(wish.Deal, null) + wish.Pieces > deal.Stock ? PlaceOrderStatus.SoldOut : PlaceOrderStatus.Placed;
    }

    public long Taken(int deal, bool? underOffer) => placed
        .Where(p => p.Wish.Deal == deal && (underOffer is null || p.Wish.UnderOffer == underOffer))
        .Sum(p => p.Wish.Pieces);

    private static void Count(Dictionary<(Guid, Guid), long> counts, Guid what, Guid customer, int pieces) =>
        counts[(what, customer)] = counts.GetValueOrDefault((what, customer)) + pieces;

    private PlaceOrder Ask(DealWish wish)
    {
        var deal = deals[wish.Deal];
        var price = (wish.UnderOffer ? deal.Price : deal.Price + 1000) + (wish.OldPrice ? 1 : 0);
        return Asked.Order(
            $"{wish.Customer}", $"key-{++keys}", Channel.Tv,
            [new PlaceOrderLine(Sku(wish.Deal), wish.Pieces, price, wish.UnderOffer ? deal.Id : null)]);
    }

    private Offer Offer(int i) => new()
    {
        Id = deals[i].Id,
        VariantId = deals[i].Variant,
        Sku = Sku(i),
        Price = deals[i].Price,
        PriceVersion = 7,
        Allotment = deals[i].Allotment,
        LimitPerCustomer = deals[i].Limit,
        OpensAt = At(deals[i].OpenFrom),
        ClosesAt = At(deals[i].OpenTo),
        Held = Taken(i, underOffer: true),
    };

    private SellableVariant Sellable(int i) => new(
        deals[i].Variant, Sku(i), deals[i].Price + 1000, 1, false, deals[i].VariantLimit, "KRW", true, "물건", "thing");

    private static string Sku(int deal) => $"SKU-{deal}";
}
