using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Onair.Host.Web;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Browser;

/// <summary>
/// A person from signing up to leaving, in Chromium, with an authenticator that Chromium plays. The shop is at
/// localhost: no passkey works at an address of digits.
/// </summary>
public sealed class AccountPageTests(Chromium chromium, AccountPageTests.LocalShop shop)
    : IClassFixture<Chromium>, IClassFixture<AccountPageTests.LocalShop>
{
    private const string password = "a sentence of my own";

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Person_signs_up_verifies_signs_in_adds_a_passkey_uses_it_and_leaves(bool isPhone)
    {
        var page = await chromium.PageAsync(shop.Url, isPhone);
        await PlayAuthenticatorAsync(page);
        var email = $"person-{(isPhone ? "phone" : "desk")}@shop.example";
        await page.GotoAsync("/account/sign-up");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#name").FillAsync("김온에어");
        await page.Locator("#password").FillAsync(password);
        foreach (var box in new[] { "age", "terms", "privacy" }) await page.Locator("#agree-" + box).CheckAsync();
        Assert.True(await FitsAsync(page));
        await Press(page, "회원가입");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("메일을 확인해 주세요");

        await OpenLetterAsync(page, email, "/account/verify/");
        await Press(page, "이메일 확인하기");
        await page.GetByRole(AriaRole.Link, new() { Name = "로그인", Exact = true }).ClickAsync();
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#password").FillAsync(password);
        await Press(page, "로그인");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("내 계정");

        await page.GotoAsync("/account/security");
        Assert.True(await FitsAsync(page));
        await page.Locator("#passkey-name").FillAsync("내 휴대전화");
        await page.Locator("#passkey-current").FillAsync("not the sentence");
        await Press(page, "패스키 추가");
        await Assertions.Expect(page.Locator("#passkey-says")).ToHaveTextAsync("지금 비밀번호가 맞지 않아요.");
        await page.Locator("#passkey-current").FillAsync(password);
        await Press(page, "패스키 추가");
        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("패스키를 추가했어요.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("내 휴대전화");

        await page.GotoAsync("/account");
        await Press(page, "로그아웃");
        // What a guest has put in comes along.
        await PutInCartAsync(page);
        await page.GotoAsync("/account");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("로그인");
        await Press(page, "패스키로 로그인");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("내 계정");
        await ShowsCartAsync(page, isFull: true);
        await page.GotoAsync("/account");

        await page.GetByRole(AriaRole.Link, new() { Name = "탈퇴", Exact = true }).ClickAsync();
        await Press(page, "지금 탈퇴");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("탈퇴가 끝났어요");
        await page.GotoAsync("/account");
        await Press(page, "패스키로 로그인");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("패스키를 확인하지 못했어요");
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Guests_cart_joins_at_sign_in_is_at_the_next_device_and_stays_at_sign_out(bool isPhone)
    {
        var email = $"cart-{(isPhone ? "phone" : "desk")}@shop.example";
        var page = await JoinAsync(email, isPhone);
        await PutInCartAsync(page);
        await SignInAsync(page, email);
        Assert.DoesNotContain("__Host-onair-cart", (await page.Context.CookiesAsync()).Select(c => c.Name));
        await ShowsCartAsync(page, isFull: true);
        Assert.True(await FitsAsync(page));

        var other = await chromium.PageAsync(shop.Url, !isPhone);
        await SignInAsync(other, email);
        await ShowsCartAsync(other, isFull: true);
        await other.GotoAsync("/account");
        await Press(other, "로그아웃");
        await ShowsCartAsync(other, isFull: false);
        await ShowsCartAsync(page, isFull: true);
        // Filled in from the account: the cart is ordered at the next device.
        await page.GetByRole(AriaRole.Link, new() { Name = "주문하기", Exact = true }).ClickAsync();
        Assert.Equal("김온에어", await page.Locator("#name").InputValueAsync());
        Assert.Equal(email, await page.Locator("#email").InputValueAsync());
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Person_moves_to_another_mailbox_and_the_old_one_takes_it_back(bool isPhone)
    {
        var kind = isPhone ? "phone" : "desk";
        var (email, wanted) = ($"old-{kind}@shop.example", $"new-{kind}@shop.example");
        var page = await JoinAsync(email, isPhone);
        await SignInAsync(page, email);
        await page.GotoAsync("/account/profile");
        await page.GetByRole(AriaRole.Link, new() { Name = "이메일 변경", Exact = true }).ClickAsync();
        await page.Locator("#email").FillAsync(wanted);
        await page.Locator("#current").FillAsync(password);
        Assert.True(await FitsAsync(page));
        await Press(page, "확인 메일 보내기");
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("새 주소로 메일을 보냈어요");
        Assert.True(await FitsAsync(page));
        await OpenLetterAsync(page, wanted, "/account/email/confirm/");
        await Press(page, "이 주소로 바꾸기");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("이메일을 바꿨어요");
        await page.GotoAsync("/account");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(wanted);

        var owner = await chromium.PageAsync(shop.Url, isPhone);
        await OpenLetterAsync(owner, email, "/account/email/back/");
        await Press(owner, "막고 비밀번호 새로 정하기");
        await owner.Locator("#password").FillAsync("the next sentence of mine");
        await Press(owner, "저장");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("로그인");
        await SignInAsync(owner, email, "the next sentence of mine");
        await Assertions.Expect(owner.Locator("main")).ToContainTextAsync(email);
    }

    [Fact]
    public async Task Without_script_there_is_no_passkey_and_the_password_works()
    {
        var page = await chromium.PageAsync(shop.Url);
        await page.Context.RouteAsync("**/assets/passkeys.*", route => route.AbortAsync());
        await page.GotoAsync("/account/sign-in?lang=en");
        await Assertions.Expect(page.Locator("#passkey-form")).ToBeHiddenAsync();
        await page.Locator("#email").FillAsync("nobody@shop.example");
        await page.Locator("#password").FillAsync("no sentence");
        await Press(page, "Sign in");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not right");
        Assert.Equal("nobody@shop.example", await page.Locator("#email").InputValueAsync());
    }

    /// <summary>Signs up and shows the mailbox.</summary>
    private async Task<IPage> JoinAsync(string email, bool isPhone)
    {
        var page = await chromium.PageAsync(shop.Url, isPhone);
        await page.GotoAsync("/account/sign-up");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#name").FillAsync("김온에어");
        await page.Locator("#password").FillAsync(password);
        foreach (var box in new[] { "age", "terms", "privacy" }) await page.Locator("#agree-" + box).CheckAsync();
        await Press(page, "회원가입");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("메일을 확인해 주세요");
        await OpenLetterAsync(page, email, "/account/verify/");
        await Press(page, "이메일 확인하기");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("이메일을 확인했어요");
        return page;
    }

    private static async Task SignInAsync(IPage page, string email, string typed = password)
    {
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#password").FillAsync(typed);
        await Press(page, "로그인");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("내 계정");
    }

    /// <summary>
    /// Follows the link in the newest letter of its kind. The letter is a job: the page of letters is looked at until
    /// it is there, for as long as a busy machine needs.
    /// </summary>
    private static async Task OpenLetterAsync(IPage page, string email, string kind)
    {
        const int looksMax = 300;
        var link = page.Locator("li", new() { HasText = email }).Locator($"a[href*='{kind}']");
        await page.GotoAsync("/dev/mail");
        for (var looks = 0; await link.CountAsync() == 0; looks++)
        {
            Assert.True(looks < looksMax, $"no letter with a link of {kind} came");
            await Task.Delay(100, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }

        await link.First.ClickAsync();
    }

    private static async Task PutInCartAsync(IPage page)
    {
        await page.GotoAsync("/products/ondam-mug-set");
        await Press(page, "장바구니에 담기");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("장바구니");
    }

    private static async Task ShowsCartAsync(IPage page, bool isFull)
    {
        await page.GotoAsync("/cart");
        await Assertions.Expect(page.Locator(".cart-line")).ToHaveCountAsync(isFull ? 1 : 0);
    }

    /// <summary>An authenticator with a finger that is always there.</summary>
    internal static async Task PlayAuthenticatorAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    private static Task Press(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>The sample shop under the name that passkeys know.</summary>
    public sealed class LocalShop : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("onair-local-").FullName;
        private WebApplication? app;

        public Uri Url { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var port = LoopbackPort.Free();
            Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
            app = ShopHost.Build(
                ["--Onair:Data=" + folder, "--Onair:ShowMail=true", "--Logging:LogLevel:Default=Warning"],
                $"http://127.0.0.1:{port}");
            await app.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await app!.StopAsync();
            await app.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
