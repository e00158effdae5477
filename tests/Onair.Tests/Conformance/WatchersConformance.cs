using Onair.Broadcasts;
using Onair.Carts;
using Onair.Inventory;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>
/// What must be zero is zero through the whole life of orders, and is seen when somebody plants it. On both databases.
/// </summary>
public sealed class WatchersConformance
{
    private static readonly Sql unpay = new("UPDATE orders SET status = 1 WHERE number = @number");

    private static readonly Sql oversell = new(
        sqlite: """
            PRAGMA ignore_check_constraints = ON; UPDATE stock SET held = on_hand + 1 WHERE sku = @sku;
            PRAGMA ignore_check_constraints = OFF
            """,
        postgres: """
            ALTER TABLE stock DROP CONSTRAINT stock_held_is_on_hand;
            UPDATE stock SET held = on_hand + 1 WHERE sku = @sku
            """);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Money_without_an_order_is_none_in_the_life_of_orders_and_found_when_planted(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 20);
        var kept = await shop.BuysAsync("one", ("mug", 1));
        await shop.PaysAsync(kept);
        var cancelled = await shop.BuysAsync("two", ("mug", 1));
        await shop.PaysAsync(cancelled);
        await shop.CancelsAsync(cancelled);
        await shop.WorkAsync();
        await shop.BuysAsync("three", ("mug", 1));
        var watch = shop.Timed<WatchPaidOrders>("orders.watch-paid");
        await LookAsync(shop, watch, TimeSpan.FromMinutes(3));
        Assert.Equal(0, watch.Count);
        await LookAsync(shop, watch, TimeSpan.FromMinutes(30));
        Assert.Equal(0, watch.Count);

        // A row that says that nobody paid for what was paid.
        var planted = await shop.BuysAsync("four", ("mug", 1));
        await shop.PaysAsync(planted);
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(unpay, new { number = planted.Number }, Shop.Cancel), Shop.Cancel);
        await LookAsync(shop, watch, TimeSpan.FromMinutes(3));
        Assert.Equal(1, watch.Count);
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(
                new Sql("UPDATE orders SET status = 2 WHERE number = @number"), new { number = planted.Number },
                Shop.Cancel),
            Shop.Cancel);
        await watch.RunAsync(Shop.Cancel);
        Assert.Equal(0, watch.Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Hold_that_nobody_ends_is_counted_after_five_minutes(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 20);
        await shop.BuysAsync("one", ("mug", 1));
        var watch = shop.Timed<WatchHolds>("orders.watch-holds");
        shop.Forward(TimeSpan.FromMinutes(14));
        await watch.RunAsync(Shop.Cancel);
        Assert.Equal(0, watch.Count);
        shop.Forward(TimeSpan.FromMinutes(2));
        await watch.RunAsync(Shop.Cancel);
        Assert.Equal(1, watch.Count);
        await shop.ExpireAsync();
        await watch.RunAsync(Shop.Cancel);
        Assert.Equal(0, watch.Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cart_that_is_left_alone_counts_once_after_half_an_hour(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 20);
        var watch = shop.Timed<WatchCarts>("carts.watch");
        await watch.RunAsync(Shop.Cancel);
        await shop.Get<ChangeCart>().AddAsync(CartOwner.Guest("one"), "mug", 1, Shop.Cancel);
        await shop.Get<ChangeCart>().AddAsync(CartOwner.Guest("two"), "mug", 1, Shop.Cancel);
        await shop.Get<ChangeCart>().SetAsync(CartOwner.Guest("two"), "mug", 0, Shop.Cancel);
        foreach (var minutes in new[] { 10, 10, 9 })
        {
            shop.Forward(TimeSpan.FromMinutes(minutes));
            await watch.RunAsync(Shop.Cancel);
        }

        Assert.Equal(0, watch.Abandoned);
        for (var i = 0; i < 4; i++)
        {
            shop.Forward(TimeSpan.FromMinutes(1));
            await watch.RunAsync(Shop.Cancel);
        }

        Assert.Equal(1, watch.Abandoned);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stock_that_was_promised_twice_is_counted(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 20);
        using var watch = new WatchStock(shop.Database, shop.Time);
        await watch.RunAsync(Shop.Cancel);
        Assert.Equal(0, watch.Count);
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(oversell, new { sku = "mug" }, Shop.Cancel), Shop.Cancel);
        await watch.RunAsync(Shop.Cancel);
        Assert.Equal(1, watch.Count);
    }

    [Fact]
    public void Phase_is_that_of_the_strongest_show()
    {
        var now = TestDatabase.Start;
        Broadcast Show(BroadcastState state, int startsIn, int endsIn) => new()
        {
            State = state, StartsAt = now.AddMinutes(startsIn), EndsAt = now.AddMinutes(endsIn),
            EndedAt = state == BroadcastState.Ended ? now.AddMinutes(endsIn) : null,
        };
        Assert.Equal(BroadcastPhase.Quiet, BroadcastPhases.Of([], now));
        Assert.Equal(BroadcastPhase.Quiet, BroadcastPhases.Of([Show(BroadcastState.Scheduled, 31, 90)], now));
        Assert.Equal(BroadcastPhase.Before, BroadcastPhases.Of([Show(BroadcastState.Scheduled, 30, 90)], now));
        Assert.Equal(BroadcastPhase.After, BroadcastPhases.Of([Show(BroadcastState.Ended, -90, -59)], now));
        Assert.Equal(BroadcastPhase.Quiet, BroadcastPhases.Of([Show(BroadcastState.Ended, -120, -60)], now));
        Assert.Equal(
            BroadcastPhase.Live,
            BroadcastPhases.Of(
                [Show(BroadcastState.Scheduled, 10, 70), Show(BroadcastState.OnAir, -10, 50)], now));
    }

    private static async Task LookAsync(Shop shop, WatchPaidOrders watch, TimeSpan later)
    {
        shop.Forward(later);
        while (await watch.RunAsync(Shop.Cancel))
        {
            // A full page: more may follow.
        }
    }
}
