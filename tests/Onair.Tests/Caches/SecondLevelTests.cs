using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Onair.Caches;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;
using StackExchange.Redis;

namespace Onair.Tests.Caches;

/// <summary>What lies in Redis: sealed, with an end, and only good under its own name.</summary>
public sealed class SecondLevelTests
{
    private static readonly DistributedCacheEntryOptions minute =
        new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Value_comes_back_and_cannot_be_read_changed_or_moved()
    {
        await using var server = await RedisServer.StartedAsync();
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite, server.Settings);
        await Meanwhile.ReadyAsync(shop, "ready");
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port}");
        var raw = redis.GetDatabase();
        var level = shop.App.Services.GetRequiredService<IDistributedCache>();
        var secret = Encoding.UTF8.GetBytes("gildong@shop.example");
        await level.SetAsync("one", secret, minute, Cancel);
        await level.SetAsync("two", secret, minute, Cancel);
        Assert.Equal(secret, await level.GetAsync("one", Cancel));

        var box = (byte[])(await raw.StringGetAsync("onair:one"))!;
        Assert.True(box.AsSpan().IndexOf("gildong"u8) < 0);
        Assert.NotEqual(box, (byte[])(await raw.StringGetAsync("onair:two"))!);
        var life = await raw.KeyTimeToLiveAsync("onair:one");
        Assert.InRange(life!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));

        await raw.StringSetAsync("onair:moved", box);
        Assert.Null(await level.GetAsync("moved", Cancel));
        box[^1] ^= 1;
        await raw.StringSetAsync("onair:one", box);
        Assert.Null(await level.GetAsync("one", Cancel));
        foreach (var junk in new[] { "", "x", "plain text that nobody sealed, of some length, put here by somebody" })
        {
            await raw.StringSetAsync("onair:two", junk);
            Assert.Null(await level.GetAsync("two", Cancel));
        }

        await level.SetAsync("three", secret, minute, Cancel);
        await level.RemoveAsync("three", Cancel);
        Assert.False(await raw.KeyExistsAsync("onair:three"));
        await level.SetAsync("large", new byte[CachesOptions.ValueBytesMax + 1], minute, Cancel);
        Assert.False(await raw.KeyExistsAsync("onair:large"));
    }

    [Theory, InlineData("not an address,what=ever"), InlineData("redis:6379,unheard=of")]
    public async Task Setting_that_is_no_address_stops_the_start_and_is_not_repeated(string setting)
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => LiveShop.OpenAsync(Dialect.Sqlite, "Redis=" + setting));
        Assert.Contains("Redis", error.Message);
        Assert.DoesNotContain(setting, error.Message);
    }
}
