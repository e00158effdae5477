using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>What shoppers are told, and what stands in the books afterwards.</summary>
public sealed class SellingStories
{
    private static readonly Sql channels = new(
        "SELECT channel FROM sales_minutes ORDER BY channel");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Who_comes_too_late_is_told_how_many_are_left(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        await shop.SellsAsync("pan", 30_000, 5);
        await shop.BuysAsync("a", ("mug", 3));
        var answer = await shop.PlaceAsync(shop.Order("b", ("pan", 1), ("mug", 3)));
        Assert.Equal(PlaceOrderStatus.SoldOut, answer.Status);
        Assert.Equal([new RefusedLine(1, "mug", 2, 12_000)], answer.Refused);
        Assert.Equal(5, (await shop.StockAsync("pan")).Available);
        await shop.BuysAsync("b", ("mug", 2));
        Assert.Equal(0, Assert.Single((await shop.PlaceAsync(shop.Order("c", ("mug", 1)))).Refused).Left);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Price_that_changed_is_told_and_orders_keep_the_one_they_had(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 10);
        var seen = shop.Order("b", ("mug", 1));
        var early = await shop.BuysAsync("a", ("mug", 2));
        shop.Forward(TimeSpan.FromMinutes(1));
        await shop.ChangePriceAsync("mug", 9900);

        var answer = await shop.PlaceAsync(seen);
        Assert.Equal(PlaceOrderStatus.PriceChanged, answer.Status);
        Assert.Equal([new RefusedLine(0, "mug", 8, 9900)], answer.Refused);
        Assert.Equal(12_000, seen.Lines[0].UnitPrice);
        var late = await shop.BuysAsync("b", ("mug", 1));
        Assert.Equal((12_000L, 1), await PriceAsync(shop, early));
        Assert.Equal((9900L, 2), await PriceAsync(shop, late));
        await shop.VerifyAsync();

        // Back to the first price is a third version: verify tells which of the two an order was made at.
        await shop.ChangePriceAsync("mug", 12_000);
        Assert.Equal((12_000L, 3), await PriceAsync(shop, await shop.BuysAsync("c", ("mug", 1))));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Limit_counts_across_orders_and_is_given_back_by_cancelling_returning_and_time(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("bag", 50_000, 100, limit: 3);
        var first = await shop.BuysAsync("a", ("bag", 2));
        var answer = await shop.PlaceAsync(shop.Order("a", ("bag", 2)));
        Assert.Equal(PlaceOrderStatus.OverLimit, answer.Status);
        Assert.Equal([new RefusedLine(0, "bag", 1, 50_000)], answer.Refused);
        var second = await shop.BuysAsync("a", ("bag", 1));
        await shop.BuysAsync("b", ("bag", 3));
        Assert.Equal(0, await LeftAsync(shop));

        await shop.CancelsAsync(first, ("bag", 1));
        Assert.Equal(1, await LeftAsync(shop));
        await shop.PaysAsync(first);
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship }) await shop.AdvanceAsync(first, step);
        await shop.ReturnsAsync(first);
        Assert.Equal(2, await LeftAsync(shop));
        shop.Forward(TimeSpan.FromMinutes(11));
        await shop.ExpireAsync();
        Assert.Equal(OrderStatus.Expired, (await shop.SeeAsync(second)).Order.Status);
        Assert.Equal(3, await LeftAsync(shop));
        await shop.VerifyAsync();

