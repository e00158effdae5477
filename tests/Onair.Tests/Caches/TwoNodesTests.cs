using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Onair.Caches;
using Onair.Storage;
using Onair.Tests.Account;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;
using StackExchange.Redis;

namespace Onair.Tests.Caches;

/// <summary>Two nodes on one PostgreSQL, with Redis between them and without.</summary>
public sealed class TwoNodesTests
{
    private const string email = "gildong@shop.example";

    // So long that nothing here ends by itself.
    private static readonly string[] settings = ["Customers:TicketKept=00:00:30"];

    [Fact]
    public async Task Session_and_forms_of_one_node_are_good_at_the_other_and_end_there_too()
    {
        await using var redis = await RedisServer.StartedAsync();
        await using var a = await AccountShop.OpenAsync(Dialect.Postgres, [.. redis.Settings, .. settings]);
        await using var b = await a.Live.OpenNodeAsync([.. redis.Settings, .. settings]);
        await Meanwhile.ReadyAsync(a.Live, "ready");
        await Meanwhile.ReadyAsync(b, "ready");
        var member = await a.MemberAsync(email);
        var there = At(b, member);
        Assert.Equal(200, (await there.GetAsync("/account")).Status);
        await NothingPersonalAsync(redis, member);

        // A form that A wrote, sent to B; A's copy of who it is is called back.
        var form = Surfer.TokenIn((await member.GetAsync("/account/profile")).Text);
        var changed = await there.SendFormAsync(
            "/account/profile", ("form", form), ("name", "임꺽정"), ("phone", "010-1234-5678"));
        Assert.Equal(303, changed.Status);
        await Meanwhile.UntilAsync(
            async () => (await member.GetAsync("/account")).Text.Contains("임꺽정", StringComparison.Ordinal), "A knows");

        var other = new Surfer(b.Client);
        await other.SignInAsync(email);
        Assert.Equal(200, (await other.GetAsync("/account")).Status);
        var ended = await member.PostAsync("/account/security", "/account/security/sessions/end-others");
        Assert.Equal(303, ended.Status);
        var took = await Meanwhile.UntilAsync(
            async () => (await other.GetAsync("/account")).Status == 303, "B knows");
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await there.GetAsync("/account")).Status);

        // Without Redis nobody could say it, so nobody keeps what may end elsewhere.
        await redis.KillAsync();
        await Meanwhile.ReadyAsync(b, "ready, degraded: Redis is away");
        Assert.Equal(200, (await there.GetAsync("/account")).Status);
        Assert.Equal(303, (await member.PostAsync("/account", "/account/sign-out")).Status);
        Assert.Equal(303, (await member.GetAsync("/account")).Status);
        Assert.Equal(303, (await there.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task What_one_node_protects_the_other_opens_and_Redis_has_no_part_in_it()
    {
        await using var a = await LiveShop.OpenAsync(Dialect.Postgres);
        await using var b = await a.OpenNodeAsync();
        var text = Protector(a).Protect("a text");
        Assert.Equal("a text", Protector(b).Unprotect(text));
        var rows = await a.Database.ReadAsync(
            open => open.QueryAsync<string>(keys, null, LiveShop.Cancel), LiveShop.Cancel);
        var row = Assert.Single(rows);
        Assert.Contains("ProtectionOpener", row);
        Assert.DoesNotContain("masterKey", row);
    }

    [Fact]
    public async Task Change_of_stock_at_one_node_wakes_the_feed_of_the_other_and_reaches_its_viewers()
    {
        await using var redis = await RedisServer.StartedAsync();
        await using var a = await LiveShop.OpenAsync(Dialect.Postgres, redis.Settings);
        await using var b = await a.OpenNodeAsync(redis.Settings);
        await Meanwhile.ReadyAsync(a, "ready");
        await Meanwhile.ReadyAsync(b, "ready");
        await a.SellsAsync("mug", 12_000, 50);
        await using var viewer = await Watcher.OpenAsync(b, "sku=mug");
        await viewer.EventAsync(content => (long)content["stock"]!["mug"]! == 50);
        await a.BuysAsync(LiveShop.Body(), "one");
        await viewer.EventAsync(content => (long)content["stock"]!["mug"]! == 49);

        // That was a word of A's, and not only B's own looking around. The first may be lost while nobody listens yet.
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        b.App.Services.GetRequiredService<NodeWakes>().On("live", word => heard.TrySetResult(word));
        for (var order = 2; !heard.Task.IsCompleted && order < 200; order++)
            await a.BuysAsync(LiveShop.Body(phone: $"010-1234-{order:D4}"), $"order-{order}");
        Assert.Equal("changed", await heard.Task.WaitAsync(Meanwhile.Patience, LiveShop.Cancel));
    }

    private static readonly Sql keys = new("SELECT value FROM shop_secrets WHERE name LIKE 'protection-keys:%'");

    private static IDataProtector Protector(LiveShop node) =>
        node.App.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Surfer At(LiveShop node, Surfer member)
    {
        var same = new Surfer(node.Client);
        foreach (var (name, value) in member.Cookies) same.Cookies[name] = value;
        return same;
    }

    /// <summary>Tickets are there, and neither they nor their names say whose they are or open anything.</summary>
    private static async Task NothingPersonalAsync(RedisServer server, Surfer member)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port}");
        var names = redis.GetServer("127.0.0.1", server.Port).Keys().Select(key => key.ToString()).ToList();
        Assert.Contains(names, name => name.StartsWith("onair:ticket:", StringComparison.Ordinal));
        foreach (var name in names)
        {
            var value = System.Text.Encoding.UTF8.GetString((byte[])(await redis.GetDatabase().StringGetAsync(name))!);
            foreach (var secret in new[] { email, "홍길동", "01012345678", member.Cookies["__Host-session"] })
            {
                Assert.DoesNotContain(secret, name);
                Assert.DoesNotContain(secret, value);
            }
        }
    }
}
