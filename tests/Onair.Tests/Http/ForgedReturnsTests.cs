using System.Text;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>
/// Browsers that come back from a payment window with something else than it gave them, at the real door: tampered,
/// replayed, out of order, late, or another's. The gateway behind the shop does not answer, so that whatever reached it
/// would show.
/// </summary>
public sealed class ForgedReturnsTests
{
    private const string right = "orderId={o}&paymentKey=tk_1&amount=12000";

    /// <summary>What comes back instead of <see cref="right"/>; <c>{o}</c> is the order id of the attempt.</summary>
    private static readonly string[] forged =
    [
        // Amount.
        "orderId={o}&paymentKey=tk_1&amount=1", "orderId={o}&paymentKey=tk_1&amount=11999",
        "orderId={o}&paymentKey=tk_1&amount=120000", "orderId={o}&paymentKey=tk_1&amount=-12000",
        "orderId={o}&paymentKey=tk_1&amount=12000.0", "orderId={o}&paymentKey=tk_1&amount=12,000",
        "orderId={o}&paymentKey=tk_1&amount=0x2EE0", "orderId={o}&paymentKey=tk_1&amount=%2B12000",
        "orderId={o}&paymentKey=tk_1&amount=", "orderId={o}&paymentKey=tk_1",
        "orderId={o}&paymentKey=tk_1&amount=12000&amount=12000", "orderId={o}&paymentKey=tk_1&amount=1&amount=12000",
        "orderId={o}&paymentKey=tk_1&amount=9223372036854775808", "orderId={o}&paymentKey=tk_1&Amount=12000",
        // Order.
        "orderId={o}0&paymentKey=tk_1&amount=12000", "orderId=x{o}&paymentKey=tk_1&amount=12000",
        "orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=12000", "orderId=&paymentKey=tk_1&amount=12000",
        "paymentKey=tk_1&amount=12000", "orderId={o}&orderId={o}&paymentKey=tk_1&amount=12000",
        "orderId={o}%0A&paymentKey=tk_1&amount=12000", "orderId=%EC%A3%BC%EB%AC%B8&paymentKey=tk_1&amount=12000",
        // The payment's key.
        "orderId={o}&amount=12000", "orderId={o}&paymentKey=&amount=12000", "orderId={o}&paymentKey=..&amount=12000",
        "orderId={o}&paymentKey=..%2Fcancel&amount=12000", "orderId={o}&paymentKey=a%0D%0Ab&amount=12000",
        "orderId={o}&paymentKey=a%00&amount=12000", "orderId={o}&paymentKey=tk_1&paymentKey=tk_2&amount=12000",
        "orderId={o}&paymentKey=http%3A%2F%2F127.0.0.1%2F&amount=12000",
        // Yes and no at once, and no of another.
        right + "&code=USER_CANCEL", right + "&code=PAY_PROCESS_CANCELED&message=x",
        "orderId=20260302-ABCDEFGH_1&code=USER_CANCEL", "code=%3Cscript%3E", "code=", "code=user_cancel",
        // Another gateway's language.
        "resultCode=0000&mid=INIpayTest&authToken=tok&authUrl=https%3A%2F%2Fevil.example%2F&idc_name=fc",
        "P_STATUS=00&P_TID=T&P_AMT=12000&P_REQ_URL=http%3A%2F%2F127.0.0.1%2F&idc_name=ks", "",
    ];

    private static readonly Sql jobs = new("SELECT COUNT(*) FROM jobs WHERE kind LIKE 'orders.approve-payment%'");

