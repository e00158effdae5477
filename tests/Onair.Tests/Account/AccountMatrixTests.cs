using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Onair.Storage;

namespace Onair.Tests.Account;

/// <summary>
/// Every address of accounts against nobody, another customer, and the owner. An address that is not in the table fails
/// the first test.
/// </summary>
public sealed class AccountMatrixTests
{
    /// <summary>Whom a route lets in: everybody, any customer to what is theirs, or the owner of an object.</summary>
    internal enum Door
    {
        Everybody,
        Customer,
        Owner,
    }

    private static readonly (string Route, Door Door)[] matrix =
    [
        ("GET /account/sign-in", Door.Everybody),
        ("POST /account/sign-in", Door.Everybody),
        ("POST /account/sign-in/passkey", Door.Everybody),
        ("POST /account/passkeys/question", Door.Everybody),
        ("GET /account/code", Door.Everybody),
        ("POST /account/code", Door.Everybody),
        ("GET /account/sign-up", Door.Everybody),
        ("POST /account/sign-up", Door.Everybody),
        ("GET /account/sent", Door.Everybody),
        ("POST /account/verify/again", Door.Everybody),
        ("GET /account/verify/{id:guid}/{token}", Door.Everybody),
        ("POST /account/verify/{id:guid}/{token}", Door.Everybody),
        ("GET /account/forgot", Door.Everybody),
        ("POST /account/forgot", Door.Everybody),
        ("GET /account/reset/{id:guid}/{token}", Door.Everybody),
        ("POST /account/reset/{id:guid}/{token}", Door.Everybody),
        ("GET /account/email/confirm/{id:guid}/{token}", Door.Everybody),
        ("POST /account/email/confirm/{id:guid}/{token}", Door.Everybody),
        ("GET /account/email/back/{id:guid}/{token}", Door.Everybody),
        ("POST /account/email/back/{id:guid}/{token}", Door.Everybody),
        ("GET /account/email", Door.Customer),
        ("POST /account/email", Door.Customer),
        ("POST /account/email/stop", Door.Customer),
        ("GET /account/", Door.Customer),
        ("POST /account/sign-out", Door.Customer),
        ("GET /account/orders", Door.Customer),
        ("POST /account/orders/claim", Door.Customer),
        ("GET /account/export", Door.Customer),
        ("GET /account/leave", Door.Customer),
        ("POST /account/leave", Door.Customer),
        ("GET /account/profile", Door.Customer),
        ("POST /account/profile", Door.Customer),
        ("GET /account/addresses", Door.Customer),
        ("POST /account/addresses", Door.Customer),
        ("GET /account/addresses/{id:guid}", Door.Owner),
        ("POST /account/addresses/{id:guid}", Door.Owner),
        ("POST /account/addresses/{id:guid}/remove", Door.Owner),
        ("POST /account/addresses/{id:guid}/default", Door.Owner),
        ("GET /account/consents", Door.Customer),
        ("POST /account/consents", Door.Customer),
        ("GET /account/security", Door.Customer),
        ("POST /account/security/password", Door.Customer),
        ("POST /account/security/app", Door.Customer),
        ("POST /account/security/app/confirm", Door.Customer),
        ("POST /account/security/passkeys/question", Door.Customer),
        ("POST /account/security/passkeys", Door.Customer),
        ("POST /account/security/passkeys/{id:guid}/remove", Door.Owner),
        ("POST /account/security/sessions/{id:guid}/end", Door.Owner),
        ("POST /account/security/sessions/end-others", Door.Customer),
    ];

    internal static IReadOnlyList<(string Route, Door Door)> Matrix => matrix;

    private static readonly (string, string)[] address =
    [
        ("label", "집"), ("recipient", "홍길동"), ("phone", "010-1234-5678"), ("postcode", "04524"),
        ("line1", "세종대로 110"), ("line2", ""), ("memo", ""),
    ];

