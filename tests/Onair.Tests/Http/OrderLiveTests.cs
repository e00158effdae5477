using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>What keeps an order's page true: one stream, or asking now and then.</summary>
public sealed class OrderLiveTests
{
    private static readonly HttpMethod get = HttpMethod.Get;

    private static readonly string[] quick =
        ["Orders:Live:LookEvery=00:00:00.050", "Orders:Live:LookAtAllEvery=00:00:00.100"];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Reader_hears_each_change_once_and_one_who_comes_back_hears_what_is_new(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(
            dialect, [.. quick, "Orders:Live:HeartbeatEvery=00:00:00.100"]);
        var (number, token, address) = await BuysAsync(shop);
        await using var reader = await Watcher.OpenAtAsync(shop, address + "/live");
        Assert.StartsWith("retry: ", await reader.LineAsync());
        var (_, placed) = await reader.EventAsync();
        Assert.Equal("placed", StatusOf(placed));
        Assert.Equal(["mark", "status"], placed.AsObject().Select(field => field.Key).Order());
        Assert.Contains($"data-mark=\"{placed["mark"]}\"", (await shop.SendAsync(get, address)).Text);

        await shop.PaysAsync(number, token);
        var (known, paid) = await reader.EventAsync(content => StatusOf(content) == "paid");
        Assert.Contains($"data-mark=\"{paid["mark"]}\"", (await shop.SendAsync(get, address)).Text);
        var now = await shop.SendAsync(get, address + "/now");
        Assert.Equal((200, $"\"{known}\"", "paid"), (now.Status, now.Header("ETag"), StatusOf(now.Json)));
        Assert.Contains("no-store", now.Header("Cache-Control"));
        var same = await shop.SendAsync(get, address + "/now", null, ("If-None-Match", $"\"{known}\""));
        Assert.Equal(304, same.Status);

        // What is still true is not said again: only signs of life, until something happens.
        await using var back = await Watcher.OpenAtAsync(shop, address + "/live", known);
        await back.LineAsync();
        Assert.Equal(":", await back.LineAsync());
        await AdvanceAsync(shop, number, OrderStep.Prepare);
        Assert.Equal("preparing", StatusOf((await back.EventAsync()).Content));
        Assert.Equal("preparing", StatusOf((await reader.EventAsync()).Content));
    }

    [Fact]
    public async Task News_of_another_node_reach_the_reader()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Postgres, quick);
        await using var other = await shop.AnotherNodeAsync();
        var (number, token, address) = await BuysAsync(shop);
        await using var here = await Watcher.OpenAtAsync(shop, address + "/live");
        await using var there = await Watcher.OpenAtAsync(other, address + "/live");
        await shop.PaysAsync(number, token);
        var (atHome, _) = await here.EventAsync(content => StatusOf(content) == "paid");
        var (abroad, _) = await there.EventAsync(content => StatusOf(content) == "paid");
        // One content, one id: who changes the node hears nothing twice.
        Assert.Equal(atHome, abroad);
        await AdvanceAsync(other, number, OrderStep.Prepare);
        await here.EventAsync(content => StatusOf(content) == "preparing");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nobody_follows_an_order_without_its_token(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        var (number, token, _) = await BuysAsync(shop);
        var (_, foreign, _) = await BuysAsync(shop, "two");
        foreach (var wrong in new[] { foreign, token[..^1], token + "A", "x", "' OR 1=1" })
        {
            foreach (var what in new[] { "live", "now" })
            {
                var address = $"/orders/{number}/{Uri.EscapeDataString(wrong)}/{what}";
                Assert.Equal(404, (await shop.SendAsync(get, address)).Status);
            }
        }

        Assert.Equal(404, (await shop.SendAsync(get, $"/orders/20260101-NONE/{token}/live")).Status);
    }

    [Theory]
    [InlineData("StreamsMax"), InlineData("PerOrderMax"), InlineData("PerAddressMax")]
    public async Task One_stream_too_many_is_told_to_ask_again(string bound)
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite, [.. quick, $"Orders:Live:{bound}=2"]);
        var (number, token, address) = await BuysAsync(shop);
        await using var one = await Watcher.OpenAtAsync(shop, address + "/live");
        var two = await Watcher.OpenAtAsync(shop, address + "/live");
        var refused = await shop.SendAsync(get, address + "/live");
        Assert.Equal((503, "busy"), (refused.Status, refused.Code));
        Assert.NotEmpty(refused.Header("Retry-After"));
        // Asking now and then is always possible.
        Assert.Equal(200, (await shop.SendAsync(get, address + "/now")).Status);
        await two.DisposeAsync();
        await using var again = await OpenWhenFreeAsync(shop, address + "/live");
        await shop.PaysAsync(number, token);
        await again.EventAsync(content => StatusOf(content) == "paid");
        // A server that stops does not wait for its readers.
        await shop.App.StopAsync(LiveShop.Cancel);
        Assert.Null(await again.EndAsync());
    }

    [Fact]
    public async Task Page_loads_itself_anew_where_no_script_runs_and_is_still_where_nothing_will_happen()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite, quick);
        var (number, token, address) = await BuysAsync(shop);
        var placed = (await shop.SendAsync(get, address)).Text;
        Assert.Contains($"data-follow=\"{address}\"", placed);
        Assert.DoesNotContain("http-equiv", placed);
        await shop.PaysAsync(number, token);
        await shop.SendAsync(HttpMethod.Post, $"/api/v1/orders/{number}/cancel", "{}", ("Order-Token", token));
        await using var reader = await Watcher.OpenAtAsync(shop, address + "/live");
        await reader.EventAsync(content => StatusOf(content) == "cancelled");
        // Until the money is back.
        var ended = "";
        for (var looks = 0; looks < 500; looks++)
        {
            ended = (await shop.SendAsync(get, address)).Text;
            if (!ended.Contains("data-follow", StringComparison.Ordinal)) break;
            await Task.Delay(20, LiveShop.Cancel);
        }

        Assert.DoesNotContain("data-follow", ended);
        Assert.DoesNotContain("/assets/order.", ended);
    }

    private static async Task<Watcher> OpenWhenFreeAsync(LiveShop shop, string address)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await Watcher.OpenAtAsync(shop, address);
            }
            catch (Xunit.Sdk.XunitException) when (tries < 200)
            {
                // The reader before it has not been noticed to be gone yet.
                await Task.Delay(20, LiveShop.Cancel);
            }
        }
    }

    private static string StatusOf(JsonNode content) => (string)content["status"]!;

    private static async Task<(string Number, string Token, string Address)> BuysAsync(
        LiveShop shop, string key = "one")
    {
        if (key == "one") await shop.SellsAsync("mug", 12_000, 50);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), key);
        return (number, token, $"/orders/{number}/{token}");
    }

    private static async Task AdvanceAsync(LiveShop shop, string number, OrderStep step) => Assert.Equal(
        AdvanceOrderStatus.Advanced,
        await shop.App.Services.GetRequiredService<AdvanceOrder>().RunAsync(
            number, step, "staff:kim", null, LiveShop.Cancel));
}
