using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>The schedule on both databases.</summary>
public sealed class BroadcastsConformance
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Show_is_scheduled_once_and_read_back_as_it_was(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.SellsAsync("pan", 30_000, 50);
        var draft = Draft(shop, 0, "mug", "pan") with { Id = Guid.CreateVersion7() };
        var (status, show) = await ScheduleAsync(shop, draft);
        Assert.Equal(ScheduleBroadcastStatus.Scheduled, status);
        Assert.Equal(ScheduleBroadcastStatus.AlreadyScheduled, (await ScheduleAsync(shop, draft)).Status);
        var read = await shop.Get<ReadBroadcasts>().ByIdAsync(draft.Id, Shop.Cancel);
        Assert.Equivalent(show, read, strict: true);
        Assert.Equal([12_000L, 30_000L], read!.Offers.Select(offer => offer.PriceBefore));
        Assert.Null(await shop.Get<ReadBroadcasts>().ByIdAsync(Guid.CreateVersion7(), Shop.Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task One_show_at_a_time_is_on_a_feed(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        await ScheduleAsync(shop, Draft(shop, 60, "mug"));
        foreach (var (minute, expected) in new[]
        {
            (0, ScheduleBroadcastStatus.Scheduled), (1, ScheduleBroadcastStatus.FeedTaken),
            (61, ScheduleBroadcastStatus.FeedTaken), (119, ScheduleBroadcastStatus.FeedTaken),
            (120, ScheduleBroadcastStatus.Scheduled),
        })
        {
            Assert.Equal(expected, (await ScheduleAsync(shop, Draft(shop, minute, "mug"))).Status);
        }

        Assert.Equal(
            ScheduleBroadcastStatus.Scheduled,
            (await ScheduleAsync(shop, Draft(shop, 61, "mug") with { Feed = "onair-2" })).Status);
        var shows = await shop.Get<ReadBroadcasts>().BetweenAsync(
            shop.Now.AddMinutes(60), shop.Now.AddMinutes(120), 10, Shop.Cancel);
        Assert.Equal([60, 61], shows.Select(show => (int)(show.StartsAt - shop.Now).TotalMinutes));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_wrong_field_of_a_show_is_named_and_nothing_is_kept(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        var wrong = Draft(shop, 0, "mug") with
        {
            Feed = "On Air",
            Title = new LocalText("", new string('x', 101)),
            StreamUrl = "http://cdn.shop.example/a.m3u8",
            EndsAt = shop.Now.AddHours(25),
            Offers =
            [
                new OfferDraft("mug", -1, 0, 0, shop.Now.AddDays(2)),
                new OfferDraft("mug", 1, 1, null, shop.Now),
            ],
        };
        var answer = await shop.Get<ScheduleBroadcast>().RunAsync(wrong, Shop.Cancel);
        Assert.Equal(ScheduleBroadcastStatus.Invalid, answer.Status);
        Assert.Equal(
            [
                "endsAt", "feed", "offers[0].allotment", "offers[0].limitPerCustomer", "offers[0].plannedAt",
                "offers[0].price", "offers[1].sku", "streamUrl", "titleEn", "titleKo",
            ],
            answer.Errors.Select(error => error.Field).Order());
        var unknown = await shop.Get<ScheduleBroadcast>().RunAsync(Draft(shop, 0, "nothing"), Shop.Cancel);
        Assert.Equal(["offers[0].sku"], unknown.Errors.Select(error => error.Field));
        Assert.Empty(await shop.Get<ReadBroadcasts>().BetweenAsync(
            shop.Now.AddDays(-1), shop.Now.AddDays(1), 10, Shop.Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Night_without_a_node_is_made_up_for_by_the_clock(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 50);
        for (var hour = 0; hour < 3; hour++)
            await ScheduleAsync(shop, Draft(shop, hour * 60, "mug") with { RunsItself = true });
        shop.Forward(TimeSpan.FromMinutes(130));
        await shop.TickAsync();
        var shows = await shop.Get<ReadBroadcasts>().BetweenAsync(
            shop.Now.AddHours(-5), shop.Now.AddHours(5), 10, Shop.Cancel);
        Assert.Equal(
            [BroadcastState.Ended, BroadcastState.Ended, BroadcastState.OnAir], shows.Select(show => show.State));
        Assert.Equal([false, false, true], shows.Select(show => show.StartedAt is not null));
        Assert.Equal(
            [shows[2].Id], (await shop.Get<ReadBroadcasts>().OnAirAsync(Shop.Cancel)).Select(show => show.Id));
        await shop.TickAsync();
        Assert.Equal(shows[2].Version, (await shop.Get<ReadBroadcasts>().ByIdAsync(shows[2].Id, Shop.Cancel))!.Version);
    }

    private static async Task<(ScheduleBroadcastStatus Status, Broadcast? Show)> ScheduleAsync(
        Shop shop, BroadcastDraft draft)
    {
        var answer = await shop.Get<ScheduleBroadcast>().RunAsync(draft, Shop.Cancel);
        return (answer.Status, answer.Broadcast);
    }

    private static BroadcastDraft Draft(Shop shop, int minute, params IReadOnlyList<string> skus) => new()
    {
        Feed = "onair",
        Title = new LocalText("방송", "Show"),
        StreamUrl = "/stream.m3u8",
        StartsAt = shop.Now.AddMinutes(minute),
        EndsAt = shop.Now.AddMinutes(minute + 60),
        Offers = [.. skus.Select(sku => new OfferDraft(sku, 9_900, 10, 2, shop.Now.AddMinutes(minute)))],
    };
}
