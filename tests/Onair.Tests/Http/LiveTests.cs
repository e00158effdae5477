using System.Text.Json.Nodes;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>The desk of a producer, and pages that watch what it does.</summary>
public sealed class LiveTests
{
    private const string token = "a-token-of-the-test-0123456789";

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
            ("broadcasts", Show().Replace("\"/s", "\"javascript:/s", StringComparison.Ordinal), 400, "streamUrl"),
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

    private static (long Left, long Ordered) Of(JsonNode content) =>
        ((long)content["offers"]![0]!["left"]!, (long)content["offers"]![0]!["ordered"]!);

    private static string Show() => """
        {"feed":"onair","titleKo":"저녁 방송","titleEn":"Evening","streamUrl":"/s.m3u8",
        "startsAt":"2026-03-02T20:00:00+09:00","endsAt":"2126-01-01T00:00:00+09:00",
        "offers":[{"sku":"mug","price":9900,"allotment":20}]}
        """.Replace("2026-03-02T20:00:00+09:00", Iso(0), StringComparison.Ordinal)
        .Replace("2126-01-01T00:00:00+09:00", Iso(1), StringComparison.Ordinal);

    private static string Iso(int hours) => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(9))
        .AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<(string Show, string Offer)> GoOnAirAsync(LiveShop shop)
    {
        var made = await shop.SendAsync(post, "/api/v1/broadcasts", Show(), right);
        Assert.True(made.Status == 201, made.Text);
        var show = (string)made.Json["id"]!;
        var offer = (string)made.Json["offers"]![0]!["id"]!;
        var switched = await shop.SendAsync(
            post, $"/api/v1/broadcasts/{show}/on-air", $$"""{"offer":"{{offer}}"}""", right);
        Assert.Equal((200, "on-air"), (switched.Status, (string)switched.Json["state"]!));
        return (show, offer);
    }

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
