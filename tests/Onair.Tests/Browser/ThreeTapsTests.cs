using Microsoft.Playwright;

namespace Onair.Tests.Browser;

/// <summary>
/// "Buy from the broadcast page in at most three taps for a signed-in customer": the taps are counted, from the page of
/// the show to the page that says paid.
/// </summary>
public sealed class ThreeTapsTests(Chromium chromium, AccountPageTests.LocalShop shop)
    : IClassFixture<Chromium>, IClassFixture<AccountPageTests.LocalShop>
{
    private const string password = "a sentence of my own";
    private const int tapsMax = 3;

    /// <summary>Looks at the page of letters; each is a job that takes a moment.</summary>
    private const int looksMax = 200;

    [Theory]
    [InlineData(true, "ko"), InlineData(false, "en")]
    public async Task Customer_buys_from_the_show_in_three_taps_and_gets_a_letter(bool isPhone, string language)
    {
        var english = language == "en";
        var page = await chromium.PageAsync(shop.Url, isPhone);
        var email = $"taps-{language}@shop.example";
        // Another person each time: the offer of the hour may be limited to one for each.
        await JoinAsync(page, email, english ? "010-2222-3333" : "010-2222-4444");
        await page.GotoAsync("/account/addresses");
        foreach (var (field, text) in new[]
        {
            ("recipient", "김받는"), ("phone", "010-9999-8888"), ("postcode", "04524"),
            ("line1", "서울특별시 중구 세종대로 110"), ("memo", "문 앞에 놓아 주세요"),
        })
            await page.Locator("#" + field).FillAsync(text);
        await page.Locator("form.checkout button[type=submit]").ClickAsync();
        await page.GotoAsync("/live" + (english ? "?lang=en" : ""));

        var taps = 0;
        await TapAsync(page.Locator("article.offer:not([hidden]) button[data-live=buy]"));
        await Assertions.Expect(page.Locator("form.checkout")).ToBeVisibleAsync();
        // What the law wants to be seen before the payment is seen here, and nothing is hidden behind a box.
        await Assertions.Expect(page.Locator(".summary .total")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#save-address")).ToBeHiddenAsync();
        Assert.Equal("door", await page.Locator("#memo-choice").InputValueAsync());
        Assert.True(await FitsAsync(page));
        await TapAsync(page.Locator("form.checkout button[type=submit]"));
        await Assertions.Expect(page.Locator("[data-state=paid]")).ToBeVisibleAsync();
        Assert.InRange(taps, 1, tapsMax);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("(04524) 서울특별시 중구 세종대로 110");

        // The next checkout is as quick, and another address is asked for when it is chosen.
        await page.GotoAsync("/checkout?sku=MUG-001");
        await Assertions.Expect(page.Locator("#postcode")).ToBeHiddenAsync();
        await page.Locator("#ship-new").CheckAsync();
        await Assertions.Expect(page.Locator("#postcode")).ToBeVisibleAsync();
        Assert.False(await page.Locator("#save-address").IsCheckedAsync());

        var letter = page.Locator("li", new() { HasText = email }).Filter(new()
        {
            HasText = english ? "Your payment is through" : "결제가 끝났어요",
        });
        await LetterAsync(page, letter);
        await Assertions.Expect(letter).ToContainTextAsync(english ? "Total, VAT included" : "합계 (부가세 포함)");

        async Task TapAsync(ILocator what)
        {
            taps++;
            await what.ClickAsync();
        }
    }

    private static async Task JoinAsync(IPage page, string email, string phone)
    {
        await page.GotoAsync("/account/sign-up");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#name").FillAsync("김온에어");
        await page.Locator("#phone").FillAsync(phone);
        await page.Locator("#password").FillAsync(password);
        foreach (var box in new[] { "age", "terms", "privacy" }) await page.Locator("#agree-" + box).CheckAsync();
        await page.Locator("form.checkout button[type=submit]").ClickAsync();
        var link = page.Locator("li", new() { HasText = email }).Locator("a").First;
        await LetterAsync(page, link);
        await link.ClickAsync();
        await page.Locator("main button[type=submit]").First.ClickAsync();
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "로그인", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("내 계정");
    }

    private static async Task LetterAsync(IPage page, ILocator letter)
    {
        await page.GotoAsync("/dev/mail");
        for (var looks = 0; looks < looksMax && await letter.CountAsync() == 0; looks++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }

        Assert.NotEqual(0, await letter.CountAsync());
    }

    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");
}
