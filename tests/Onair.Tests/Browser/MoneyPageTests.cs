using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Onair.Tests.Browser;

/// <summary>
/// A person who pays into an account with a receipt of cash, and whose deposit goes back to an account they name.
/// </summary>
public sealed class MoneyPageTests(Chromium chromium, SandboxShop shop)
    : IClassFixture<Chromium>, IClassFixture<SandboxShop>
{
    private const long price = 39_900;

    [Theory]
    [InlineData("ko", true), InlineData("en", false)]
    public async Task Person_gets_a_receipt_and_the_deposit_back(string language, bool isPhone)
    {
        var english = language == "en";
        var page = await chromium.PageAsync(shop.Url, isPhone);
        await page.GotoAsync("/checkout?sku=MUG-001" + (english ? "&lang=en" : ""));
        await page.Locator("#name").FillAsync("김온에어");
        await page.Locator("#phone").FillAsync("010-2222-3333");
        await page.Locator("#postcode").FillAsync("06236");
        await page.Locator("#line1").FillAsync("서울특별시 강남구 테헤란로 1");
        await page.Locator("input[value='virtual-account@toss']").CheckAsync();
        await page.Locator("input[value=income-deduction]").CheckAsync();
        await page.Locator("#receipt-number").FillAsync("02-123-4567");
        await page.Locator("form.checkout button").ClickAsync();

        // What is wrong stands at its field, and what was typed stays.
        await Assertions.Expect(page.Locator("#receipt-number-error")).ToContainTextAsync(
            english ? "check the mobile number" : "휴대전화 번호를 다시");
        Assert.Equal("02-123-4567", await page.Locator("#receipt-number").InputValueAsync());
        Assert.True(await page.Locator("input[value=income-deduction]").IsCheckedAsync());
        await page.Locator("#receipt-number").FillAsync("010-1234-5678");
        await page.Locator("form.checkout button").ClickAsync();
        // Looked at again and again: an event of a navigation can be over before anybody waits for it.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(shop.Sandbox.Url)));
        await page.GetByRole(AriaRole.Button, new() { Name = "결제하기" }).ClickAsync();
        await ShowsAsync(page, "[data-state=deposit]");
        await ShowsAsync(page, "[data-receipt=asked]");
        Deposit((await page.Locator("dl.facts:not([data-receipt]) dd.number").First.InnerTextAsync()).Trim());
        await UntilAsync(page, "[data-state=paid]");
        await UntilAsync(page, "[data-receipt=issued]");
        await Assertions.Expect(page.Locator("[data-receipt]")).ToContainTextAsync("010****5678");
        Assert.DoesNotContain("01012345678", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.GetByText(english ? "See the receipt" : "현금영수증 보기").CountAsync());
        Assert.True(await FitsAsync(page));

        await page.GetByRole(
            AriaRole.Button, new() { Name = english ? "Cancel the order" : "주문 취소" }).ClickAsync();
        await ShowsAsync(page, "[data-state=cancelled]");
        await page.Locator("#account-bank").SelectOptionAsync("88");
        await page.Locator("#account-number").FillAsync("110-12a");
        await page.Locator("#account-holder").FillAsync("김온에어");
        await page.Locator("section.account button").ClickAsync();
        await Assertions.Expect(page.Locator("#account-number-error")).ToBeVisibleAsync();
        Assert.Equal("88", await page.Locator("#account-bank").InputValueAsync());
        await page.Locator("#account-number").FillAsync("110-123-456789");
        await page.Locator("section.account button").ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("refund-account"));
        Assert.Equal(0, await page.Locator("section.account").CountAsync());
        await UntilAsync(page, "[data-receipt=cancelled]");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync(english ? "Paid back" : "돌려받은 금액");

        // The same form again, as a person who went back and pressed once more sends it.
        var number = new Uri(page.Url).AbsolutePath;
        var sent = await page.APIRequest.PostAsync(shop.Url + number.TrimStart('/') + "/refund-account", new()
        {
            Form = Account(page),
            MaxRedirects = 0,
        });
        Assert.Equal(303, sent.Status);
    }

    private static IFormData Account(IPage page)
    {
        var form = page.Context.APIRequest.CreateFormData();
        form.Set("account-bank", "88");
        form.Set("account-number", "110123456789");
        form.Set("account-holder", "김온에어");
        return form;
    }

    private static Task ShowsAsync(IPage page, string what) =>
        Assertions.Expect(page.Locator(what)).ToBeVisibleAsync();

    /// <summary>The page looks by itself now and then; a person is quicker.</summary>
    private static async Task UntilAsync(IPage page, string what)
    {
        for (var looks = 0; looks < 60 && await page.Locator(what).CountAsync() == 0; looks++)
        {
            await Task.Delay(250, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }

        await ShowsAsync(page, what);
    }

    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    private void Deposit(string account)
    {
        var payment = shop.Sandbox.Toss.Books.Newest(100).Single(p => p.AccountNumber == account);
        shop.Sandbox.Toss.Books.Deposit(payment.Key, price);
    }
}
