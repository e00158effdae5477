using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Onair.Host.Cli;
using Onair.Host.Web;
using Onair.Sandbox;
using Onair.Tests.Account;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Browser;

/// <summary>Who looks at a page.</summary>
internal enum Visitor
{
    Guest,

    /// <summary>A customer with nothing yet.</summary>
    Newcomer,

    /// <summary>A customer with orders and addresses.</summary>
    Member,

    /// <summary>A customer with an authenticator app: one for each language.</summary>
    Guarded,

    /// <summary>A customer who goes: one for each language.</summary>
    Leaver,

    /// <summary>A customer who wants a new password: one whose link is only looked at, one for <c>bad</c> forms.
    /// </summary>
    Forgetful,

    /// <summary>A customer whose new mailbox waits to be confirmed.</summary>
    Mover,
}

/// <summary>
/// A shop in which every page has something to show in each of its states: the sample with the sandbox beside it, and
/// a second one with nothing in it. At localhost, where passkeys work.
/// </summary>
public sealed class PageShop : IAsyncLifetime
{
    /// <summary>A page that no shop has: it fails, so that the page of trouble can be looked at.</summary>
    public const string Trouble = "/test/trouble";

    private readonly string folder = Directory.CreateTempSubdirectory("onair-pages-").FullName;
    private readonly Dictionary<(Visitor, string), IReadOnlyDictionary<string, string>> cookies = [];
    private WebApplication? app;
    private WebApplication? bare;
    private SandboxHost? sandbox;
    private HttpClient? client;

    public Uri Url { get; private set; } = null!;

