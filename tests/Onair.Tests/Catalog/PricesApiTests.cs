using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;

namespace Onair.Tests.Catalog;

/// <summary>A merchandiser sets a price while people buy.</summary>
public sealed class PricesApiTests
{
    private const string token = "a-token-of-the-test-0123456789";
    private const string address = "/api/v1/variants/mug/price";

    private static readonly (string, string) right = ("Authorization", "Bearer " + token);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Price_is_set_and_shoppers_are_told(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var first = await shop.SendAsync(HttpMethod.Get, address, null, right);
        Assert.Equal((200, "\"1\""), (first.Status, first.Header("ETag")));
        Assert.Equal("""{"sku":"mug","price":12000,"version":1}""", first.Text);

        var changed = await SetAsync(shop, """{"price":9900,"listPrice":12000}""", "\"1\"");
        Assert.Equal((200, "\"2-12000\""), (changed.Status, changed.Header("ETag")));
        Assert.Equal("""{"sku":"mug","price":9900,"listPrice":12000,"version":2}""", changed.Text);
        Assert.Equal(304, (await shop.SendAsync(
            HttpMethod.Get, address, null, right, ("If-None-Match", "\"2-12000\""))).Status);

        // Who saw the old price is told of the new one, and who pays it gets it.
        var old = await shop.PlaceAsync(LiveShop.Body(), "one");
        Assert.Equal((409, "price-changed"), (old.Status, old.Code));
        Assert.Equal(201, (await shop.PlaceAsync(LiveShop.Body(price: 9900), "two")).Status);
        var product = await shop.SendAsync(HttpMethod.Get, "/api/v1/products/thing-mug");
        Assert.Equal(9900, (long)product.Json["variants"]![0]!["price"]!);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Price_that_another_changed_is_not_overwritten(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        Assert.Equal(200, (await SetAsync(shop, """{"price":9900}""", "\"1\"")).Status);
        var late = await SetAsync(shop, """{"price":8800}""", "\"1\"");
        Assert.Equal((412, "changed", "\"2\""), (late.Status, late.Code, late.Header("ETag")));
        // A list price of its own is a change too.
        Assert.Equal(200, (await SetAsync(shop, """{"price":9900,"listPrice":15000}""", "\"2\"")).Status);
        Assert.Equal(412, (await SetAsync(shop, """{"price":1}""", "\"2\"")).Status);
        // Asking twice is changing once.
        var again = await SetAsync(shop, """{"price":9900,"listPrice":15000}""", "\"2-15000\"");
        Assert.Equal((200, "\"2-15000\""), (again.Status, again.Header("ETag")));
        Assert.Equal(200, (await SetAsync(shop, """{"price":5000}""", "*")).Status);
        Assert.Equal(200, (await SetAsync(shop, """{"price":4000}""", null)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Of_many_at_once_under_one_tag_one_wins(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            i => SetAsync(shop, $$"""{"price":{{i * 1000}}}""", "\"1\"")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(answer => answer.Status == 412));
        Assert.Equal("\"2\"", (await shop.SendAsync(HttpMethod.Get, address, null, right)).Header("ETag"));
    }

    private static async Task<LiveShop> OpenAsync(Dialect dialect)
    {
        var shop = await LiveShop.OpenAsync(dialect, "Operator:Token=" + token);
        await shop.SellsAsync("mug", 12_000, 50);
        return shop;
    }

    private static Task<Answer> SetAsync(LiveShop shop, string body, string? tag) => tag is null
        ? shop.SendAsync(HttpMethod.Put, address, body, right)
        : shop.SendAsync(HttpMethod.Put, address, body, right, ("If-Match", tag));
}
