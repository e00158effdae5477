using Microsoft.Extensions.DependencyInjection;
using Onair.Broadcasts;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Simulation;

/// <summary>
/// Shoppers, a warehouse, two banks, a clock, and a process that dies now and then, all drawn from one seed. Every
/// answer is compared with the model's, and so are the books. Payments are the one thing the model does not foretell:
/// it looks what became of them, and holds them against the bank's own ledger.
/// </summary>
internal sealed class ShopSimulation : IAsyncDisposable
{
    /// <summary>Prices whose sums end in every digit, so that the demo provider does all that it can.</summary>
    private static readonly (string Sku, long Price, long Stock, int? Limit)[] shelf =
    [
        ("mug", 12_000, 40, null), ("pan", 30_001, 25, null), ("bag", 50_003, 60, 4), ("tea", 9_004, 80, null),
        ("hat", 19_905, 15, 2),
    ];

    private static readonly AttemptState[] settled =
        [AttemptState.Approved, AttemptState.Declined, AttemptState.Canceled, AttemptState.Refunded];

    private readonly Random random;
    private readonly Bank bank;
    private readonly Shop shop;
    private readonly ShopModel model = new();
    private Guid show;
    private bool hasEnded;
    private int keys;

    private ShopSimulation(Random random, Bank bank, Shop shop)
    {
        this.random = random;
        this.bank = bank;
        this.shop = shop;
    }

    /// <summary>What was done, for the report of a failure.</summary>
    public List<string> Diary { get; } = [];

    public static async Task<ShopSimulation> OpenAsync(Dialect dialect, int seed)
    {
        var gateway = new Bank();
        var rooms = await Shop.OpenAsync(dialect, services => services
            .AddSingleton<IPaymentProvider>(gateway)
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<EndJobs>(provider, new Random(seed))));
        var simulation = new ShopSimulation(new Random(seed), gateway, rooms);
        foreach (var (sku, price, stock, limit) in shelf)
        {
            await rooms.SellsAsync(sku, price, stock, limit);
            (simulation.model.Received[sku], simulation.model.Prices[sku]) = (stock, price);
            if (limit is { } most) simulation.model.Limits[sku] = most;
        }

