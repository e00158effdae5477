using System.Net.WebSockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Onair.Staff;

namespace Onair.Tests.StaffConsole;

/// <summary>Every address of the console against nobody, each role, and who was signed out.</summary>
public sealed class ConsoleAccessTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    /// <summary>Pages and files, and the right that opens them.</summary>
    private static readonly Dictionary<string, StaffRight?> pages = new(StringComparer.Ordinal)
    {
        ["/"] = StaffRight.Overview,
        ["/shows/{Id:guid}"] = StaffRight.RunShows,
        ["/shows/{Id:guid}/host"] = StaffRight.RunShows,
        ["/schedule"] = StaffRight.PlanShows,
        ["/schedule/new"] = StaffRight.PlanShows,
        ["/schedule.ics"] = StaffRight.PlanShows,
        ["/schedule.csv"] = StaffRight.PlanShows,
        ["/orders"] = StaffRight.ReadOrders,
        ["/orders/{Number}"] = StaffRight.ReadOrders,
        ["/orders.csv"] = StaffRight.ReadOrders,
        ["/returns"] = StaffRight.ReadOrders,
        ["/returns.csv"] = StaffRight.ReadOrders,
        ["/shipments"] = StaffRight.ShipOrders,
        ["/stock"] = StaffRight.ReadStock,
        ["/stock/{Sku}"] = StaffRight.ReadStock,
        ["/stock.csv"] = StaffRight.ReadStock,
        ["/phone"] = StaffRight.TakeOrders,
        ["/jobs.csv"] = StaffRight.ReadJobs,
        ["/cases.csv"] = StaffRight.ReadPayments,
        ["/attempts"] = StaffRight.ReadPayments,
        ["/attempts.csv"] = StaffRight.ReadPayments,
        ["/settings"] = StaffRight.ReadSettings,
        ["/settings.csv"] = StaffRight.ReadSettings,
        ["/products"] = StaffRight.ReadProducts,
        ["/products.csv"] = StaffRight.ReadProducts,
        ["/products/{Slug}"] = StaffRight.ReadProducts,
        ["/pictures/{name}.webp"] = StaffRight.ReadProducts,
        ["/customers"] = StaffRight.ReadCustomers,
        ["/customers.csv"] = StaffRight.ReadCustomers,
        ["/customers/{Id:guid}"] = StaffRight.ReadCustomers,
        ["/ratings"] = StaffRight.ModerateRatings,
        ["/ratings.csv"] = StaffRight.ModerateRatings,
        ["/ratings/{Id:guid}"] = StaffRight.ModerateRatings,
        ["/ratings/{id:guid}/pictures/{picture:guid}"] = StaffRight.ModerateRatings,
        ["/webhooks"] = StaffRight.ChangeWebhooks,
        ["/webhooks/{Id:guid}"] = StaffRight.ChangeWebhooks,
        ["/webhook-log"] = StaffRight.ChangeWebhooks,
        ["/webhook-log.csv"] = StaffRight.ChangeWebhooks,
        ["/webhook-log/{Id:guid}"] = StaffRight.ChangeWebhooks,
        ["/incidents"] = StaffRight.ReadWatch,
        ["/incidents.csv"] = StaffRight.ReadWatch,
        ["/incidents/{Number:long}"] = StaffRight.ReadWatch,
        ["/alarms"] = StaffRight.ReadWatch,
        ["/signals"] = StaffRight.ReadWatch,
        ["/oncall"] = StaffRight.ReadWatch,
        ["/runbooks"] = StaffRight.ReadWatch,
        ["/runbooks/{Id}"] = StaffRight.ReadWatch,
        ["/payments"] = StaffRight.ReadPayments,
        ["/jobs"] = StaffRight.ReadJobs,
        ["/staff"] = StaffRight.ChangeStaff,
        ["/audit"] = StaffRight.ReadAudit,
        ["/audit.csv"] = StaffRight.ReadAudit,
        // A page for whoever is signed in.
        ["/not-found"] = null,
    };

    /// <summary>What nobody has to sign in for: the door itself.</summary>
    private static readonly string[] door =
    [
        "GET /sign-in", "POST /sign-in", "POST /sign-in/passkey", "POST /passkeys/question", "GET /code", "POST /code",
        "GET /join", "POST /join", "POST /sign-out", "POST /language",
    ];

    [Fact]
    public async Task Every_address_lets_in_whom_the_table_says_and_nobody_else()
    {
        var mapped = world.Endpoints.Where(e => !IsMachinery(e)).ToList();
        var open = mapped.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(NameOf).ToList();
        Assert.Equal(door.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
        var guarded = mapped.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct();
        Assert.Equal(pages.Keys.Order(StringComparer.Ordinal), guarded.Order(StringComparer.Ordinal));

        var faults = new List<string>();
        foreach (var (address, _) in pages)
        {
            var (status, location, _) = await world.SendAsync(HttpMethod.Get, AddressOf(address), null);
            if (status != 302 || !location.StartsWith("/sign-in", StringComparison.Ordinal))
                faults.Add($"{address} answers nobody with {status} {location}");
        }

        foreach (var role in StaffRoleWords.All)
        {
            var token = await world.SignInAsync(role, $"{role}@shop.example".ToLowerInvariant());
            foreach (var (address, right) in pages)
            {
                var may = right is null || StaffRights.Allow(role, right.Value);
                var (status, _, _) = await world.SendAsync(HttpMethod.Get, AddressOf(address), token);
                // There is no such picture.
                var expected = !may ? 403 : address.StartsWith("/pictures", StringComparison.Ordinal)
                    || address.Contains("{picture", StringComparison.Ordinal) ? 404 : 200;
                if (status != expected) faults.Add($"{address} answers {role} with {status} instead of {expected}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Who_is_signed_out_and_what_is_no_cookie_is_nobody()
    {
        var token = await world.SignInAsync(StaffRoles.Admin, "leaver@shop.example");
        Assert.Equal(200, (await world.SendAsync(HttpMethod.Get, "/staff", token)).Status);
        var own = world.Url.GetLeftPart(UriPartial.Authority);
        var left = await world.SendAsync(HttpMethod.Post, "/sign-out", token, own);
        Assert.Equal((302, "/sign-in"), (left.Status, left.Location));
        foreach (var no in new[] { token, "x", new string('a', 43) })
            Assert.Equal(302, (await world.SendAsync(HttpMethod.Get, "/staff", no)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://elsewhere.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task Form_of_another_page_is_refused(string? origin)
    {
        foreach (var address in new[] { "/sign-in", "/join", "/sign-out", "/code", "/language" })
            Assert.Equal(403, (await world.SendAsync(HttpMethod.Post, address, null, origin)).Status);
    }

    /// <summary>Cookies know no ports: a page of the shop at the same host must not be able to open a desk.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://elsewhere.example")]
    [InlineData(null)]
    public async Task Live_connection_of_another_page_is_refused(string? origin)
    {
        var token = await world.SignInAsync(StaffRoles.Care, $"ws{origin?.Length}@shop.example");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", "__Host-staff=" + token);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        var address = new UriBuilder(world.Url) { Scheme = "ws", Path = "/_blazor" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(address, TestContext.Current.CancellationToken));
        Assert.Equal(403, (int)socket.HttpStatusCode == 0 ? 403 : (int)socket.HttpStatusCode);
    }

    [Fact]
    public async Task Everything_says_what_may_be_done_with_it()
    {
        using var answer = await world.Client.GetAsync(
            new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Shop_knows_nothing_of_the_console()
    {
        foreach (var address in new[] { "/sign-in", "/staff", "/audit", "/audit.csv", "/_blazor" })
        {
            var answer = await world.Shop.SendAsync(HttpMethod.Get, address, null);
            Assert.Equal(404, answer.Status);
        }
    }

    /// <summary>The file has the chain; whoever takes it is in it.</summary>
    [Fact]
    public async Task Audit_log_leaves_as_a_file_that_no_table_program_runs()
    {
        var token = await world.SignInAsync(StaffRoles.Operator, "export@shop.example");
        await world.Get<Onair.Staff.Audit.WriteAudit>().RunAsync(
            new(new Actor(null, "=1+1", ""), Onair.Staff.Audit.Deed.StockChanged, "sku:x", "", "-2+3"),
            TestContext.Current.CancellationToken);
        var (status, _, text) = await world.SendAsync(HttpMethod.Get, "/audit.csv", token);
        Assert.Equal(200, status);
        Assert.StartsWith("seq,at,name,sender,deed,subject,detail,reason\n", text, StringComparison.Ordinal);
        Assert.Contains("AuditExported", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=1+1", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",-2+3", text, StringComparison.Ordinal);
        var one = await world.SendAsync(HttpMethod.Get, "/audit.csv?subject=sku%3Ax", token);
        Assert.Equal(2, one.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var chain = await world.SendAsync(HttpMethod.Get, "/audit.csv?cols=at.actor.digest", token);
        Assert.StartsWith("seq,at,actor,digest\n", chain.Text, StringComparison.Ordinal);
    }

    private string AddressOf(string route) => route
        .Replace("{Id:guid}", world.Show.ToString(), StringComparison.OrdinalIgnoreCase)
        .Replace("{picture:guid}", world.Show.ToString(), StringComparison.Ordinal)
        .Replace("{Number:long}", "1", StringComparison.Ordinal)
        .Replace("{Id}", "order-failures", StringComparison.Ordinal)
        .Replace("{Number}", world.Order, StringComparison.Ordinal)
        .Replace("{Slug}", "thing-mug", StringComparison.Ordinal)
        .Replace("{name}", "x", StringComparison.Ordinal)
        .Replace("{Sku}", "mug", StringComparison.Ordinal);

    /// <summary>Styles and scripts, and the framework's own connection, which the tests of other pages are about.
    /// </summary>
    private static bool IsMachinery(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.TrimStart('/') is { } route
        && (route.StartsWith("assets/", StringComparison.Ordinal) || route.StartsWith("_", StringComparison.Ordinal));

    private static string NameOf(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /"
        + endpoint.RoutePattern.RawText!.Trim('/');
}
