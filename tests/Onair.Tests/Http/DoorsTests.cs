using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>What all addresses have in common: health, documents, headers, tags, who may read what.</summary>
public sealed class DoorsTests
{
    private static readonly HttpMethod get = HttpMethod.Get;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Node_is_live_and_ready_and_not_ready_while_it_drains(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, "Drain=00:00:02");
        Assert.Equal((200, "live"), await TextAsync(shop, "/health/live"));
        Assert.Equal((200, "ready"), await TextAsync(shop, "/health/ready"));
        var stopping = shop.App.StopAsync(LiveShop.Cancel);
        (int Status, string) ready;
        do ready = await TextAsync(shop, "/health/ready");
        while (ready.Status == 200);
        Assert.Equal((503, "starting or draining"), ready);
        // Who comes in these seconds is served.
        Assert.Equal((200, "live"), await TextAsync(shop, "/health/live"));
        Assert.Equal(200, (await shop.SendAsync(get, "/api/v1/products")).Status);
        await stopping;
    }

    [Fact]
    public async Task Description_is_OpenAPI_3_1_and_names_every_address()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        var document = await shop.SendAsync(get, "/openapi/v1.json");
        Assert.Equal(200, document.Status);
        Assert.StartsWith("3.1.", (string)document.Json["openapi"]!, StringComparison.Ordinal);
        var described = document.Json["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject(), (path, verb) => $"{verb.Key.ToUpperInvariant()} {path.Key}")
                .Order();
        Assert.Equal(Mapped(shop).Order(), described);
        Assert.Contains("POST /api/v1/orders", Mapped(shop));
        Assert.Contains("GET /api/v1/orders/{number}/payments/{id}", Mapped(shop));
        var place = document.Json["paths"]!["/api/v1/orders"]!["post"]!;
        Assert.Equal(
            ["200", "201", "400", "409", "413", "415", "422", "503"], place["responses"]!.AsObject().Select(r => r.Key)
                .Order());

        var page = await shop.SendAsync(get, "/reference");
        if (page.Status is 301 or 302) page = await shop.SendAsync(get, page.Header("Location"));
        Assert.Equal(200, page.Status);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("openapi/v1.json", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_count_what_was_asked()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 5);
        await shop.BuysAsync(LiveShop.Body(channel: "tv"), "one");
        var metrics = await shop.SendAsync(get, "/metrics");
        Assert.Equal(200, metrics.Status);
        // Instruments are the process's: other shops of this test run count in them too.
        var counted = metrics.Text.Split('\n').Single(line =>
            line.StartsWith("onair_orders_asked", StringComparison.Ordinal)
            && line.Contains("channel=\"tv\"", StringComparison.Ordinal)
            && line.Contains("status=\"placed\"", StringComparison.Ordinal));
        Assert.Contains("\nonair_", metrics.Text.Replace(counted, "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_answer_has_the_security_headers(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), "one");
        var tag = (await shop.SendAsync(get, "/api/v1/stock/mug")).Header("ETag");
        var answers = new List<(int Expected, Answer Answer)>
        {
            (200, await shop.SendAsync(get, "/health/live")),
            (200, await shop.SendAsync(get, "/api/v1/products")),
            (400, await shop.SendAsync(get, "/api/v1/products?limit=0")),
            (200, await shop.SendAsync(get, "/api/v1/stock/mug")),
            (304, await shop.SendAsync(get, "/api/v1/stock/mug", null, ("If-None-Match", tag))),
            (404, await shop.SendAsync(get, "/api/v1/stock/none")),
            (404, await shop.SendAsync(get, "/nowhere")),
            (405, await shop.SendAsync(HttpMethod.Delete, "/api/v1/orders")),
            (200, await shop.PlaceAsync(LiveShop.Body(), "one")),
            (201, await shop.PlaceAsync(LiveShop.Body(), "two")),
            (422, await shop.PlaceAsync(LiveShop.Body(quantity: 2), "two")),
            (409, await shop.PlaceAsync(LiveShop.Body(quantity: 9), "three")),
            (400, await shop.PlaceAsync("{", "four")),
            (401, await shop.SendAsync(get, $"/api/v1/orders/{number}")),
            (200, await shop.SendAsync(get, $"/api/v1/orders/{number}", null, ("Order-Token", token))),
            (200, await shop.SendAsync(get, "/metrics")),
            (200, await shop.SendAsync(get, "/openapi/v1.json")),
        };
        foreach (var (expected, answer) in answers)
        {
            Assert.Equal(expected, answer.Status);
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Equal("DENY", answer.Header("X-Frame-Options"));
            Assert.Equal("same-origin", answer.Header("Referrer-Policy"));
            Assert.Contains("default-src", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("", answer.Header("Server"));
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Read_that_changed_nothing_is_304_and_one_that_changed_is_not(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), "one");
        (string, string)[] owner = [("Order-Token", token)];
        foreach (var (address, headers, change) in new (string, (string, string)[], Func<Task>)[]
        {
            ("/api/v1/stock/mug", [], async () => await shop.BuysAsync(LiveShop.Body(), "two")),
            ($"/api/v1/orders/{number}", owner, async () => await shop.PaysAsync(number, token)),
            ("/api/v1/products", [], () => shop.ChangePriceAsync("mug", 9000)),
            ("/api/v1/products/thing-mug", [], () => shop.ChangePriceAsync("mug", 8000)),
        })
        {
            var first = await shop.SendAsync(get, address, null, headers);
            Assert.Equal(200, first.Status);
            (string, string) known = ("If-None-Match", first.Header("ETag"));
            var same = await shop.SendAsync(get, address, null, [.. headers, known]);
            Assert.Equal((304, "", first.Header("ETag")), (same.Status, same.Text, same.Header("ETag")));
            Assert.Equal(304, (await shop.SendAsync(get, address, null, [.. headers, ("If-None-Match", "*")])).Status);
            Assert.Equal(200, (await shop.SendAsync(get, address, null, [.. headers, ("If-None-Match", "\"other\"")]))
                .Status);
            Assert.Equal(200, (await shop.SendAsync(get, address, null, [.. headers, ("If-None-Match", "rubbish")]))
                .Status);
            await change();
            Assert.Equal(200, (await shop.SendAsync(get, address, null, [.. headers, known])).Status);
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_opens_to_its_own_token_and_to_no_other(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), "one");
        var (_, others) = await shop.BuysAsync(LiveShop.Body(phone: "010-7777-1234"), "one");
        var started = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"demo"}""", ("Order-Token", token));
        var addresses = new[]
        {
            (get, $"/api/v1/orders/{number}", null),
            (HttpMethod.Post, $"/api/v1/orders/{number}/cancel", "{}"),
            (HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"demo"}"""),
            (get, started.Header("Location"), null),
        };
        foreach (var (method, address, body) in addresses)
        {
            var none = await shop.SendAsync(method, address, body);
            Assert.Equal((401, "token-missing", true), (none.Status, none.Code, none.IsProblem));
            foreach (var wrong in new[] { others, "x", token[..^1], token + "A", "*", new string('A', 100) })
            {
                var answer = await shop.SendAsync(method, address, body, ("Order-Token", wrong));
                Assert.Equal((404, "not-found", true), (answer.Status, answer.Code, answer.IsProblem));
            }

            Assert.Equal(401, (await shop.SendAsync(method, address, body, ("Order-Token", ""))).Status);
            Assert.Equal(401, (await shop.SendAsync(method, address, body, ("Order-Token", new string('A', 101))))
                .Status);
        }

        // Nobody's attempt did anything; the owner's own requests do, the last of them the cancellation.
        var payment = await shop.SendAsync(get, started.Header("Location") + "?wait=10", null, ("Order-Token", token));
        Assert.Equal("approved", (string)payment.Json["state"]!);
        foreach (var i in new[] { 3, 0, 1 })
        {
            var (method, address, body) = addresses[i];
            Assert.Equal(200, (await shop.SendAsync(method, address, body, ("Order-Token", token))).Status);
        }

        // A payment is found under its own order only.
        var (second, secondToken) = await shop.BuysAsync(LiveShop.Body(), "two");
        var foreign = started.Header("Location").Replace(number, second, StringComparison.Ordinal);
        Assert.Equal(404, (await shop.SendAsync(get, foreign, null, ("Order-Token", secondToken))).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Logs_know_nobody(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("odd", 12_003, 50); // Its answer is lost: the talkative way through the payments.
        var (number, token) = await shop.BuysAsync(LiveShop.Body("odd", 1, 12_003), "one");
        await shop.PlaceAsync(LiveShop.Body("odd", 2, 12_003), "one");
        await shop.PlaceAsync(LiveShop.Body("odd", 99, 12_003), "two");
        await shop.PlaceAsync(LiveShop.Body("odd", 0, 12_003, phone: "홍길동"), "three");
        await shop.PlaceAsync(LiveShop.Body("odd", 1, 12_003)[..80], "four");
        var payment = await shop.PaysAsync(number, token);
        Assert.Equal("approved", (string)payment["state"]!);
        await shop.SendAsync(HttpMethod.Post, $"/api/v1/orders/{number}/cancel", """{"reason":"홍길동 010-1234-5678"}""",
            ("Order-Token", token));
        Assert.NotEmpty(shop.Log);
        foreach (var line in shop.Log)
        {
            foreach (var secret in new[] { "홍길동", "1234-5678", "12345678", "gildong", token })
            {
                Assert.DoesNotContain(secret, line, StringComparison.Ordinal);
            }
        }
    }

    private static async Task<(int Status, string Text)> TextAsync(LiveShop shop, string address)
    {
        var answer = await shop.SendAsync(get, address);
        return (answer.Status, answer.Text);
    }

    private static IEnumerable<string> Mapped(LiveShop shop) =>
        from endpoint in shop.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal)
        where path.StartsWith("/api/", StringComparison.Ordinal)
            && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        select $"{method} {path}";
}
