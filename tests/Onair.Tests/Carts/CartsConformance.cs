using Onair.Carts;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Carts;

/// <summary>Carts on both databases, with a clock that the test moves.</summary>
public sealed class CartsConformance
{
    private static readonly CartOwner guest = CartOwner.Guest("guest");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cart_shows_prices_and_stock_of_now_and_holds_nothing(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        Assert.Equal(ChangeCartStatus.Changed, await AddAsync(shop, "mug", 2));
        Assert.Equal(ChangeCartStatus.Changed, await AddAsync(shop, "mug", 1));
        shop.Forward(TimeSpan.FromSeconds(1));
        Assert.Equal(ChangeCartStatus.Changed, await AddAsync(shop, "cup", 1));
        var cart = await ShowAsync(shop);
        Assert.Equal(["mug", "cup"], cart.Lines.Select(l => l.Sku));
        Assert.Equal((3 * 12_000) + 5000, cart.Total);
        Assert.True(cart.CanOrder);
        Assert.Equal(0, (await shop.StockAsync("mug")).Held);

        await shop.ChangePriceAsync("mug", 9000);
        await shop.BuysAsync("other", ("cup", 4));
        cart = await ShowAsync(shop);
        Assert.Equal([CartLineState.PriceChanged, CartLineState.Fine], cart.Lines.Select(l => l.State));
        Assert.Equal((12_000, 9000), (cart.Lines[0].SeenPrice, cart.Lines[0].Price));
        await shop.Get<ChangeCart>().AgreeAsync(guest, Cancel);
        Assert.All((await ShowAsync(shop)).Lines, l => Assert.Equal(CartLineState.Fine, l.State));

        await shop.BuysAsync("other", ("cup", 1));
        await shop.BuysAsync("other", ("mug", 8));
        cart = await ShowAsync(shop);
        Assert.Equal([CartLineState.FewerLeft, CartLineState.SoldOut], cart.Lines.Select(l => l.State));
        Assert.Equal((2, 0), (cart.Lines[0].Available, cart.Lines[1].Available));
        Assert.False(cart.CanOrder);
        Assert.Equal(0, cart.Total);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pieces_are_set_and_taken_out_within_the_limits(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var change = shop.Get<ChangeCart>();
        foreach (var quantity in new[] { 0, -1, CartsOptions.QuantityMax + 1 })
            Assert.Equal(ChangeCartStatus.Invalid, await AddAsync(shop, "mug", quantity));
        Assert.Equal(ChangeCartStatus.Invalid, await AddAsync(shop, "' OR 1", 1));
        Assert.Equal(ChangeCartStatus.UnknownVariant, await AddAsync(shop, "none", 1));
        Assert.Equal(0, (await ShowAsync(shop)).Version);
        await AddAsync(shop, "mug", CartsOptions.QuantityMax);
        Assert.Equal(ChangeCartStatus.TooMany, await AddAsync(shop, "mug", 1));
        Assert.Equal(ChangeCartStatus.Changed, await change.SetAsync(guest, "mug", 4, Cancel));
        Assert.Equal(4, (await ShowAsync(shop)).Pieces);
        Assert.Equal(ChangeCartStatus.Changed, await change.SetAsync(guest, "mug", 0, Cancel));
        Assert.Equal(ChangeCartStatus.Changed, await change.SetAsync(guest, "mug", 0, Cancel));
        Assert.Empty((await ShowAsync(shop)).Lines);
        // Another's cart is another cart.
        await change.AddAsync(CartOwner.Customer(Guid.NewGuid()), "mug", 1, Cancel);
        Assert.Empty((await ShowAsync(shop)).Lines);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cart_has_so_many_lines_and_no_more(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        for (var i = 0; i <= CartsOptions.LinesMax; i++) await shop.SellsAsync($"s{i}", 1000, 1);
        for (var i = 0; i < CartsOptions.LinesMax; i++)
            Assert.Equal(ChangeCartStatus.Changed, await AddAsync(shop, $"s{i}", 1));
        Assert.Equal(ChangeCartStatus.Full, await AddAsync(shop, $"s{CartsOptions.LinesMax}", 1));
        Assert.Equal(ChangeCartStatus.Changed, await AddAsync(shop, "s0", 1));
        Assert.Equal(CartsOptions.LinesMax, (await ShowAsync(shop)).Lines.Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_is_taken_off_sale_stays_to_be_seen_and_cannot_be_added(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        await AddAsync(shop, "mug", 1);
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(new Sql("UPDATE variants SET status = 2 WHERE sku = 'mug'"), null, Cancel),
            Cancel);
        Assert.Equal(CartLineState.NotOnSale, Assert.Single((await ShowAsync(shop)).Lines).State);
        Assert.Equal(ChangeCartStatus.NotOnSale, await AddAsync(shop, "mug", 1));
        Assert.Equal(ChangeCartStatus.Changed, await shop.Get<ChangeCart>().SetAsync(guest, "mug", 0, Cancel));
        Assert.Empty((await ShowAsync(shop)).Lines);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Guests_cart_joins_the_customers_once(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var (token, customer) = (CartOwner.NewToken(), Guid.NewGuid());
        var (change, merge) = (shop.Get<ChangeCart>(), shop.Get<MergeCarts>());
        Assert.Equal(MergeCartsStatus.NothingToMerge, await merge.RunAsync(token, customer, Cancel));
        Assert.Equal(MergeCartsStatus.NothingToMerge, await merge.RunAsync("no token", customer, Cancel));
        await change.AddAsync(CartOwner.Guest(token), "mug", 3, Cancel);
        await change.AddAsync(CartOwner.Customer(customer), "mug", 1, Cancel);
        await change.AddAsync(CartOwner.Customer(customer), "cup", 2, Cancel);
        Assert.Equal(MergeCartsStatus.Merged, await merge.RunAsync(token, customer, Cancel));
        Assert.Equal(MergeCartsStatus.NothingToMerge, await merge.RunAsync(token, customer, Cancel));
        var cart = await shop.Get<ShowCart>().RunAsync(CartOwner.Customer(customer), Cancel);
        Assert.Equal(["cup 2", "mug 3"], cart.Lines.Select(l => $"{l.Sku} {l.Quantity}").Order());
        Assert.Empty((await shop.Get<ShowCart>().RunAsync(CartOwner.Guest(token), Cancel)).Lines);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cart_of_who_leaves_is_gone_with_all_that_belongs_to_it(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        await AddAsync(shop, "mug", 2);
        var other = CartOwner.Customer(Guid.NewGuid());
        await shop.Get<ChangeCart>().AddAsync(other, "mug", 1, Cancel);
        var asked = shop.Order("a", ("mug", 1));
        asked.Cart = guest;
        await shop.PlaceAsync(asked);
        await shop.Database.WriteAsync(open => DropCart.RunAsync(open, guest, Cancel), Cancel);
        Assert.Equal(1, await CountAsync(shop, "carts"));
        Assert.Equal(1, await CountAsync(shop, "cart_lines"));
        Assert.Equal(0, await CountAsync(shop, "cart_orders"));
        Assert.Equal(1, (await shop.Get<ShowCart>().RunAsync(other, Cancel)).Pieces);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cart_that_nobody_touches_is_forgotten(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var kept = new CartsOptions().Kept;
        await AddAsync(shop, "mug", 1);
        await shop.Get<ChangeCart>().AddAsync(CartOwner.Guest("other"), "mug", 1, Cancel);
        shop.Forward(kept - TimeSpan.FromSeconds(1));
        await AddAsync(shop, "cup", 1);
        shop.Forward(TimeSpan.FromSeconds(2));
        Assert.Equal(2, (await ShowAsync(shop)).Lines.Count);
        await shop.TickAsync();
        Assert.Equal(1, await CountAsync(shop, "carts"));
        Assert.Equal(2, await CountAsync(shop, "cart_lines"));
        // One that expired and is not purged yet is as none.
        shop.Forward(kept);
        Assert.Empty((await ShowAsync(shop)).Lines);
        await AddAsync(shop, "cup", 5);
        Assert.Equal(5, (await ShowAsync(shop)).Pieces);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pieces_that_are_added_at_the_same_time_are_all_there(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AddAsync(shop, "mug", 1)));
        Assert.All(added, status => Assert.Equal(ChangeCartStatus.Changed, status));
        Assert.Equal(20, (await ShowAsync(shop)).Pieces);
    }

    private static async Task<Shop> ShopAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 10);
        await shop.SellsAsync("cup", 5000, 5);
        return shop;
    }

    private static Task<ChangeCartStatus> AddAsync(Shop shop, string sku, int quantity) =>
        shop.Get<ChangeCart>().AddAsync(guest, sku, quantity, Cancel);

    private static Task<ShownCart> ShowAsync(Shop shop) => shop.Get<ShowCart>().RunAsync(guest, Cancel);

    private static Task<long> CountAsync(Shop shop, string table)
    {
        var count = new Sql($"SELECT COUNT(*) FROM {table}");
        return shop.Database.ReadAsync(open => open.FirstAsync<long>(count, null, Cancel), Cancel);
    }
}
