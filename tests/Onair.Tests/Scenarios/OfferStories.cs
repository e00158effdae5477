using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>A show and what is bought under its offers, from the schedule to the return.</summary>
public sealed class OfferStories
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Counters_of_an_offer_follow_its_orders_through_their_whole_life(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        var (_, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 10, null));
        var paid = await shop.BuysUnderAsync("a", offers[0], 3);
        var expired = await shop.BuysUnderAsync("b", offers[0], 2);
        var cancelled = await shop.BuysUnderAsync("c", offers[0], 5);
        await shop.BuysAsync("d", ("mug", 1));
        Assert.Equal((10, 0, 0), await CountsAsync());
        Assert.Equal(
            PlaceOrderStatus.SoldOut, (await shop.PlaceAsync(await shop.OrderUnderAsync("e", offers[0], 1))).Status);
        Assert.Equal(39, (await shop.StockAsync("mug")).Available);

        await shop.PaysAsync(paid);
        Assert.Equal((7, 3, 0), await CountsAsync());
        await shop.CancelsAsync(cancelled, ("mug", 2));
        Assert.Equal((5, 3, 2), await CountsAsync());
        await shop.CancelsAsync(cancelled);
        Assert.Equal((2, 3, 5), await CountsAsync());
        shop.Forward(TimeSpan.FromMinutes(11));
        await shop.ExpireAsync();
        Assert.Equal(OrderStatus.Expired, (await shop.SeeAsync(expired)).Order.Status);
        Assert.Equal((0, 3, 7), await CountsAsync());
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship, OrderStep.Deliver })
            await shop.AdvanceAsync(paid, step);
        await shop.ReturnsAsync(paid, ("mug", 1));
        Assert.Equal((0, 2, 8), await CountsAsync());
        await shop.DeliverAsync();
        await shop.VerifyAsync();

        async Task<(long, long, long)> CountsAsync()
        {
            var offer = await shop.OfferAsync(offers[0]);
            return (offer.Held, offer.Sold, offer.Left);
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Limit_of_an_offer_counts_its_own_pieces_and_gives_them_back(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        var (_, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 40, 2));
        await shop.BuysAsync("a", ("mug", 5));
        var first = await shop.BuysUnderAsync("a", offers[0], 2);
        var over = await shop.PlaceAsync(await shop.OrderUnderAsync("a", offers[0], 1));
        Assert.Equal((PlaceOrderStatus.OverLimit, 0L), (over.Status, over.Refused[0].Left));
        await shop.BuysUnderAsync("b", offers[0], 2);
        await shop.CancelsAsync(first, ("mug", 1));
        await shop.BuysUnderAsync("a", offers[0], 1);
        Assert.Equal(
            PlaceOrderStatus.OverLimit, (await shop.PlaceAsync(await shop.OrderUnderAsync("a", offers[0], 1))).Status);
        await shop.DeliverAsync();
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Price_of_an_offer_changes_on_the_air_and_old_orders_keep_theirs(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        var (_, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 40, null));
        await shop.BuysUnderAsync("a", offers[0], 1);
        var seen = await shop.OrderUnderAsync("b", offers[0], 1);
        var change = new OfferChange(offers[0], 8_800, null, null);
        var changed = await shop.Get<ChangeOffer>().RunAsync(change, Shop.Cancel);
        Assert.Equal(ChangeOfferStatus.Changed, changed.Status);
        var refused = await shop.PlaceAsync(seen);
        Assert.Equal((PlaceOrderStatus.PriceChanged, 8_800L), (refused.Status, refused.Refused[0].UnitPrice!.Value));
        await shop.BuysUnderAsync("b", offers[0], 1);
        await shop.ChangePriceAsync("mug", 15_000);
        await shop.BuysUnderAsync("c", offers[0], 1);
        await shop.DeliverAsync();
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Offer_is_refused_before_its_time_after_its_show_and_for_another_thing(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.SellsAsync("pan", 12_000, 50);
        var draft = new BroadcastDraft
        {
            Feed = "onair",
            Title = new LocalText("저녁 방송", "Evening show"),
            StreamUrl = "https://cdn.shop.example/live.m3u8",
            StartsAt = shop.Now.AddMinutes(10),
            EndsAt = shop.Now.AddMinutes(70),
            RunsItself = true,
            Offers =
            [
                new OfferDraft("mug", 9_900, 10, null, shop.Now.AddMinutes(10)),
                new OfferDraft("pan", 11_000, 10, null, shop.Now.AddMinutes(40)),
            ],
        };
        var show = (await shop.Get<ScheduleBroadcast>().RunAsync(draft, Shop.Cancel)).Broadcast!;
        var (mug, pan) = (show.Offers[0].Id, show.Offers[1].Id);
        Assert.Equal(PlaceOrderStatus.OfferEnded, await AskAsync(mug));
        shop.Forward(TimeSpan.FromMinutes(10));
        await shop.TickAsync();
        Assert.Equal(PlaceOrderStatus.Placed, await AskAsync(mug));
        Assert.Equal(PlaceOrderStatus.OfferEnded, await AskAsync(pan));
        var other = Asked.Order("x", "other", Channel.Web, [new PlaceOrderLine("pan", 1, 9_900, mug)]);
        Assert.Equal(PlaceOrderStatus.OfferEnded, (await shop.PlaceAsync(other)).Status);
        var nowhere = Asked.Order(
            "x", "none", Channel.Web, [new PlaceOrderLine("mug", 1, 9_900, Guid.CreateVersion7())]);
        Assert.Equal(PlaceOrderStatus.OfferEnded, (await shop.PlaceAsync(nowhere)).Status);

        shop.Forward(TimeSpan.FromMinutes(30));
        await shop.TickAsync();
        var shown = (await shop.Get<ReadBroadcasts>().ByIdAsync(show.Id, Shop.Cancel))!;
        Assert.Equal((BroadcastState.OnAir, pan), (shown.State, shown.OnAirOffer!.Value));
        // What left the screen can be ordered until the show ends.
        Assert.Equal([PlaceOrderStatus.Placed, PlaceOrderStatus.Placed], [await AskAsync(mug), await AskAsync(pan)]);

        shop.Forward(TimeSpan.FromMinutes(30));
        Assert.Equal(PlaceOrderStatus.OfferEnded, await AskAsync(mug));
        Assert.Equal(PlaceOrderStatus.OfferEnded, await AskAsync(pan));
        await shop.TickAsync();
        shown = (await shop.Get<ReadBroadcasts>().ByIdAsync(show.Id, Shop.Cancel))!;
        Assert.Equal((BroadcastState.Ended, (Guid?)null), (shown.State, shown.OnAirOffer));
        Assert.Equal(
            PutOfferOnAirStatus.Ended,
            await shop.Get<PutOfferOnAir>().RunAsync(new OfferSwitch(show.Id, mug, false), Shop.Cancel));
        await shop.DeliverAsync();
        await shop.VerifyAsync();

        async Task<PlaceOrderStatus> AskAsync(Guid offer) =>
            (await shop.PlaceAsync(await shop.OrderUnderAsync("a", offer, 1))).Status;
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Hundreds_who_want_the_last_pieces_of_an_offer_get_what_there_is(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5000);
        var (_, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 100, 1));
        var asked = new List<PlaceOrder>();
        for (var i = 0; i < 300; i++)
            asked.Add(await shop.OrderUnderAsync($"customer-{i}", offers[0], 1, (Channel)(1 + (i % 4))));
        var answers = await Task.WhenAll(asked.Select(shop.PlaceAsync));
        Assert.Equal(100, answers.Count(a => a.Status == PlaceOrderStatus.Placed));
        Assert.Equal(200, answers.Count(a => a.Status == PlaceOrderStatus.SoldOut));
        Assert.Equal(0, (await shop.OfferAsync(offers[0])).Left);
        await shop.DeliverAsync();
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Last_line_is_the_database(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        var (_, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 10, null));
        await shop.BuysUnderAsync("a", offers[0], 10);
        await Conformance.Refused.ByConstraintAsync(shop.Database, "UPDATE offers SET held = held + 1");
        await Conformance.Refused.ByConstraintAsync(shop.Database, "UPDATE offers SET allotment = 9");
        await Conformance.Refused.ByConstraintAsync(shop.Database, "UPDATE offers SET sold = -1");
    }
}