        static async Task<long> LeftAsync(Shop shop) =>
            Assert.Single((await shop.PlaceAsync(shop.Order("a", ("bag", 4)))).Refused).Left;
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task All_four_channels_sell_from_one_stock_and_are_counted_apart(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 4);
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var answer = await shop.PlaceAsync(shop.Order("a", $"k-{channel}", channel, [("mug", 1)]));
            Assert.Equal((PlaceOrderStatus.Placed, channel), (answer.Status, answer.Order!.Channel));
        }

        Assert.Equal(PlaceOrderStatus.SoldOut, (await shop.PlaceAsync(shop.Order("a", ("mug", 1)))).Status);
        await shop.DeliverAsync();
        Assert.Equal(
            [1, 2, 3, 4],
            await shop.Database.ReadAsync(open => open.QueryAsync<int>(channels, null, Shop.Cancel), Shop.Cancel));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Timeline_has_every_step_with_its_time_and_who_made_it(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 4);
        var order = await shop.BuysAsync("a", ("mug", 2));
        var start = shop.Now;
        var minute = TimeSpan.FromMinutes(1);
        shop.Forward(minute);
        await shop.CancelsAsync(order, ("mug", 1));
        shop.Forward(minute);
        await shop.PaysAsync(order);
        shop.Forward(minute);
        await shop.AdvanceAsync(order, OrderStep.Prepare);
        shop.Forward(minute);
        await shop.AdvanceAsync(order, OrderStep.Ship, "staff:lee");
        shop.Forward(minute);
        await shop.AdvanceAsync(order, OrderStep.Deliver, OrderActors.Operator);
        shop.Forward(minute);
        await shop.ReturnsAsync(order);

        var shown = await shop.SeeAsync(order);
        Assert.Equal(start, shown.Order.PlacedAt);
        Assert.Equal(
            [
                (2, OrderStatus.Placed, OrderStatus.Placed, start + minute, "shopper"),
                (3, OrderStatus.Placed, OrderStatus.Paid, start + (2 * minute), "shopper"),
                (4, OrderStatus.Paid, OrderStatus.Preparing, start + (3 * minute), "staff:kim"),
                (5, OrderStatus.Preparing, OrderStatus.Shipped, start + (4 * minute), "staff:lee"),
                (6, OrderStatus.Shipped, OrderStatus.Delivered, start + (5 * minute), "operator"),
                (7, OrderStatus.Delivered, OrderStatus.Returned, start + (6 * minute), "shopper"),
            ],
            shown.Timeline.Select(t => (t.Version, t.From, t.To, t.At, t.Actor)));
        Assert.Equal((7, start + (6 * minute)), (shown.Order.Version, shown.Order.ChangedAt));
        await shop.WorkAsync();
        await shop.DeliverAsync();
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Gift_is_ordered_and_counts_as_paid_without_any_bank(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("gift", 0, 4);
        var order = await shop.BuysAsync("a", ("gift", 2));
        Assert.Equal(StartPaymentStatus.NothingToPay, (await shop.StartsToPayAsync(order)).Status);
        Assert.Equal(StartPaymentStatus.AlreadyPaid, (await shop.StartsToPayAsync(order)).Status);
        var shown = await shop.SeeAsync(order);
        Assert.Equal((OrderStatus.Paid, 0), (shown.Order.Status, shown.Attempts.Count));
        Assert.Equal((2L, 0L, 2L), await StockAsync(shop, "gift"));
        Assert.Equal(EndOrderStatus.PartlyEnded, (await shop.CancelsAsync(order, ("gift", 1))).Status);
        Assert.Equal(EndOrderStatus.Ended, (await shop.CancelsAsync(order)).Status);
        Assert.Equal((4L, 0L, 4L), await StockAsync(shop, "gift"));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Any_SKU_that_the_catalog_takes_is_sold(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        const string sku = "KR:SHOES/240#BLACK+WIDE_A.1";
        await shop.SellsAsync(sku, 12_345, 1);
        var order = await shop.BuysAsync("a", (sku, 1));
        Assert.Equal(AttemptState.Approved, (await shop.PaysAsync(order)).State);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Orders_and_tokens_survive_a_restart(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 4);
        var asked = shop.Order("a", ("mug", 1));
        var before = (await shop.PlaceAsync(asked)).Order!;
        await shop.RestartAsync();
        var again = await shop.PlaceAsync(asked);
        Assert.Equal((PlaceOrderStatus.AlreadyPlaced, before.Number), (again.Status, again.Order!.Number));
        Assert.Equal(before.Lines.Select(l => (l.Sku, l.Quantity, l.UnitPrice)),
            again.Order.Lines.Select(l => (l.Sku, l.Quantity, l.UnitPrice)));
        var token = shop.Get<OrderTokens>().Of(before.Id);
        Assert.NotNull(await shop.Get<ShowOrders>().OfGuestAsync(before.Number, token, Shop.Cancel));
        Assert.Equal(1, (await shop.StockAsync("mug")).Held);
        await shop.VerifyAsync();
    }

    private static async Task<(long Price, int Version)> PriceAsync(Shop shop, Ticket order)
    {
        var line = Assert.Single((await shop.SeeAsync(order)).Order.Lines);
        return (line.UnitPrice, line.PriceVersion);
    }

    private static async Task<(long OnHand, long Held, long Available)> StockAsync(Shop shop, string sku)
    {
        var stock = await shop.StockAsync(sku);
        return (stock.OnHand, stock.Held, stock.Available);
    }
}
