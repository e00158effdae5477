using System.Text.Json.Nodes;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>The desk of a producer, and pages that watch what it does.</summary>
public sealed class LiveTests
{
    private const string token = ShowDesk.Token;

    private static readonly HttpMethod get = HttpMethod.Get;
    private static readonly HttpMethod post = HttpMethod.Post;
    private static readonly (string, string) right = ("Authorization", "Bearer " + token);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Producer_schedules_switches_changes_and_ends_a_show(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, "Operator:Token=" + token);
        await shop.SellsAsync("mug", 12_000, 50);
        var (show, offer) = await GoOnAirAsync(shop);
        var listed = await shop.SendAsync(get, "/api/v1/broadcasts/on-air");
        Assert.Equal(show, (string)listed.Json["broadcasts"]![0]!["id"]!);
        Assert.Equal(offer, (string)listed.Json["broadcasts"]![0]!["onAirOffer"]!);
        var seen = await shop.SendAsync(get, $"/api/v1/broadcasts/{show}");
        Assert.Equal("open", (string)seen.Json["offers"]![0]!["state"]!);
        (string, string) known = ("If-None-Match", seen.Header("ETag"));
        Assert.Equal(304, (await shop.SendAsync(get, $"/api/v1/broadcasts/{show}", null, known)).Status);

        Assert.Equal(201, (await BuyAsync(shop, offer, 9_900, "one")).Status);
        Assert.Equal(200, (await shop.SendAsync(get, $"/api/v1/broadcasts/{show}", null, known)).Status);
        var changed = await shop.SendAsync(post, $"/api/v1/offers/{offer}", """{"price":8800,"allotment":2}""", right);
        Assert.Equal((200, 1L), (changed.Status, (long)changed.Json["left"]!));
        Assert.Equal((409, "price-changed"), await RefusalAsync(shop, offer, 9_900, "two"));
        var two = await shop.PlaceAsync(Body(offer, 8_800, 2), "three");
        Assert.Equal((409, "sold-out", 1L), (two.Status, two.Code, (long)two.Json["lines"]![0]!["left"]!));
        Assert.Equal(200, (await shop.SendAsync(post, $"/api/v1/broadcasts/{show}/end", null, right)).Status);
        Assert.Equal(200, (await shop.SendAsync(post, $"/api/v1/broadcasts/{show}/end", null, right)).Status);
        Assert.Equal((409, "offer-ended"), await RefusalAsync(shop, offer, 8_800, "four"));
        var result = await shop.SendAsync(get, $"/api/v1/broadcasts/{show}/result", null, right);
        Assert.Equal(200, result.Status);
        Assert.Equal(show, (string)result.Json["id"]!);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Desk_names_every_wrong_field_and_refuses_what_may_not_be(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, "Operator:Token=" + token);
        await shop.SellsAsync("mug", 12_000, 50);
        var (show, offer) = await GoOnAirAsync(shop);
        foreach (var (path, body, status, field) in new (string, string, int, string)[]
        {
            ("broadcasts", "{}", 400, "feed"), ("broadcasts", "[]", 400, "body"),
            ("broadcasts", Show().Replace("+09:00", "", StringComparison.Ordinal), 400, "startsAt"),
            ("broadcasts", Show().Replace("mug", "머그", StringComparison.Ordinal), 400, "offers[0].sku"),
            ("broadcasts", Show().Replace("9900", "-1", StringComparison.Ordinal), 400, "offers[0].price"),
            ("broadcasts", Show().Replace("/sample/live", "javascript:/s", StringComparison.Ordinal), 400, "streamUrl"),
            ("broadcasts", Show(), 409, ""),
            ($"broadcasts/{show}/on-air", "{}", 400, "offer"),
            ($"broadcasts/{show}/on-air", """{"offer":"x"}""", 400, "offer"),
            ($"broadcasts/{show}/on-air", $$"""{"offer":"{{Guid.NewGuid()}}"}""", 404, ""),
            ($"broadcasts/{Guid.NewGuid()}/on-air", $$"""{"offer":"{{offer}}"}""", 404, ""),
            ($"offers/{offer}", "{}", 400, "body"), ($"offers/{offer}", """{"price":1.5}""", 400, "price"),
            ($"offers/{Guid.NewGuid()}", """{"price":1}""", 404, ""),
            ($"broadcasts/{Guid.NewGuid()}/end", "", 404, ""),
        })
        {
            var answer = await shop.SendAsync(post, "/api/v1/" + path, body.Length == 0 ? null : body, right);
            Assert.True(answer.Status == status && answer.IsProblem, $"{path} {body}: {answer.Status} {answer.Text}");
            if (field.Length > 0) Assert.NotNull(answer.Json["errors"]![field]);
            Assert.Equal(401, (await shop.SendAsync(post, "/api/v1/" + path, body.Length == 0 ? null : body)).Status);
        }

