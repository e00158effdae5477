using Microsoft.Extensions.DependencyInjection;
using Onair.Carts;
using Onair.Customers;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;

namespace Onair.Tests.Account;

/// <summary>A customer's cart, as their browsers meet it.</summary>
public sealed class CustomerCartTests
{
    private const string email = "gildong@shop.example";
    private const string api = "/api/v1/cart";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Guests_cart_joins_at_sign_in_is_on_every_device_and_stays_with_the_account(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var phone = await shop.MemberAsync(email);
        await AddAsync(phone, "cup", 1);
        Assert.DoesNotContain(CartTokens.Cookie, phone.Cookies.Keys);

        var desk = shop.Surfer();
        await AddAsync(desk, "mug", 2);
        Assert.Contains(CartTokens.Cookie, desk.Cookies.Keys);
        await desk.SignInAsync(email);
        Assert.DoesNotContain(CartTokens.Cookie, desk.Cookies.Keys);
        foreach (var device in new[] { phone, desk }) Assert.Equal("cup 1, mug 2", await CartAsync(device));
        Assert.Contains("물건 mug", (await phone.GetAsync("/cart")).Text);

        // What one changes the other sees, by page and by API.
        await phone.SendFormAsync("/cart/set", ("sku", "mug"), ("quantity", "5"));
        var put = new HttpRequestMessage(HttpMethod.Put, api + "/lines")
        {
            Content = new StringContent(
                """{"sku":"cup","quantity":3}""", System.Text.Encoding.UTF8, "application/json"),
        };
        var set = await desk.SendAsync(put);
        Assert.Equal((200, "", false), (set.Status, set.Header(CartTokens.Header), desk.SetCookies.Count > 0));
        Assert.Equal("cup 3, mug 5", await CartAsync(phone));

        await desk.PostAsync("/account", "/account/sign-out");
        Assert.Equal("", await CartAsync(desk));
        Assert.Equal("cup 3, mug 5", await CartAsync(phone));
        await desk.SignInAsync(email);
        Assert.Equal("cup 3, mug 5", await CartAsync(desk));
        var other = await shop.MemberAsync("other@shop.example");
        Assert.Equal("", await CartAsync(other));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Customer_orders_the_cart_takes_it_away_and_leaves(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var member = await shop.MemberAsync(email);
        await AddAsync(member, "mug", 2);
        await AddAsync(member, "cup", 1);
        var checkout = (await member.GetAsync("/checkout?cart=1")).Text;
        foreach (var known in new[] { "홍길동", "01012345678", email }) Assert.Contains($"value=\"{known}\"", checkout);
        await AddAsync(member, "cup", 2);
        var bought = await member.SendFormAsync(
            "/checkout", ("key", $"{Guid.CreateVersion7()}"), ("line", "mug*2*12000"), ("line", "cup*1*5000"),
            ("name", "홍길동"), ("phone", "010-1234-5678"), ("email", ""), ("pay", "card"),
            ("postcode", "06236"), ("line1", "서울특별시 강남구 테헤란로 1"),
            ("form", Surfer.TokenIn(checkout)), ("ship", "new"));
        Assert.Equal(303, bought.Status);
        Assert.Contains(bought.Header("Location").Split('/')[2], (await member.GetAsync("/account/orders")).Text);
        Assert.Equal("cup 2", await CartAsync(member));

        var file = (await member.GetAsync("/account/export")).Json["cart"]!.AsArray();
        Assert.Equal(("cup", 2), ((string)file[0]!["sku"]!, (int)file[0]!["quantity"]!));
        await member.PostAsync("/account/leave", "/account/leave");
        foreach (var table in new[] { "carts", "cart_lines", "cart_orders", "customers" })
            Assert.Equal(0, await CountAsync(shop, table));
    }

    [Fact]
    public async Task Guests_cart_joins_at_the_second_step_too()
    {
        await using var shop = await ShopAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync(email);
        var secret = await TurnOnAppAsync(member);
        var desk = shop.Surfer();
        await AddAsync(desk, "mug", 2);
        var asked = await desk.PostAsync(
            "/account/sign-in", "/account/sign-in", ("email", email), ("password", Surfer.Password));
        Assert.Equal((303, "/account/code"), (asked.Status, asked.Header("Location")));
        // Between the steps they are a guest still.
        Assert.Contains(CartTokens.Cookie, desk.Cookies.Keys);
        Assert.Equal("", await CartAsync(member));
        // A code works once: the next half minute's is good already.
        var next = Totp.CodeAt(secret, TimeProvider.System.GetUtcNow().AddSeconds(30));
        Assert.Equal(303, (await desk.PostAsync("/account/code", "/account/code", ("code", next))).Status);
        Assert.DoesNotContain(CartTokens.Cookie, desk.Cookies.Keys);
        Assert.Equal("mug 2", await CartAsync(desk));
        Assert.Equal("mug 2", await CartAsync(member));
    }

    [Fact]
    public async Task Cart_that_a_page_filled_before_it_knew_of_the_sign_in_joins_late()
    {
        await using var shop = await ShopAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync(email);
        var guest = shop.Surfer();
        await AddAsync(guest, "mug", 2);
        member.Cookies[CartTokens.Cookie] = guest.Cookies[CartTokens.Cookie];
        await AddAsync(member, "cup", 1);
        Assert.DoesNotContain(CartTokens.Cookie, member.Cookies.Keys);
        Assert.Equal("cup 1, mug 2", await CartAsync(member));
    }

    [Fact]
    public async Task Cart_that_cannot_take_all_says_so()
    {
        await using var shop = await ShopAsync(Dialect.Sqlite);
        var (services, member) = (shop.Live.App.Services, await shop.MemberAsync(email));
        var who = await services.GetRequiredService<Sessions>().FindAsync(
            member.Cookies["__Host-session"], LiveShop.Cancel);
        for (var i = 0; i < CartsOptions.LinesMax; i++)
        {
            await shop.Live.SellsAsync($"s{i}", 1000, 1);
            Assert.Equal(ChangeCartStatus.Changed, await services.GetRequiredService<ChangeCart>().AddAsync(
                CartOwner.Customer(who!.CustomerId), $"s{i}", 1, LiveShop.Cancel));
        }

        var desk = shop.Surfer();
        await AddAsync(desk, "mug", 2);
        var answer = await desk.PostAsync(
            "/account/sign-in", "/account/sign-in", ("email", email), ("password", Surfer.Password));
        Assert.Equal((303, "/cart?note=full"), (answer.Status, answer.Header("Location")));
        Assert.Contains("50가지가 넘어", (await desk.GetAsync("/cart?note=full")).Text);
        Assert.Contains("only 50 products fit", (await desk.GetAsync("/cart?note=full&lang=en")).Text);
    }

    private static async Task<AccountShop> ShopAsync(Dialect dialect)
    {
        var shop = await AccountShop.OpenAsync(dialect);
        await shop.Live.SellsAsync("mug", 12_000, 100);
        await shop.Live.SellsAsync("cup", 5000, 100);
        return shop;
    }

    private static async Task AddAsync(Surfer surfer, string sku, int quantity)
    {
        var added = await surfer.SendFormAsync("/cart/add", ("sku", sku), ("quantity", $"{quantity}"));
        Assert.Equal((303, "/cart"), (added.Status, added.Header("Location")));
    }

    private static async Task<string> CartAsync(Surfer surfer)
    {
        var cart = await surfer.GetAsync(api);
        Assert.Equal(200, cart.Status);
        return string.Join(", ", cart.Json["lines"]!.AsArray().Select(l => $"{l!["sku"]} {l["quantity"]}").Order());
    }

    private static async Task<string> TurnOnAppAsync(Surfer member)
    {
        var start = await member.PostAsync(
            "/account/security", "/account/security/app", ("app-current", Surfer.Password), ("do", "on"));
        const string before = "id=\"secret\">";
        var secret = start.Text.Split(before)[1].Split('<')[0];
        var done = await member.SendFormAsync(
            "/account/security/app/confirm", ("form", Surfer.TokenIn(start.Text)),
            ("code", Totp.CodeAt(secret, TimeProvider.System.GetUtcNow())));
        Assert.Equal(200, done.Status);
        return secret;
    }

    private static Task<long> CountAsync(AccountShop shop, string table) => shop.Live.Database.ReadAsync(
        open => open.FirstAsync<long>(new Sql("SELECT COUNT(*) FROM " + table), null, LiveShop.Cancel),
        LiveShop.Cancel);
}
