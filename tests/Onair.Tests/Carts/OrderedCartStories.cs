using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Onair.Carts;
using Onair.Jobs;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Scenarios;

namespace Onair.Tests.Carts;

/// <summary>
/// An order of who is signed in or ordered from a cart: its place in the account's list and what leaves the cart are in
/// the order's own commit, whatever dies after it.
/// </summary>
public sealed class OrderedCartStories
{
    private const int asksMax = 20;

    private static readonly Ware mug = new("MUG", 12_000, 1000);

    private static CancellationToken Cancel => Shop.Cancel;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Process_that_dies_behind_the_commit_loses_neither_account_nor_cart(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var customer = Guid.CreateVersion7();
        var owner = CartOwner.Customer(customer);
        await shop.Get<ChangeCart>().AddAsync(owner, "mug", 3, Cancel);
        await shop.Get<ChangeCart>().AddAsync(owner, "cup", 1, Cancel);
        var order = await BuysAsync(shop, owner, customer, ("mug", 2), ("cup", 1));
        await shop.RestartAsync();
        var listed = await shop.Get<CustomerOrders>().ListAsync(customer, null, 10, Cancel);
        Assert.Equal(order.Number, Assert.Single(listed.Orders).Number);
        Assert.Equal(4, (await ShowAsync(shop, owner)).Pieces);

        // Who is alive takes it out at once; a while later it is somebody else's turn.
        await CatchUpAsync(shop);
        Assert.Equal(4, (await ShowAsync(shop, owner)).Pieces);
        shop.Forward(TimeSpan.FromSeconds(6));
        for (var twice = 0; twice < 2; twice++)
        {
            await CatchUpAsync(shop);
            var line = Assert.Single((await ShowAsync(shop, owner)).Lines);
            Assert.Equal(("mug", 1), (line.Sku, line.Quantity));
        }

        Assert.Equal(0, await CountAsync(shop, "cart_orders"));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Older_order_that_is_late_takes_out_its_own_pieces_alone(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var (guest, take) = (CartOwner.Guest("guest"), shop.Get<TakeOutOrdered>());
        await shop.Get<ChangeCart>().AddAsync(guest, "mug", 5, Cancel);
        var first = await BuysAsync(shop, guest, null, ("mug", 2));
        var second = await BuysAsync(shop, guest, null, ("mug", 1));
        await take.RunAsync(second.Id, Cancel);
        await take.RunAsync(second.Id, Cancel);
        Assert.Equal(4, (await ShowAsync(shop, guest)).Pieces);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => take.RunAsync(first.Id, Cancel)));
        Assert.Equal(2, (await ShowAsync(shop, guest)).Pieces);
        Assert.Equal(0, await CountAsync(shop, "customer_orders"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Guest_who_signs_in_between_order_and_cart_finds_the_pieces_gone(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var (token, customer) = (CartOwner.NewToken(), Guid.CreateVersion7());
        await shop.Get<ChangeCart>().AddAsync(CartOwner.Guest(token), "mug", 3, Cancel);
        var order = await BuysAsync(shop, CartOwner.Guest(token), null, ("mug", 2));
        await shop.Get<MergeCarts>().RunAsync(token, customer, Cancel);
        Assert.Equal(3, (await ShowAsync(shop, CartOwner.Customer(customer))).Pieces);
        await shop.Get<TakeOutOrdered>().RunAsync(order.Id, Cancel);
        Assert.Equal(1, (await ShowAsync(shop, CartOwner.Customer(customer))).Pieces);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Form_that_is_sent_again_after_signing_in_is_the_same_order_in_the_account(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var (guest, customer) = (CartOwner.Guest("guest"), Guid.CreateVersion7());
        await shop.Get<ChangeCart>().AddAsync(guest, "mug", 3, Cancel);
        var asked = shop.Order("a", ("mug", 1));
        asked.Cart = guest;
        Assert.Equal(PlaceOrderStatus.Placed, (await shop.PlaceAsync(asked)).Status);
        asked.Account = customer;
        var again = await shop.PlaceAsync(asked);
        Assert.Equal(PlaceOrderStatus.AlreadyPlaced, again.Status);
        Assert.Single((await shop.Get<CustomerOrders>().ListAsync(customer, null, 10, Cancel)).Orders);
        asked.Account = Guid.CreateVersion7();
        await shop.PlaceAsync(asked);
        Assert.Empty((await shop.Get<CustomerOrders>().ListAsync(asked.Account.Value, null, 10, Cancel)).Orders);
        await shop.Get<TakeOutOrdered>().RunAsync(again.Order!.Id, Cancel);
        Assert.Equal(2, (await ShowAsync(shop, guest)).Pieces);
        Assert.Equal(0, await CountAsync(shop, "cart_orders"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_of_an_account_and_a_cart_makes_no_round_trip_more(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        await using var faulty = new FaultyDatabase(home.Database);
        await using var rooms = new Rooms(faulty, home.Time);
        await Ware.StockAsync(rooms.Services, [mug]);
        await rooms.Tokens.LoadAsync(Cancel);
        var trips = new List<int>();
        foreach (var account in new Guid?[] { null, Guid.CreateVersion7() })
        {
            faulty.FailAt(int.MaxValue, Fault.RoundLost);
            var asked = Asked.Order(
                "a", $"key-{account}", Channel.Web, [new PlaceOrderLine(mug.Sku, 1, mug.Price)]);
            asked.Account = account;
            asked.Cart = account is null ? null : CartOwner.Customer(account.Value);
            Assert.Equal(PlaceOrderStatus.Placed, (await rooms.Intake.PlaceAsync(asked)).Status);
            trips.Add(faulty.Calls);
        }

        Assert.Equal(2, trips[0]);
        Assert.Equal(trips[0], trips[1]);
    }

    [Theory, MemberData(nameof(FaultSweep.Faults), MemberType = typeof(FaultSweep))]
    public async Task Cart_is_emptied_once_wherever_the_database_fails(Dialect dialect, Fault fault)
    {
        var met = await FaultSweep.RunAsync(BuyTheCartAsync, () => TestDatabase.CreateAsync(dialect), fault);
        Assert.True(met >= 3, $"only {met} calls were swept");
    }

    private static async Task BuyTheCartAsync(FaultyDatabase faulty, TestDatabase home)
    {
        await using var truth = new Rooms(home.Database, home.Time);
        await using var rooms = new Rooms(faulty, home.Time);
        await Ware.StockAsync(truth.Services, [mug]);
        var customer = Guid.CreateVersion7();
        var owner = CartOwner.Customer(customer);
        var change = truth.Services.GetRequiredService<ChangeCart>();
        Assert.Equal(ChangeCartStatus.Changed, await change.AddAsync(owner, mug.Sku, 3, Cancel));
        var asked = Asked.Order("a", "key", Channel.Web, [new PlaceOrderLine(mug.Sku, 2, mug.Price)]);
        (asked.Account, asked.Cart) = (customer, owner);
        var placed = await AskAsync(() => rooms.Intake.PlaceAsync(asked));
        // The page asks once, whatever comes of it; the clock does the rest.
        try
        {
            await rooms.Services.GetRequiredService<TakeOutOrdered>().RunAsync(placed.Order!.Id, Cancel);
        }
        catch (DbException)
        {
            // 503.
        }

        home.Time.Advance(TimeSpan.FromSeconds(6));
        for (var asks = 0; !await rooms.TickAsync("carts.catch-up"); asks++) Assert.True(asks < asksMax);
        var show = truth.Services.GetRequiredService<ShowCart>();
        Assert.Equal(1, (await show.RunAsync(owner, Cancel)).Pieces);
        var listed = await truth.Services.GetRequiredService<CustomerOrders>().ListAsync(customer, null, 10, Cancel);
        Assert.Equal(placed.Order!.Number, Assert.Single(listed.Orders).Number);
        Assert.Empty(await truth.BrokenAsync());
    }

    private static async Task<PlaceOrderAnswer> AskAsync(Func<Task<PlaceOrderAnswer>> ask)
    {
        for (var asks = 1; ; asks++)
        {
            try
            {
                return await ask();
            }
            catch (DbException) when (asks < asksMax)
            {
                // 503: the button is pressed again.
            }
        }
    }

    private static async Task<Order> BuysAsync(
        Shop shop, CartOwner cart, Guid? account, params (string Sku, int Pieces)[] lines)
    {
        var asked = shop.Order("a", lines);
        (asked.Cart, asked.Account) = (cart, account);
        var answer = await shop.PlaceAsync(asked);
        Assert.Equal(PlaceOrderStatus.Placed, answer.Status);
        return answer.Order!;
    }

    private static async Task<Shop> ShopAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        await shop.SellsAsync("cup", 5000, 100);
        return shop;
    }

    private static Task<ShownCart> ShowAsync(Shop shop, CartOwner owner) =>
        shop.Get<ShowCart>().RunAsync(owner, Cancel);

    private static Task<bool> CatchUpAsync(Shop shop) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(verb => verb.Name == "carts.catch-up").RunAsync(Cancel);

    private static Task<long> CountAsync(Shop shop, string table)
    {
        var count = new Sql($"SELECT COUNT(*) FROM {table}");
        return shop.Database.ReadAsync(open => open.FirstAsync<long>(count, null, Cancel), Cancel);
    }
}
