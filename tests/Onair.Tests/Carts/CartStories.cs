using System.Text;
using Onair.Carts;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;

namespace Onair.Tests.Carts;

/// <summary>Carts through the API: whose they are, and what they say.</summary>
public sealed class CartStories
{
    private const string lines = "/api/v1/cart/lines";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Guest_fills_a_cart_that_no_other_sees(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        var none = await shop.SendAsync(HttpMethod.Get, "/api/v1/cart");
        Assert.Equal((200, 0), (none.Status, none.Json["lines"]!.AsArray().Count));
        Assert.Equal("", none.Header("Set-Cookie"));

        var added = await PostAsync(shop, """{"sku":"mug","quantity":2}""");
        Assert.Equal(200, added.Status);
        var token = added.Header(CartTokens.Header);
        var cookie = added.Header("Set-Cookie");
        Assert.StartsWith($"__Host-onair-cart={token}; ", cookie);
        foreach (var word in new[] { "path=/", "secure", "httponly", "samesite=lax" }) Assert.Contains(word, cookie);
        Assert.DoesNotContain("domain", cookie);
        Assert.Contains("no-store", added.Header("Cache-Control"));

        (string, string)[][] owners = [[(CartTokens.Header, token)], [("Cookie", $"{CartTokens.Cookie}={token}")]];
        foreach (var owner in owners)
        {
            var own = await shop.SendAsync(HttpMethod.Get, "/api/v1/cart", null, owner);
            Assert.Equal(24_000, (long)own.Json["total"]!);
            Assert.Equal("fine", (string?)own.Json["lines"]![0]!["state"]);
        }

        var near = token[..^1] + (token[^1] == 'A' ? 'E' : 'A');
        foreach (var other in new[] { CartOwner.NewToken(), near, "x", "' OR 1=1" })
        {
            var strangers = await shop.SendAsync(HttpMethod.Get, "/api/v1/cart", null, (CartTokens.Header, other));
            Assert.Empty(strangers.Json["lines"]!.AsArray());
        }

        var rows = await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(
                new Sql("SELECT COUNT(*) FROM carts WHERE CAST(owner_key AS text) LIKE @token"),
                new { token = $"%{token}%" }, LiveShop.Cancel),
            LiveShop.Cancel);
        Assert.Equal(0, rows);
        Assert.DoesNotContain(shop.Log, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Line_is_set_and_taken_out()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 5);
        var token = (await PostAsync(shop, """{"sku":"mug","quantity":2}""")).Header(CartTokens.Header);
        foreach (var (quantity, pieces) in new[] { (4, 4), (0, 0) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, lines);
            request.Content = new StringContent(
                $$"""{"sku":"mug","quantity":{{quantity}}}""", Encoding.UTF8, "application/json");
            request.Headers.Add(CartTokens.Header, token);
            var set = await shop.SendAsync(request);
            Assert.Equal((200, pieces), (set.Status, (int)set.Json["pieces"]!));
        }
    }

    [Fact]
    public async Task Refusals_have_their_own_words()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 5);
        var unknown = await PostAsync(shop, """{"sku":"none","quantity":1}""");
        Assert.Equal((404, "not-found", ""), (unknown.Status, unknown.Code, unknown.Header("Set-Cookie")));
        var token = (await PostAsync(shop, """{"sku":"mug","quantity":999}""")).Header(CartTokens.Header);
        var many = await PostAsync(shop, """{"sku":"mug","quantity":1}""", token);
        Assert.Equal((409, "too-many"), (many.Status, many.Code));
    }

    private static Task<Answer> PostAsync(LiveShop shop, string body, string token = "") => shop.SendAsync(
        Bad.Post(lines, Encoding.UTF8.GetBytes(body), "application/json", (CartTokens.Header, token)));
}
