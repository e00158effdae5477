using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>Stock that is set aside, the clock that runs, and payments whose outcome nobody knows.</summary>
public sealed class HoldStories
{
    private static readonly TimeSpan hold = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan moment = TimeSpan.FromMilliseconds(1);

    private readonly Bank bank = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Hold_that_nobody_pays_ends_and_its_stock_comes_back(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 3));
        Assert.Equal((5, 3, 2), await CountAsync(shop));
        Assert.Equal(PlaceOrderStatus.SoldOut, (await shop.PlaceAsync(shop.Order("b", ("mug", 3)))).Status);

        // The deadline itself is still in time.
        shop.Forward(hold);
        await shop.ExpireAsync();
        Assert.Equal(OrderStatus.Placed, (await shop.SeeAsync(order)).Order.Status);

        shop.Forward(moment);
        await shop.ExpireAsync();
        Assert.Equal(OrderStatus.Expired, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal((5, 0, 5), await CountAsync(shop));
        Assert.Equal(StartPaymentStatus.NotPayable, (await shop.StartsToPayAsync(order)).Status);
        await shop.BuysAsync("b", ("mug", 3));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Payment_in_time_ends_the_hold_and_time_has_no_say_any_more(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 3));
        shop.Forward(hold - moment);
        Assert.Equal(AttemptState.Approved, (await shop.PaysAsync(order, "bank")).State);
        shop.Forward(TimeSpan.FromDays(30));
        await shop.ExpireAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal((2, 0, 2), await CountAsync(shop));
        Assert.Equal(36_000, bank.Kept(order.Number));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Payment_that_begins_at_the_deadline_is_too_late(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        Assert.Equal(StartPaymentStatus.Started, (await shop.StartsToPayAsync(order, "bank")).Status);
        shop.Forward(hold);
        Assert.Equal(StartPaymentStatus.NotPayable, (await shop.StartsToPayAsync(order, "bank")).Status);
        await shop.WorkAsync();
        var shown = await shop.SeeAsync(order);
        Assert.Equal(
            (OrderStatus.Placed, AttemptState.Canceled), (shown.Order.Status, Assert.Single(shown.Attempts).State));
        Assert.Equal(0, bank.Captures(order.Number));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Hold_lasts_while_a_payment_is_unknown_and_the_late_yes_pays(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 3));
        (bank.Mood, bank.IsSilent) = (BankMood.LosesTheAnswer, true);
        Assert.Equal(AttemptState.Unknown, (await shop.PaysAsync(order, "bank")).State);

        for (var i = 0; i < 3; i++)
        {
            shop.Forward(hold + moment);
            await shop.WorkAsync();
            await shop.ExpireAsync();
            var waiting = (await shop.SeeAsync(order)).Order;
            Assert.Equal((OrderStatus.Placed, 1), (waiting.Status, waiting.Version));
            Assert.Equal(shop.Now + TimeSpan.FromMinutes(1), waiting.PayBefore);
            Assert.Equal((5, 3, 2), await CountAsync(shop));
        }

        bank.IsSilent = false;
        shop.Forward(hold);
        await shop.WorkAsync();
        var shown = await shop.SeeAsync(order);
        Assert.Equal(
            (OrderStatus.Paid, AttemptState.Approved), (shown.Order.Status, Assert.Single(shown.Attempts).State));
        Assert.Equal((2, 0, 2), await CountAsync(shop));
        Assert.Equal((1, 36_000L), (bank.Captures(order.Number), bank.Kept(order.Number)));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Payment_that_never_happened_is_known_when_its_session_is_over_and_another_one_pays(
        Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        bank.Mood = BankMood.LosesTheRequest;
        Assert.Equal(AttemptState.Unknown, (await shop.PaysAsync(order, "bank")).State);
        Assert.Equal(StartPaymentStatus.AlreadyStarted, (await shop.StartsToPayAsync(order, "bank")).Status);

        shop.Forward(bank.SessionWindow - moment);
        await shop.WorkAsync();
        Assert.Equal(AttemptState.Unknown, Assert.Single((await shop.SeeAsync(order)).Attempts).State);
        shop.Forward(bank.SessionWindow);
        await shop.WorkAsync();
        Assert.Equal(AttemptState.Declined, Assert.Single((await shop.SeeAsync(order)).Attempts).State);

        bank.Mood = BankMood.Approves;
        Assert.Equal((AttemptState.Approved, 2), await StateAsync(shop.PaysAsync(order, "bank")));
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal(1, bank.Captures(order.Number));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Yes_that_comes_after_the_order_expired_is_paid_back(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 3));
        // The money moved, and the bank says "not found" until its session is over: we may believe it then, and it was
        // wrong.
        (bank.Mood, bank.IsForgetful) = (BankMood.LosesTheAnswer, true);
        var attempt = await shop.PaysAsync(order, "bank");
        shop.Forward(bank.SessionWindow);
        await shop.WorkAsync();
        Assert.Equal(AttemptState.Declined, Assert.Single((await shop.SeeAsync(order)).Attempts).State);
        shop.Forward(hold);
        await shop.ExpireAsync();
        Assert.Equal(36_000, bank.Kept(order.Number));

        var late = AttemptAnswer.Of(attempt, Bank.Approved(attempt), shop.Now);
        var settled = await shop.Get<SettlePayments>().RunAsync([late], [], Shop.Cancel);
        Assert.Equal(SettleStatus.Late, Assert.Single(settled).Status);
        await shop.WorkAsync();
        var shown = await shop.SeeAsync(order);
        Assert.Equal(
            (OrderStatus.Expired, AttemptState.Refunded), (shown.Order.Status, Assert.Single(shown.Attempts).State));
        Assert.Equal((5, 0, 5), await CountAsync(shop));
        Assert.Equal(0, bank.Kept(order.Number));

        // The same news again is old news.
        Assert.Equal(
            SettleStatus.AlreadySettled,
            Assert.Single(await shop.Get<SettlePayments>().RunAsync([late], [], Shop.Cancel)).Status);
        await shop.WorkAsync();
        Assert.Equal(0, bank.Kept(order.Number));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Worker_that_died_after_the_call_is_followed_by_a_question_and_never_by_a_second_call(
        Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = (await shop.StartsToPayAsync(order, "bank")).Attempt!;
        var begun = await shop.Database.WriteAsync(
            open => shop.Get<BeginApproval>().RunAsync(open, [attempt.Id], shop.Now, Shop.Cancel), Shop.Cancel);
        await bank.ApproveAsync(begun[0].Attempt!, 1, Shop.Cancel);
        await shop.RestartAsync();

        // A bank that would take the money again if it were asked to.
        shop.Forward(TimeSpan.FromSeconds(2));
        await shop.WorkAsync();
        shop.Forward(TimeSpan.FromSeconds(2));
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal((1, 12_000L), (bank.Captures(order.Number), bank.Kept(order.Number)));
        await shop.VerifyAsync();
    }

    private static async Task<(AttemptState State, int Number)> StateAsync(Task<Attempt> paying)
    {
        var attempt = await paying;
        return (attempt.State, attempt.Number);
    }

    private static async Task<(long OnHand, long Held, long Available)> CountAsync(Shop shop)
    {
        var stock = await shop.StockAsync("mug");
        return (stock.OnHand, stock.Held, stock.Available);
    }

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services.AddSingleton<IPaymentProvider>(bank));
        await shop.SellsAsync("mug", 12_000, 5);
        return shop;
    }
}
