using Microsoft.Playwright;
using Onair.Broadcasts;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Tests.Browser;
using Onair.Tests.Http;

namespace Onair.Tests.StaffConsole;

/// <summary>A show is run from the control room by two producers, and its numbers are true.</summary>
public sealed class ControlRoomTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whole_show_is_run_by_two_producers()
    {
        var (show, offers) = await world.ScheduleAsync(
            TimeProvider.System.GetUtcNow().AddMinutes(1), isOnAir: false, feed: "second");
        var first = await OpenAsync("first@shop.example", show);
        var second = await OpenAsync("second@shop.example", show);

        // :: one key begins the show with the first offer, and goes on to the next
        await first.Locator(".room").FocusAsync();
        await first.Keyboard.PressAsync("n");
        await Assertions.Expect(first.Locator(".rundown > li.now h3")).ToContainTextAsync("물건 mug");
        await Assertions.Expect(second.Locator(".rundown > li.now h3")).ToContainTextAsync("물건 mug");
        await first.Keyboard.PressAsync("n");
        await Assertions.Expect(second.Locator(".rundown > li.now h3")).ToContainTextAsync("물건 pan");
        Assert.Equal(offers[1], (await ShowAsync(show)).OnAirOffer);

        // :: and back within ten seconds
        await first.ClickAsync(".undo button");
        await Assertions.Expect(second.Locator(".rundown > li.now h3")).ToContainTextAsync("물건 mug");
        await Assertions.Expect(first.Locator("[role=status].said")).ToHaveTextAsync("되돌렸어요.");

        // :: numbers
        await world.Shop.BuysAsync(
            LiveShop.Body(quantity: 2, price: 9_900).Replace(
                "\"unitPrice\":9900", $"\"unitPrice\":9900,\"offer\":\"{offers[0]}\"", StringComparison.Ordinal),
            "under the offer");
        await Assertions.Expect(second.Locator(".rundown > li.now .numbers")).ToContainTextAsync("남음 98 / 100");
        await Assertions.Expect(second.Locator(".figures")).ToContainTextAsync("19,800원");

        // :: two change the same offer: the second is told, and sees what is there
        await EditAsync(first, "9000");
        await EditAsync(second, "8000");
        await first.ClickAsync("li.now form button[type=submit]");
        await Assertions.Expect(first.Locator("li.now strong")).ToHaveTextAsync("9,000원");
        await second.ClickAsync("li.now form button[type=submit]");
        await Assertions.Expect(second.Locator("[role=status].said")).ToContainTextAsync("다른 분이 바꿨어요");
        await Assertions.Expect(second.Locator("li.now input").First).ToHaveValueAsync("9000");
        Assert.Equal(9_000, (await world.Get<ReadBroadcasts>().OfferAsync(offers[0], Cancel))!.Price);

        // :: below what is ordered is refused; undo of the price
        await second.Locator("li.now input").Nth(1).FillAsync("1");
        await second.ClickAsync("li.now form button[type=submit]");
        await Assertions.Expect(second.Locator("[role=status].said")).ToContainTextAsync("이미 주문된 수량");
        await first.ClickAsync(".undo button");
        await Assertions.Expect(first.Locator("li.now strong")).ToHaveTextAsync("9,900원");

        // :: last call, and the end
        await first.Locator("li.now").GetByRole(AriaRole.Button, new() { NameRegex = new("마감 임박") }).ClickAsync();
        await Assertions.Expect(second.Locator("li.now .numbers")).ToContainTextAsync("마감까지");
        await second.GetByRole(AriaRole.Button, new() { Name = "방송 끝내기" }).ClickAsync();
        await second.Locator("[role=alertdialog]").GetByRole(AriaRole.Button, new() { Name = "방송 끝내기" }).ClickAsync();
        await Assertions.Expect(first.Locator("main")).ToContainTextAsync("끝남");
        Assert.Equal(BroadcastState.Ended, (await ShowAsync(show)).State);

        // :: everything of it is written down, once
        var entries = await world.Get<ReadAudit>().RunAsync(new AuditQuestion(null, null, "", 200), Cancel);
        var deeds = entries.Where(e => offers.Any(o => e.Subject == $"offer:{o}") || e.Subject == $"show:{show}")
            .Reverse().Select(entry => entry.Deed);
        Assert.Equal(
            [
                Deed.OfferAired, Deed.OfferAired, Deed.OfferAired, Deed.OfferChanged, Deed.OfferChanged,
                Deed.LastCalled, Deed.ShowEnded,
            ],
            deeds);
        Assert.Empty(Assert.Single(await world.Get<VerifyAudit>().RunAsync(Cancel)).Findings);
    }

    [Fact]
    public async Task Host_sees_the_shown_offer_in_large_letters()
    {
        var token = await world.SignInAsync(StaffRoles.Producer, "host@shop.example");
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "en"));
        await page.GotoAsync($"/shows/{world.Show}/host");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Thing mug");
        await Assertions.Expect(page.Locator(".studio")).ToContainTextAsync("100");
    }

    private static async Task EditAsync(IPage page, string price)
    {
        await page.Locator("li.now").GetByRole(AriaRole.Button, new() { NameRegex = new("조건 바꾸기") }).ClickAsync();
        await page.Locator("li.now input").First.FillAsync(price);
        await Assertions.Expect(page.Locator("li.now form [role=status]")).ToContainTextAsync("→");
    }

    private async Task<IPage> OpenAsync(string email, Guid show)
    {
        var token = await world.SignInAsync(StaffRoles.Producer, email);
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/shows/" + show);
        await Assertions.Expect(page.Locator(".figures")).ToBeVisibleAsync();
        return page;
    }

    private async Task<Broadcast> ShowAsync(Guid id) => (await world.Get<ReadBroadcasts>().ByIdAsync(id, Cancel))!;
}
