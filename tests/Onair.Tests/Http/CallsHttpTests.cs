using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>The voice system's address: who is believed, what is answered, what is refused.</summary>
public sealed class CallsHttpTests
{
    private const string number = "01012345678";

    private static readonly Sql calls = new("SELECT COUNT(*) FROM calls");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Whole_call_orders_and_is_told_where_to_pay(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(
            dialect, VoiceSystem.Setting, "Orders:PublicUrl=https://shop.example");
        await shop.SellsAsync("mug", 12_000, 50);
        await VoiceSystem.GoesOnAirAsync(shop);
        var voice = new VoiceSystem(shop);
        var begun = await voice.SendAsync(VoiceSystem.Event("c-1", 1, "started"));
        Assert.Equal(200, begun.Status);
        Assert.Equal(
            ("c-1", 1, "choose-offer", "ko", "gather", 1, "#"),
            ((string)begun.Json["callId"]!, (int)begun.Json["seq"]!, (string)begun.Json["step"]!,
                (string)begun.Json["language"]!, (string)begun.Json["next"]!,
                (int)begun.Json["gather"]!["digitsMax"]!, (string)begun.Json["gather"]!["finishOn"]!));
        Assert.Contains("9,900원", (string)begun.Json["say"]!, StringComparison.Ordinal);
        Assert.Equal("no-store", begun.Header("Cache-Control"));
        Assert.Equal("quantity", await StepAsync(2, "1"));
        Assert.Equal("confirm", await StepAsync(3, "2#"));
        var done = await voice.SendAsync(VoiceSystem.Event("c-1", 4, "digits", "1"));
        Assert.Equal(("done", "hang-up"), ((string)done.Json["step"]!, (string)done.Json["next"]!));
        Assert.Null(done.Json["gather"]);
        var order = done.Json["order"]!;
        Assert.Equal(19_800, (long)order["total"]!);
        var pay = new Uri((string)order["payUrl"]!);
        Assert.Equal("shop.example", pay.Host);
        var page = await shop.SendAsync(HttpMethod.Get, pay.PathAndQuery);
        Assert.Equal(200, page.Status);
        Assert.Contains("19,800원", page.Text, StringComparison.Ordinal);

        // Sent again, it is the same answer to the letter; and nothing was logged of the caller.
        var again = await voice.SendAsync(VoiceSystem.Event("c-1", 4, "digits", "1"));
        Assert.Equal((200, done.Text), (again.Status, again.Text));
        Assert.Equal(200, (await voice.SendAsync(VoiceSystem.Event("c-1", 5, "hung-up"))).Status);
        var shown = await shop.App.Services.GetRequiredService<ShowOrders>()
            .ByNumberAsync((string)order["number"]!, LiveShop.Cancel);
        Assert.Equal((Channel.Phone, number), (shown!.Order.Channel, shown.Order.CustomerPhone));
        Assert.DoesNotContain(shop.Log, line => line.Contains(number, StringComparison.Ordinal)
            || line.Contains("1234-5678", StringComparison.Ordinal)
            || line.Contains(pay.Segments[^1], StringComparison.Ordinal));

        async Task<string> StepAsync(int seq, string digits) =>
            (string)(await voice.SendAsync(VoiceSystem.Event("c-1", seq, "digits", digits))).Json["step"]!;
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Message_that_is_not_signed_lately_by_the_voice_system_is_refused_and_changes_nothing(
        Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, VoiceSystem.Setting);
        await shop.SellsAsync("mug", 12_000, 50);
        await VoiceSystem.GoesOnAirAsync(shop);
        var body = VoiceSystem.Event("c-1", 1, "started");
        var now = TimeProvider.System.GetUtcNow();
        var good = VoiceSystem.Signed(body).Headers;
        var (id, at) = (good.GetValues("webhook-id").Single(), good.GetValues("webhook-timestamp").Single());
        var signature = good.GetValues("webhook-signature").Single();
        foreach (var (request, code) in new[]
        {
            (VoiceSystem.Request(body, null, null, null), "signature-missing"),
            (VoiceSystem.Request(body, id, at, null), "signature-missing"),
            (VoiceSystem.Request(body, id, null, signature), "signature-missing"),
            (VoiceSystem.Request(body, null, at, signature), "signature-missing"),
            (VoiceSystem.Signed(body, now.AddMinutes(-6)), "signature-stale"),
            (VoiceSystem.Signed(body, now.AddMinutes(6)), "signature-stale"),
            (VoiceSystem.Request(body, id, "soon", signature), "signature-stale"),
            (VoiceSystem.Request(body.Replace("c-1", "c-2", StringComparison.Ordinal), id, at, signature),
                "signature-wrong"),
            (VoiceSystem.Request(body, "msg_2", at, signature), "signature-wrong"),
            (VoiceSystem.Request(body, id, $"{now.AddMinutes(1).ToUnixTimeSeconds()}", signature), "signature-wrong"),
            (VoiceSystem.Request(body, id, at, "v1,AAAA"), "signature-wrong"),
            (VoiceSystem.Request(body, id, at, signature[3..]), "signature-wrong"),
        })
        {
            var answer = await shop.SendAsync(request);
            Assert.Equal((401, code, true), (answer.Status, answer.Code, answer.IsProblem));
        }

        var count = await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(calls, null, LiveShop.Cancel), LiveShop.Cancel);
        Assert.Equal(0, count);
        // Played again while it is fresh it is answered as before, and begins no second call.
        Assert.Equal(200, (await shop.SendAsync(VoiceSystem.Request(body, id, at, signature))).Status);
        Assert.Equal(200, (await shop.SendAsync(VoiceSystem.Request(body, id, at, signature))).Status);
        Assert.Equal(1, await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(calls, null, LiveShop.Cancel), LiveShop.Cancel));
    }

    [Fact]
    public async Task Wrong_events_are_told_every_wrong_field()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite, VoiceSystem.Setting);
        var voice = new VoiceSystem(shop);
        const string whole = """{"callId":"c-1","seq":1,"type":"digits","from":"01012345678","digits":"1"}""";
        foreach (var (from, to, field) in new[]
        {
            ("\"c-1\"", "\"\"", "callId"), ("\"c-1\"", "\"a b\"", "callId"), ("\"c-1\"", "5", "callId"),
            ("\"c-1\"", $"\"{new string('x', 65)}\"", "callId"), ("\"callId\":\"c-1\",", "", "callId"),
            ("\"seq\":1", "\"seq\":0", "seq"), ("\"seq\":1", "\"seq\":101", "seq"),
            ("\"seq\":1", "\"seq\":\"1\"", "seq"),
            ("\"seq\":1", "\"seq\":1.5", "seq"), ("\"seq\":1,", "", "seq"), ("\"digits\",", "\"ring\",", "type"),
            ("\"digits\",", "7,", "type"), ("\"type\":\"digits\",", "", "type"), ("\"1\"", "\"12345\"", "digits"),
            ("\"1\"", "\"a\"", "digits"), ("\"1\"", "1", "digits"),
            ("\"type\":\"digits\"", "\"type\":\"timeout\"", "digits"),
            ("\"from\":\"01012345678\"", $"\"from\":\"{new string('1', 31)}\"", "from"),
            ("\"from\":\"01012345678\"", "\"from\":5", "from"), ("}", ",\"language\":\"fr\"}", "language"),
            ("}", ",\"feed\":\"On Air\"}", "feed"), ("}", ",\"card\":\"4111111111111111\"}", "card"),
            ("}", ",\"seq\":1}", "seq"), ("}", "", "body"), (whole, "[]", "body"), (whole, "", "body"),
            ("}", "}{", "body"),
        })
        {
            var answer = await voice.SendAsync(whole.Replace(from, to, StringComparison.Ordinal));
            Assert.Equal((400, true), (answer.Status, answer.IsProblem));
            Assert.True(answer.Json["errors"]![field] is not null, $"{from} -> {to}: {answer.Text}");
        }

        var both = await voice.SendAsync("""{"callId":"","seq":0,"type":"x","digits":"x","language":"x"}""");
        Assert.Equal(5, both.Json["errors"]!.AsObject().Count);
        Assert.Equal(404, (await voice.SendAsync(whole)).Status);
        Assert.Equal(413, (await voice.SendAsync(whole + new string(' ', 3000))).Status);
        Assert.Equal(415, (await shop.SendAsync(VoiceSystem.Signed(whole, type: "text/plain"))).Status);
        Assert.Equal(405, (await shop.SendAsync(HttpMethod.Get, VoiceSystem.Address)).Status);

        await using var none = await LiveShop.OpenAsync(Dialect.Sqlite);
        Assert.Equal(404, (await none.SendAsync(VoiceSystem.Signed(whole))).Status);
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => LiveShop.OpenAsync(Dialect.Sqlite, "Calls:WebhookSecret=secret"));
    }
}
