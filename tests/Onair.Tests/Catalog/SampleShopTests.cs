using Onair.Catalog;
using Onair.Storage;

namespace Onair.Tests.Catalog;

public sealed class SampleShopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Fills the desk's shop with the sample.</summary>
    internal static Task<CreateSampleShopStatus> FillAsync(CatalogDesk desk) =>
        new CreateSampleShop(desk.Shop.Database, desk.Import).RunAsync(
            (_, stock, _) =>
            {
                desk.Received.AddRange(stock);
                return Task.CompletedTask;
            },
            Cancel);

    [Fact]
    public async Task An_empty_shop_is_filled_once()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        Assert.Equal(CreateSampleShopStatus.Created, await FillAsync(desk));
        Assert.Equal(CreateSampleShopStatus.NotEmpty, await FillAsync(desk));
        var page = await desk.List.RunAsync(new ProductQuery(Limit: 100), isKnown: null, Cancel);
        Assert.InRange(page.Products.Count, 40, 60);
        var hot = page.Products[0].Variants[0];
        Assert.Equal(("MUG-001", 39_900L, null), (hot.Sku, hot.Price.Amount, hot.LimitPerCustomer));
        Assert.Equal(100_000, desk.Received.Single(s => s.Sku == "MUG-001").Quantity);
        Assert.Equal(page.Products.Sum(p => p.Variants.Count), desk.Received.Count);
        Assert.Contains(page.Products.SelectMany(p => p.Variants), v => v.LimitPerCustomer == 2);
        Assert.Contains(page.Products.SelectMany(p => p.Variants), v => v.Price.TaxFree);
    }

    [Fact]
    public async Task Every_outcome_of_the_demo_provider_has_an_item()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        await FillAsync(desk);
        var practice = await desk.FindAsync("payment-practice");
        Assert.Equal(
            ["DEMO-OK:0", "DEMO-DECLINE:1", "DEMO-SLOW:2", "DEMO-LOSTANSWER:3", "DEMO-LOSTREQUEST:4", "DEMO-FLAKY:5"],
            practice!.Variants.Select(v => $"{v.Sku}:{v.Price.Amount % 10}"));
    }

    [Fact]
    public async Task Every_product_has_a_picture_of_its_own_that_is_small_and_runs_nothing()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        await FillAsync(desk);
        var page = await desk.List.RunAsync(new ProductQuery(Limit: 100), isKnown: null, Cancel);
        var urls = page.Products.Select(p => Assert.Single(p.Pictures).Url).ToList();
        Assert.Equal(urls.Count, urls.Distinct(StringComparer.Ordinal).Count());
        foreach (var url in urls)
        {
            await using var part = typeof(CreateSampleShop).Assembly.GetManifestResourceStream(
                "Onair.Catalog.Sample.pictures." + url["/pictures/".Length..]);
            Assert.NotNull(part);
            Assert.InRange(part.Length, 300, 4096);
            var drawing = System.Xml.Linq.XDocument.Load(part);
            Assert.DoesNotContain(
                drawing.Descendants(), e => e.Name.LocalName is "script" or "image" or "use" or "foreignObject");
        }
    }

    [Fact]
    public async Task Prices_are_whole_hundreds_but_for_the_practice_item()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        await FillAsync(desk);
        var page = await desk.List.RunAsync(new ProductQuery(Limit: 100), isKnown: null, Cancel);
        Assert.All(
            page.Products.Where(p => p.Slug != "payment-practice").SelectMany(p => p.Variants),
            v => Assert.Equal(0, v.Price.Amount % 100));
    }
}