    [Fact]
    public void Table_is_long_and_says_nothing_twice()
    {
        Assert.Equal(forged.Length, forged.Distinct().Count());
        Assert.True(forged.Length >= 35);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Tampered_return_is_told_and_changes_nothing(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var window = await StartAsync(shop, "one");
        var faults = new List<string>();
        foreach (var query in forged)
        {
            // What Toss brings in the address a form may bring as well as far as a forger is concerned.
            foreach (var isForm in new[] { false, true })
            {
                var answer = await BackAsync(shop, window.ReturnUrl, Fill(query, window), isForm);
                var state = await StateAsync(shop, window.AttemptId);
                if (answer.Status != 303 || !answer.Header("Location").Contains("not-read") || state != "Prepared 0")
                    faults.Add($"{query} {isForm}: {answer.Status} {answer.Header("Location")} {state}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Return_under_another_token_is_no_address(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var window = await StartAsync(shop, "one");
        var other = await StartAsync(shop, "two");
        var token = window.ReturnUrl.Split('/')[^1];
        string[] wrong =
        [
            other.ReturnUrl.Split('/')[^1], window.OrderToken, token[..^1], token + "A", token.ToUpperInvariant(), "x",
            "%20" + token, new string('A', token.Length), new string('A', 300),
        ];
        foreach (var one in wrong.Where(one => one != token))
        {
            var address = window.ReturnUrl[..^token.Length] + one;
            foreach (var query in new[] { right, "code=USER_CANCEL" })
                Assert.Equal(404, (await BackAsync(shop, address, Fill(query, window), isForm: false)).Status);
        }

        // Each attempt's own address, with what the other's window said.
        Assert.Contains("not-read", (await BackAsync(shop, window.ReturnUrl, Fill(right, other), false))
            .Header("Location"), StringComparison.Ordinal);
        Assert.Equal("Prepared 0", await StateAsync(shop, window.AttemptId));
        Assert.Equal("Prepared 0", await StateAsync(shop, other.AttemptId));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Replayed_and_reordered_returns_begin_one_approval(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var window = await StartAsync(shop, "one");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => BackAsync(shop, window.ReturnUrl, Fill(right, window), isForm: false)));
        Assert.All(answers, answer => Assert.Equal(303, answer.Status));
        // "No" after "yes", another key after the first, and the same again.
        foreach (var query in new[] { "code=USER_CANCEL", right.Replace("tk_1", "tk_2"), right })
            await BackAsync(shop, window.ReturnUrl, Fill(query, window), isForm: false);
        Assert.Equal(1, await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(jobs, null, LiveShop.Cancel), LiveShop.Cancel));
        var attempt = await FindAsync(shop, window.AttemptId);
        Assert.Equal("tk_1", attempt.ProviderReference);
        Assert.NotEqual(AttemptState.Canceled, attempt.State);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Late_return_begins_nothing(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        // After the customer gave up.
        var gaveUp = await StartAsync(shop, "one");
        await BackAsync(shop, gaveUp.ReturnUrl, "code=USER_CANCEL", isForm: false);
        // After another attempt took its place.
        var replaced = await StartAsync(shop, "two");
        await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{replaced.OrderNumber}/payments", """{"provider":"demo"}""",
            ("Order-Token", replaced.OrderToken));
        // After the order was cancelled.
        var cancelled = await StartAsync(shop, "three");
        await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{cancelled.OrderNumber}/cancel", "{}",
            ("Order-Token", cancelled.OrderToken));
        foreach (var window in new[] { gaveUp, replaced, cancelled })
        {
            foreach (var query in new[] { right, "code=USER_CANCEL", right })
                Assert.Equal(303, (await BackAsync(shop, window.ReturnUrl, Fill(query, window), false)).Status);
            Assert.Equal("Canceled 0", await StateAsync(shop, window.AttemptId));
        }
    }

    private sealed record Window(
        Guid AttemptId, string OrderNumber, string OrderToken, string OrderId, string ReturnUrl);

    private static string Fill(string query, Window window) =>
        query.Replace("{o}", window.OrderId, StringComparison.Ordinal);

    private static async Task<LiveShop> OpenAsync(Dialect dialect)
    {
        var shop = await LiveShop.OpenAsync(dialect, BadWindows.Settings);
        await shop.SellsAsync("mug", 12_000, 50);
        return shop;
    }

    private static async Task<Window> StartAsync(LiveShop shop, string key)
    {
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), key);
        var started = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"toss"}""", ("Order-Token", token));
        Assert.Equal(202, started.Status);
        var fields = started.Json["next"]!["fields"]!;
        return new Window(
            Guid.Parse((string)started.Json["id"]!), number, token, (string)fields["orderId"]!,
            new Uri((string)fields["successUrl"]!).AbsolutePath);
    }

    private static Task<Answer> BackAsync(LiveShop shop, string address, string query, bool isForm) => isForm
        ? shop.SendAsync(Bad.Post(
            address, Encoding.UTF8.GetBytes(query), "application/x-www-form-urlencoded"))
        : shop.SendAsync(HttpMethod.Get, $"{address}?{query}");

    private static async Task<Attempt> FindAsync(LiveShop shop, Guid id) =>
        (await shop.Database.ReadAsync(open => FindAttempts.ByIdAsync(open, id, LiveShop.Cancel), LiveShop.Cancel))!;

    private static async Task<string> StateAsync(LiveShop shop, Guid id)
    {
        var attempt = await FindAsync(shop, id);
        return $"{attempt.State} {attempt.Captured}";
    }
}
