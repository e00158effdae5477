using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;

namespace Onair.Tests.Storefront;

/// <summary>Pages that are kept are ended by what they show.</summary>
public sealed class PublicPagesTests
{
    private const int looksMax = 100;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task New_price_and_new_stock_are_seen_on_pages_that_were_kept(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 2);
        Assert.Contains("12,000원", await PageAsync(shop));
        Assert.Contains("12,000원", await PageAsync(shop));
        await shop.ChangePriceAsync("mug", 9000);
        await SeenAsync(shop, "9,000원");
        await shop.BuysAsync(LiveShop.Body(quantity: 2, price: 9000), "one");
        await SeenAsync(shop, "품절");
    }

    /// <summary>Within seconds; how soon it must be is the cache's own option.</summary>
    private static async Task SeenAsync(LiveShop shop, string text)
    {
        var page = "";
        for (var looks = 0; looks < looksMax; looks++)
        {
            page = await PageAsync(shop);
            if (page.Contains(text, StringComparison.Ordinal)) return;
            await Task.Delay(50, LiveShop.Cancel);
        }

        Assert.Contains(text, page);
    }

    private static async Task<string> PageAsync(LiveShop shop)
    {
        var answer = await shop.SendAsync(HttpMethod.Get, "/search");
        Assert.Equal(200, answer.Status);
        return answer.Text;
    }
}
