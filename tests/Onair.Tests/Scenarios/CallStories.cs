using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Onair.Calls.Ars;
using Onair.Host.Cli;
using Onair.Orders;
using Onair.Payments;
using Onair.Sandbox;
using Onair.Sandbox.Toss;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>A call from the first word to the money, through the sandbox's Toss.</summary>
public sealed class CallStories
{
    private const string caller = "01012345678";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Caller_orders_by_digits_pays_into_an_account_and_has_an_order_that_is_paid(Dialect dialect)
    {
        var home = await TestDatabase.CreateAsync(dialect);
        await using var sandbox = SandboxHost.Build([], home.Time);
        await sandbox.StartAsync();
        var settings = SandboxProcess.Settings(new Uri(sandbox.Url + "/"))
            .Select(setting => setting["--".Length..].Split('=', 2))
            .ToDictionary(parts => parts[0], string? (parts) => parts[1]);
        await using var shop = await Shop.OpenAsync(home, services => services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        await shop.SellsAsync("mug", 12_000, 10);
        var (_, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 5, 3));

        string[] pressed = ["", "1", "2", "1"];
        AnsweredCall told = default;
        for (var seq = 1; seq <= pressed.Length; seq++)
        {
            shop.Forward(TimeSpan.FromSeconds(10));
            var kind = seq == 1 ? CallEventKind.Started : CallEventKind.Digits;
            told = await shop.Get<AnswerCalls>().RunAsync(
                new CallEvent("c-1", seq, kind, caller, pressed[seq - 1], false, null), Shop.Cancel);
        }

        var ordered = told.Answer!.Order!;
        Assert.Equal((CallStep.Done, 19_800L), (told.Answer.Step, ordered.Total));
        var order = new Ticket(ordered.Number, shop.Get<OrderTokens>().Of(ordered.Id), ordered.Id);
        Assert.Equal((3, 2L), ((await shop.OfferAsync(offers[0])).Left, (await shop.OfferAsync(offers[0])).Held));

        await DepositAsync(shop, sandbox, order);
        for (var turn = 0; turn < 6; turn++)
        {
            shop.Forward(TimeSpan.FromMinutes(6));
            await shop.WorkAsync();
        }

        var shown = await shop.SeeAsync(order);
        Assert.Equal(
            (OrderStatus.Paid, Channel.Phone, "virtual-account"),
            (shown.Order.Status, shown.Order.Channel, shown.Attempts[^1].Method));
        Assert.Equal(19_800, sandbox.Bank.Total.Charged);
        Assert.Equal((2L, 0L), ((await shop.OfferAsync(offers[0])).Sold, (await shop.OfferAsync(offers[0])).Held));
        await shop.DeliverAsync();
        await shop.VerifyAsync();
    }

    /// <summary>The caller opens the link, chooses an account in the window, and pays into it at their bank.</summary>
    private static async Task DepositAsync(Shop shop, SandboxHost sandbox, Ticket order)
    {
        var started = await shop.Get<StartPayments>().RunAsync(
            new StartPayment(order.Number, order.Token, "toss", PaymentMethod.VirtualAccount));
        var attempt = started.Attempt!;
        var visitor = new WindowVisitor(new Uri("https://shop.example"), IsMobile: true, IsEnglish: false);
        var window = await shop.Get<OpenWindows>().RunAsync(attempt.Id, order.Token, visitor, Shop.Cancel);
        var made = TossControlApi.Open(sandbox.Toss, new TossWindowRequest(
            window.Step.Fields["orderId"], attempt.Amount, Method: window.Step.Fields["method"],
            SuccessUrl: window.Step.Fields["successUrl"], FailUrl: window.Step.Fields["failUrl"])).Result
            as Microsoft.AspNetCore.Http.HttpResults.Ok<TossWindowView>;
        var back = QueryHelpers.ParseQuery(new Uri(made!.Value!.Redirect!).Query)
            .ToDictionary(f => f.Key, f => f.Value.ToString());
        await shop.Get<ResumePayments>().RunAsync(
            new ResumePayment(
                attempt.Id, shop.Get<WindowTokens>().Of(attempt.Id),
                new BrowserReturn(back, new Dictionary<string, string>())),
            Shop.Cancel);
        await shop.WorkAsync();
        var waiting = (await shop.SeeAsync(order)).Attempts[^1];
        Assert.Equal(AttemptState.AwaitingDeposit, waiting.State);
        sandbox.Toss.Books.Deposit(waiting.ProviderReference!, waiting.Amount);
    }
}
