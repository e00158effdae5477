using System.Text.Json.Nodes;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Http;

namespace Onair.Tests.Account;

/// <summary>Accounts as a browser without script meets them, on both databases.</summary>
public sealed class AccountHttpTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Person_joins_buys_finds_the_order_takes_their_data_and_leaves(Dialect dialect)
    {
        await using var shop = await AccountShop.OpenAsync(dialect);
        await shop.Live.SellsAsync("mug", 12_000, 100);
        var member = await shop.MemberAsync("gildong@shop.example");
        await member.PostAsync(
            "/account/addresses", "/account/addresses", ("recipient", "김받는"), ("phone", "010-9999-8888"),
            ("postcode", "04524"), ("line1", "세종대로 110"));
        var checkout = (await member.GetAsync("/checkout?sku=mug")).Text;
        foreach (var value in new[] { "홍길동", "01012345678", "gildong@shop.example" })
            Assert.Contains($"value=\"{value}\"", checkout);
        Assert.Contains("(04524) 세종대로 110", checkout);
        var bought = await member.SendFormAsync(
            "/checkout", [.. Checkout(KeyIn(checkout)), ("form", Surfer.TokenIn(checkout)), ("ship", "new")]);
        Assert.Equal(303, bought.Status);
        var number = bought.Header("Location").Split('/')[2];
        Assert.Contains(number, (await member.GetAsync("/account/orders")).Text);

        // A guest's order comes in by number and token, into one account only.
        var (guests, token) = await shop.Live.BuysAsync(LiveShop.Body(), "guest-1");
        (string, string)[] claim = [("number", guests), ("token", token)];
        var wrong = await member.PostAsync(
            "/account/orders", "/account/orders/claim", ("number", guests), ("token", "AAAAAAAAAAAAAAAAAAAAAA"));
        Assert.Equal(400, wrong.Status);
        Assert.Equal(303, (await member.PostAsync("/account/orders", "/account/orders/claim", claim)).Status);
        Assert.Contains(guests, (await member.GetAsync("/account/orders")).Text);
        var other = await shop.MemberAsync("other@shop.example");
        Assert.Equal(409, (await other.PostAsync("/account/orders", "/account/orders/claim", claim)).Status);
        Assert.DoesNotContain(guests, (await other.GetAsync("/account/orders")).Text.Split("<form class")[0]);

        var file = await member.GetAsync("/account/export");
        Assert.Contains("attachment", file.Header("Content-Disposition"));
        Assert.Equal("gildong@shop.example", (string?)file.Json["account"]!["email"]);
        Assert.Equal(2, ((JsonArray)file.Json["orders"]!).Count);
        Assert.Equal("04524", (string?)file.Json["account"]!["addresses"]![0]!["postcode"]);
        Assert.DoesNotContain("assword", file.Text.Replace("hasAuthenticatorApp", "", StringComparison.Ordinal));

        var left = await member.PostAsync("/account/leave", "/account/leave");
        Assert.Equal(200, left.Status);
        Assert.Contains("탈퇴가 끝났어요", left.Text);
        Assert.DoesNotContain("__Host-session", member.Cookies.Keys);
        var again = await member.PostAsync(
            "/account/sign-in", "/account/sign-in", ("email", "gildong@shop.example"), ("password", Surfer.Password));
        Assert.Equal(400, again.Status);
        // The order stays, and opens by its own address.
        Assert.Equal(200, (await shop.Surfer().GetAsync($"/orders/{guests}/{token}")).Status);
    }

    [Fact]
    public async Task Cookies_are_bound_to_the_host_and_out_of_reach_of_scripts()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = shop.Surfer();
        var seen = new HashSet<string>();
        await member.GetAsync("/account/sign-in");
        Check(member, seen);
        await member.JoinAsync("gildong@shop.example");
        Check(member, seen);
        Assert.Equal(["__Host-device", "__Host-form", "__Host-session"], seen.Order());
    }

    [Fact]
    public async Task Public_pages_have_nothing_personal_and_set_no_cookie()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        await shop.Live.SellsAsync("mug", 12_000, 100);
        var member = await shop.MemberAsync("gildong@shop.example");
        await member.SendFormAsync("/cart/add", ("sku", "mug"), ("quantity", "2"));
        foreach (var page in new[] { "/", "/?lang=en", "/search" })
        {
            var answer = await member.GetAsync(page);
            Assert.Empty(member.SetCookies);
            Assert.Equal((await shop.Surfer().GetAsync(page)).Text, answer.Text);
        }
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_the_owner_in_their_browser_is_not()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        const string email = "gildong@shop.example";
        var owner = await shop.MemberAsync(email);
        var guesses = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => shop.Surfer().PostAsync(
            "/account/sign-in", "/account/sign-in", ("email", email), ("password", $"a guess, number {i}"))));
        var slowed = guesses.First(g => g.Status == 429);
        Assert.InRange(int.Parse(slowed.Header("Retry-After")), 1, 60);
        Assert.Contains("시도가 너무 많았어요", slowed.Text);
        await owner.PostAsync("/account", "/account/sign-out");
        await owner.SignInAsync(email);
    }

    [Fact]
    public async Task Nothing_tells_who_has_an_account()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        await shop.MemberAsync("gildong@shop.example");
        foreach (var email in new[] { "gildong@shop.example", "nobody@shop.example" })
        {
            var surfer = shop.Surfer();
            var signIn = await surfer.PostAsync(
                "/account/sign-in", "/account/sign-in", ("email", email), ("password", "not the sentence"));
            Assert.Equal(400, signIn.Status);
            Assert.Contains("이메일이나 비밀번호가 맞지 않아요.", signIn.Text);
            var forgot = await surfer.PostAsync("/account/forgot", "/account/forgot", ("email", email));
            Assert.Equal((303, "/account/sent"), (forgot.Status, forgot.Header("Location")));
            var signUp = await surfer.PostAsync("/account/sign-up", "/account/sign-up", Surfer.SignUpForm(email));
            Assert.Equal((303, "/account/sent"), (signUp.Status, signUp.Header("Location")));
        }
    }

    [Fact]
    public async Task Forgotten_password_is_chosen_anew_by_the_letter()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        const string email = "gildong@shop.example";
        var there = await shop.MemberAsync(email);
        var here = shop.Surfer();
        await here.PostAsync("/account/forgot", "/account/forgot", ("email", email));
        var link = await here.LinkAsync(email, "reset");
        Assert.Equal(400, (await here.PostAsync(link, link, ("password", "short"))).Status);
        Assert.Equal(200, (await here.PostAsync(link, link, ("password", "another sentence"))).Status);
        Assert.Equal(410, (await here.GetAsync(link)).Status);
        Assert.Equal(303, (await there.GetAsync("/account")).Status);
        await here.SignInAsync(email, "another sentence");
    }

    [Theory]
    [InlineData("/account/orders", "/account/orders"), InlineData("//elsewhere.example", "/account")]
    [InlineData("/\\elsewhere.example", "/account"), InlineData("https://elsewhere.example", "/account")]
    [InlineData("/a\nb", "/account")]
    public async Task Signing_in_leads_to_pages_of_this_shop_alone(string next, string to)
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync("gildong@shop.example");
        var address = "/account/sign-in?next=" + Uri.EscapeDataString(next);
        var answer = await member.PostAsync(
            address, address, ("email", "gildong@shop.example"), ("password", Surfer.Password));
        Assert.Equal((303, to), (answer.Status, answer.Header("Location")));
    }

    [Fact]
    public async Task Logs_hold_no_person()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync("gildong@shop.example");
        await member.PostAsync("/account/leave", "/account/leave");
        foreach (var secret in new[] { "gildong@shop", "홍길동", Surfer.Password, "01012345678" })
            Assert.DoesNotContain(shop.Live.Log, line => line.Contains(secret) && !line.Contains("Dapper"));
    }

    [Fact]
    public async Task Letters_are_shown_to_this_machine_alone_and_only_when_asked_for()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        Assert.Equal(200, (await shop.Surfer().GetAsync("/dev/mail")).Status);
        foreach (var (name, value) in new[] { ("Host", "shop.example"), ("X-Forwarded-For", "203.0.113.7") })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/dev/mail");
            request.Headers.TryAddWithoutValidation(name, value);
            Assert.Equal(404, (await shop.Surfer().SendAsync(request)).Status);
        }

        await using var silent = await LiveShop.OpenAsync(Dialect.Sqlite);
        Assert.Equal(404, (await new Surfer(silent.Client).GetAsync("/dev/mail")).Status);
        await using var served = await AccountShop.OpenAsync(Dialect.Sqlite, "Mail:Host=mail.example");
        Assert.Equal(404, (await served.Surfer().GetAsync("/dev/mail")).Status);
    }

    private static void Check(Surfer surfer, HashSet<string> seen)
    {
        foreach (var line in surfer.SetCookies.Where(l => !l.Contains("expires=Thu, 01 Jan 1970")))
        {
            seen.Add(line.Split('=')[0]);
            foreach (var part in new[] { "path=/", "secure", "httponly", "samesite=lax" })
                Assert.Contains(part, line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", line, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string KeyIn(string page)
    {
        const string before = "name=\"key\" value=\"";
        return page.Substring(page.IndexOf(before, StringComparison.Ordinal) + before.Length, 32);
    }

    private static (string, string)[] Checkout(string key) =>
    [
        ("key", key), ("sku", "mug"), ("price", "12000"), ("quantity", "1"), ("name", "홍길동"),
        ("phone", "010-1234-5678"), ("email", ""), ("postcode", "06236"), ("line1", "테헤란로 1"), ("pay", "card"),
    ];
}
