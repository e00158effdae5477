using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Broadcasts;

/// <summary>One source per node, looked at by hand: what a page is told, and when.</summary>
public sealed class LiveFeedTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Offer_that_is_gone_in_three_minutes_is_almost_gone_long_before_its_last_tenth(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 500);
        var (show, offers) = await shop.GoesOnAirAsync(("mug", 9_900, 100, null));
        var options = Options.Create(new BroadcastsOptions());
        using var wakes = new LiveWakes(shop.Time);
        var hub = new LiveHub(options, wakes, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        using var feed = new LiveFeed(
            hub, wakes, shop.Database, new JobNode("test-node"), options, shop.Time, NullLogger<LiveFeed>.Instance);
        var topic = hub.Join(show.ToString("N"), show, [], isNew: true)!;

        Assert.False(await FewAsync());
        await shop.BuysUnderAsync("kim", offers[0], 10);
        shop.Forward(TimeSpan.FromSeconds(10));
        Assert.False(await FewAsync());
        // Ten pieces in twenty seconds: the ninety that are left go in three minutes, and one more is bought.
        shop.Forward(TimeSpan.FromSeconds(10));
        await shop.BuysUnderAsync("lee", offers[0], 1);
        Assert.True(await FewAsync());
        Assert.Same(topic.Pace, hub.PaceOf(show));
        // A minute without an order, and there is time again.
        for (var look = 0; look < 14; look++)
        {
            shop.Forward(TimeSpan.FromSeconds(5));
            await FewAsync();
        }

        Assert.False(await FewAsync());
        hub.Leave(topic);
        await feed.LookAsync(Shop.Cancel);
        await feed.LookAsync(Shop.Cancel);
        shop.Forward(TimeSpan.FromSeconds(10));
        await feed.LookAsync(Shop.Cancel);
        await feed.LookAsync(Shop.Cancel);
        Assert.Null(hub.PaceOf(show));

        async Task<bool> FewAsync()
        {
            await feed.LookAsync(Shop.Cancel);
            var offer = JsonNode.Parse(topic.Current!.Json)!["offers"]![0]!;
            return (bool?)offer["few"] ?? false;
        }
    }
}
