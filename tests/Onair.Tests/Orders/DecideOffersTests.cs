using CsCheck;
using Onair.Orders.Intake;

namespace Onair.Tests.Orders;

/// <summary>Orders under offers: price, window, allotment and limit are decided with the stock.</summary>
public sealed class DecideOffersTests
{
    private const int tries = 3000;

    private static readonly Gen<Deal> deal = Gen.Select(
        Gen.Int[0, 12], Gen.Int[1, 12], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[1, 8],
        (stock, allotment, limit, own, from, length) => new Deal(
            stock, allotment, 9000, limit == 0 ? null : limit, own == 0 ? null : own + 2, from, from + length));

    private static readonly Gen<DealWish> wish = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[0, 15],
        (customer, deal, pieces, under, old) => new DealWish(customer, deal, pieces, under > 0, old == 0, 0));

    private static readonly Gen<(List<Deal> Deals, List<List<DealWish>> Minutes)> evening = Gen.Select(
        deal.List[2, 2], wish.List[1, 6].List[1, 12]);

    [Fact]
    public void Every_status_is_the_one_that_the_rules_give() => evening.Sample(
        run =>
        {
            var (world, alone) = (new OfferWorld(run.Deals), new OfferWorld(run.Deals));
            for (var minute = 0; minute < run.Minutes.Count; minute++)
            {
                var batch = run.Minutes[minute].ConvertAll(w => w with { Minute = minute });
                // One after the other, each judged by what was placed before it.
                var expected = batch.ConvertAll(w =>
                {
                    var status = alone.Expect(w);
                    Assert.Equal(status, alone.Run([w])[0].Status);
                    return status;
                });
                Assert.Equal(expected, world.Run(batch).Select(a => a.Status));
            }
        },
        iter: tries);

    [Fact]
    public void Nothing_is_sold_beyond_allotment_or_stock_or_under_another_price() => evening.Sample(
        run =>
        {
            var world = new OfferWorld(run.Deals);
            for (var minute = 0; minute < run.Minutes.Count; minute++)
                world.Run(run.Minutes[minute].ConvertAll(w => w with { Minute = minute }));
            for (var i = 0; i < run.Deals.Count; i++)
            {
                Assert.InRange(world.Taken(i, underOffer: true), 0, run.Deals[i].Allotment);
                Assert.InRange(world.Taken(i, underOffer: null), 0, run.Deals[i].Stock);
            }

            foreach (var line in world.Orders.SelectMany(o => o.Lines))
            {
                var one = run.Deals.Single(d => d.Variant == line.VariantId);
                Assert.Equal(line.OfferId is null ? (10_000L, 1) : (9000L, 7), (line.UnitPrice, line.PriceVersion));
                Assert.Equal(line.OfferId is not null && one.Limit is not null, line.OfferLimited);
                Assert.Equal(one.VariantLimit is not null, line.Limited);
            }
        },
        iter: tries);

    [Fact]
    public void Refusal_says_the_offers_price_and_what_is_left_of_the_smaller_of_both()
    {
        var world = new OfferWorld([new Deal(9, 3, 9000, 2, null, 0, 10), new Deal(2, 5, 9000, null, null, 0, 10)]);
        Assert.Equal([new RefusedLine(0, "SKU-0", 2, 9000)], Ask(world, new DealWish(1, 0, 3, true, false, 1)).Refused);
        Ask(world, new DealWish(1, 0, 2, true, false, 1));
        var soldOut = Ask(world, new DealWish(2, 0, 2, true, false, 1));
        Assert.Equal(PlaceOrderStatus.SoldOut, soldOut.Status);
        Assert.Equal([new RefusedLine(0, "SKU-0", 1, 9000)], soldOut.Refused);
        Assert.Equal([new RefusedLine(0, "SKU-1", 2, 9000)], Ask(world, new DealWish(2, 1, 3, true, false, 1)).Refused);
        Assert.Equal([new RefusedLine(0, "SKU-1", 2, 9000)], Ask(world, new DealWish(2, 1, 1, true, true, 1)).Refused);
        // After its window the variant's own price is told, and counts.
        var ended = Ask(world, new DealWish(2, 1, 1, true, false, 10));
        Assert.Equal(PlaceOrderStatus.OfferEnded, ended.Status);
        Assert.Equal([new RefusedLine(0, "SKU-1", 2, 10_000)], ended.Refused);
        Assert.Equal(PlaceOrderStatus.Placed, Ask(world, new DealWish(2, 1, 1, false, false, 10)).Status);
    }

    private static PlaceOrderAnswer Ask(OfferWorld world, DealWish wish) => world.Run([wish])[0];
}
