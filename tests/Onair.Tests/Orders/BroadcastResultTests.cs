using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

/// <summary>The result of a show, from rows and from a whole evening.</summary>
public sealed class BroadcastResultTests
{
    private static readonly DateTimeOffset start = TestDatabase.Start;

    [Fact]
    public void Rows_add_up_by_minute_channel_and_offer()
    {
        var (mug, pan) = (Made(10), Made(30));
        var show = new Broadcast { Id = Guid.CreateVersion7(), Offers = [mug, pan] };
        var result = BroadcastResult.Of(
            show,
            [
                Row(mug, 0, Channel.Tv, orders: 2, placed: 4, paid: 0),
                Row(pan, 0, Channel.Web, orders: 1, placed: 6, paid: 0),
                Row(mug, 2, Channel.Tv, orders: 1, placed: 2, paid: 4),
                Row(mug, 3, Channel.Tv, orders: 0, placed: 0, paid: 0, undone: 2),
            ],
            [new(start, 50, 60), new(start.AddMinutes(1), 70, 20)]);
        Assert.Equal((4L, 12L, 12_000L, 4L, 4000L, 2L), Of(result.Total));
        Assert.Equal([Channel.Tv, Channel.Web], result.Channels.Select(c => c.Channel));
        Assert.Equal([6L, 6L], result.Offers.Select(o => o.Sales.Placed));
        Assert.Equal([0, 1, 2, 3], result.Minutes.Select(m => (int)(m.Minute - start).TotalMinutes));
        Assert.Equal([0.25, 0.25, 0.3, 0.25], result.Minutes.Select(m => m.SellThrough));
        Assert.Equal([50L, 70L, 0L, 0L], result.Minutes.Select(m => m.Viewers));
        Assert.Equal((80L, 70L, 0.05), (result.Joined, result.ViewersPeak, result.Conversion!.Value));
        Assert.Equal(0.25, result.SellThrough);
    }

    [Fact]
    public void Show_that_nobody_saw_has_a_result_too()
    {
        var result = BroadcastResult.Of(new Broadcast { Offers = [Made(10)] }, [], []);
        Assert.Null(result.Conversion);
        Assert.Equal((0, 0.0), (result.Minutes.Count, result.SellThrough));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Evening_is_told_as_it_was(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        var (show, offers) = await shop.GoesOnAirAsync(("mug", 10_000, 10, null));
        var first = await shop.BuysUnderAsync("a", offers[0], 3, Channel.Tv);
        await shop.BuysAsync("a", ("mug", 1));
        shop.Forward(TimeSpan.FromMinutes(1));
        var second = await shop.BuysUnderAsync("b", offers[0], 2, Channel.Phone);
        await shop.PaysAsync(first);
        await shop.CancelsAsync(second);
        await shop.DeliverAsync();
        foreach (var (minute, viewers) in new[] { (0, 4L), (0, 7L), (1, 5L) })
        {
            var row = new AudienceRow(
                show, start.AddMinutes(minute), "node-a", viewers, viewers, 4, start.AddMinutes(minute));
            await shop.Database.WriteAsync(
                open => CountAudience.RunAsync(
                    open, [row, row with { Node = "node-b", Joined = 1 }], "node-a", start, Shop.Cancel),
                Shop.Cancel);
        }

        var result = (await shop.Get<ShowResults>().RunAsync(show, Shop.Cancel))!;
        Assert.Equal((2L, 5L, 50_000L, 3L, 30_000L, 2L), Of(result.Total));
        Assert.Equal(
            [(Channel.Tv, 30_000L), (Channel.Phone, 0L)],
            result.Channels.Select(c => (c.Channel, c.Sales.PaidAmount)));
        Assert.Equal([0.3, 0.3], result.Minutes.Select(m => m.SellThrough));
        Assert.Equal([14L, 10L], result.Minutes.Select(m => m.Viewers));
        Assert.Equal((15L, 2.0 / 15), (result.Joined, result.Conversion!.Value));
        Assert.Equal(0.3, result.Offers[0].SellThrough);
        Assert.Null(await shop.Get<ShowResults>().RunAsync(Guid.CreateVersion7(), Shop.Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Node_hears_who_watches_elsewhere_and_forgets_who_is_silent(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        var show = Guid.CreateVersion7();
        await SayAsync("b", 5, start.AddSeconds(-50));
        await SayAsync("b", 8, start.AddSeconds(-1));
        await SayAsync("c", 4, start.AddSeconds(-20));
        var heard = await SayAsync("a", 100, start);
        Assert.Equal(8, heard[show]);

        Task<Dictionary<Guid, long>> SayAsync(string node, long viewers, DateTimeOffset at)
        {
            var minute = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            return home.Database.WriteAsync(
                open => CountAudience.RunAsync(
                    open, [new AudienceRow(show, minute, node, viewers, viewers, 0, at)], node, at.AddSeconds(-15),
                    Shop.Cancel),
                Shop.Cancel);
        }
    }

    private static Offer Made(long allotment) => new() { Id = Guid.CreateVersion7(), Allotment = allotment };

    private static OfferMinute Row(
        Offer offer, int minute, Channel channel, long orders, long placed, long paid, long undone = 0) => new(
        offer.Id,
        orders,
        new SalesMinute(
            start.AddMinutes(minute), (int)channel, Guid.Empty, placed, placed * 1000, paid, paid * 1000, undone));

    private static (long, long, long, long, long, long) Of(SalesSum sum) =>
        (sum.Orders, sum.Placed, sum.PlacedAmount, sum.Paid, sum.PaidAmount, sum.Undone);
}
