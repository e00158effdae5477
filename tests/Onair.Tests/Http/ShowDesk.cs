using System.Globalization;
using System.Text.Json.Nodes;

namespace Onair.Tests.Http;

/// <summary>A producer at the desk of a shop that sells mugs.</summary>
internal static class ShowDesk
{
    public const string Token = "a-token-of-the-test-0123456789";

    public static readonly (string, string) Right = ("Authorization", "Bearer " + Token);

    /// <summary>The body of a show of an hour, which begins now.</summary>
    public static string Show(string sku = "mug", bool isPortrait = false) => $$"""
        {"feed":"onair","titleKo":"저녁 방송","titleEn":"Evening","streamUrl":"/sample/live.m3u8",
        "posterUrl":"/sample/poster.jpg","portrait":{{(isPortrait ? "true" : "false")}},
        "startsAt":"{{Iso(0)}}","endsAt":"{{Iso(1)}}",
        "offers":[{"sku":"{{sku}}","price":9900,"allotment":20}]}
        """;

    /// <summary>Puts a show with one offer on the air.</summary>
    public static async Task<(string Show, string Offer)> GoOnAirAsync(LiveShop shop, string? body = null)
    {
        var made = await shop.SendAsync(HttpMethod.Post, "/api/v1/broadcasts", body ?? Show(), Right);
        Assert.True(made.Status == 201, made.Text);
        var show = (string)made.Json["id"]!;
        var offer = (string)made.Json["offers"]![0]!["id"]!;
        var switched = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/broadcasts/{show}/on-air", $$"""{"offer":"{{offer}}"}""", Right);
        Assert.Equal((200, "on-air"), (switched.Status, (string)switched.Json["state"]!));
        return (show, offer);
    }

    /// <summary>An order under the offer, which must succeed.</summary>
    public static async Task BuysAsync(LiveShop shop, string offer, string key)
    {
        var body = LiveShop.Body("mug", 1, 9_900)
            .Replace("\"unitPrice\"", $"\"offer\":\"{offer}\",\"unitPrice\"", StringComparison.Ordinal);
        var answer = await shop.PlaceAsync(body, key);
        Assert.True(answer.Status == 201, answer.Text);
    }

    /// <summary>A question of a viewer, who is new without a token.</summary>
    public static Task<Answer> AskAsync(LiveShop shop, string show, string text, string? asker = null) =>
        shop.SendAsync(
            HttpMethod.Post,
            $"/api/v1/broadcasts/{show}/questions",
            new JsonObject { ["text"] = text }.ToJsonString(),
            asker is null ? [] : [("Asker-Token", asker)]);

    /// <summary>A step of the producer: answer with a text, show or hide.</summary>
    public static async Task<Answer> StepAsync(LiveShop shop, string question, string step, string? text = null)
    {
        var body = text is null ? null : new JsonObject { ["text"] = text }.ToJsonString();
        var answer = await shop.SendAsync(HttpMethod.Post, $"/api/v1/questions/{question}/{step}", body, Right);
        Assert.True(answer.Status == 200, answer.Text);
        return answer;
    }

    private static string Iso(int hours) => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(9))
        .AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
