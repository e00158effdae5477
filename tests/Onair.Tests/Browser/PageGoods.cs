using Microsoft.Extensions.DependencyInjection;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Storage;

namespace Onair.Tests.Browser;

/// <summary>Things and shows that the sample has not: sold out, over, yet to come.</summary>
internal static class PageGoods
{
    /// <summary>The smallest goods there are: <c>sku</c> at <c>price</c>.</summary>
    public static async Task SellAsync(IServiceProvider services, string sku, long price, long stock)
    {
        var draft = new ProductDraft
        {
            Name = new LocalText("물건 " + sku, "Thing " + sku),
            Variants = [new VariantDraft { Sku = sku, Price = new Price(price) }],
        };
        var cancel = TestContext.Current.CancellationToken;
        await services.GetRequiredService<Database>().WriteAsync(
            async open =>
            {
                var saved = await services.GetRequiredService<SaveProducts>()
                    .RunAsync(open, [draft], skipBad: false, cancel);
                if (stock == 0) return;
                await services.GetRequiredService<ReceiveStock>().RunAsync(
                    open, [new Delivery(saved.NewVariants[0].Id, sku, stock)], "test", null, cancel);
            },
            cancel);
    }

    /// <summary>A show of one thing; its id and its offer's.</summary>
    public static async Task<(Guid Show, Guid Offer)> ScheduleAsync(
        IServiceProvider services, string feed, string sku, long price, long allotment, TimeSpan startsIn)
    {
        var now = TimeProvider.System.GetUtcNow();
        var scheduled = await services.GetRequiredService<ScheduleBroadcast>().RunAsync(
            new BroadcastDraft
            {
                Feed = feed,
                Title = new LocalText("주방이 넓어지는 한 시간", "An hour for a roomier kitchen"),
                StreamUrl = "/stream.m3u8",
                StartsAt = now + startsIn,
                EndsAt = now + startsIn + TimeSpan.FromHours(4),
                Offers = [new OfferDraft(sku, price, allotment, 2, now + startsIn)],
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(ScheduleBroadcastStatus.Scheduled, scheduled.Status);
        return (scheduled.Broadcast!.Id, scheduled.Broadcast.Offers[0].Id);
    }

    public static async Task AirAsync(IServiceProvider services, Guid show, Guid offer) => Assert.Equal(
        PutOfferOnAirStatus.OnAir,
        await services.GetRequiredService<PutOfferOnAir>().RunAsync(
            new OfferSwitch(show, offer, CloseOthers: false), TestContext.Current.CancellationToken));

    public static async Task PutAsync(IServiceProvider services, Dictionary<string, string> places)
    {
        var cancel = TestContext.Current.CancellationToken;
        await SellAsync(services, "gone", 12_000, 0);
        await SellAsync(services, "few", 12_000, 20);
        // Begun before the sample's show, which stays the newest on the air.
        var (soldOut, offer) = await ScheduleAsync(services, "second", "few", 9_900, 1, TimeSpan.FromHours(-2));
        await AirAsync(services, soldOut, offer);
        await PageOrders.BuyAsync(services, "few", 9_900, offer);
        var (over, last) = await ScheduleAsync(services, "third", "few", 9_900, 5, TimeSpan.FromHours(-3));
        await AirAsync(services, over, last);
        await services.GetRequiredService<EndBroadcast>().RunAsync(over, cancel);
        var (later, _) = await ScheduleAsync(services, "third", "few", 9_900, 5, TimeSpan.FromHours(9));
        var onAir = (await services.GetRequiredService<ReadBroadcasts>().OnAirAsync(cancel))
            .First(show => show.Id != soldOut);
        lock (places)
        {
            places["show"] = $"/broadcasts/{onAir.Id:N}";
            places["show-sold-out"] = $"/broadcasts/{soldOut:N}";
            places["show-over"] = $"/broadcasts/{over:N}";
            places["show-later"] = $"/broadcasts/{later:N}";
        }
    }
}
