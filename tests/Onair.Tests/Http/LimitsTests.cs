using System.Diagnostics;
using System.Globalization;
using Onair.Storage;
using Onair.Tests.Account;

namespace Onair.Tests.Http;

/// <summary>
/// Who asks too often is told when to ask again, and is let in then. The queue of orders has its test in
/// <see cref="OrdersHttpTests"/>, the streams of viewers in <see cref="LiveTests"/>.
/// </summary>
public sealed class LimitsTests
{
    private const int triesMax = 30;

    /// <summary>The first wait after too many wrong passwords is two seconds; a busy machine may take longer.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Wrong_passwords_are_slowed_down_and_the_wait_ends()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        const string email = "gildong@shop.example";
        await shop.MemberAsync(email);
        var stranger = shop.Surfer();
        var slowed = await UntilSlowedAsync(
            () => stranger.PostAsync(
                "/account/sign-in", "/account/sign-in", ("email", email), ("password", "not the sentence")));
        Assert.Contains("role=\"alert\"", slowed.Text);
        // Not even the right one goes through before the time is over.
        var early = await SignInAsync(stranger, email);
        Assert.Equal(429, early.Status);
        var watch = Stopwatch.StartNew();
        var answer = early;
        while (answer.Status == 429 && watch.Elapsed < patience)
        {
            await Task.Delay(250, LiveShop.Cancel);
            answer = await SignInAsync(stranger, email);
        }

        Assert.Equal(303, answer.Status);
    }

    [Fact]
    public async Task Wrong_codes_of_an_app_are_slowed_down()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        const string email = "guarded@shop.example";
        var owner = await shop.MemberAsync(email);
        var start = await owner.PostAsync(
            "/account/security", "/account/security/app", ("app-current", Surfer.Password), ("do", "on"));
        const string before = "id=\"secret\">";
        var at = start.Text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var code = Onair.Customers.Totp.CodeAt(
            start.Text[at..start.Text.IndexOf('<', at)], TimeProvider.System.GetUtcNow());
        (string, string)[] confirm = [("form", Surfer.TokenIn(start.Text)), ("code", code)];
        Assert.Equal(200, (await owner.SendFormAsync("/account/security/app/confirm", confirm)).Status);

        var stranger = shop.Surfer();
        Assert.Equal("/account/code", (await SignInAsync(stranger, email)).Header("Location"));
        await UntilSlowedAsync(() => stranger.PostAsync("/account/code", "/account/code", ("code", "000000")));
    }

    [Theory]
    [InlineData("/account/forgot", "/account/forgot"), InlineData("/account/sign-in", "/account/verify/again")]
    public async Task Nobodys_mailbox_is_flooded(string page, string address)
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        await shop.MemberAsync("gildong@shop.example");
        foreach (var email in new[] { "gildong@shop.example", "nobody@shop.example" })
            await UntilSlowedAsync(() => shop.Surfer().PostAsync(page, address, ("email", email)));
    }

    [Fact]
    public async Task Accounts_are_not_asked_for_without_end()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var asked = 0;
        await UntilSlowedAsync(() => shop.Surfer().PostAsync(
            "/account/sign-up", "/account/sign-up", Surfer.SignUpForm($"person-{asked++}@shop.example")));
    }

    /// <summary>A browser that is left open is no way to guess its owner's password.</summary>
    [Theory]
    [InlineData("/account/security/password", "current"), InlineData("/account/security/app", "app-current")]
    [InlineData("/account/security/passkeys/question", "passkey-current")]
    public async Task Password_is_not_guessed_in_an_open_session(string address, string field)
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync("gildong@shop.example");
        await UntilSlowedAsync(() => member.PostAsync(
            "/account/security", address, (field, "no sentence"), ("password", "another sentence"), ("do", "on")));
    }

    [Fact]
    public async Task Flood_of_notices_is_told_to_come_again()
    {
        await using var shop = await LiveShop.OpenAsync(
            Dialect.Sqlite, [.. BadWindows.Settings, "Payments:Inbox:PerMinuteMax=2"]);
        var answers = new List<Answer>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await shop.SendAsync(HttpMethod.Post, "/api/v1/payments/notices/toss", "{}"));
        }

        Assert.Equal([400, 400, 503], answers.Select(a => a.Status));
        Assert.Equal("60", answers[^1].Header("Retry-After"));
    }

    private static Task<Answer> SignInAsync(Surfer surfer, string email) => surfer.PostAsync(
        "/account/sign-in", "/account/sign-in", ("email", email), ("password", Surfer.Password));

    /// <summary>Asks until it is slowed down, which must be soon, and it must be said for how long.</summary>
    private static async Task<Answer> UntilSlowedAsync(Func<Task<Answer>> ask)
    {
        for (var tries = 0; tries < triesMax; tries++)
        {
            var answer = await ask();
            if (answer.Status != 429) continue;
            Assert.InRange(
                int.Parse(answer.Header("Retry-After"), CultureInfo.InvariantCulture), 1, 2 * 60 * 60);
            return answer;
        }

        throw new Xunit.Sdk.XunitException($"{triesMax} tries, and nobody was slowed down");
    }
}