    /// <summary>The shop with nothing in it.</summary>
    public Uri BareUrl { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public SandboxHost Sandbox => sandbox!;

    /// <summary>Addresses by the words that <see cref="ShopPages"/> has for them.</summary>
    public Dictionary<string, string> Places { get; } = new(StringComparer.Ordinal);

    internal Surfer Surfer() => new(client!);

    /// <summary>What the browser of such a visitor has; nothing for a guest.</summary>
    internal IReadOnlyDictionary<string, string> CookiesOf(Visitor who, string language) =>
        cookies.GetValueOrDefault((who, who is Visitor.Leaver or Visitor.Guarded ? language : ""))
        ?? (IReadOnlyDictionary<string, string>)new Dictionary<string, string>();

    /// <summary>Every route of the shop that is read.</summary>
    internal IEnumerable<string> Routes => Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
        .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'));

    public async ValueTask InitializeAsync()
    {
        Url = Free();
        BareUrl = Free();
        sandbox = SandboxHost.Build(
            [
                "--toss-webhook", new Uri(Url, "/api/v1/payments/notices/toss").AbsoluteUri,
                "--inicis-notice", new Uri(Url, "/api/v1/payments/notices/inicis").AbsoluteUri,
            ],
            TimeProvider.System);
        await sandbox.StartAsync();
        // An order that waits for its payment waits as long as the tests look at it.
        app = await OpenAsync(
            Url, "full",
            [
                .. SandboxProcess.Settings(new Uri(sandbox.Url + "/")), "--Onair:Ratings:Pictures=true",
                "--Onair:Orders:Hold=02:00:00",
            ]);
        bare = await OpenAsync(BareUrl, "bare", ["--Onair:Sample=false"]);
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Url,
        };
        await Task.WhenAll(MembersAsync(), StockAsync());
        await PageIncidents.PutAsync(Services, Places);
        await ClaimAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        foreach (var shop in new[] { app, bare }.OfType<WebApplication>())
        {
            await shop.StopAsync();
            await shop.DisposeAsync();
        }

        if (sandbox is not null) await sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Uri Free() =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{LoopbackPort.Free()}"));

    private async Task<WebApplication> OpenAsync(Uri url, string name, IReadOnlyList<string> settings)
    {
        var shop = ShopHost.Build(
            ["--Onair:Data=" + Path.Combine(folder, name), "--Logging:LogLevel:Default=Error", .. settings],
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{url.Port}"));
        shop.MapGet(Trouble, (Func<Task>)(() => throw new IOException("for the page of trouble")));
        await shop.StartAsync();
        return shop;
    }

    private async Task StockAsync()
    {
        // In this order: one order expires, and with it whatever else is not paid by then.
        await PageOrders.PlaceAsync(this);
        await PageGoods.PutAsync(Services, Places);
    }

    private async Task ClaimAsync()
    {
        var member = Surfer();
        foreach (var (name, value) in CookiesOf(Visitor.Member, "")) member.Cookies[name] = value;
        foreach (var order in new[] { "placed", "paid", "shipped", "delivered", "cancelled" }.Select(o => Places[o]))
        {
            var claimed = await member.PostAsync(
                "/account/orders", "/account/orders/claim", ("number", order.Split('/')[2]),
                ("token", order.Split('/')[3]));
            Assert.Equal(303, claimed.Status);
        }
    }

    private async Task MembersAsync()
    {
        (Visitor Who, string Key)[] all =
        [
            (Visitor.Newcomer, ""), (Visitor.Member, ""), (Visitor.Guarded, "ko"), (Visitor.Guarded, "en"),
            (Visitor.Leaver, "ko"), (Visitor.Leaver, "en"), (Visitor.Forgetful, ""), (Visitor.Forgetful, "bad"),
            (Visitor.Mover, ""),
        ];
        foreach (var (who, key) in all)
        {
            var surfer = Surfer();
            await surfer.JoinAsync(EmailOf(who, key));
            cookies[(who, key)] = surfer.Cookies;
            if (who == Visitor.Member) await SettleInAsync(surfer);
            if (who == Visitor.Guarded) await GuardAsync(surfer);
            if (who == Visitor.Forgetful) await ForgetAsync(surfer, key);
            if (who == Visitor.Mover) await MoveAsync(surfer);
        }
    }

    internal static string EmailOf(Visitor who, string key = "") =>
        $"{who}{key}@shop.example".ToLowerInvariant();

    private async Task SettleInAsync(Surfer surfer)
    {
        foreach (var recipient in new[] { "홍길동", "김온에어" })
        {
            await surfer.PostAsync(
                "/account/addresses", "/account/addresses", ("label", "집"), ("recipient", recipient),
                ("phone", "010-1234-5678"), ("postcode", "04524"), ("line1", "서울특별시 중구 세종대로 110"),
                ("line2", "101동 1203호"), ("memo", "부재 시 문 앞"));
        }

        var page = (await surfer.GetAsync("/account/addresses")).Text;
        const string before = "/account/addresses/";
        var at = page.IndexOf(before, StringComparison.Ordinal);
        lock (Places) Places["address"] = page.Substring(at, before.Length + 36);
        var another = Surfer();
        await another.SignInAsync(EmailOf(Visitor.Member));
    }

    private async Task ForgetAsync(Surfer surfer, string key)
    {
        await surfer.PostAsync("/account/forgot", "/account/forgot", ("email", EmailOf(Visitor.Forgetful, key)));
        var link = await surfer.LinkAsync(EmailOf(Visitor.Forgetful, key), "reset");
        lock (Places) Places["reset" + key] = link;
    }

    private async Task MoveAsync(Surfer surfer)
    {
        const string wanted = "moved@shop.example";
        await surfer.PostAsync(
            "/account/email", "/account/email", ("email", wanted), ("current", Account.Surfer.Password));
        var confirm = await surfer.LinkAsync(wanted, "email/confirm");
        var back = await surfer.LinkAsync(EmailOf(Visitor.Mover), "email/back");
        lock (Places) (Places["email-confirm"], Places["email-back"]) = (confirm, back);
    }

    private static async Task GuardAsync(Surfer surfer)
    {
        const string before = "id=\"secret\">";
        var start = await surfer.PostAsync(
            "/account/security", "/account/security/app", ("app-current", Account.Surfer.Password), ("do", "on"));
        var at = start.Text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var secret = start.Text[at..start.Text.IndexOf('<', at)];
        var code = Onair.Customers.Totp.CodeAt(secret, TimeProvider.System.GetUtcNow());
        var done = await surfer.SendFormAsync(
            "/account/security/app/confirm", ("form", Account.Surfer.TokenIn(start.Text)), ("code", code));
        Assert.Equal(200, done.Status);
    }
}
