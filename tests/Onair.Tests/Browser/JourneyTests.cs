using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Inventory;
using Onair.Orders;
using Onair.Payments;

namespace Onair.Tests.Browser;

/// <summary>
/// What people do that no single page's tests follow: they race, come too late, give back, change the language, and
/// have no script.
/// </summary>
[Collection(PagesCollection.Name)]
public sealed class JourneyTests(Chromium chromium, PageShop shop)
{
    private const int looksMax = 400;

    [Fact]
    public async Task Last_piece_goes_to_one_of_two_browsers_and_the_other_is_told_at_once()
    {
        await PageGoods.SellAsync(shop.Services, "last", 12_000, 1);
        var pages = await Task.WhenAll(ReadyAsync(isPhone: true), ReadyAsync(isPhone: false));
        await Task.WhenAll(pages.Select(page => page.Locator("form.checkout button[type=submit]").ClickAsync()));
        foreach (var page in pages)
            await Assertions.Expect(page.Locator("[data-state], .problem").First).ToBeVisibleAsync();
        var loser = Assert.Single(pages, page => !page.Url.Contains("/orders/"));
        var winner = pages.Single(page => page != loser);
        await Assertions.Expect(loser.GetByRole(AriaRole.Alert)).ToContainTextAsync("남은 수량은 0");
        Assert.Equal("김온에어", await loser.Locator("#name").InputValueAsync());
        await UntilAsync(winner, "[data-state=paid]");
        var stock = Assert.Single(await shop.Services.GetRequiredService<ReadStock>()
            .BySkuAsync(["last"], TestContext.Current.CancellationToken));
        Assert.Equal((0, 1), (stock.Available, stock.Sold));

        async Task<IPage> ReadyAsync(bool isPhone)
        {
            var page = await chromium.PageAsync(shop.Url, isPhone);
            await page.GotoAsync("/checkout?sku=last");
            await ShopPages.FillCheckoutAsync(page, "card@demo");
            return page;
        }
    }

    [Theory]
    [InlineData("toss", true), InlineData("inicis", false)]
    public async Task Payment_that_comes_too_late_costs_nothing_and_is_told(string provider, bool isPhone)
    {
        await using var late = new SandboxShop
        {
            Settings = ["--Onair:Orders:Hold=00:00:02", "--Onair:Orders:ExpireEvery=00:00:00.200"],
        };
        await late.InitializeAsync();
        var page = await chromium.PageAsync(late.Url, isPhone);
        await page.GotoAsync("/checkout?sku=MUG-001");
        await ShopPages.FillCheckoutAsync(page, "card@" + provider);
        await page.Locator("form.checkout button[type=submit]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(late.Sandbox.Url)));
        var order = await ExpiredAsync(late.Services);
        await page.GetByRole(AriaRole.Button, new() { Name = "결제하기" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-state=expired]")).ToBeVisibleAsync();
        Assert.Equal(0, Enumerable.Range(1, 3).Sum(attempt =>
            late.Sandbox.Bank.Of(provider, Attempt.ProviderOrderIdOf(order, attempt)).Charged));
        Assert.Equal(0, await page.Locator("form button.button").CountAsync());
    }

    [Theory]
    [InlineData("ko", true), InlineData("en", false)]
    public async Task Customer_gives_back_what_came(string language, bool isPhone)
    {
        var ticket = await PageOrders.PayAsync(shop.Services, await PageOrders.BuyAsync(shop.Services));
        await PageOrders.AdvanceAsync(shop.Services, ticket, OrderStep.Prepare, OrderStep.Ship, OrderStep.Deliver);
        var page = await chromium.PageAsync(shop.Url, isPhone);
        var english = language == "en";
        await page.GotoAsync(PageOrders.AddressOf(ticket) + (english ? "?lang=en" : ""));
        await page.Locator("a[href*='/return']").ClickAsync();
        await page.Locator("input[name=cause]").First.CheckAsync();
        await page.Locator("form.checkout button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-return=open]"))
            .ToContainTextAsync(english ? "We have your return" : "반품을 접수했어요");
        Assert.Equal(0, await page.Locator("a[href*='/return']").CountAsync());
    }

    [Fact]
    public async Task Language_is_changed_on_the_spot_and_kept_until_it_is_changed_again()
    {
        var page = await chromium.PageAsync(shop.Url);
        await page.GotoAsync("/search?q=mug");
        await SwitchAsync("en");
        Assert.Contains("q=mug", page.Url);
        await page.Locator(".card a").First.ClickAsync();
        await SpeaksAsync("en");
        await page.Locator("form.buy button[type=submit]").First.ClickAsync();
        await Assertions.Expect(page.Locator("form.checkout")).ToBeVisibleAsync();
        await SpeaksAsync("en");
        await SwitchAsync("ko");
        Assert.Contains("/checkout?", page.Url);
        await page.Locator("a.logo").ClickAsync();
        await SpeaksAsync("ko");

        async Task SwitchAsync(string to)
        {
            await page.Locator("a.language").ClickAsync();
            await SpeaksAsync(to);
        }

        Task SpeaksAsync(string language) =>
            Assertions.Expect(page.Locator($"html[lang={language}]")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("ko", true), InlineData("en", false)]
    public async Task Person_without_script_searches_fills_a_cart_and_pays(string language, bool isPhone)
    {
        var english = language == "en";
        var page = await chromium.PageAsync(shop.Url, new PageView(isPhone, HasScript: false));
        await page.GotoAsync(english ? "/?lang=en" : "/");
        await page.Locator("#q").FillAsync(english ? "mug set" : "머그");
        await page.Locator("form.search button").ClickAsync();
        await page.Locator(".card a").First.ClickAsync();
        await page.Locator("button[formaction]").ClickAsync();
        await page.Locator("a[href*='cart=1']").ClickAsync();
        await ShopPages.FillCheckoutAsync(page, "card@demo");
        await page.Locator("form.checkout button[type=submit]").ClickAsync();
        // The page's own refresh finds the payment; nobody presses anything.
        await Assertions.Expect(page.Locator("[data-state=paid]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator($"html[lang={language}]")).ToHaveCountAsync(1);
    }

    /// <summary>The number of the one order there is, once its deadline has passed.</summary>
    private static async Task<string> ExpiredAsync(IServiceProvider services)
    {
        var cancel = TestContext.Current.CancellationToken;
        var all = new Onair.Storage.Sql("SELECT number FROM orders WHERE status = @status");
        for (var looks = 0; looks < looksMax; looks++)
        {
            var found = await services.GetRequiredService<Onair.Storage.Database>().ReadAsync(
                open => open.QueryAsync<string>(all, new { status = (int)OrderStatus.Expired }, cancel), cancel);
            if (found.SingleOrDefault() is { } number) return number;
            await Task.Delay(50, cancel);
        }

        throw new TimeoutException("The order did not expire.");
    }

    /// <summary>The page looks by itself now and then; a person is quicker.</summary>
    private static async Task UntilAsync(IPage page, string what)
    {
        for (var looks = 0; looks < looksMax && await page.Locator(what).CountAsync() == 0; looks++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }

        await Assertions.Expect(page.Locator(what)).ToBeVisibleAsync();
    }
}
