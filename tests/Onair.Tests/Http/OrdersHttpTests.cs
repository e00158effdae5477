using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>The contract of the order addresses, over real HTTP: the issue's words, status by status.</summary>
public sealed class OrdersHttpTests
{
    private static readonly string[] fields =
    [
        "orderNumber", "token", "status", "channel", "total", "vat", "remaining", "currency", "placedAt", "payBefore",
        "lines",
    ];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_is_created_once_and_handed_back_as_often_as_it_is_asked_for(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        var placed = await shop.PlaceAsync(LiveShop.Body(quantity: 2), "one");
        Assert.Equal(201, placed.Status);
        Assert.Equal($"/api/v1/orders/{placed.Json["orderNumber"]}", placed.Header("Location"));
        Assert.Equal(fields, placed.Json.AsObject().Select(field => field.Key));
        Assert.Matches("^[A-Za-z0-9_-]{6,40}$", (string)placed.Json["orderNumber"]!);
        Assert.Equal(
            ("placed", "web", 24_000L, 2182L, "KRW"),
            ((string)placed.Json["status"]!, (string)placed.Json["channel"]!, (long)placed.Json["total"]!,
                (long)placed.Json["vat"]!, (string)placed.Json["currency"]!));
        var held = (DateTimeOffset)placed.Json["payBefore"]! - (DateTimeOffset)placed.Json["placedAt"]!;
        Assert.Equal(TimeSpan.FromMinutes(10), held);
        var line = Assert.Single(placed.Json["lines"]!.AsArray())!;
        Assert.Equal(("mug", 2, 12_000L, "물건 mug"),
            ((string)line["sku"]!, (int)line["quantity"]!, (long)line["unitPrice"]!, (string)line["nameKo"]!));

        var again = await shop.PlaceAsync(LiveShop.Body(quantity: 2), "one");
        Assert.Equal((200, placed.Text), (again.Status, again.Text));
        var other = await shop.PlaceAsync(LiveShop.Body(quantity: 1), "one");
        Assert.Equal((422, "key-reused", true), (other.Status, other.Code, other.IsProblem));
        // Another customer may have thought of the same key.
        Assert.Equal(201, (await shop.PlaceAsync(LiveShop.Body(phone: "010-9999-0000"), "one")).Status);
        Assert.Equal(3, await HeldAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Refusals_say_which_lines_and_what_is_left(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 3);
        await shop.SellsAsync("bag", 50_000, 100, limit: 2);
        await ExpectAsync(shop, LiveShop.Body(quantity: 4), "sold-out",
            """[{"line":0,"sku":"mug","left":3,"unitPrice":12000}]""");
        await ExpectAsync(shop, LiveShop.Body("bag", 3, 50_000), "over-limit",
            """[{"line":0,"sku":"bag","left":2,"unitPrice":50000}]""");
        await shop.ChangePriceAsync("mug", 9900);
        await ExpectAsync(shop, LiveShop.Body(), "price-changed",
            """[{"line":0,"sku":"mug","left":3,"unitPrice":9900}]""");
        await ExpectAsync(shop, LiveShop.Body("cup"), "unknown-variant",
            """[{"line":0,"sku":"cup","left":0,"unitPrice":null}]""");
        Assert.Equal(0, await HeldAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_is_paid_read_and_given_back_over_HTTP(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(quantity: 2), "one");
        var payment = await shop.PaysAsync(number, token);
        Assert.Equal(("approved", "demo", 24_000L, 24_000L),
            ((string)payment["state"]!, (string)payment["provider"]!, (long)payment["amount"]!,
            (long)payment["captured"]!));
        var paid = await shop.SendAsync(HttpMethod.Post, $"/api/v1/orders/{number}/payments",
            """{"provider":"demo"}""", ("Order-Token", token));
        Assert.Equal((409, "already-paid"), (paid.Status, paid.Code));

        var shown = await ShowAsync(shop, number, token);
        Assert.Equal((200, "paid"), (shown.Status, (string)shown.Json["status"]!));
        Assert.Equal(["placed", "paid"], shown.Json["timeline"]!.AsArray().Select(step => (string)step!["status"]!));
        Assert.Single(shown.Json["payments"]!.AsArray());

        // What was seen first is not what is there any more.
        var tag = shown.Header("ETag");
        var part = """{"lines":[{"sku":"mug","quantity":1}],"reason":"하나만"}""";
        var cancelled = await CancelAsync(shop, number, token, part, ("If-Match", tag));
        Assert.Equal((200, "paid", 12_000L),
            (cancelled.Status, (string)cancelled.Json["status"]!, (long)cancelled.Json["remaining"]!));
        var late = await CancelAsync(shop, number, token, part, ("If-Match", tag));
        Assert.Equal((412, "changed"), (late.Status, late.Code));
        var many = await CancelAsync(shop, number, token, """{"lines":[{"sku":"mug","quantity":2}]}""");
        Assert.Equal((409, "not-in-order"), (many.Status, many.Code));
        var rest = await CancelAsync(shop, number, token, null, ("If-Match", "*"));
        Assert.Equal((200, "cancelled"), (rest.Status, (string)rest.Json["status"]!));
        Assert.Equal(200, (await CancelAsync(shop, number, token, "{}")).Status);
        var ended = await shop.SendAsync(HttpMethod.Post, $"/api/v1/orders/{number}/payments",
            """{"provider":"demo"}""", ("Order-Token", token));
        Assert.Equal((409, "not-payable"), (ended.Status, ended.Code));
    }

    [Fact]
    public async Task Shipped_order_cannot_be_cancelled()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), "one");
        await shop.PaysAsync(number, token);
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship })
        {
            await shop.App.Services.GetRequiredService<AdvanceOrder>()
                .RunAsync(number, step, "staff:kim", null, LiveShop.Cancel);
        }

        var answer = await CancelAsync(shop, number, token, null);
        Assert.Equal((409, "wrong-state"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Free_order_is_paid_by_asking()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("gift", 0, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body("gift", 1, 0), "one");
        var answer = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"demo"}""", ("Order-Token", token));
        Assert.Equal((204, ""), (answer.Status, answer.Text));
        Assert.Equal("paid", (string)(await ShowAsync(shop, number, token)).Json["status"]!);
    }

    [Fact]
    public async Task Declined_card_is_told_and_ten_of_them_are_enough()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("odd", 12_001, 5); // The demo provider declines amounts that end in 1.
        var (number, token) = await shop.BuysAsync(LiveShop.Body("odd", 1, 12_001), "one");
        for (var i = 0; i < 10; i++)
        {
            var payment = await shop.PaysAsync(number, token);
            Assert.Equal(("declined", "REJECT_CARD"), ((string)payment["state"]!, (string)payment["failureCode"]!));
        }

        var answer = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"demo"}""", ("Order-Token", token));
        Assert.Equal((409, "too-many-attempts"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Unknown_payment_keeps_the_order_from_being_cancelled()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("odd", 12_004, 5); // Its request is lost: unknown for half a minute.
        var (number, token) = await shop.BuysAsync(LiveShop.Body("odd", 1, 12_004), "one");
        var started = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"demo"}""", ("Order-Token", token));
        string state;
        do
        {
            var seen = await shop.SendAsync(HttpMethod.Get, started.Header("Location") + "?wait=1", null,
                ("Order-Token", token));
            state = (string)seen.Json["state"]!;
        }
        while (state is "prepared" or "approving");
        Assert.Equal("unknown", state);
        var answer = await CancelAsync(shop, number, token, null);
        Assert.Equal((409, "payment-pending"), (answer.Status, answer.Code));
        var second = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"demo"}""", ("Order-Token", token));
        Assert.Equal((202, started.Header("Location")), (second.Status, second.Header("Location")));
    }

    [Fact]
    public async Task Full_queue_says_busy_at_once_and_forgets_nobody_whom_it_let_in()
    {
        await using var shop = await LiveShop.OpenAsync(
            Dialect.Sqlite, "Orders:Intake:QueueMax=1", "Orders:Intake:BatchCountMax=1",
                "Orders:Intake:Deadline=00:01:00");
        await shop.SellsAsync("mug", 12_000, 100);
        // The one writer is kept busy: the lane takes one order, one waits, and the rest stand before a full queue.
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writer = shop.Database.WriteAsync(
            async _ =>
            {
                begun.SetResult();
                await gate.Task;
            },
            LiveShop.Cancel);
        await begun.Task;
        var waiting = Enumerable.Range(0, 12).Select(i => shop.PlaceAsync(LiveShop.Body(), $"k{i}")).ToList();
        for (var refused = 0; refused < 10; refused++)
        {
            var first = await Task.WhenAny(waiting);
            waiting.Remove(first);
            var busy = await first;
            Assert.Equal((503, "busy", "1", true),
                (busy.Status, busy.Code, busy.Header("Retry-After"), busy.IsProblem));
            Assert.Equal("nosniff", busy.Header("X-Content-Type-Options"));
        }

        gate.SetResult();
        await writer;
        // One or two were let in: the lane may have taken its first order only after the other eleven had come.
        var placed = 0;
        foreach (var answer in await Task.WhenAll(waiting))
        {
            Assert.Contains(answer.Status, new[] { 201, 503 });
            if (answer.Status == 201) placed++;
        }

        Assert.InRange(placed, 1, 2);
        Assert.Equal(placed, await HeldAsync(shop));
    }

    private static async Task ExpectAsync(LiveShop shop, string body, string code, string lines)
    {
        var answer = await shop.PlaceAsync(body, code);
        Assert.Equal((409, code, true), (answer.Status, answer.Code, answer.IsProblem));
        Assert.Equal($"/problems/{code}", (string)answer.Json["type"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(lines), answer.Json["lines"]), answer.Text);
    }

    private static Task<Answer> ShowAsync(LiveShop shop, string number, string token) =>
        shop.SendAsync(HttpMethod.Get, $"/api/v1/orders/{number}", null, ("Order-Token", token));

    private static Task<Answer> CancelAsync(
        LiveShop shop, string number, string token, string? body, params (string, string)[] headers) =>
        shop.SendAsync(HttpMethod.Post, $"/api/v1/orders/{number}/cancel", body, [("Order-Token", token), .. headers]);

    private static async Task<long> HeldAsync(LiveShop shop) =>
        (long)(await shop.SendAsync(HttpMethod.Get, "/api/v1/stock/mug")).Json["held"]!;
}
