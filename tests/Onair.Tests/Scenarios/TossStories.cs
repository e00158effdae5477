using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Onair.Host.Cli;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Sandbox;
using Onair.Sandbox.Toss;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>
/// Payments through Toss that nobody works on any more: the browser is gone, the job is lost, the worker died. The
/// wire is real, and the time of shop and gateway is moved.
/// </summary>
public sealed class TossStories : IAsyncDisposable
{
    private const long price = 12_000;

    /// <summary>Jobs that were purged by hand, or lost with a bad restore.</summary>
    private static readonly Sql forgetJobs = new("DELETE FROM jobs");

    private static readonly TimeSpan lost = new OrdersOptions().LostAfter + TimeSpan.FromMinutes(1);

    private SandboxHost? sandbox;

    private SandboxHost Sandbox => sandbox!;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Browser_that_never_comes_back_is_asked_about_and_costs_nobody_anything(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await StartAsync(shop);
        await VisitAsync(shop, attempt);
        await FindLostAsync(shop);
        Assert.Equal(0, Calls("toss.query"));

        shop.Forward(lost);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        // Authenticated and not captured: Toss says so, and the order's time is left to run.
        Assert.Equal((1, 0), (Calls("toss.query"), Calls("toss.confirm")));
        Assert.Equal(AttemptState.Prepared, (await shop.SeeAsync(order)).Attempts[0].State);

        shop.Forward(TimeSpan.FromMinutes(6));
        await shop.ExpireAsync();
        await FindLostAsync(shop);
        await shop.WorkAsync();
        var shown = await shop.SeeAsync(order);
        Assert.Equal((OrderStatus.Expired, AttemptState.Canceled), (shown.Order.Status, shown.Attempts[0].State));
        Assert.Equal((0L, 0), (Sandbox.Bank.Total.Charged, Calls("toss.confirm")));
        Assert.Equal(0, (await shop.StockAsync("mug")).Held);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Window_that_was_never_reached_is_asked_about_too(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, _) = await StartAsync(shop);
        shop.Forward(lost);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        Assert.Equal(1, Calls("toss.query"));
        Assert.Equal(AttemptState.Prepared, (await shop.SeeAsync(order)).Attempts[0].State);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Capture_that_our_books_never_heard_of_is_found_by_the_open_window(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await StartAsync(shop);
        var back = await VisitAsync(shop, attempt);
        // Another node took the browser back and confirmed, and what it wrote was lost with its database.
        await ConfirmAsync(back);
        shop.Forward(lost);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        var shown = await shop.SeeAsync(order);
        Assert.Equal((OrderStatus.Paid, AttemptState.Approved), (shown.Order.Status, shown.Attempts[0].State));

        // The browser comes back after all.
        Assert.Equal(ResumePaymentStatus.AlreadyResumed, await BackAsync(shop, attempt, back));
        await shop.WorkAsync();
        Assert.Equal((price, 1), (Sandbox.Bank.Total.Charged, Sandbox.Bank.Total.Captures));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_whose_job_was_lost_is_made_once(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await StartAsync(shop);
        Assert.Equal(
            ResumePaymentStatus.Resumed, await BackAsync(shop, attempt, await VisitAsync(shop, attempt)));
        await ForgetJobsAsync(shop);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        // Too fresh to be lost.
        Assert.Equal(0, Calls("toss.confirm"));

        shop.Forward(lost);
        await FindLostAsync(shop);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal((1, 1, price), (Calls("toss.confirm"), Sandbox.Bank.Total.Captures, Sandbox.Bank.Total.Charged));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_that_reached_Toss_before_its_worker_died_is_counted_and_not_made_again(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await StartAsync(shop);
        var back = await VisitAsync(shop, attempt);
        await BackAsync(shop, attempt, back);
        await SealAsync(shop, attempt);
        await ConfirmAsync(back);
        await ForgetJobsAsync(shop);
        await shop.RestartAsync();
        shop.Forward(lost);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        // The one confirm is that of the dead worker.
        Assert.Equal((1, price), (Calls("toss.confirm"), Sandbox.Bank.Total.Charged));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_that_never_reached_Toss_is_made_while_its_session_is_open(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await StartAsync(shop);
        await BackAsync(shop, attempt, await VisitAsync(shop, attempt));
        await SealAsync(shop, attempt);
        await ForgetJobsAsync(shop);
        shop.Forward(lost);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal((1, price), (Calls("toss.confirm"), Sandbox.Bank.Total.Charged));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_that_never_reached_Toss_is_given_up_when_its_session_is_over(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await StartAsync(shop);
        await BackAsync(shop, attempt, await VisitAsync(shop, attempt));
        await SealAsync(shop, attempt);
        await ForgetJobsAsync(shop);
        shop.Forward(TimeSpan.FromMinutes(12));
        for (var turn = 0; turn < 10; turn++)
        {
            await shop.ExpireAsync();
            await FindLostAsync(shop);
            await shop.WorkAsync();
            shop.Forward(TimeSpan.FromMinutes(2));
        }

        var shown = await shop.SeeAsync(order);
        Assert.Equal((OrderStatus.Expired, AttemptState.Declined), (shown.Order.Status, shown.Attempts[0].State));
        Assert.Equal((0, 0L), (Calls("toss.confirm"), Sandbox.Bank.Total.Charged));
        Assert.Equal(0, (await shop.StockAsync("mug")).Held);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Job_from_before_gateways_had_workers_of_their_own_still_runs(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await StartAsync(shop);
        await BackAsync(shop, attempt, await VisitAsync(shop, attempt));
        await ForgetJobsAsync(shop);
        var job = ApprovePayments.JobOf(attempt, shop.Now) with { Kind = ApprovePayments.JobKind };
        await shop.Database.WriteAsync(
            open => shop.Get<JobQueue>().EnqueueAsync(open, [job], Shop.Cancel), Shop.Cancel);
        shop.Forward(lost);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        // It covers its attempt: nobody else was sent.
        Assert.Equal(1, Calls("toss.confirm"));
        await shop.VerifyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null) await sandbox.DisposeAsync();
    }

    private static Task FindLostAsync(Shop shop) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "orders.find-lost-payments").RunAsync(Shop.Cancel);

    private static Task ForgetJobsAsync(Shop shop) =>
        shop.Database.WriteAsync(open => open.ExecuteAsync(forgetJobs, null, Shop.Cancel), Shop.Cancel);

    /// <summary>A worker seals it, and is never heard of again.</summary>
    private static Task SealAsync(Shop shop, Attempt attempt) => shop.Database.WriteAsync(
        open => shop.Get<BeginApproval>().RunAsync(open, [attempt.Id], shop.Now, Shop.Cancel), Shop.Cancel);

    private static async Task<(Ticket Order, Attempt Attempt)> StartAsync(Shop shop)
    {
        var order = await shop.BuysAsync("a", ("mug", 1));
        var started = await shop.StartsToPayAsync(order, "toss");
        Assert.Equal(StartPaymentStatus.Started, started.Status);
        return (order, started.Attempt!);
    }

    private static async Task<ResumePaymentStatus> BackAsync(
        Shop shop, Attempt attempt, Dictionary<string, string> query) => (await shop.Get<ResumePayments>().RunAsync(
        new ResumePayment(
            attempt.Id, shop.Get<WindowTokens>().Of(attempt.Id),
            new BrowserReturn(query, new Dictionary<string, string>())),
        Shop.Cancel)).Status;

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var home = await TestDatabase.CreateAsync(dialect);
        sandbox = SandboxHost.Build([], home.Time);
        await sandbox.StartAsync();
        var settings = SandboxProcess.Settings(new Uri(sandbox.Url + "/"))
            .Select(setting => setting["--".Length..].Split('=', 2))
            .ToDictionary(parts => parts[0], string? (parts) => parts[1]);
        var shop = await Shop.OpenAsync(home, services => services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        await shop.SellsAsync("mug", price, 10);
        return shop;
    }

    /// <summary>The customer says yes in the window; what the browser would bring back.</summary>
    private async Task<Dictionary<string, string>> VisitAsync(Shop shop, Attempt attempt)
    {
        var shown = await shop.Get<ShowOrders>().ByNumberAsync(attempt.OrderNumber, Shop.Cancel);
        var token = shop.Get<OrderTokens>().Of(shown!.Order.Id);
        var visitor = new WindowVisitor(new Uri("https://shop.example"), IsMobile: false, IsEnglish: false);
        var window = await shop.Get<OpenWindows>().RunAsync(attempt.Id, token, visitor, Shop.Cancel);
        var fields = window.Step.Fields;
        var made = TossControlApi.Open(Sandbox.Toss, new TossWindowRequest(
            fields["orderId"], attempt.Amount, Method: fields["method"], Card: "haru",
            SuccessUrl: fields["successUrl"], FailUrl: fields["failUrl"])).Result as Ok<TossWindowView>;
        return QueryHelpers.ParseQuery(new Uri(made!.Value!.Redirect!).Query)
            .ToDictionary(f => f.Key, f => f.Value.ToString());
    }

    /// <summary>A confirm of this shop's that its own books do not know.</summary>
    private async Task ConfirmAsync(Dictionary<string, string> back)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Sandbox.Url) };
        http.DefaultRequestHeaders.Authorization = Tests.Sandbox.SandboxShop.Basic(
            Tests.Sandbox.SandboxShop.SecretKey + ":");
        using var answer = await http.PostAsJsonAsync(
            new Uri("/v1/payments/confirm", UriKind.Relative),
            new
            {
                paymentKey = back["paymentKey"],
                orderId = back["orderId"],
                amount = long.Parse(back["amount"], System.Globalization.CultureInfo.InvariantCulture),
            },
            Shop.Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private int Calls(string call) =>
        (int)(Sandbox.Faults.Counts().SingleOrDefault(count => count.Call == call)?.Calls ?? 0);
}