    [Fact]
    public async Task Every_route_is_in_the_table()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var routes = shop.Live.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/account", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {e.RoutePattern.RawText}"));
        Assert.Equal(matrix.Select(m => m.Route).Order(), routes.Order());
    }

    [Fact]
    public async Task Nobody_is_sent_to_sign_in_and_what_they_send_does_nothing()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        foreach (var (route, door) in matrix.Where(m => m.Door != Door.Everybody))
        {
            var (method, path) = Of(route, Guid.CreateVersion7());
            var guest = shop.Surfer();
            // With a token of their own: it is not the form that stops them.
            var token = Surfer.TokenIn((await guest.GetAsync("/account/sign-in")).Text);
            var answer = method == "GET"
                ? await guest.GetAsync(path)
                : await guest.SendFormAsync(path, ("form", token));
            Assert.Equal((route, 303), (route, answer.Status));
            Assert.StartsWith("/account/sign-in", answer.Header("Location"));
        }
    }

    [Fact]
    public async Task Post_without_a_token_of_this_session_does_nothing()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync("gildong@shop.example");
        var guest = shop.Surfer();
        var foreign = Surfer.TokenIn((await guest.GetAsync("/account/sign-in")).Text);
        foreach (var (route, _) in matrix.Where(m => m.Route.StartsWith("POST", StringComparison.Ordinal)))
        {
            var (_, path) = Of(route, Guid.CreateVersion7());
            Assert.Equal((route, 400), (route, (await member.SendFormAsync(path)).Status));
            Assert.Equal((route, 400), (route, (await member.SendFormAsync(path, ("form", foreign))).Status));
            var crossed = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent([new("form", await TokenAsync(member))]),
                Headers = { { "Sec-Fetch-Site", "cross-site" } },
            };
            Assert.Equal((route, 400), (route, (await member.SendAsync(crossed)).Status));
        }

        Assert.Equal(200, (await member.GetAsync("/account")).Status);
    }

    [Theory, ClassData(typeof(Fixtures.BothDatabases))]
    public async Task Object_of_another_customer_is_not_there_and_the_owner_has_it_still(Dialect dialect)
    {
        await using var shop = await AccountShop.OpenAsync(dialect);
        var owner = await shop.MemberAsync("owner@shop.example");
        var other = await shop.MemberAsync("other@shop.example");
        Assert.Equal(303, (await owner.PostAsync("/account/addresses", "/account/addresses", address)).Status);
        var second = shop.Surfer();
        await second.SignInAsync("owner@shop.example");
        var addressId = IdIn((await owner.GetAsync("/account/addresses")).Text, "/account/addresses/");
        var sessionId = IdIn((await owner.GetAsync("/account/security")).Text, "/account/security/sessions/");
        foreach (var (route, _) in matrix.Where(m => m.Door == Door.Owner))
        {
            var id = route.Contains("sessions") ? sessionId
                : route.Contains("addresses") ? addressId : Guid.CreateVersion7();
            var (method, path) = Of(route, id);
            var answer = method == "GET"
                ? await other.GetAsync(path)
                : await other.SendFormAsync(path, [("form", await TokenAsync(other)), .. address]);
            Assert.Equal((route, 404), (route, answer.Status));
        }

        Assert.Equal(200, (await owner.GetAsync($"/account/addresses/{addressId}")).Status);
        Assert.Equal(200, (await second.GetAsync("/account")).Status);
        var ended = await owner.PostAsync("/account/security", $"/account/security/sessions/{sessionId}/end");
        Assert.Equal(303, ended.Status);
        Assert.Equal(303, (await second.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Owner_reads_every_page_and_nobody_may_keep_them()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync("gildong@shop.example");
        foreach (var (route, door) in matrix)
        {
            var (method, path) = Of(route, Guid.CreateVersion7());
            if (method != "GET" || door == Door.Owner) continue;
            foreach (var language in new[] { "", "?lang=en" })
            {
                var answer = await member.GetAsync(path + language);
                Assert.Equal(
                    (route, path.Contains("reset") || path.Contains("email/") ? 410 : 200), (route, answer.Status));
                Assert.Contains("private", answer.Header("Cache-Control"));
                Assert.Contains("no-store", answer.Header("Cache-Control"));
                Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"));
                Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
            }
        }
    }

    private static (string Method, string Path) Of(string route, Guid id)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        path = path.Replace("{id:guid}", id.ToString()).Replace("{token}", "1.x").TrimEnd('/');
        return (method, path);
    }

    private static async Task<string> TokenAsync(Surfer member) =>
        Surfer.TokenIn((await member.GetAsync("/account/profile")).Text);

    private static Guid IdIn(string page, string before)
    {
        var at = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return Guid.Parse(page.AsSpan(at, 36));
    }
}
