using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Onair.Host.Cli;
using Onair.Orders;
using Onair.Payments;
using Onair.Sandbox;
using Onair.Sandbox.Notices;
using Onair.Sandbox.Toss;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Simulation.Storm;

/// <summary>
/// Payments by the thousand through the real wire to the sandbox, in time that the storm moves, while answers are lost
/// and late, notices are doubled, dropped and out of order, and the shop's process dies again and again.
/// </summary>
internal sealed class PaymentStorm : IAsyncDisposable
{
    private const int waveSize = 250;
    private const int wavesPerCrash = 5;
    private const long price = 10_000;

    /// <summary>The tail: notices are sent again for four days, and accounts wait for a week.</summary>
    private static readonly TimeSpan tail = TimeSpan.FromDays(9);

    private readonly Shop shop;
    private readonly SandboxHost sandbox;
    private readonly StormDoor door;
    private readonly StormClock clock;
    private readonly StormReport report;
    private readonly Random random;
    private readonly List<(Ticket Order, StormCustomer Customer)> customers = [];
    private readonly RefundAccount account = new("91", "12345678901", "김온에어");

    /// <summary>Asked once a day of the tail, not at every step.</summary>
    private readonly HashSet<(Guid Order, int Day)> asked = [];

    private PaymentStorm(Shop shop, SandboxHost sandbox, StormDoor door, int seed)
    {
        this.shop = shop;
        this.sandbox = sandbox;
        this.door = door;
        clock = new StormClock(shop.Time, sandbox);
        report = new StormReport { Seed = seed };
        random = new Random(seed);
    }

