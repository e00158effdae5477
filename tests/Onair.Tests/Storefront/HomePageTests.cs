using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Onair.Catalog.Search;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;

namespace Onair.Tests.Storefront;

/// <summary>The front page: on the air now, what comes next, what sells best.</summary>
public sealed partial class HomePageTests(SampleShop sample) : IClassFixture<SampleShop>
{
    private const int pageBytesMax = 40 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("/", "다음 방송", "아직 판매 순위가 없어요"), InlineData("/?lang=en", "Next shows", "Nothing is ranked")]
    public async Task Front_page_of_the_sample_has_the_next_shows_and_stays_small(
        string address, string next, string unranked)
    {
        var page = await sample.Client.GetStringAsync(address, Cancel);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 10_000, pageBytesMax);
        var strip = Strip().Match(page).Value;
        Assert.Contains(next, strip);
        Assert.Equal(4, Regex.Count(strip, "href=\"/broadcasts/", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(4, Regex.Count(strip, "<time datetime=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("href=\"/schedule", strip);
        Assert.Contains(unranked, page);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Best_sellers_stand_in_the_order_of_what_was_paid_and_the_rest_is_left_out(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        var empty = (await shop.SendAsync(HttpMethod.Get, "/")).Text;
        Assert.DoesNotContain("class=\"ranked\"", empty);
        foreach (var sku in new[] { "mug", "pan", "pot" }) await shop.SellsAsync(sku, 12_000, 50);
        var services = shop.App.Services;
        var variants = new List<Onair.Catalog.SellableVariant>();
        await shop.Database.WriteAsync(
            async open =>
            {
                var round = open.Round();
                Onair.Catalog.ReadSellable.Into(round, ["mug", "pan"], variants);
                await round.ExecuteAsync(Cancel);
                await RankProducts.RunAsync(
                    open,
                    [.. variants.Select(v => new VariantSales(v.Id, v.Sku == "pan" ? 9 : 4))],
                    Cancel);
                return true;
            },
            Cancel);
        var best = await services.GetRequiredService<ListBestSellers>().RunAsync(8, Cancel);
        Assert.Equal(["pan", "mug"], best.Select(product => product.Variants[0].Sku));
        Assert.Equal(["pan"], (await services.GetRequiredService<ListBestSellers>().RunAsync(1, Cancel))
            .Select(product => product.Variants[0].Sku));
        var page = await shop.PageAsync("/", text => Ranked().IsMatch(text));
        var shelf = Ranked().Match(page).Value;
        Assert.Matches("물건 pan[\\s\\S]*물건 mug", shelf);
        Assert.DoesNotContain("물건 pot", shelf);
        // Nothing is on the air here, and nothing comes.
        Assert.Contains("이번 주에 편성된 다음 방송이 없어요.", page);
    }

    [GeneratedRegex("<section class=\"next-shows\"[\\s\\S]*?</section>", RegexOptions.None, 1000)]
    private static partial Regex Strip();

    [GeneratedRegex("<section class=\"ranked\"[\\s\\S]*?</section>", RegexOptions.None, 1000)]
    private static partial Regex Ranked();
}
