using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Onair.Payments;

namespace Onair.Tests.Browser;

/// <summary>
/// A person who buys through the sandbox's windows: pays, is declined, cancels, closes, pays into an account.
/// </summary>
public sealed class WindowPageTests(Chromium chromium, SandboxShop shop)
    : IClassFixture<Chromium>, IClassFixture<SandboxShop>
{
    private const long price = 39_900;

    public static TheoryData<string, bool> Gateways => new()
    {
        { "toss", true }, { "toss", false }, { "inicis", true }, { "inicis", false },
    };

    [Theory, MemberData(nameof(Gateways))]
    public async Task Person_pays_by_card(string provider, bool isPhone)
    {
        var page = await CheckoutAsync("card@" + provider, isPhone);
        var window = page.GetByRole(AriaRole.Button, new() { Name = "결제하기" });
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("실제로 돈이 오가지 않습니다");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("39,900원");
        await window.ClickAsync();
        await ShowsAsync(page, "paid");
        Assert.Equal(price, Charged(provider, page));
    }

    [Theory, MemberData(nameof(Gateways))]
    public async Task Person_whose_card_is_declined_is_told_and_pays_with_another(string provider, bool isPhone)
    {
        var page = await CheckoutAsync("card@" + provider, isPhone);
        await page.Locator("input[value=poor]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "결제하기" }).ClickAsync();
        await ShowsAsync(page, "placed");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("돈은 나가지 않았어요");
        Assert.Equal(0, Charged(provider, page));

        // The way to pay is chosen still.
        await page.GetByRole(AriaRole.Button, new() { Name = "결제하기" }).ClickAsync();
        await page.Locator("input[value=haru]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "결제하기" }).ClickAsync();
        await ShowsAsync(page, "paid");
        Assert.Equal(price, Charged(provider, page));
    }

    [Theory]
    [InlineData("toss", "cancel", false), InlineData("toss", "close", false), InlineData("toss", "decline", false)]
    [InlineData("inicis", "cancel", false), InlineData("inicis", "close", false)]
    [InlineData("inicis", "decline", false), InlineData("inicis", "cancel", true)]
    [InlineData("inicis", "decline", true)]
    public async Task Person_who_leaves_the_window_owes_nothing(string provider, string button, bool isPhone)
    {
        var page = await CheckoutAsync("card@" + provider, isPhone);
        await page.Locator($"button[value={button}]").ClickAsync();
        await ShowsAsync(page, "placed");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("돈은 나가지 않았어요");
        Assert.Equal(0, Charged(provider, page));
    }

    [Fact]
    public async Task Person_who_left_in_English_comes_back_in_English()
    {
        var page = await chromium.PageAsync(shop.Url);
        await page.GotoAsync("/checkout?sku=MUG-001&lang=en");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Kim Onair");
        await page.GetByLabel("Mobile number").FillAsync("010-2222-3333");
        await page.Locator("#postcode").FillAsync("06236");
        await page.Locator("#line1").FillAsync("서울특별시 강남구 테헤란로 1");
        await page.Locator("input[value='card@toss']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay ₩39,900" }).ClickAsync();
        await page.Locator("button[value=cancel]").ClickAsync();
        await ShowsAsync(page, "placed");
        await Assertions.Expect(page.Locator("html[lang=en]")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("toss", true), InlineData("inicis", true), InlineData("inicis", false)]
    public async Task Person_pays_into_an_account_and_the_page_sees_it(string provider, bool isPhone)
    {
        var page = await CheckoutAsync("virtual-account@" + provider, isPhone);
        await page.GetByRole(AriaRole.Button, new() { Name = "결제하기" }).ClickAsync();
        await ShowsAsync(page, "deposit");
        await Assertions.Expect(page.Locator("dl.facts").First).ToContainTextAsync("입금 기한");
        Assert.Equal(0, Charged(provider, page));
        Deposit((await page.Locator("dd.number").InnerTextAsync()).Trim());
        // The page looks by itself every half a minute; a person is quicker.
        for (var looks = 0; looks < 40 && await page.Locator("[data-state=deposit]").CountAsync() > 0; looks++)
        {
            await Task.Delay(250, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }

        await ShowsAsync(page, "paid");
        Assert.Equal(price, Charged(provider, page));
    }

    private async Task<IPage> CheckoutAsync(string pay, bool isPhone)
    {
        var page = await chromium.PageAsync(shop.Url, isPhone);
        await page.GotoAsync("/checkout?sku=MUG-001");
        await page.GetByLabel("이름", new() { Exact = true }).FillAsync("김온에어");
        await page.GetByLabel("휴대전화 번호").FillAsync("010-2222-3333");
        await page.Locator("#postcode").FillAsync("06236");
        await page.Locator("#line1").FillAsync("서울특별시 강남구 테헤란로 1");
        await page.Locator($"input[value='{pay}']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "39,900원 결제하기" }).ClickAsync();
        // Looked at again and again: an event of a navigation can be over before anybody waits for it.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(shop.Sandbox.Url)));
        return page;
    }

    private static Task ShowsAsync(IPage page, string state) =>
        Assertions.Expect(page.Locator($"[data-state={state}]")).ToBeVisibleAsync();

    /// <summary>What the bank says that the customer of this order page is without.</summary>
    private long Charged(string provider, IPage page)
    {
        var number = new Uri(page.Url).Segments[2].Trim('/');
        return Enumerable.Range(1, 10)
            .Sum(attempt => shop.Sandbox.Bank.Of(provider, Attempt.ProviderOrderIdOf(number, attempt)).Charged);
    }

    private void Deposit(string account)
    {
        if (shop.Sandbox.Toss.Books.Newest(100).SingleOrDefault(p => p.AccountNumber == account) is { } toss)
            shop.Sandbox.Toss.Books.Deposit(toss.Key, price);
        else
            shop.Sandbox.Inicis.Deposit(
                shop.Sandbox.Inicis.Book.Newest(100).Single(p => p.Account == account).Tid, price);
    }
}
