using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Onair.Tests.Storefront;

namespace Onair.Tests.Browser;

/// <summary>A person who searches and fills a cart, on a phone and at a desk, in both languages.</summary>
public sealed class SearchPageTests(Chromium chromium, SampleShop shop)
    : IClassFixture<Chromium>, IClassFixture<SampleShop>
{
    [Theory]
    [InlineData(true, "ko"), InlineData(false, "ko"), InlineData(true, "en"), InlineData(false, "en")]
    public async Task Person_searches_filters_and_buys_by_the_cart(bool isPhone, string language)
    {
        var page = await chromium.PageAsync(shop.Client.BaseAddress!, isPhone);
        var english = language == "en";
        await page.GotoAsync(english ? "/?lang=en" : "/");
        await FitsAsync(page, $"home-{language}-{(isPhone ? "phone" : "desk")}");
        var field = page.Locator("#q");
        // Letter by letter, as a keyboard sends them.
        await field.PressSequentiallyAsync(english ? "blen" : "프라");
        var option = page.GetByRole(AriaRole.Option).First;
        await Assertions.Expect(option).ToHaveTextAsync(english ? "blender" : "프라이팬");
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-expanded", "true");
        await field.PressAsync("ArrowDown");
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-activedescendant", "suggestion-0");
        await Assertions.Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await ShotAsync(page, $"suggestions-{language}-{(isPhone ? "phone" : "desk")}");
        await field.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/search[?]"));
        await FitsAsync(page, $"search-{language}-{(isPhone ? "phone" : "desk")}");

        await page.Locator("summary").ClickAsync();
        await page.GetByLabel(english ? "Highest price (₩)" : "최고 가격(원)").FillAsync("90000");
        await page.Locator(".filter-fields").GetByRole(AriaRole.Button).ClickAsync();
        await FitsAsync(page, $"filtered-{language}-{(isPhone ? "phone" : "desk")}");
        await page.Locator(".card a").First.ClickAsync();
        await FitsAsync(page, $"product-{language}-{(isPhone ? "phone" : "desk")}");
        await Press(page, english ? "Add to cart" : "장바구니에 담기");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/cart"));
        await FitsAsync(page, $"cart-{language}-{(isPhone ? "phone" : "desk")}");
        await page.GetByRole(AriaRole.Spinbutton).FillAsync("2");
        await Press(page, english ? "Change" : "변경");
        await page.GetByRole(AriaRole.Link, new() { Name = english ? "Check out" : "주문하기" }).ClickAsync();
        await FitsAsync(page, $"checkout-{language}-{(isPhone ? "phone" : "desk")}");
        await page.GetByLabel(english ? "Name" : "이름", new() { Exact = true }).FillAsync("김온에어");
        await page.GetByLabel(english ? "Mobile number" : "휴대전화 번호").FillAsync("010-2222-3333");
        await page.Locator("#postcode").FillAsync("06236");
        await page.Locator("#line1").FillAsync("서울특별시 강남구 테헤란로 1");
        await page.GetByText(english ? "Card" : "카드", new() { Exact = true }).ClickAsync();
        await page.Locator(".checkout button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-state]")).ToBeVisibleAsync();
        await page.GotoAsync("/cart");
        await Assertions.Expect(page.Locator(".empty")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Escape_and_a_click_do_what_they_do_in_a_combobox(bool isPhone)
    {
        var page = await chromium.PageAsync(shop.Client.BaseAddress!, isPhone);
        await page.GotoAsync("/");
        var (field, list) = (page.Locator("#q"), page.GetByRole(AriaRole.Listbox));
        await field.PressSequentiallyAsync("머");
        await Assertions.Expect(list).ToBeVisibleAsync();
        await field.PressAsync("ArrowDown");
        await field.PressAsync("Escape");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await Assertions.Expect(field).ToHaveValueAsync("머");
        await field.PressSequentiallyAsync("그");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/search[?]"));
        await Assertions.Expect(page.Locator(".card").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Empty_shelf_of_results_offers_what_was_meant()
    {
        var page = await chromium.PageAsync(shop.Client.BaseAddress!, isPhone: true);
        await page.GotoAsync("/search?q=머그겁");
        await FitsAsync(page, "nothing-ko-phone");
        await page.Locator(".instead a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".card").First).ToBeVisibleAsync();
        await page.GotoAsync("/categories/kitchen");
        await FitsAsync(page, "category-ko-phone");
        await page.GotoAsync("/search?priceMin=9&priceMax=1");
        await FitsAsync(page, "wrong-ko-phone");
    }

    /// <summary>Nothing sticks out to the side, and nothing moved while it loaded.</summary>
    private static async Task FitsAsync(IPage page, string name)
    {
        Assert.True(await page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name);
        var moved = await page.EvaluateAsync<double>("""
            () => new Promise(done => {
              let sum = 0;
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
              }).observe({ type: 'layout-shift', buffered: true });
              requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
            })
            """);
        Assert.True(moved < 0.01, $"{name} moved by {moved}");
        await ShotAsync(page, name);
    }

    /// <summary>For people to look at: into the folder that ONAIR_SHOTS names.</summary>
    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ONAIR_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, name + ".png") });
    }

    private static Task Press(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
