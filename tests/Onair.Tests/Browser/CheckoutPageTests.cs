using Microsoft.Playwright;
using Onair.Tests.Storefront;

namespace Onair.Tests.Browser;

/// <summary>A person who buys, on a phone and at a desk, in both languages, without a provider's window.</summary>
public sealed class CheckoutPageTests(Chromium chromium, SampleShop shop)
    : IClassFixture<Chromium>, IClassFixture<SampleShop>
{
    [Theory]
    [InlineData(true, "ko"), InlineData(false, "en")]
    public async Task Person_buys_and_cancels(bool isPhone, string language)
    {
        var page = await chromium.PageAsync(shop.Client.BaseAddress!, isPhone);
        var english = language == "en";
        await page.GotoAsync("/products/ondam-mug-set" + (english ? "?lang=en" : ""));
        await Press(page, english ? "Buy now" : "바로 구매");
        await page.GetByLabel(english ? "Name" : "이름", new() { Exact = true }).FillAsync("김온에어");
        await page.GetByLabel(english ? "Mobile number" : "휴대전화 번호").FillAsync("010-2222-3333");
        await page.Locator("#postcode").FillAsync("06236");
        await page.Locator("#line1").FillAsync("서울특별시 강남구 테헤란로 1");
        await page.GetByText(english ? "Card" : "카드", new() { Exact = true }).ClickAsync();
        await Press(page, english ? "Pay ₩39,900" : "39,900원 결제하기");
        await Assertions.Expect(page.Locator("[data-state=paid]")).ToBeVisibleAsync();
        Assert.True(await FitsAsync(page));

        await Press(page, english ? "Cancel the order" : "주문 취소");
        await Assertions.Expect(page.Locator("[data-state=cancelled]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Person_is_told_what_is_missing_by_the_browser_and_nothing_is_sent()
    {
        var page = await chromium.PageAsync(shop.Client.BaseAddress!);
        await page.GotoAsync("/checkout?sku=MUG-001");
        await Press(page, "39,900원 결제하기");
        Assert.True(await page.GetByLabel("이름", new() { Exact = true })
            .EvaluateAsync<bool>("field => field.matches(':invalid') && document.activeElement === field"));
        Assert.EndsWith("/checkout?sku=MUG-001", page.Url);
    }

    /// <summary>Nothing sticks out to the side.</summary>
    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    private static Task Press(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
