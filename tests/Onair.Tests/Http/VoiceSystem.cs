using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Onair.Broadcasts;
using Onair.Calls.Ars;
using Onair.Catalog;

namespace Onair.Tests.Http;

/// <summary>A voice system in front of a shop: signs what it tells, as Standard Webhooks has it.</summary>
internal sealed class VoiceSystem(LiveShop shop)
{
    public const string Secret = Calls.CallSignatureTests.Secret;
    public const string Address = "/api/v1/calls/events";

    private static readonly byte[] key = CallSignature.SecretOf(Secret);

    public static string Setting => "Calls:WebhookSecret=" + Secret;

    public static string Event(
        string call, int seq, string type, string? digits = null, string? from = "010-1234-5678",
        string? language = null)
    {
        var fields = new Dictionary<string, object?>
        {
            ["callId"] = call, ["seq"] = seq, ["type"] = type, ["from"] = from, ["digits"] = digits,
            ["language"] = language,
        };
        return JsonSerializer.Serialize(fields.Where(f => f.Value is not null).ToDictionary());
    }

    public Task<Answer> SendAsync(string body, DateTimeOffset? at = null) => shop.SendAsync(Signed(body, at));

    /// <summary>A request that the shop believes.</summary>
    public static HttpRequestMessage Signed(string body, DateTimeOffset? at = null, string type = "application/json")
    {
        var timestamp = $"{(at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds()}";
        var mac = CallSignature.Sign(key, "msg_1", timestamp, Encoding.UTF8.GetBytes(body));
        return Request(body, "msg_1", timestamp, "v1," + Convert.ToBase64String(mac), type);
    }

    public static HttpRequestMessage Request(
        string body, string? id, string? timestamp, string? signature, string type = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        foreach (var (name, value) in new[]
        {
            ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature),
        })
        {
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>A show with one offer of the mug, at 9,900 won, on the air.</summary>
    public static async Task<Guid> GoesOnAirAsync(LiveShop shop, long allotment = 20, int? limit = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var scheduled = await shop.App.Services.GetRequiredService<ScheduleBroadcast>().RunAsync(
            new BroadcastDraft
            {
                Feed = "onair",
                Title = new LocalText("방송", "Show"),
                StreamUrl = "/stream.m3u8",
                StartsAt = now,
                EndsAt = now.AddHours(1),
                Offers = [new OfferDraft("mug", 9_900, allotment, limit, now)],
            },
            LiveShop.Cancel);
        var show = scheduled.Broadcast!;
        var put = await shop.App.Services.GetRequiredService<PutOfferOnAir>().RunAsync(
            new OfferSwitch(show.Id, show.Offers[0].Id, CloseOthers: false), LiveShop.Cancel);
        Assert.Equal(PutOfferOnAirStatus.OnAir, put);
        return show.Offers[0].Id;
    }
}
