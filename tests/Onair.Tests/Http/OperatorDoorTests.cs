using Onair.Payments.Reconciliation;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>Who may look at the books: the operator with the token, and nobody else.</summary>
public sealed class OperatorDoorTests
{
    private const string token = "a-token-of-the-test-0123456789";
    private const string cases = "/api/v1/payments/cases";

    private static readonly (string, string) right = ("Authorization", "Bearer " + token);

    private static readonly (HttpMethod Method, string Address, string? Body)[] routes =
    [
        (HttpMethod.Get, "/api/v1/payments/attempts", null),
        (HttpMethod.Get, $"/api/v1/payments/attempts/{Guid.Empty}", null),
        (HttpMethod.Get, cases, null),
        (HttpMethod.Get, $"{cases}/{Guid.Empty}", null),
        (HttpMethod.Post, $"{cases}/{Guid.Empty}/acknowledge", "{}"),
        (HttpMethod.Post, $"{cases}/{Guid.Empty}/resolve", """{"reason":"x"}"""),
        (HttpMethod.Get, "/api/v1/payments/runs", null),
        (HttpMethod.Get, "/api/v1/payments/ledger", null),
        (HttpMethod.Get, "/api/v1/variants/none/price", null),
        (HttpMethod.Put, "/api/v1/variants/none/price", """{"price":1}"""),
        (HttpMethod.Get, $"/api/v1/broadcasts/{Guid.Empty}/result", null),
        (HttpMethod.Post, $"/api/v1/broadcasts/{Guid.Empty}/end", null),
        (HttpMethod.Post, $"/api/v1/broadcasts/{Guid.Empty}/on-air", $$"""{"offer":"{{Guid.Empty}}"}"""),
        (HttpMethod.Post, $"/api/v1/offers/{Guid.Empty}", """{"price":1}"""),
        (HttpMethod.Get, "/api/v1/ratings", null),
        (HttpMethod.Get, $"/api/v1/ratings/{Guid.Empty}", null),
        (HttpMethod.Get, $"/api/v1/ratings/{Guid.Empty}/pictures/{Guid.Empty}", null),
        (HttpMethod.Post, $"/api/v1/ratings/{Guid.Empty}/publish", """{"version":1}"""),
        (HttpMethod.Post, $"/api/v1/ratings/{Guid.Empty}/reject", """{"version":1,"reason":"abuse"}"""),
        (HttpMethod.Post, $"/api/v1/ratings/{Guid.Empty}/hide", """{"version":1,"reason":"abuse"}"""),
        (HttpMethod.Get, $"/api/v1/broadcasts/{Guid.Empty}/questions", null),
        (HttpMethod.Post, $"/api/v1/questions/{Guid.Empty}/answer", """{"text":"x"}"""),
        (HttpMethod.Post, $"/api/v1/questions/{Guid.Empty}/show", null),
        (HttpMethod.Post, $"/api/v1/questions/{Guid.Empty}/hide", null),
        (HttpMethod.Get, $"/api/v1/broadcasts/{Guid.Empty}/announcements", null),
        (HttpMethod.Put, $"/api/v1/broadcasts/{Guid.Empty}/announcement", """{"textKo":"x","textEn":"x"}"""),
        (HttpMethod.Delete, $"/api/v1/broadcasts/{Guid.Empty}/announcement", null),
    ];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_route_is_closed_without_the_token_and_open_with_it(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, "Operator:Token=" + token);
        foreach (var (method, address, body) in routes)
        {
            (string, string)[][] strangers =
            [
                [], [("Authorization", "Bearer")], [("Authorization", "Bearer " + token[..^1])],
                [("Authorization", "Bearer " + token + "x")], [("Authorization", "Basic " + token)],
                [("Authorization", token)], [("Order-Token", token)],
                [("Authorization", "Bearer " + token.ToUpperInvariant())],
            ];
            foreach (var headers in strangers)
            {
                var answer = await shop.SendAsync(method, address, body, headers);
                Assert.Equal((401, "operator-only", true), (answer.Status, answer.Code, answer.IsProblem));
                Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
            }

            var open = await shop.SendAsync(method, address, body, right);
            var isThere = !address.Contains(Guid.Empty.ToString()) && !address.Contains("/none/");
            Assert.Equal(isThere ? 200 : 404, open.Status);
        }
    }

    [Fact]
    public async Task Shop_without_a_token_has_no_such_routes_and_a_short_one_does_not_start()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        foreach (var (method, address, body) in routes)
        {
            var answer = await shop.SendAsync(method, address, body, right);
            Assert.Equal((404, "not-found"), (answer.Status, answer.Code));
        }

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => LiveShop.OpenAsync(Dialect.Sqlite, "Operator:Token=short"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Case_is_taken_in_hand_and_resolved_under_its_tag(Dialect dialect)
    {
        // The case is made by hand: a pass of the shop's own would find nothing behind it, and close it.
        await using var shop = await LiveShop.OpenAsync(
            dialect, "Operator:Token=" + token, "Payments:Reconciliation:IsOn=false");
        var compared = new Comparison(
            Bucket.TheirsOnly, CaseSubject.Capture, null, "20260302-ZZZZZZZZ_1", "r", 0, 500, TestDatabase.Start);
        await shop.Database.WriteAsync(
            open => KeepCases.RunAsync(
                open, "demo", [compared], [], "finance", TestDatabase.Start, LiveShop.Cancel),
            LiveShop.Cancel);
        var list = await shop.SendAsync(HttpMethod.Get, cases + "?bucket=theirs-only&limit=1", null, right);
        var id = (string)list.Json["cases"]![0]!["id"]!;
        var shown = await shop.SendAsync(HttpMethod.Get, $"{cases}/{id}", null, right);
        Assert.Equal("\"1\"", shown.Header("ETag"));
        Assert.Equal(304, (await shop.SendAsync(
            HttpMethod.Get, $"{cases}/{id}", null, right, ("If-None-Match", "\"1\""))).Status);

        Assert.Equal((200, "acknowledged"), await ChangeAsync("acknowledge", "{}", "\"1\""));
        Assert.Equal((412, ""), await ChangeAsync("resolve", """{"reason":"theirs"}""", "\"1\""));
        Assert.Equal((400, ""), await ChangeAsync("resolve", "{}", "\"2\""));
        Assert.Equal((400, ""), await ChangeAsync("resolve", """{"reason":"a","sum":1}""", "\"2\""));
        Assert.Equal((200, "resolved"), await ChangeAsync("resolve", """{"reason":"theirs"}""", "\"2\""));
        Assert.Equal((409, ""), await ChangeAsync("acknowledge", "{}", "*"));
        string[] wrong = ["limit=0", "limit=501", "cursor=x", "state=lost", "bucket=x", "page=1", "limit="];
        foreach (var query in wrong)
            Assert.Equal(400, (await shop.SendAsync(HttpMethod.Get, $"{cases}?{query}", null, right)).Status);

        async Task<(int, string)> ChangeAsync(string word, string body, string tag)
        {
            var answer = await shop.SendAsync(
                HttpMethod.Post, $"{cases}/{id}/{word}", body, right, ("If-Match", tag));
            return (answer.Status, answer.Status == 200 ? (string)answer.Json["state"]! : "");
        }
    }
}
