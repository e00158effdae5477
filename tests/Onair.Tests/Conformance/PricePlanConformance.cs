using Onair.Catalog;
using Onair.Catalog.Prices;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Prices with dates begin at their time, once and in order; orders keep what they were placed at.</summary>
public sealed class PricePlanConformance
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Sale_begins_and_ends_by_itself(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var early = await shop.BuysAsync("one", ("mug", 1));
        Assert.Equal(PlanPriceStatus.Planned, await PlanAsync(shop, "mug", 9_900, 12_000, TimeSpan.FromHours(1)));
        Assert.Equal(PlanPriceStatus.Planned, await PlanAsync(shop, "mug", 12_000, null, TimeSpan.FromHours(3)));
        await BeginAsync(shop);
        Assert.Equal(12_000, await PriceAsync(shop));
        shop.Forward(TimeSpan.FromHours(1));
        await BeginAsync(shop);
        Assert.Equal(9_900, await PriceAsync(shop));
        Assert.Single(await shop.Get<PlanPrice>().PlansAsync("mug", Shop.Cancel));
        shop.Forward(TimeSpan.FromHours(5));
        await BeginAsync(shop);
        await BeginAsync(shop);
        Assert.Equal(12_000, await PriceAsync(shop));
        Assert.Equal(
            [12_000L, 9_900, 12_000],
            (await shop.Get<PlanPrice>().HistoryAsync("mug", Shop.Cancel)).Select(past => past.Amount));
        Assert.Equal(12_000, (await shop.SeeAsync(early)).Order.Total);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_cannot_be_planned_is_not(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var hour = TimeSpan.FromHours(1);
        Assert.Equal(PlanPriceStatus.Invalid, await PlanAsync(shop, "mug", -1, null, hour));
        Assert.Equal(PlanPriceStatus.Invalid, await PlanAsync(shop, "mug", 10, 9, hour));
        Assert.Equal(PlanPriceStatus.BadTime, await PlanAsync(shop, "mug", 10, null, TimeSpan.Zero));
        Assert.Equal(PlanPriceStatus.BadTime, await PlanAsync(shop, "mug", 10, null, TimeSpan.FromDays(400)));
        Assert.Equal(PlanPriceStatus.UnknownVariant, await PlanAsync(shop, "nothing", 10, null, hour));
        for (var i = 1; i <= PlanPrice.PlansMax; i++)
            Assert.Equal(PlanPriceStatus.Planned, await PlanAsync(shop, "mug", i, null, hour * i));
        Assert.Equal(PlanPriceStatus.TooMany, await PlanAsync(shop, "mug", 10, null, hour));
        var first = (await shop.Get<PlanPrice>().PlansAsync("mug", Shop.Cancel))[0];
        Assert.True(await CancelAsync(shop, first.Id));
        Assert.False(await CancelAsync(shop, first.Id));
        shop.Forward(hour);
        await BeginAsync(shop);
        Assert.Equal(12_000, await PriceAsync(shop));
    }

    private static Task<PlanPriceStatus> PlanAsync(Shop shop, string sku, long price, long? list, TimeSpan ahead) =>
        shop.Database.WriteAsync(
            open => shop.Get<PlanPrice>().RunAsync(
                open,
                new PricePlan
                {
                    Id = Guid.CreateVersion7(shop.Now),
                    Sku = sku,
                    Amount = price,
                    ListAmount = list,
                    At = shop.Now + ahead,
                    PlannedBy = "staff:kim",
                },
                Shop.Cancel),
            Shop.Cancel);

    private static Task<bool> CancelAsync(Shop shop, Guid id) =>
        shop.Database.WriteAsync(open => PlanPrice.CancelAsync(open, id, Shop.Cancel), Shop.Cancel);

    private static async Task<long> PriceAsync(Shop shop) => (await shop.Database.ReadAsync(
        open => shop.Get<ChangePrice>().ShowAsync(open, "mug", Shop.Cancel), Shop.Cancel))!.Price;

    private static async Task BeginAsync(Shop shop)
    {
        var verb = shop.Get<IEnumerable<ITimedVerb>>().Single(one => one.Name == "catalog.begin-prices");
        while (await verb.RunAsync(Shop.Cancel))
        {
            // A full batch: more may be due.
        }
    }
}
