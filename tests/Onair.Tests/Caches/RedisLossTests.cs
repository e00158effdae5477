using Microsoft.Extensions.DependencyInjection;
using Onair.Caches;
using Onair.Storage;
using Onair.Tests.Account;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;
using StackExchange.Redis;

namespace Onair.Tests.Caches;

/// <summary>Redis away at the start, wiped, paused, killed: a shop is slower by moments, and never wrong.</summary>
public sealed class RedisLossTests
{
    private const string degraded = "ready, degraded: Redis is away";

    /// <summary>
    /// Waits in vain before nobody waits any more: three in a row, and those that were under way meanwhile.
    /// </summary>
    private const int waitsMax = 8;

    private int keys;

    [Fact]
    public async Task Loss_of_Redis_costs_nothing_but_speed_and_it_comes_back_by_itself()
    {
        await using var server = new RedisServer();
        await using var shop = await AccountShop.OpenAsync(
            Dialect.Postgres, [.. server.Settings, "Caches:RedisPatience=00:00:00.500"]);
        await shop.Live.SellsAsync("mug", 12_000, 1000);
        var member = await shop.MemberAsync("gildong@shop.example");

        var link = shop.Live.App.Services.GetRequiredService<RedisLink>();

        // Away at the start: nobody asks.
        await Meanwhile.ReadyAsync(shop.Live, degraded);
        await EverythingAsync(shop, member);
        Assert.Equal(0, link.Unanswered);

        await server.StartAsync();
        await Meanwhile.ReadyAsync(shop.Live, "ready");
        await using (var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},allowAdmin=true"))
        {
            var inside = redis.GetServer("127.0.0.1", server.Port);
            // New things, which no memory has yet.
            await Meanwhile.UntilAsync(
                async () =>
                {
                    await shop.Live.SellsAsync($"cup-{++keys}", 9000, 1);
                    await shop.Surfer().GetAsync($"/products/thing-cup-{keys}");
                    return await inside.DatabaseSizeAsync() > 0;
                },
                "something is kept");
            await EverythingAsync(shop, member);
            await inside.FlushAllDatabasesAsync();
        }

        await EverythingAsync(shop, member);

        // It hangs: a few wait for their patience, and then nobody does.
        var before = link.Unanswered;
        await server.PauseAsync();
        await EverythingAsync(shop, member);
        await Meanwhile.ReadyAsync(shop.Live, degraded);
        var waits = link.Unanswered;
        Assert.InRange(waits - before, 0, waitsMax);
        await EverythingAsync(shop, member);
        Assert.Equal(waits, link.Unanswered);
        await server.GoOnAsync();
        await Meanwhile.ReadyAsync(shop.Live, "ready");
        await EverythingAsync(shop, member);

        await server.KillAsync();
        await EverythingAsync(shop, member);
        await Meanwhile.ReadyAsync(shop.Live, degraded);
        await server.StartAsync();
        await Meanwhile.ReadyAsync(shop.Live, "ready");
        await EverythingAsync(shop, member);
        Assert.True(shop.Live.Log.Count(line => line.Contains("Redis answers", StringComparison.Ordinal)) >= 3);
    }

    /// <summary>Pages, an order with its payment, a session that was there, and a new one.</summary>
    private async Task EverythingAsync(AccountShop shop, Surfer member)
    {
        // No page twice: what this node keeps by itself is not what is tried.
        var fresh = $"?visit={++keys}";
        foreach (var page in new[] { "/", "/products/thing-mug", "/search", "/legal/terms" })
            await SeeAsync(page + fresh, 200, () => shop.Surfer().GetAsync(page + fresh));
        await SeeAsync("/account", 200, () => member.GetAsync("/account"));
        var (number, token) = await shop.Live.BuysAsync(LiveShop.Body(), $"order-{keys}");
        Assert.Equal("approved", (string)(await shop.Live.PaysAsync(number, token))["state"]!);
        var again = shop.Surfer();
        await again.SignInAsync("gildong@shop.example");
        await SeeAsync("/account", 200, () => again.GetAsync("/account"));
        await SeeAsync("sign-out", 303, () => again.PostAsync("/account", "/account/sign-out"));
        await SeeAsync("/account after it", 303, () => again.GetAsync("/account"));
    }

    private static async Task SeeAsync(string what, int status, Func<Task<Answer>> ask)
    {
        var answer = await ask();
        Assert.Equal((what, status), (what, answer.Status));
    }
}