        foreach (var query in new[] { "day=x", "day=2026-13-01", "day=0001-01-01", "day=2026-1-1" })
            Assert.Equal(400, (await shop.SendAsync(get, "/api/v1/broadcasts?" + query)).Status);
        foreach (var query in new[] { "", "broadcast=x", "sku=", "sku=a,,b", $"broadcast={show}&sku=mug" })
        {
            Assert.Equal(400, (await shop.SendAsync(get, "/api/v1/live?" + query)).Status);
            Assert.Equal(400, (await shop.SendAsync(get, "/api/v1/live/now?" + query)).Status);
        }

        Assert.Equal(404, (await shop.SendAsync(get, $"/api/v1/live?broadcast={Guid.NewGuid()}")).Status);
        Assert.Equal(404, (await shop.SendAsync(get, $"/api/v1/live/now?broadcast={Guid.NewGuid()}")).Status);
        Assert.Equal(400, (await shop.PlaceAsync(Body("nobody", 9_900, 1), "x")).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Watchers_hear_of_an_order_once_and_one_who_comes_back_hears_nothing_new(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(
            dialect, "Operator:Token=" + token, "Broadcasts:HeartbeatEvery=00:00:00.100");
        await shop.SellsAsync("mug", 12_000, 50);
        var (show, offer) = await GoOnAirAsync(shop);
        await using var first = await Watcher.OpenAsync(shop, $"broadcast={show}");
        Assert.StartsWith("retry: ", await first.LineAsync());
        var (_, begun) = await first.EventAsync();
        Assert.Equal((20L, 0L), Of(begun));
        await using var things = await Watcher.OpenAsync(shop, "sku=mug,none");
        Assert.Equal(50, (long)(await things.EventAsync()).Content["stock"]!["mug"]!);

        Assert.Equal(201, (await BuyAsync(shop, offer, 9_900, "one")).Status);
        var (id, after) = await first.EventAsync(content => Of(content).Ordered > 0);
        Assert.Equal((19L, 1L), Of(after));
        var (known, left) = await things.EventAsync();
        Assert.Equal(49, (long)left["stock"]!["mug"]!);
        var now = await shop.SendAsync(get, $"/api/v1/live/now?broadcast={show}");
        Assert.Equal((200, $"\"{id}\""), (now.Status, now.Header("ETag")));
        var same = await shop.SendAsync(
            get, $"/api/v1/live/now?broadcast={show}", null, ("If-None-Match", $"\"{id}\""));
        Assert.Equal(304, same.Status);

        // What is still true is not said again: only signs of life, until something happens.
        await using var back = await Watcher.OpenAsync(shop, "sku=none,mug", known);
        await back.LineAsync();
        Assert.Equal(":", await back.LineAsync());
        Assert.Equal(201, (await BuyAsync(shop, offer, 9_900, "two")).Status);
        Assert.Equal(48, (long)(await back.EventAsync()).Content["stock"]!["mug"]!);
        Assert.Equal((18L, 2L), Of((await first.EventAsync(content => Of(content).Ordered > 1)).Content));
    }

    [Fact]
    public async Task Viewers_are_counted_and_one_too_many_is_told_to_ask_again()
    {
        await using var shop = await LiveShop.OpenAsync(
            Dialect.Sqlite, "Operator:Token=" + token, "Broadcasts:ViewersMax=2");
        await shop.SellsAsync("mug", 12_000, 50);
        var (show, _) = await GoOnAirAsync(shop);
        await using var one = await Watcher.OpenAsync(shop, $"broadcast={show}");
        await using var two = await Watcher.OpenAsync(shop, $"broadcast={show}");
        await one.EventAsync(content => (long)content["viewers"]! == 2);
        var refused = await shop.SendAsync(get, $"/api/v1/live?broadcast={show}");
        Assert.Equal((503, "busy"), (refused.Status, refused.Code));
        Assert.NotEmpty(refused.Header("Retry-After"));
        await two.DisposeAsync();
        await one.EventAsync(content => (long)content["viewers"]! == 1);
        await using var again = await Watcher.OpenAsync(shop, $"broadcast={show}");
        await one.EventAsync(content => (long)content["viewers"]! == 2);
        // A server that stops does not wait for its watchers.
        await shop.App.StopAsync(LiveShop.Cancel);
        Assert.Null(await again.EndAsync());
    }

    [Fact]
    public async Task Rush_is_told_in_four_updates_a_second_and_the_last_one_is_true()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite, "Operator:Token=" + token);
        await shop.SellsAsync("mug", 12_000, 50);
        var (show, offer) = await GoOnAirAsync(shop);
        await using var viewer = await Watcher.OpenAsync(shop, $"broadcast={show}");
        await viewer.EventAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var buying = Task.Run(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await ShowDesk.BuysAsync(shop, offer, $"rush-{i}");
                    await Task.Delay(50, LiveShop.Cancel);
                }
            },
            LiveShop.Cancel);
        var updates = 0;
        long ordered;
        do
        {
            (_, var content) = await viewer.EventAsync();
            updates++;
            ordered = Of(content).Ordered;
        }
        while (ordered < 20);
        await buying;
        // One for the first piece at once, and the viewers' own count.
        Assert.InRange(updates, 2, 2 + (int)(clock.Elapsed.TotalSeconds * 4));
    }

    [Fact]
    public async Task Nodes_tell_each_other_what_is_sold_said_and_watched()
    {
        await using var first = await LiveShop.OpenAsync(
            Dialect.Postgres, "Operator:Token=" + token, "Broadcasts:CountEvery=00:00:00.200");
        await using var second = await first.AnotherNodeAsync();
        await first.SellsAsync("mug", 12_000, 50);
        var (show, offer) = await GoOnAirAsync(first);
        await using var here = await Watcher.OpenAsync(first, $"broadcast={show}");
        await using var there = await Watcher.OpenAsync(second, $"broadcast={show}");
        await there.TalkAsync();
        await here.EventAsync(content => (long)content["viewers"]! == 2);
        await there.EventAsync(content => (long)content["viewers"]! == 2);

        Assert.Equal(201, (await BuyAsync(first, offer, 9_900, "one")).Status);
        var (tag, _) = await there.EventAsync(content => Of(content).Ordered == 1);
        var asked = await ShowDesk.AskAsync(second, show, "어느 노드인가요?");
        await ShowDesk.StepAsync(first, (string)asked.Json["id"]!, "answer", "둘 다예요.");
        Assert.Equal("둘 다예요.", (string)(await there.TalkAsync()).Content["questions"]![0]!["answer"]!);

        // What one node sent last is known at the other: only what is new comes.
        await there.DisposeAsync();
        await using var moved = await Watcher.OpenAsync(first, $"broadcast={show}", tag);
        Assert.Equal("talk", (await moved.AnyAsync()).Name);
    }

    private static (long Left, long Ordered) Of(JsonNode content) =>
        ((long)content["offers"]![0]!["left"]!, (long)content["offers"]![0]!["ordered"]!);

    private static string Show() => ShowDesk.Show();

    private static Task<(string Show, string Offer)> GoOnAirAsync(LiveShop shop) => ShowDesk.GoOnAirAsync(shop);

    private static string Body(string offer, long price, int quantity) => LiveShop.Body("mug", quantity, price)
        .Replace("\"unitPrice\"", $"\"offer\":\"{offer}\",\"unitPrice\"", StringComparison.Ordinal);

    private static Task<Answer> BuyAsync(LiveShop shop, string offer, long price, string key) =>
        shop.PlaceAsync(Body(offer, price, 1), key);

    private static async Task<(int, string)> RefusalAsync(LiveShop shop, string offer, long price, string key)
    {
        var answer = await BuyAsync(shop, offer, price, key);
        return (answer.Status, answer.Code);
    }
}