    public static async Task<PaymentStorm> OpenAsync(Dialect dialect, int seed)
    {
        var home = await TestDatabase.CreateAsync(dialect);
        var gateways = SandboxHost.Build(["--seed", $"{(uint)seed + 1}"], home.Time);
        await gateways.StartAsync();
        var settings = SandboxProcess.Settings(new Uri(gateways.Url + "/"))
            .Select(setting => setting["--".Length..].Split('=', 2))
            .ToDictionary(parts => parts[0], string? (parts) => parts[1]);
        var opened = await Shop.OpenAsync(home, services => services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        await opened.SellsAsync("mug", price, 10_000_000);
        var notices = await StormDoor.OpenAsync(opened);
        gateways.Toss.Webhooks.Url = notices.NoticeUrl(StormCustomer.Toss).AbsoluteUri;
        gateways.Inicis.Notices.Url = notices.NoticeUrl(StormCustomer.Inicis).AbsoluteUri;
        return new PaymentStorm(opened, gateways, notices, seed);
    }

    /// <param name="count">Payments.</param>
    /// <param name="tell">Progress, for who waits.</param>
    public async Task<StormReport> RunAsync(int count, Action<string> tell)
    {
        var began = clock.Now;
        Blow();
        for (var wave = 1; report.Payments < count; wave++)
        {
            await WaveAsync(Math.Min(waveSize, count - report.Payments));
            if (wave % wavesPerCrash == 0) await CrashAsync();
            if (wave % 20 == 0) tell($"{report.Payments:N0} payments, {report.Crashes} crashes");
        }

        tell("the storm is over; waiting for the last news");
        sandbox.Faults.Clear();
        await SettleAsync();
        report.VirtualTime = clock.Now - began;
        report.Calls = sandbox.Faults.Counts().ToDictionary(c => c.Call, c => (c.Calls, c.Faults));
        await StormBooks.CompareAsync(shop, sandbox, [.. customers.Select(c => c.Order)], report);
        await VerifyAsync();
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        await door.DisposeAsync();
        await shop.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    /// <summary>
    /// 5 % of answers lost after processing, 5 % late; 2 % of notices doubled, dropped, out of order.
    /// </summary>
    private void Blow()
    {
        foreach (var call in StormFaults.Calls) sandbox.Faults.Set(call, StormFaults.Setting);
        sandbox.Toss.Webhooks.Faults = new WebhookFaults(Drop: 0.02, Duplicate: 0.02, Reorder: 0.02);
        sandbox.Inicis.Notices.Faults = new NoticeFaults(Drop: 0.02, Duplicate: 0.02, Reorder: 0.02);
    }

    private async Task WaveAsync(int count)
    {
        var wave = new List<(Ticket Order, StormCustomer Customer)>(count);
        for (var i = 0; i < count; i++)
        {
            var pieces = 1 + random.Next(3);
            var order = await shop.BuysAsync($"storm-{customers.Count + i}", ("mug", pieces));
            wave.Add((order, StormCustomer.Draw(random)));
        }

        customers.AddRange(wave);
        report.Payments += count;
        foreach (var (order, customer) in wave) await VisitAsync(order, customer);
        await clock.RunAsync(WorkAsync());
        foreach (var (order, customer) in wave) await AfterAsync(order, customer);
        clock.Forward(TimeSpan.FromSeconds(random.Next(1, 20)));
        await clock.RunAsync(WorkAsync());
        await shop.ExpireAsync();
    }

    /// <summary>To the window and back, or not.</summary>
    private async Task VisitAsync(Ticket order, StormCustomer customer)
    {
        var started = await shop.Get<StartPayments>().RunAsync(
            new StartPayment(order.Number, order.Token, customer.Provider, customer.Method));
        var attempt = started.Attempt!;
        var visitor = new WindowVisitor(door.Url, customer.IsPhone, IsEnglish: false);
        var window = await shop.Get<OpenWindows>().RunAsync(attempt.Id, order.Token, visitor, Shop.Cancel);
        var back = customer.Provider == StormCustomer.Toss
            ? StormWindows.VisitToss(sandbox, attempt, window.Step.Fields, customer)
            : StormWindows.VisitInicis(sandbox, window.Step.Fields, customer);
        if (customer.Window == WindowDeed.NeverComesBack) return;
        await BackAsync(attempt, back);
        if (customer.Window == WindowDeed.ComesBackTwice) await BackAsync(attempt, back);
        if (customer.Window == WindowDeed.CancelsTheOrderMeanwhile) await shop.CancelsAsync(order);
    }

    private Task BackAsync(Attempt attempt, BrowserReturn back) => shop.Get<ResumePayments>().RunAsync(
        new ResumePayment(attempt.Id, shop.Get<WindowTokens>().Of(attempt.Id), back), Shop.Cancel);

    private async Task AfterAsync(Ticket order, StormCustomer customer)
    {
        var shown = await shop.SeeAsync(order);
        foreach (var attempt in shown.Attempts)
        {
            // Four in five pay into their account.
            if (attempt.State == AttemptState.AwaitingDeposit && random.Next(5) > 0)
                StormWindows.Deposit(sandbox, attempt);
        }

        if (customer.After == AfterDeed.CancelsAll) await shop.CancelsAsync(order);
        else if (customer.After == AfterDeed.CancelsSome) await shop.CancelsAsync(order, ("mug", 1));
    }

    private Task WorkAsync() => shop.WorkTogetherAsync();

    /// <summary>The process dies in the middle of its work, wherever that is, and another one starts.</summary>
    private async Task CrashAsync()
    {
        var work = shop.WorkTogetherAsync();
        await Task.WhenAny(work, Task.Delay(random.Next(1, 30)));
        await shop.CrashAsync(work);
        report.Crashes++;
        // What the dead had leased comes free.
        clock.Forward(TimeSpan.FromSeconds(91));
        await clock.RunAsync(WorkAsync());
    }

    /// <summary>Until nothing moves any more: quickly through the hour of sessions, then in hours.</summary>
    private async Task SettleAsync()
    {
        var until = clock.Now + tail;
        var quick = clock.Now + TimeSpan.FromMinutes(30);
        while (clock.Now < until)
        {
            clock.Forward(clock.Now < quick ? TimeSpan.FromSeconds(30) : TimeSpan.FromHours(1));
            await clock.RunAsync(Task.WhenAll(
                sandbox.Toss.Webhooks.WhenQuietAsync(), sandbox.Inicis.Notices.WhenQuietAsync()));
            await clock.RunAsync(WorkAsync());
            await shop.TickAsync();
            await GiveAccountsAsync();
        }
    }

    /// <summary>Whoever paid into an account says where the money goes back to, as soon as somebody asks.</summary>
    private async Task GiveAccountsAsync()
    {
        foreach (var (order, customer) in customers)
        {
            if (customer.Method != PaymentMethod.VirtualAccount || !asked.Add((order.Id, clock.Now.Day))) continue;
            await shop.Get<GiveRefundAccounts>().RunAsync(order.Number, order.Token, account, Shop.Cancel);
        }
    }

    private async Task VerifyAsync()
    {
        foreach (var verification in await shop.FindingsAsync())
        {
            foreach (var found in verification.Findings)
                report.Find($"{found.Invariant} {found.Row}: {found.Detail}");
        }

        var stock = await shop.StockAsync("mug");
        if (stock.Held != 0) report.Find($"{stock.Held} pieces are held for ever");
    }
}
