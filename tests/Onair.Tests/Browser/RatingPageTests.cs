using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Host.Storefront.Ratings;
using Onair.Orders;
using Onair.Ratings;
using Onair.Tests.Storefront;

namespace Onair.Tests.Browser;

/// <summary>A person who rates what they bought, and others who read it, on a phone and at a desk.</summary>
public sealed class RatingPageTests(Chromium chromium, SampleShop shop)
    : IClassFixture<Chromium>, IClassFixture<SampleShop>
{
    private const string hostile = "<script>document.title='taken'</script>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "ko", "MUG-001", "ondam-mug-set"), InlineData(false, "en", "PAN-028", "haneul-frying-pan")]
    public async Task Person_rates_what_they_bought_and_others_read_it(
        bool isPhone, string language, string sku, string slug)
    {
        var page = await chromium.PageAsync(shop.Client.BaseAddress!, isPhone);
        var english = language == "en";
        var words = english ? RatingWords.English : RatingWords.Korean;
        var query = english ? "?lang=en" : "";
        await page.GotoAsync($"/checkout?sku={sku}" + (english ? "&lang=en" : ""));
        await ShopPages.FillCheckoutAsync(page, "card");
        await page.Locator("form.checkout button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-state=paid]")).ToBeVisibleAsync();
        // It is not on its way yet.
        Assert.Equal(0, await page.GetByText(words.Write, new() { Exact = true }).CountAsync());
        var order = new Uri(page.Url).AbsolutePath;
        await ShipAsync(order.Split('/')[2]);

        await page.ReloadAsync();
        await page.GetByText(words.Write, new() { Exact = true }).ClickAsync();
        // Nothing is chosen for them, and the browser asks.
        Assert.Equal(0, await page.Locator("input[type=radio]:checked").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = words.Send, Exact = true }).ClickAsync();
        Assert.DoesNotContain("saved", page.Url);
        await page.Locator("input[name=stars][value='4']").CheckAsync();
        await page.Locator("#text").FillAsync("첫 줄\n" + hostile);
        await page.GetByRole(AriaRole.Button, new() { Name = words.Send, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-rating=pending]")).ToContainTextAsync(words.Pending);
        Assert.True(await FitsAsync(page));
        await PublishAsync();

        var reader = await chromium.PageAsync(shop.Client.BaseAddress!, isPhone);
        await reader.GotoAsync($"/products/{slug}{query}");
        for (var looks = 0; looks < 50 && await reader.Locator(".rating-list").CountAsync() == 0; looks++)
            await reader.ReloadAsync();
        await Assertions.Expect(reader.Locator(".rating-text")).ToContainTextAsync(hostile);
        await Assertions.Expect(reader.Locator(".rating-head")).ToContainTextAsync("김**");
        Assert.DoesNotContain("taken", await reader.TitleAsync());
        Assert.True(await FitsAsync(reader));
        await reader.GetByText(words.All, new() { Exact = true }).ClickAsync();
        await reader.GetByText(words.Lowest, new() { Exact = true }).ClickAsync();
        await Assertions.Expect(reader).ToHaveURLAsync(new Regex("sort=lowest"));
        await Assertions.Expect(reader.Locator(".rating-text")).ToContainTextAsync(hostile);
        Assert.True(await FitsAsync(reader));

        await page.GetByRole(AriaRole.Button, new() { Name = words.Withdraw, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-rating=none]")).ToBeVisibleAsync();
    }

    private async Task ShipAsync(string number)
    {
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship })
        {
            Assert.Equal(
                AdvanceOrderStatus.Advanced,
                await shop.Services.GetRequiredService<AdvanceOrder>()
                    .RunAsync(number, step, OrderActors.Operator, null, Cancel));
        }
    }

    private async Task PublishAsync()
    {
        var queue = await shop.Services.GetRequiredService<ListRatings>()
            .RunAsync(RatingState.Pending, false, null, 10, Cancel);
        var rating = Assert.Single(queue.Ratings).Rating;
        await shop.Services.GetRequiredService<ModerateRating>().RunAsync(
            new ModerateRequest(rating.Id, Moderation.Publish, rating.Version, "operator", null, null), Cancel);
    }

    /// <summary>Nothing sticks out to the side.</summary>
    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");
}
