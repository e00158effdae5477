using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;

namespace Onair.Tests.Scenarios;

/// <summary>Customers who go to a provider's window and come back from it, or do not, or seem to.</summary>
public sealed class WindowStories
{
    private static readonly WindowVisitor visitor = new(new Uri("https://shop.example"), false, false);

    private readonly ScriptedProvider gateway = new() { HasWindow = true };
    private readonly ScriptedProvider other = new() { Name = "other", HasWindow = true };
    private int approvals;

    public WindowStories() => gateway.OnApprove = (attempt, _, _) =>
    {
        approvals++;
        return Task.FromResult(ScriptedProvider.Yes(attempt));
    };

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nothing_is_asked_of_the_provider_before_the_browser_is_back(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = await StartAsync(shop, order);
        var window = await shop.Get<OpenWindows>().RunAsync(attempt.Id, order.Token, visitor, Shop.Cancel);
        Assert.Equal(OpenWindowStatus.Opened, window.Status);
        Assert.Equal("물건 mug", window.Step.Fields["what"]);
        await shop.WorkAsync();
        Assert.Equal((0, AttemptState.Prepared), (approvals, await StateAsync(shop, order)));

        Assert.Equal(ResumePaymentStatus.Resumed, await BackAsync(shop, attempt, Said("ok")));
        await shop.WorkAsync();
        Assert.Equal((1, AttemptState.Approved), (approvals, await StateAsync(shop, order)));
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Return_page_that_is_loaded_again_approves_once(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = await StartAsync(shop, order);
        Assert.Equal(ResumePaymentStatus.Resumed, await BackAsync(shop, attempt, Said("ok")));
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, attempt, Said("ok", session: "other")));
        await shop.WorkAsync();
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, attempt, Said("ok")));
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, attempt, Said("gave-up")));
        await shop.WorkAsync();
        Assert.Equal((1, AttemptState.Approved), (approvals, await StateAsync(shop, order)));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Forged_returns_change_nothing(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = await StartAsync(shop, order);
        var strangers = shop.Get<WindowTokens>().Of(Guid.CreateVersion7());
        foreach (var token in new[] { "", "x", strangers, order.Token })
        {
            Assert.Equal(ResumePaymentStatus.UnknownAttempt, await BackAsync(shop, attempt, Said("ok"), token));
            Assert.Equal(ResumePaymentStatus.UnknownAttempt, await BackAsync(shop, attempt, Said("gave-up"), token));
        }

        Assert.Equal(ResumePaymentStatus.Invalid, await BackAsync(shop, attempt, Said("")));
        Assert.Equal(ResumePaymentStatus.AmountDiffers, await BackAsync(shop, attempt, Said("ok", amount: "1")));
        await shop.WorkAsync();
        Assert.Equal((0, AttemptState.Prepared), (approvals, await StateAsync(shop, order)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Customer_who_gives_up_or_is_refused_may_try_again(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var first = await StartAsync(shop, order);
        Assert.Equal(ResumePaymentStatus.GivenUp, await BackAsync(shop, first, Said("gave-up")));
        var second = await StartAsync(shop, order);
        Assert.Equal(2, second.Number);
        Assert.Equal(ResumePaymentStatus.Refused, await BackAsync(shop, second, Said("no")));
        var third = await StartAsync(shop, order);

        // The first window stands open still, and what it says is of no interest any more.
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, first, Said("ok")));
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, second, Said("gave-up")));
        Assert.Equal(ResumePaymentStatus.Resumed, await BackAsync(shop, third, Said("ok")));
        await shop.WorkAsync();
        Assert.Equal((1, OrderStatus.Paid), (approvals, (await shop.SeeAsync(order)).Order.Status));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Customer_may_turn_to_another_provider_while_the_window_stands_open(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var first = await StartAsync(shop, order);
        var second = await StartAsync(shop, order, "other");
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(AttemptState.Canceled, (await shop.SeeAsync(order)).Attempts[0].State);
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, first, Said("ok")));
        await shop.WorkAsync();
        Assert.Equal((0, AttemptState.Prepared), (approvals, await StateAsync(shop, order)));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nobody_turns_away_from_an_attempt_that_is_being_approved(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var first = await StartAsync(shop, order);
        await BackAsync(shop, first, Said("ok"));
        foreach (var state in new[] { AttemptState.Authenticated, AttemptState.Unknown })
        {
            var asked = await shop.StartsToPayAsync(order, "other");
            Assert.Equal((StartPaymentStatus.AlreadyStarted, first.Id), (asked.Status, asked.Attempt!.Id));
            Assert.Equal(state, await StateAsync(shop, order));
            gateway.OnApprove = (_, _, _) => Task.FromResult(ProviderAnswer.Unknown("LOST"));
            gateway.OnQuery = _ => ProviderAnswer.Unknown("LOST");
            await shop.WorkAsync();
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_whose_time_was_over_before_the_browser_came_back_is_not_charged(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = await StartAsync(shop, order);
        shop.Forward(TimeSpan.FromMinutes(11));
        await shop.ExpireAsync();
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, attempt, Said("ok")));
        await shop.WorkAsync();
        Assert.Equal((0, OrderStatus.Expired), (approvals, (await shop.SeeAsync(order)).Order.Status));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Shop_chooses_the_well_provider_and_leaves_an_unknown_attempt_where_it_is(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var stuck = await shop.BuysAsync("stuck", ("mug", 1));
        var attempt = await StartAsync(shop, stuck);
        gateway.OnApprove = (_, _, _) => throw new HttpRequestException("no line");
        gateway.OnQuery = _ => throw new HttpRequestException("no line");
        await BackAsync(shop, attempt, Said("ok"));
        await shop.WorkAsync();
        for (var i = 0; i < 10; i++)
        {
            shop.Forward(TimeSpan.FromSeconds(1));
            await shop.WorkAsync();
        }

        var health = shop.Get<Onair.Payments.Routing.ProviderHealth>();
        Assert.Equal(AttemptState.Unknown, await StateAsync(shop, stuck));
        for (var i = 0; i < 5; i++) health.Ended("scripted", health.Began("scripted"), failed: true);
        for (var i = 0; i < 20; i++)
        {
            var order = await shop.BuysAsync($"well-{i}", ("mug", 1));
            var started = await shop.Get<StartPayments>().RunAsync(
                new StartPayment(order.Number, order.Token, null, PaymentMethod.Card));
            Assert.Equal("other", started.Attempt!.Provider);
        }

        var again = await shop.Get<StartPayments>().RunAsync(
            new StartPayment(stuck.Number, stuck.Token, null, PaymentMethod.Card));
        Assert.Equal((StartPaymentStatus.AlreadyStarted, attempt.Id), (again.Status, again.Attempt!.Id));
    }

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services
            .AddSingleton<IPaymentProvider>(gateway).AddSingleton<IPaymentProvider>(other));
        await shop.SellsAsync("mug", 12_000, 100);
        return shop;
    }

    private static async Task<Attempt> StartAsync(Shop shop, Ticket order, string provider = "scripted")
    {
        var started = await shop.StartsToPayAsync(order, provider);
        Assert.Equal(StartPaymentStatus.Started, started.Status);
        return started.Attempt!;
    }

    private static BrowserReturn Said(string says, string amount = "12000", string session = "key") => new(
        new Dictionary<string, string>(),
        new Dictionary<string, string> { ["says"] = says, ["amount"] = amount, ["session"] = session });

    private static async Task<ResumePaymentStatus> BackAsync(
        Shop shop, Attempt attempt, BrowserReturn returned, string? token = null) =>
        (await shop.Get<ResumePayments>().RunAsync(
            new ResumePayment(attempt.Id, token ?? shop.Get<WindowTokens>().Of(attempt.Id), returned), Shop.Cancel))
            .Status;

    private static async Task<AttemptState> StateAsync(Shop shop, Ticket order) =>
        (await shop.SeeAsync(order)).Attempts[^1].State;
}
