using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Onair.Alarms;
using Onair.Broadcasts;
using Onair.Caches;
using Onair.Calls;
using Onair.Carts;
using Onair.Catalog;
using Onair.Customers;
using Onair.Host.Storefront.Contracts;
using Onair.Incidents;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Mail;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Primitives;
using Onair.Ratings;
using Onair.Runbooks;
using Onair.Series;
using Onair.Staff;
using Onair.Storage;
using Onair.Webhooks;

namespace Onair.Tests.Fixtures;

/// <summary>
/// All rooms of a shop over one test database, wired as in production but without doors and with nothing that works by
/// itself: the test turns the crank and moves the clock.
/// </summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly TestDatabase home;
    private readonly Action<IServiceCollection> configure;
    private readonly Dictionary<string, long> prices = new(StringComparer.Ordinal);
    private ServiceProvider rooms;
    private CancellationTokenSource death = new();
    private int keys;

    private Shop(TestDatabase home, Action<IServiceCollection> configure)
    {
        this.home = home;
        this.configure = configure;
        rooms = Wire();
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Database Database => home.Database;

    public TestDatabase Home => home;

    public FakeTimeProvider Time => home.Time;

    /// <summary>Letters that left this shop.</summary>
    public PostBox PostBox { get; } = new();

    public DateTimeOffset Now => home.Time.GetUtcNow();

    public static async Task<Shop> OpenAsync(Dialect dialect, Action<IServiceCollection>? configure = null) =>
        await OpenAsync(await TestDatabase.CreateAsync(dialect), configure ?? (_ => { }));

    /// <summary>On a database that exists; the shop's from now on.</summary>
    public static async Task<Shop> OpenAsync(TestDatabase home, Action<IServiceCollection> configure)
    {
        var shop = new Shop(home, configure);
        await shop.LoadTokensAsync();
        return shop;
    }

    public T Get<T>()
        where T : notnull => rooms.GetRequiredService<T>();

    /// <summary>A verb that lives as long as a request.</summary>
    public T Ask<T>()
        where T : notnull => rooms.CreateScope().ServiceProvider.GetRequiredService<T>();

    public void Forward(TimeSpan span) => Time.Advance(span);

    /// <summary>The process ends and another one starts on the same database; the clock goes on.</summary>
    public async Task RestartAsync()
    {
        await rooms.DisposeAsync();
        await home.ReopenAsync();
        rooms = Wire();
        await LoadTokensAsync();
    }

    /// <summary>Puts one thing on the shelf.</summary>
    public async Task<Guid> SellsAsync(string sku, long price, long stock, int? limit = null, bool taxFree = false)
    {
        prices[sku] = price;
        var draft = new ProductDraft
        {
            Name = new LocalText("물건 " + sku, "Thing " + sku),
            Variants =
            [
                new VariantDraft { Sku = sku, Price = new Price(price, TaxFree: taxFree), LimitPerCustomer = limit },
            ],
        };
        return await Database.WriteAsync(
            async open =>
            {
                var saved = await Get<SaveProducts>().RunAsync(open, [draft], skipBad: false, Cancel);
                Assert.Equal(SaveProductsStatus.Saved, saved.Status);
                var id = Assert.Single(saved.NewVariants).Id;
                if (stock > 0)
                    await Get<ReceiveStock>().RunAsync(open, [new Delivery(id, sku, stock)], "test", null, Cancel);
                return id;
            },
            Cancel);
    }

    public async Task ChangePriceAsync(string sku, long price)
    {
        prices[sku] = price;
        var status = await Database.WriteAsync(
            open => Get<ChangePrice>().RunAsync(open, sku, price, null, Cancel), Cancel);
        Assert.Equal(ChangePriceStatus.Changed, status);
    }

    /// <summary>An order of a customer at today's prices, not yet asked for.</summary>
    public PlaceOrder Order(string customer, params IReadOnlyList<(string Sku, int Pieces)> lines) =>
        Order(customer, $"key-{++keys}", Channel.Web, lines);

    public PlaceOrder Order(
        string customer, string key, Channel channel, IReadOnlyList<(string Sku, int Pieces)> lines) =>
        Asked.Order(
            customer, key, channel,
            [.. lines.Select(l => new PlaceOrderLine(l.Sku, l.Pieces, prices.GetValueOrDefault(l.Sku)))]);

    /// <summary>
    /// Puts a show on the air for an hour; its offers can be ordered at once. Their ids, in the order given.
    /// </summary>
    public async Task<(Guid Show, IReadOnlyList<Guid> Offers)> GoesOnAirAsync(
        params IReadOnlyList<(string Sku, long Price, long Allotment, int? Limit)> offers)
    {
        var scheduled = await Get<ScheduleBroadcast>().RunAsync(
            new BroadcastDraft
            {
                Feed = "onair",
                Title = new LocalText("방송", "Show"),
                StreamUrl = "/stream.m3u8",
                StartsAt = Now,
                EndsAt = Now.AddHours(1),
                Offers = [.. offers.Select(o => new OfferDraft(o.Sku, o.Price, o.Allotment, o.Limit, Now))],
            },
            Cancel);
        Assert.Equal(ScheduleBroadcastStatus.Scheduled, scheduled.Status);
        var show = scheduled.Broadcast!;
        foreach (var offer in show.Offers)
        {
            Assert.Equal(
                PutOfferOnAirStatus.OnAir,
                await Get<PutOfferOnAir>().RunAsync(new OfferSwitch(show.Id, offer.Id, CloseOthers: false), Cancel));
        }

        return (show.Id, [.. show.Offers.Select(offer => offer.Id)]);
    }

    /// <summary>An order under an offer, at the price that it has now.</summary>
    public async Task<PlaceOrder> OrderUnderAsync(
        string customer, Guid offer, int pieces, Channel channel = Channel.Web)
    {
        var now = await OfferAsync(offer);
        return Asked.Order(
            customer, $"key-{++keys}", channel, [new PlaceOrderLine(now.Sku, pieces, now.Price, offer)]);
    }

    /// <summary>Buys under an offer, which must succeed.</summary>
    public async Task<Ticket> BuysUnderAsync(string customer, Guid offer, int pieces, Channel channel = Channel.Web)
    {
        var answer = await PlaceAsync(await OrderUnderAsync(customer, offer, pieces, channel));
        Assert.Equal(PlaceOrderStatus.Placed, answer.Status);
        return new Ticket(answer.Order!.Number, Get<OrderTokens>().Of(answer.Order.Id), answer.Order.Id);
    }

    public async Task<Offer> OfferAsync(Guid id) =>
        await Get<ReadBroadcasts>().OfferAsync(id, Cancel)
        ?? throw new InvalidOperationException($"offer {id} is not there");

    public Task<PlaceOrderAnswer> PlaceAsync(PlaceOrder asked) => Get<OrderIntake>().PlaceAsync(asked);

    /// <summary>Buys, which must succeed.</summary>
    public async Task<Ticket> BuysAsync(string customer, params IReadOnlyList<(string Sku, int Pieces)> lines)
    {
        var answer = await PlaceAsync(Order(customer, lines));
        Assert.Equal(PlaceOrderStatus.Placed, answer.Status);
        return new Ticket(answer.Order!.Number, Get<OrderTokens>().Of(answer.Order.Id), answer.Order.Id);
    }

    public Task<StartedPayment> StartsToPayAsync(Ticket ticket, string provider = "demo") =>
        Get<StartPayments>().RunAsync(new StartPayment(ticket.Number, ticket.Token, provider, PaymentMethod.Card));

    /// <summary>Pays, and the workers do their part.</summary>
    public async Task<Attempt> PaysAsync(Ticket ticket, string provider = "demo")
    {
        var started = await StartsToPayAsync(ticket, provider);
        Assert.Equal(StartPaymentStatus.Started, started.Status);
        await WorkAsync();
        return (await SeeAsync(ticket)).Attempts[^1];
    }

    public Task<EndedOrder> CancelsAsync(Ticket ticket, params (string Sku, int Pieces)[] pieces) =>
        EndsAsync(ticket, OrderStep.Cancel, pieces);

    public Task<EndedOrder> ReturnsAsync(Ticket ticket, params (string Sku, int Pieces)[] pieces) =>
        EndsAsync(ticket, OrderStep.Return, pieces);

    public Task<AdvanceOrderStatus> AdvanceAsync(Ticket ticket, OrderStep step, string actor = "staff:kim") =>
        Get<AdvanceOrder>().RunAsync(ticket.Number, step, actor, null, Cancel);

    public async Task<ShownOrder> SeeAsync(Ticket ticket) =>
        await Get<ShowOrders>().OfGuestAsync(ticket.Number, ticket.Token, Cancel)
        ?? throw new InvalidOperationException($"order {ticket.Number} is not there");

    public async Task<Stock> StockAsync(string sku) => Assert.Single(await Get<ReadStock>().BySkuAsync([sku], Cancel));

    /// <summary>Runs every job that is due, and what those bring about, until nothing is.</summary>
    public async Task WorkAsync()
    {
        var run = Get<RunJobs>();
        int worked;
        do
        {
            worked = 0;
            foreach (var handler in rooms.GetServices<IJobHandler>())
                worked += await run.RunAsync(handler, Cancel, Cancel);
        }
        while (worked > 0);
    }

    /// <summary>
    /// As <see cref="WorkAsync"/>, but with all kinds at once and several workers of each, as in a running shop.
    /// </summary>
    public async Task WorkTogetherAsync()
    {
        const int workersPerKind = 3;
        var (run, dying) = (Get<RunJobs>(), death.Token);
        int worked;
        do
        {
            var runs = rooms.GetServices<IJobHandler>()
                .SelectMany(handler => Enumerable.Repeat(handler, workersPerKind))
                .Select(handler => run.RunAsync(handler, dying, dying));
            worked = (await Task.WhenAll(runs)).Sum();
        }
        while (worked > 0);
    }

    /// <summary>
    /// The process dies with this work under way: the database goes first, so that the dying write nothing more, then
    /// their calls end. Another process starts on what was committed.
    /// </summary>
    public async Task CrashAsync(Task work)
    {
        await home.ReopenAsync();
        await death.CancelAsync();
        // The dead do not report; nor does anybody wait for them.
        _ = work.ContinueWith(
            static dead => dead.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        death = new CancellationTokenSource();
        rooms = Wire();
        await LoadTokensAsync();
    }

    /// <summary>Runs every timed verb that is due now, once.</summary>
    public async Task TickAsync()
    {
        foreach (var verb in rooms.GetServices<ITimedVerb>())
        {
            while (await verb.RunAsync(Cancel))
            {
                // A full batch: more may be due.
            }
        }
    }

    /// <summary>Turns the crank of one timed verb, once.</summary>
    public Task RunTimedAsync(string name) => Timed<ITimedVerb>(name).RunAsync(Cancel);

    /// <summary>A timed verb itself.</summary>
    public T Timed<T>(string name)
        where T : ITimedVerb => (T)rooms.GetServices<ITimedVerb>().Single(verb => verb.Name == name);

    /// <summary>Runs the deadline verb until it finds nothing more.</summary>
    public async Task ExpireAsync()
    {
        var expire = rooms.GetServices<ITimedVerb>().Single(verb => verb.Name == "orders.expire");
        while (await expire.RunAsync(Cancel))
        {
            // A full batch: more may be overdue.
        }
    }

    /// <summary>Delivers every fact that waits.</summary>
    public async Task DeliverAsync()
    {
        var lease = await Database.WriteAsync(
            open => Lease.TryTakeAsync(
                open, DeliverFacts.LeaseName, Get<JobNode>()
                    .Name, Now, Get<IOptions<JobsOptions>>().Value.LeaderLease, Cancel),
            Cancel);
        Assert.NotEqual(LeaseStatus.HeldByAnother, lease);
        while (await Get<DeliverFacts>().RunAsync(Cancel) == DeliverFactsStatus.Delivered)
        {
            // Until nothing waits.
        }
    }

    public async Task<IReadOnlyList<Verification>> FindingsAsync() =>
    [
        .. await Get<VerifyOrders>().RunAsync(Cancel),
        .. await Get<VerifyStock>().RunAsync(Cancel),
        .. await Get<VerifyPayments>().RunAsync(Cancel),
        .. await Get<VerifyJobs>().RunAsync(Cancel),
        .. await Get<VerifyRatings>().RunAsync(Cancel),
    ];

    /// <summary>Every invariant of the shop holds.</summary>
    public async Task VerifyAsync()
    {
        var found = await FindingsAsync();
        var broken = found.SelectMany(v => v.Findings).Select(f => $"{f.Invariant} {f.Row}: {f.Detail}").ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    public async ValueTask DisposeAsync()
    {
        await rooms.DisposeAsync();
        await home.DisposeAsync();
        death.Dispose();
    }

    private async Task LoadTokensAsync()
    {
        await Get<OrderTokens>().LoadAsync(Cancel);
        await Get<WindowTokens>().LoadAsync(Cancel);
        await Get<CustomerKeys>().LoadAsync(Cancel);
    }

    private Task<EndedOrder> EndsAsync(Ticket ticket, OrderStep step, (string Sku, int Pieces)[] pieces) =>
        Get<EndOrders>().RunAsync(new EndOrder(
            ticket.Number, ticket.Token, step, pieces.Length == 0 ? null : pieces, "test", OrderActors.Shopper, null));

    private ServiceProvider Wire()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<TimeProvider>(home.Time);
        // As instances, which the rooms do not dispose of.
        services.AddSingleton(home.Database);
        services.AddSingleton<SecretStore>();
        services.AddSingleton<FindInStock>(Onair.Host.Web.StockQuestions.InStock);
        services.AddSingleton<OrderLetterTexts>();
        services.AddSingleton<ComposeOrderLetter>(rooms => rooms.GetRequiredService<OrderLetterTexts>().Compose);
        services.AddCaches().AddJobs().AddMail().AddCatalog().AddInventory().AddBroadcasts().AddCarts().AddPayments()
            .AddCustomers().AddOrders().AddRatings().AddCalls().AddStaff().AddWebhooks().AddSeries().AddAlarms()
            .AddIncidents().AddRunbooks();
        services.AddJobWorkers().AddBroadcastWorkers().AddPaymentWorkers().AddOrderWorkers().AddMailWorkers()
            .AddCustomerWorkers().AddCallWorkers().AddWebhookWorkers().AddCatalogWorkers().AddAlarmWorkers()
            .AddIncidentWorkers();
        services.AddSingleton<IMailCarrier>(PostBox);
        // One machine: a lease taken before a restart is its own after it.
        services.AddSingleton(new JobNode("test-node"));
        // The clock stands still, so nothing may wait on it: retries and the slow demo answer at once.
        services.RemoveAll<IValidateOptions<PaymentsOptions>>();
        services.Configure<PaymentsOptions>(options =>
        {
            options.ApproveRetryWait = TimeSpan.Zero;
            options.Demo.SlowWait = TimeSpan.Zero;
            options.Demo.Enabled = true;
        });
        configure(services);
        return services.BuildServiceProvider();
    }
}

/// <summary>What a shopper keeps of an order.</summary>
internal sealed record Ticket(string Number, string Token, Guid Id);

/// <summary>Orders as shoppers ask for them.</summary>
internal static class Asked
{
    public static PlaceOrder Order(string customer, string key, Channel channel, IReadOnlyList<PlaceOrderLine> lines) =>
        new PlaceOrder
        {
            IdempotencyKey = key,
            Channel = channel,
            Name = "홍길동",
            Phone = PhoneOf(customer),
            Lines = lines,
        }.Seal();

    /// <summary>A customer is who answers the phone; names of tests become numbers.</summary>
    private static string PhoneOf(string customer)
    {
        var number = 0L;
        foreach (var c in customer) number = ((number * 131) + c) % 100_000_000;
        return $"010{number:D8}";
    }
}
