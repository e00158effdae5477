using Microsoft.Extensions.DependencyInjection;
using Onair.Calls.Agents;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>The desk of the call centre: who may stand there, and what an agent can do.</summary>
public sealed class PhoneOrdersHttpTests
{
    private const string operatorToken = "a-token-of-the-test-0123456789";
    private const string desk = "/api/v1/phone-orders";
    private const string question = """{"orderNumber":"20260302-0000000000000","phone":"010-1234-5678"}""";

    private static readonly (HttpMethod Method, string Address, string? Body, int Open)[] routes =
    [
        (HttpMethod.Post, desk, "{}", 400),
        (HttpMethod.Post, desk + "/look-up", question, 404),
        (HttpMethod.Get, desk + "/offers", null, 200),
        (HttpMethod.Get, desk + "/stock?sku=mug", null, 200),
    ];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_route_is_open_to_agents_alone(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, "Operator:Token=" + operatorToken);
        var agent = await AddAsync(shop, "김상담");
        var gone = await AddAsync(shop, "이상담");
        Assert.Equal(
            RevokeAgentStatus.Revoked,
            await shop.App.Services.GetRequiredService<RevokeAgents>().RunAsync("이상담", LiveShop.Cancel));
        var (number, orderToken) = await OrderAsync(shop);
        foreach (var (method, address, body, open) in routes)
        {
            (string, string)[][] strangers =
            [
                [], [("Authorization", "Bearer")], [("Authorization", "Bearer " + operatorToken)],
                [("Authorization", "Bearer " + gone)], [("Authorization", "Bearer " + agent[..^1] + "x")],
                [("Authorization", "Bearer " + agent + "x")], [("Authorization", "Bearer " + agent[..^1])],
                [("Authorization", "Bearer " + agent.ToUpperInvariant())], [("Authorization", "Basic " + agent)],
                [("Authorization", agent)], [("Order-Token", orderToken)], [("Authorization", "Bearer " + orderToken)],
                [("Authorization", "Bearer agent_" + new string('0', 32) + agent[38..])],
            ];
            foreach (var headers in strangers)
            {
                var answer = await shop.SendAsync(method, address, body, headers);
                Assert.Equal((401, "agent-only", true), (answer.Status, answer.Code, answer.IsProblem));
                Assert.Equal(
                    ("Bearer", "no-store"), (answer.Header("WWW-Authenticate"), answer.Header("Cache-Control")));
            }

            var let = await shop.SendAsync(method, address, body, Bearer(agent));
            Assert.Equal((open, "no-store"), (let.Status, let.Header("Cache-Control")));
        }

        // And an agent's token opens nothing of the operator's, nor an order.
        Assert.Equal(401, (await shop.SendAsync(
            HttpMethod.Get, "/api/v1/payments/ledger", null, Bearer(agent))).Status);
        Assert.Equal(404, (await shop.SendAsync(
            HttpMethod.Get, "/api/v1/orders/" + number, null, ("Order-Token", agent))).Status);
        Assert.DoesNotContain(shop.Log, line => line.Contains(agent[39..], StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Agent_orders_under_the_offer_and_looks_it_up_masked(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, "Orders:PublicUrl=https://shop.example");
        await shop.SellsAsync("mug", 12_000, 50);
        var offer = await VoiceSystem.GoesOnAirAsync(shop, allotment: 3, limit: 2);
        var agent = await AddAsync(shop, "김상담");
        var shown = (await shop.SendAsync(HttpMethod.Get, desk + "/offers", null, Bearer(agent)))
            .Json["offers"]![0]!;
        Assert.Equal(
            (offer, "mug", 9_900L, 3L, 2, true),
            ((Guid)shown["offer"]!, (string)shown["sku"]!, (long)shown["unitPrice"]!, (long)shown["left"]!,
                (int)shown["limitPerCustomer"]!, (bool)shown["shown"]!));
        var stock = (await shop.SendAsync(HttpMethod.Get, desk + "/stock?sku=mug,none", null, Bearer(agent)))
            .Json["items"]!.AsArray();
        Assert.Equal((12_000L, 50L), ((long)Assert.Single(stock)!["unitPrice"]!, (long)stock[0]!["available"]!));

        var body = Body(offer, 2);
        var first = await PlaceAsync(shop, agent, body, "k-1", "?language=en");
        Assert.Equal(201, first.Status);
        Assert.Equal(
            ("phone", 19_800L), ((string)first.Json["order"]!["channel"]!, (long)first.Json["order"]!["total"]!));
        Assert.Equal((true, "김상담"), ((bool)first.Json["letterSent"]!, (string)first.Json["agent"]!));
        var pay = new Uri((string)first.Json["payUrl"]!);
        Assert.Equal(("https", "shop.example", "?lang=en"), (pay.Scheme, pay.Host, pay.Query));
        Assert.Equal(200, (await shop.SendAsync(HttpMethod.Get, pay.PathAndQuery)).Status);
        for (var i = 0; i < 3; i++)
        {
            var again = await PlaceAsync(shop, agent, body, "k-1");
            Assert.Equal((200, false), (again.Status, (bool)again.Json["letterSent"]!));
            Assert.Equal((string)first.Json["order"]!["orderNumber"]!, (string)again.Json["order"]!["orderNumber"]!);
        }

        Assert.Equal((422, "key-reused"), await CodeAsync(shop, agent, Body(offer, 1), "k-1"));
        Assert.Equal((409, "over-limit"), await CodeAsync(shop, agent, body, "k-2"));
        Assert.Equal((409, "price-changed"), await CodeAsync(
            shop, agent, body.Replace("9900", "9800", StringComparison.Ordinal), "k-3"));

        var number = (string)first.Json["order"]!["orderNumber"]!;
        var found = await shop.SendAsync(
            HttpMethod.Post, desk + "/look-up", $$"""{"orderNumber":"{{number}}","phone":"+82 10-1234-5678"}""",
            Bearer(agent));
        Assert.Equal(200, found.Status);
        Assert.Equal(
            ("홍*동", "*******5678", "g***@shop.example", "placed"),
            ((string)found.Json["customer"]!["name"]!, (string)found.Json["customer"]!["phone"]!,
                (string)found.Json["customer"]!["email"]!, (string)found.Json["status"]!));
        foreach (var secret in new[] { "홍길동", "01012345678", "gildong@", pay.Segments[^1] })
            Assert.DoesNotContain(secret, found.Text, StringComparison.Ordinal);
        var other = await shop.SendAsync(
            HttpMethod.Post, desk + "/look-up", $$"""{"orderNumber":"{{number}}","phone":"010-9999-9999"}""",
            Bearer(agent));
        Assert.Equal((404, "not-found"), (other.Status, other.Code));
        Assert.DoesNotContain(shop.Log, line => line.Contains("01012345678", StringComparison.Ordinal)
            || line.Contains("홍길동", StringComparison.Ordinal));

        var deeds = await shop.App.Services.GetRequiredService<AgentDeeds>().ListAsync(100, LiveShop.Cancel);
        Assert.Equal(
            (1, 3, 3, 2),
            (Count(AgentDeedKind.Ordered), Count(AgentDeedKind.Repeated), Count(AgentDeedKind.Refused),
                Count(AgentDeedKind.LookedUp)));
        Assert.All(deeds, deed => Assert.Equal(("김상담", "127.0.0.1"), (deed.AgentName, deed.Sender)));

        int Count(AgentDeedKind kind) => deeds.Count(deed => deed.Kind == kind);
    }

    [Fact]
    public async Task Wrong_requests_are_told_every_wrong_field_and_write_nothing()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 50);
        var agent = await AddAsync(shop, "김상담");
        var good = LiveShop.Body(channel: "phone");
        foreach (var (body, query, field) in new[]
        {
            (LiveShop.Body(), "", "channel"), (LiveShop.Body(channel: "tv"), "", "channel"),
            (LiveShop.Body(channel: "fax"), "", "channel"), (good, "?language=fr", "language"),
            (good, "?language=ko&language=en", "language"),
            (LiveShop.Body(channel: "phone", quantity: 0), "", "lines[0].quantity"),
            (good.Replace("010-1234-5678", "1", StringComparison.Ordinal), "", "customer.phone"),
            (good.Replace("\"lines\"", "\"card\":\"4111\",\"lines\"", StringComparison.Ordinal), "", "card"),
            ("", "", "body"), ("[]", "", "body"),
        })
        {
            var answer = await PlaceAsync(shop, agent, body, "k", query);
            Assert.Equal(400, answer.Status);
            Assert.True(answer.Json["errors"]![field] is not null, $"{field}: {answer.Text}");
        }

