using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>Orders that are given up, whole or in part, before and after they are paid and shipped.</summary>
public sealed class CancelStories
{
    private readonly Bank bank = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Unpaid_order_is_cancelled_and_its_open_payment_with_it(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 2), ("pan", 1));
        Assert.Equal(StartPaymentStatus.Started, (await shop.StartsToPayAsync(order, "bank")).Status);
        var ended = await shop.CancelsAsync(order);
        Assert.Equal((EndOrderStatus.Ended, OrderStatus.Cancelled), (ended.Status, ended.Order!.Status));
        await shop.WorkAsync();
        Assert.Equal(AttemptState.Canceled, Assert.Single((await shop.SeeAsync(order)).Attempts).State);
        Assert.Equal(0, bank.Captures(order.Number));
        Assert.Equal((10, 10), await AvailableAsync(shop));
        Assert.Equal(EndOrderStatus.AlreadyEnded, (await shop.CancelsAsync(order)).Status);
        Assert.Equal(StartPaymentStatus.NotPayable, (await shop.StartsToPayAsync(order, "bank")).Status);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cancel_waits_until_it_is_known_whether_the_order_is_paid(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 2));
        bank.Mood = BankMood.LosesTheAnswer;
        Assert.Equal(AttemptState.Unknown, (await shop.PaysAsync(order, "bank")).State);
        Assert.Equal(EndOrderStatus.PaymentPending, (await shop.CancelsAsync(order)).Status);
        Assert.Equal(EndOrderStatus.PaymentPending, (await shop.CancelsAsync(order, ("mug", 1))).Status);
        Assert.Equal((1, OrderStatus.Placed),
            ((await shop.SeeAsync(order)).Order.Version, (await shop.SeeAsync(order)).Order.Status));

        shop.Forward(TimeSpan.FromSeconds(2));
        await shop.WorkAsync();
        Assert.Equal(EndOrderStatus.Ended, (await shop.CancelsAsync(order)).Status);
        await shop.WorkAsync();
        Assert.Equal((1, 0L), (bank.Captures(order.Number), bank.Kept(order.Number)));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Paid_order_is_cancelled_and_all_its_money_goes_back_once(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await PaidAsync(shop, ("mug", 2), ("pan", 1));
        Assert.Equal((8, 9), await AvailableAsync(shop));
        Assert.Equal(EndOrderStatus.Ended, (await shop.CancelsAsync(order)).Status);
        // Owed back from the commit on, and paid back when the bank is there again.
        bank.IsSilent = true;
        await shop.WorkAsync();
        Assert.Equal(AttemptState.RefundPending, Assert.Single((await shop.SeeAsync(order)).Attempts).State);
        await shop.VerifyAsync();
        bank.IsSilent = false;
        shop.Forward(TimeSpan.FromMinutes(5));
        await shop.WorkAsync();
        var attempt = Assert.Single((await shop.SeeAsync(order)).Attempts);
        Assert.Equal((AttemptState.Refunded, 54_000L, 54_000L), (attempt.State, attempt.Captured, attempt.Refunded));
        Assert.Equal(0, bank.Kept(order.Number));
        Assert.Equal((10, 10), await AvailableAsync(shop));
        Assert.Equal(EndOrderStatus.AlreadyEnded, (await shop.CancelsAsync(order)).Status);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pieces_of_a_paid_order_go_back_one_by_one_and_the_last_one_ends_it(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await PaidAsync(shop, ("mug", 2), ("pan", 1));
        var part = await shop.CancelsAsync(order, ("mug", 1));
        Assert.Equal((EndOrderStatus.PartlyEnded, OrderStatus.Paid, 42_000L),
            (part.Status, part.Order!.Status, part.Order.Remaining));
        await shop.WorkAsync();
        Assert.Equal(42_000, bank.Kept(order.Number));
        Assert.Equal(AttemptState.Approved, Assert.Single((await shop.SeeAsync(order)).Attempts).State);
        await shop.VerifyAsync();

        Assert.Equal(EndOrderStatus.NotInOrder, (await shop.CancelsAsync(order, ("mug", 2))).Status);
        Assert.Equal(EndOrderStatus.NotInOrder, (await shop.CancelsAsync(order, ("cup", 1))).Status);
        Assert.Equal(EndOrderStatus.Ended, (await shop.CancelsAsync(order, ("pan", 1), ("mug", 1))).Status);
        await shop.WorkAsync();
        Assert.Equal(0, bank.Kept(order.Number));
        Assert.Equal((10, 10), await AvailableAsync(shop));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pieces_of_an_unpaid_order_go_back_and_the_rest_is_what_is_paid(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 2), ("pan", 1));
        await shop.StartsToPayAsync(order, "bank");
        Assert.Equal(EndOrderStatus.PartlyEnded, (await shop.CancelsAsync(order, ("pan", 1))).Status);
        // The open attempt was about another amount: it is gone, and a new one asks for what is left.
        Assert.Equal(AttemptState.Approved, (await shop.PaysAsync(order, "bank")).State);
        Assert.Equal((1, 24_000L), (bank.Captures(order.Number), bank.Kept(order.Number)));
        Assert.Equal((8, 10), await AvailableAsync(shop));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Shipped_order_is_not_cancelled_but_returned(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await PaidAsync(shop, ("mug", 2), ("pan", 1));
        Assert.Equal(AdvanceOrderStatus.WrongState, await shop.AdvanceAsync(order, OrderStep.Ship));
        Assert.Equal(EndOrderStatus.WrongState, (await shop.ReturnsAsync(order)).Status);
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship })
        {
            Assert.Equal(AdvanceOrderStatus.Advanced, await shop.AdvanceAsync(order, step));
        }

        Assert.Equal(EndOrderStatus.WrongState, (await shop.CancelsAsync(order)).Status);
        Assert.Equal(AdvanceOrderStatus.Advanced, await shop.AdvanceAsync(order, OrderStep.Deliver));
        Assert.Equal(EndOrderStatus.WrongState, (await shop.CancelsAsync(order)).Status);

        Assert.Equal(EndOrderStatus.PartlyEnded, (await shop.ReturnsAsync(order, ("mug", 2))).Status);
        var shown = await shop.SeeAsync(order);
        Assert.Equal((OrderStatus.Delivered, 2, 0),
            (shown.Order.Status, shown.Order.Lines[0].Returned, shown.Order.Lines[0].Cancelled));
        Assert.Equal(EndOrderStatus.Ended, (await shop.ReturnsAsync(order)).Status);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Returned, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal(0, bank.Kept(order.Number));
        Assert.Equal((10, 10), await AvailableAsync(shop));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Refused_cancel_leaves_the_payment_of_its_owner_alone(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, other) = (await shop.BuysAsync("a", ("mug", 2)), await shop.BuysAsync("b", ("mug", 1)));
        await shop.StartsToPayAsync(order, "bank");
        var cancel = new EndOrder(order.Number, null, OrderStep.Cancel, null, null, OrderActors.Shopper, null);
        foreach (var (refused, why) in new[]
        {
            (cancel with { Token = other.Token }, EndOrderStatus.UnknownOrder),
            (cancel with { Token = "" }, EndOrderStatus.UnknownOrder),
            (cancel with { Token = order.Token, IfVersion = 7 }, EndOrderStatus.Changed),
            (cancel with { Token = order.Token, Pieces = [("mug", 3)] }, EndOrderStatus.NotInOrder),
            (cancel with { Token = order.Token, Step = OrderStep.Return }, EndOrderStatus.WrongState),
        })
        {
            var answer = await shop.Get<EndOrders>().RunAsync(refused);
            Assert.Equal((why, why == EndOrderStatus.UnknownOrder), (answer.Status, answer.Order is null));
            Assert.Equal(AttemptState.Prepared, Assert.Single((await shop.SeeAsync(order)).Attempts).State);
        }

        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cancel_that_saw_an_older_order_changes_nothing(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await PaidAsync(shop, ("mug", 2));
        var cancel = new EndOrder(
            order.Number, order.Token, OrderStep.Cancel, [("mug", 1)], null, OrderActors.Shopper, 2);
        Assert.Equal(EndOrderStatus.PartlyEnded, (await shop.Get<EndOrders>().RunAsync(cancel)).Status);
        Assert.Equal(EndOrderStatus.Changed, (await shop.Get<EndOrders>().RunAsync(cancel)).Status);
        Assert.Equal(1, (await shop.SeeAsync(order)).Order.Lines[0].Left);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_a_shopper_types_stays_in_the_shop(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await PaidAsync(shop, ("mug", 2));
        var typed = "제 번호는 010-1234-5678 입니다 " + new string('x', 300);
        await shop.Get<EndOrders>().RunAsync(
            new EndOrder(order.Number, order.Token, OrderStep.Cancel, null, typed, OrderActors.Shopper, null));
        var refunds = new List<Refund>();
        var attempt = Assert.Single((await shop.SeeAsync(order)).Attempts).Id;
        await shop.Database.ReadAsync(
            open =>
            {
                var round = open.Round();
                FindAttempts.RefundsOf(round, [attempt], refunds);
                return round.ExecuteAsync(Shop.Cancel);
            },
            Shop.Cancel);
        Assert.Equal("order cancelled", Assert.Single(refunds).Reason);
        Assert.Equal(typed, (await shop.SeeAsync(order)).Timeline[^1].Reason);
    }

    private static async Task<(long Mugs, long Pans)> AvailableAsync(Shop shop) =>
        ((await shop.StockAsync("mug")).Available, (await shop.StockAsync("pan")).Available);

    private static async Task<Ticket> PaidAsync(Shop shop, params (string, int)[] lines)
    {
        var order = await shop.BuysAsync("a", lines);
        Assert.Equal(AttemptState.Approved, (await shop.PaysAsync(order, "bank")).State);
        return order;
    }

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services.AddSingleton<IPaymentProvider>(bank));
        await shop.SellsAsync("mug", 12_000, 10);
        await shop.SellsAsync("pan", 30_000, 10);
        await shop.SellsAsync("cup", 5_000, 10);
        return shop;
    }
}