        // Two of the things are on the air as well, one of them for less than there is of it.
        var (show, offers) = await rooms.GoesOnAirAsync(("mug", 9_900, 25, 5), ("bag", 44_004, 100, null));
        simulation.show = show;
        simulation.model.Offers[offers[0]] = new ModelOffer("mug", 9_900, 25, 5);
        simulation.model.Offers[offers[1]] = new ModelOffer("bag", 44_004, 100, null);
        return simulation;
    }

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await StepAsync(random.Next(100));
            await CompareAsync(shelf[step % shelf.Length].Sku);
            foreach (var offer in model.Offers.Keys) await CompareAsync(offer);
            if (step % 50 == 49) await shop.VerifyAsync();
        }

        await EndAsync();
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private Task StepAsync(int dice) => dice switch
    {
        < 34 => PlaceAsync(),
        < 38 => PlaceTogetherAsync(),
        < 54 => PayAsync(),
        < 64 => WorkAsync(),
        < 73 => UndoAsync(OrderStep.Cancel),
        < 76 => UndoAsync(OrderStep.Return),
        < 82 => AdvanceAsync(),
        < 89 => ForwardAsync(),
        < 91 => ExpireAsync(),
        < 92 => random.Next(2) == 0 ? ChangeStockAsync() : ChangeOfferAsync(),
        < 93 => ChangePriceAsync(),
        < 94 => Do("deliver facts", shop.DeliverAsync),
        < 97 => ChangeMoodAsync(),
        < 98 => Do("restart", shop.RestartAsync),
        < 99 => DieWithJobsAsync(),
        _ => DieInCallAsync(),
    };

    private async Task PlaceAsync()
    {
        var (customer, asked) = Wish();
        var expected = model.Expect(customer, asked);
        Diary.Add($"customer {customer} asks {asked.IdempotencyKey} for {string.Join(", ", asked.Lines)}: {expected}");
        Judge(customer, asked, expected, await shop.PlaceAsync(asked));
    }

    /// <summary>One lane takes them in the order in which they came; with several, one comes at a time.</summary>
    private async Task PlaceTogetherAsync()
    {
        if (shop.Database.Lanes > 1)
        {
            await PlaceAsync();
            return;
        }

        var wishes = Enumerable.Range(0, random.Next(2, 12)).Select(_ => Wish()).ToList();
        Diary.Add($"{wishes.Count} come at once");
        var answers = await Task.WhenAll(wishes.ConvertAll(wish => shop.PlaceAsync(wish.Asked)));
        for (var i = 0; i < answers.Length; i++)
        {
            var (customer, asked) = wishes[i];
            Judge(customer, asked, model.Expect(customer, asked), answers[i]);
        }
    }

    private void Judge(int customer, PlaceOrder asked, PlaceOrderStatus expected, PlaceOrderAnswer answer)
    {
        Assert.Equal(expected, answer.Status);
        if (answer.Status == PlaceOrderStatus.AlreadyPlaced)
            Assert.Equal(model.Orders[(customer, asked.IdempotencyKey)].Ticket.Number, answer.Order!.Number);
        if (answer.Status != PlaceOrderStatus.Placed) return;
        var order = answer.Order!;
        var ticket = new Ticket(order.Number, shop.Get<OrderTokens>().Of(order.Id), order.Id);
        model.Orders.Add((customer, asked.IdempotencyKey), new ModelOrder(customer, asked, ticket, order.PayBefore));
        Assert.Equal(shop.Now + TimeSpan.FromMinutes(10), order.PayBefore);
    }

    private (int Customer, PlaceOrder Asked) Wish()
    {
        var known = model.Orders.Keys.ToList();
        if (known.Count > 0 && random.Next(12) == 0)
        {
            // The same again, or the same key for something else.
            var (who, key) = known[random.Next(known.Count)];
            var before = model.Orders[(who, key)].Asked;
            return (who, random.Next(3) > 0 ? before
                : Ask(who, key, [before.Lines[0] with { Quantity = before.Lines[0].Quantity + 1 }]));
        }

        var customer = random.Next(8);
        var skus = shelf.Select(item => item.Sku).ToArray();
        random.Shuffle(skus);
        var lines = skus.Take(random.Next(1, 4)).Select(sku =>
        {
            var onAir = model.Offers.FirstOrDefault(o => o.Value.Sku == sku && random.Next(2) == 0).Key;
            var line = new PlaceOrderLine(sku, random.Next(1, 4), 0, onAir == Guid.Empty ? null : onAir);
            return line with { UnitPrice = model.PriceOf(line) - (random.Next(25) == 0 ? 1 : 0) };
        });
        return (customer, Ask(customer, $"key-{++keys}", [.. lines]));
    }

    private static PlaceOrder Ask(int customer, string key, IReadOnlyList<PlaceOrderLine> lines) =>
        Asked.Order($"customer-{customer}", key, Channel.Tv, lines);

    private async Task PayAsync()
    {
        if (Pick() is not { } order) return;
        var provider = random.Next(2) == 0 ? "demo" : "bank";
        var expected = ShopModel.Start(order, shop.Now, attemptsMax: 10);
        Diary.Add($"pay {order.Ticket.Number} by {provider}: {expected}");
        Assert.Equal(expected, (await shop.StartsToPayAsync(order.Ticket, provider)).Status);
        await LookAsync(order);
    }

    private async Task WorkAsync()
    {
        Diary.Add("the workers work");
        await shop.WorkAsync();
        await LookAllAsync();
    }

    private async Task UndoAsync(OrderStep step)
    {
        if (Pick() is not { } order) return;
        var line = order.Asked.Lines[random.Next(order.Asked.Lines.Count)];
        (string, int)? part = random.Next(2) == 0 ? (line.Sku, random.Next(1, 4)) : null;
        var expected = ShopModel.End(order, step, part);
        Diary.Add($"{step} {part} of {order.Ticket.Number}: {expected}");
        var ended = await shop.Get<EndOrders>().RunAsync(new EndOrder(
            order.Ticket.Number, order.Ticket.Token, step, part is { } one ? [one] : null, null, OrderActors.Shopper,
                null));
        Assert.Equal(expected, ended.Status);
        await LookAsync(order);
    }

    private async Task AdvanceAsync()
    {
        if (Pick() is not { } order) return;
        var step = (OrderStep)random.Next((int)OrderStep.Prepare, (int)OrderStep.Return);
        var expected = ShopModel.Advance(order, step);
        Diary.Add($"{step} {order.Ticket.Number}: {expected}");
        Assert.Equal(expected, await shop.AdvanceAsync(order.Ticket, step));
    }

    private Task ForwardAsync()
    {
        var span = TimeSpan.FromSeconds(random.Next(10) == 0 ? 400 : random.Next(1, 60));
        return Do($"{span} pass", async () =>
        {
            shop.Forward(span);
            // Time alone closes an offer.
            foreach (var (id, offer) in model.Offers) offer.IsOpen &= (await shop.OfferAsync(id)).ClosesAt > shop.Now;
        });
    }

    private async Task ExpireAsync()
    {
        Diary.Add("deadlines");
        model.Expire(shop.Now);
        await shop.ExpireAsync();
        await LookAllAsync();
    }

    private async Task ChangeStockAsync()
    {
        var sku = shelf[random.Next(shelf.Length)].Sku;
        var change = random.Next(-20, 20);
        var expected = change == 0 ? AdjustStockStatus.Invalid
            : model.Available(sku) + change < 0 ? AdjustStockStatus.BelowHeld
            : AdjustStockStatus.Adjusted;
        Diary.Add($"{change} {sku}: {expected}");
        Assert.Equal(expected, await shop.Get<AdjustStock>()
            .RunAsync(new Adjustment(sku, change, "counted", "test"), Shop.Cancel));
        if (expected == AdjustStockStatus.Adjusted) model.Received[sku] += change;
    }

    /// <summary>A producer changes price and allotment, or, rarely, ends the show.</summary>
    private async Task ChangeOfferAsync()
    {
        var (id, offer) = model.Offers.ElementAt(random.Next(model.Offers.Count));
        if (random.Next(8) == 0)
        {
            Diary.Add("the show ends");
            Assert.Equal(
                hasEnded ? EndBroadcastStatus.AlreadyEnded : EndBroadcastStatus.Ended,
                await shop.Get<EndBroadcast>().RunAsync(show, Shop.Cancel));
            hasEnded = true;
            foreach (var one in model.Offers.Values) one.IsOpen = false;
            return;
        }

        var (price, allotment) = (offer.Price + random.Next(0, 500), (long)random.Next(1, 60));
        var isOpen = offer.IsOpen && (await shop.OfferAsync(id)).IsOpen(shop.Now);
        var expected = !isOpen ? ChangeOfferStatus.Ended
            : allotment < model.HeldOf(id) + model.OwnedOf(id) ? ChangeOfferStatus.BelowOrdered
            : ChangeOfferStatus.Changed;
        Diary.Add($"offer of {offer.Sku}: {price} won, {allotment} pieces: {expected}");
        var changed = await shop.Get<ChangeOffer>()
            .RunAsync(new OfferChange(id, price, allotment, null), Shop.Cancel);
        Assert.Equal(expected, changed.Status);
        if (expected == ChangeOfferStatus.Changed) (offer.Price, offer.Allotment) = (price, allotment);
    }

    private Task ChangePriceAsync()
    {
        var sku = shelf[random.Next(shelf.Length)].Sku;
        var price = model.Prices[sku] + random.Next(1, 1000);
        model.Prices[sku] = price;
        return Do($"{sku} costs {price}", () => shop.ChangePriceAsync(sku, price));
    }

    private Task ChangeMoodAsync()
    {
        bank.Mood = random.Next(2) == 0 ? BankMood.Approves : (BankMood)random.Next(1, 6);
        bank.IsSilent = random.Next(4) == 0;
        return Do($"the bank {bank.Mood}, silent {bank.IsSilent}", () => Task.CompletedTask);
    }

    /// <summary>A worker leases what is due and is never heard of again.</summary>
    private async Task DieWithJobsAsync()
    {
        Diary.Add("a worker dies with its jobs");
        var kinds = new[] { ApprovePayments.JobKind, ResolvePayments.JobKind, RefundPayments.JobKind };
        foreach (var kind in kinds) await shop.Get<ClaimJobs>().RunAsync(kind, new JobKindOptions(), Shop.Cancel);
        await shop.RestartAsync();
    }

    /// <summary>A worker seals an attempt, perhaps reaches the bank, and is never heard of again.</summary>
    private async Task DieInCallAsync()
    {
        var open = model.Orders.Values.Where(o => o.Open is not null && o.PayBefore > shop.Now).ToList();
        if (open.Count == 0) return;
        var order = open[random.Next(open.Count)];
        var reached = random.Next(2) == 0;
        Diary.Add($"a worker dies in the call for {order.Ticket.Number}, reached {reached}");
        var begun = await shop.Database.WriteAsync(
            transaction => shop.Get<BeginApproval>().RunAsync(transaction, [order.Open!.Id], shop.Now, Shop.Cancel),
                Shop.Cancel);
        var attempt = begun[0].Attempt!;
        if (reached && attempt.Provider == bank.Name && begun[0].Status == BeginApprovalStatus.Begun)
        {
            var mood = bank.Mood;
            bank.Mood = BankMood.Approves;
            await bank.ApproveAsync(attempt, 1, Shop.Cancel);
            bank.Mood = mood;
        }

        await shop.RestartAsync();
        await LookAsync(order);
    }

    /// <summary>Everybody goes home: what is owed is paid back, what is uncertain is found out.</summary>
    private async Task EndAsync()
    {
        (bank.Mood, bank.IsSilent) = (BankMood.Approves, false);
        for (var i = 0; i < 40; i++)
        {
            shop.Forward(TimeSpan.FromMinutes(2));
            await WorkAsync();
            await ExpireAsync();
        }

        await shop.DeliverAsync();
        await shop.VerifyAsync();
        foreach (var (sku, _, _, _) in shelf) await CompareAsync(sku);
        foreach (var order in model.Orders.Values)
        {
            Assert.NotEqual(OrderStatus.Placed, order.Status);
            Assert.All(order.Attempts, a => Assert.Contains(a.State, settled));
            var owed = order.IsPaid ? order.Remaining : 0;
            var kept = order.Attempts.Sum(a => a.Captured - a.Refunded);
            Assert.Equal(owed, kept);
            Assert.Equal(order.Attempts.Where(a => a.Provider == bank.Name).Sum(a => a.Captured - a.Refunded),
                bank.Kept(order.Ticket.Number));
            Assert.Equal(order.Attempts.Count(a => a.Provider == bank.Name && a.Captured > 0),
                bank.Captures(order.Ticket.Number));
        }

        var unfinished = await shop.Get<ListJobs>()
            .RunAsync(new ListJobsRequest(JobState.Dead, Limit: ListJobs.LimitMax), Shop.Cancel);
        Assert.Empty(unfinished.Jobs);
    }

    private async Task LookAllAsync()
    {
        foreach (var order in model.Orders.Values.Where(o => !o.IsFinal || o.Attempts.Count > 0))
            await LookAsync(order);
    }

    /// <summary>The one thing the model learns from the shop: that a payment came through. All else it knows.</summary>
    private async Task LookAsync(ModelOrder order)
    {
        var shown = await shop.SeeAsync(order.Ticket);
        order.Attempts = shown.Attempts;
        var approved = shown.Attempts.Count(a => a.State == AttemptState.Approved);
        Assert.InRange(approved, 0, 1);
        if (order.Status == OrderStatus.Placed && approved == 1)
        {
            Assert.False(order.WasPaid);
            (order.Status, order.WasPaid) = (OrderStatus.Paid, true);
            Assert.Equal(order.Remaining, shown.Attempts.Single(a => a.State == AttemptState.Approved).Captured);
        }

        Assert.Equal(
            (order.Status, order.Remaining, order.PayBefore),
            (shown.Order.Status, shown.Order.Remaining, shown.Order.PayBefore));
        Assert.Equal(order.Left, shown.Order.Lines.Select(line => line.Left));
        foreach (var attempt in shown.Attempts.Where(a => a.Provider == "demo"))
        {
            if (attempt.State == AttemptState.Declined) Assert.Contains(attempt.Amount % 10, new long[] { 1, 4 });
            if (attempt.Captured > 0) Assert.DoesNotContain(attempt.Amount % 10, new long[] { 1, 4 });
        }
    }

    private async Task CompareAsync(string sku)
    {
        var stock = await shop.StockAsync(sku);
        Assert.Equal(
            (model.Received[sku], model.Held(sku), model.Owned(sku), model.Available(sku)),
            (stock.Received, stock.Held, stock.Sold - stock.Returned, stock.Available));
    }

    private async Task CompareAsync(Guid offer)
    {
        var row = await shop.OfferAsync(offer);
        Assert.Equal(
            (model.HeldOf(offer), model.OwnedOf(offer), model.Offers[offer].Allotment),
            (row.Held, row.Sold, row.Allotment));
    }

    private ModelOrder? Pick()
    {
        // Old orders are mostly over: the last thirty are where things happen.
        var orders = model.Orders.Values.Reverse().Take(30).ToList();
        return orders.Count == 0 ? null : orders[random.Next(orders.Count)];
    }

    private Task Do(string what, Func<Task> run)
    {
        Diary.Add(what);
        return run();
    }
}