        var keyless = await shop.SendAsync(HttpMethod.Post, desk, good, Bearer(agent));
        Assert.NotNull(keyless.Json["errors"]!["Idempotency-Key"]);
        foreach (var (body, field) in new[]
        {
            ("{}", "phone"), ("{}", "orderNumber"), ("""{"orderNumber":"a","phone":"x"}""", "phone"),
            ("""{"orderNumber":"","phone":"01012345678"}""", "orderNumber"),
            ("""{"orderNumber":5,"phone":"01012345678"}""", "orderNumber"),
            ("""{"orderNumber":"a","phone":"01012345678","name":"x"}""", "name"), ("[]", "body"),
        })
        {
            var answer = await shop.SendAsync(HttpMethod.Post, desk + "/look-up", body, Bearer(agent));
            Assert.Equal(400, answer.Status);
            Assert.True(answer.Json["errors"]![field] is not null, $"{body}: {answer.Text}");
        }

        var many = "?sku=" + string.Join(',', Enumerable.Range(0, 51));
        foreach (var sku in new[] { "", "?sku=", "?sku=a,,b", "?sku=-x", "?sku=a&sku=b", many })
        {
            var answer = await shop.SendAsync(HttpMethod.Get, desk + "/stock" + sku, null, Bearer(agent));
            Assert.Equal(400, answer.Status);
            Assert.NotNull(answer.Json["errors"]!["sku"]);
        }

        Assert.Empty(await shop.App.Services.GetRequiredService<AgentDeeds>().ListAsync(10, LiveShop.Cancel));
    }

    private static async Task<string> AddAsync(LiveShop shop, string name) =>
        (await shop.App.Services.GetRequiredService<AddAgents>().RunAsync(name, LiveShop.Cancel)).Token!;

    private static async Task<(string Number, string Token)> OrderAsync(LiveShop shop)
    {
        await shop.SellsAsync("mug", 12_000, 50);
        return await shop.BuysAsync(LiveShop.Body(), "web");
    }

    private static string Body(Guid offer, int quantity) => $$"""
        {"channel":"phone","customer":{"name":"홍길동","phone":"010-1234-5678","email":"gildong@shop.example"},
        "lines":[{"sku":"mug","quantity":{{quantity}},"unitPrice":9900,"offer":"{{offer}}"}]}
        """;

    private static Task<Answer> PlaceAsync(LiveShop shop, string agent, string body, string key, string query = "") =>
        shop.SendAsync(HttpMethod.Post, desk + query, body, Bearer(agent), ("Idempotency-Key", key));

    private static async Task<(int, string)> CodeAsync(LiveShop shop, string agent, string body, string key)
    {
        var answer = await PlaceAsync(shop, agent, body, key);
        return (answer.Status, answer.Code);
    }

    private static (string, string) Bearer(string token) => ("Authorization", "Bearer " + token);
}
