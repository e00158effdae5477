using Microsoft.Extensions.DependencyInjection;
using Onair.Catalog;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Caches;

/// <summary>What pages show of the catalog: read once, and never from before a change for long.</summary>
public sealed class ShownCatalogTests
{
    private static readonly TimeSpan soon = TimeSpan.FromMilliseconds(200);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Crowd_that_asks_at_once_is_one_question_and_nobody_asks_again(Dialect dialect)
    {
        var home = await TestDatabase.CreateAsync(dialect);
        var counting = new FaultyDatabase(home.Database);
        await using var shop = await Shop.OpenAsync(home, services => services.AddSingleton<Database>(counting));
        await shop.SellsAsync("mug", 12_000, 5);
        var shown = shop.Get<ShownCatalog>();
        // The version is known before: its own question is not what is counted.
        await shop.Get<CatalogVersions>().NowAsync(Shop.Cancel);
        var before = counting.Calls;
        var crowd = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            await Task.Yield();
            return await shown.ProductAsync("thing-mug", Shop.Cancel);
        }));
        var once = counting.Calls - before;
        Assert.All(crowd, product => Assert.Equal("thing-mug", product!.Slug));
        Assert.InRange(once, 1, 4);
        await shown.ProductAsync("thing-mug", Shop.Cancel);
        Assert.Equal(once, counting.Calls - before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Change_is_shown_a_fifth_of_a_second_later_and_texts_come_back_as_they_were(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5, limit: 3, taxFree: true);
        var shown = shop.Get<ShownCatalog>();
        var product = (await shown.ProductAsync("thing-mug", Shop.Cancel))!;
        Assert.Equal(new LocalText("물건 mug", "Thing mug"), product.Name);
        var direct = (await shop.Get<ShowProduct>().RunAsync("thing-mug", isKnown: null, Shop.Cancel)).Product!;
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(direct), System.Text.Json.JsonSerializer.Serialize(
            System.Text.Json.JsonSerializer.Deserialize<Product>(System.Text.Json.JsonSerializer.Serialize(product))));

        await shop.ChangePriceAsync("mug", 9000);
        shop.Forward(soon);
        Assert.Equal(9000, (await shown.ProductAsync("thing-mug", Shop.Cancel))!.Variants[0].Price.Amount);
        Assert.Equal(9000, (await shown.FirstAsync(24, Shop.Cancel)).Products[0].Variants[0].Price.Amount);
    }

    [Fact]
    public async Task What_is_not_there_is_not_kept()
    {
        await using var shop = await Shop.OpenAsync(Dialect.Sqlite);
        var shown = shop.Get<ShownCatalog>();
        foreach (var slug in new[] { "thing-mug", "no slug", "", Guid.CreateVersion7().ToString("B") })
            Assert.Null(await shown.ProductAsync(slug, Shop.Cancel));
        Assert.Empty(await shown.ShelvesAsync(Shop.Cancel));
        Assert.False((await shown.FirstAsync(24, Shop.Cancel)).HasMore);
        await shop.SellsAsync("mug", 12_000, 5);
        shop.Forward(soon);
        Assert.NotNull(await shown.ProductAsync("thing-mug", Shop.Cancel));
    }
}
