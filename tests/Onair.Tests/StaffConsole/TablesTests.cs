using Microsoft.Playwright;
using Onair.Host.StaffConsole.Tables;
using Onair.Orders;
using Onair.Orders.Shipments;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Staff.Views;
using Onair.Tests.Browser;
using Onair.Tests.Http;

namespace Onair.Tests.StaffConsole;

/// <summary>Tables behave the same: address, columns, pages, views, files and keys.</summary>
public sealed class TablesTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Table_is_filtered_sorted_saved_and_walked_with_keys()
    {
        var token = await world.SignInAsync(StaffRoles.Care, "tables@shop.example");
        var numbers = new List<string>();
        for (var i = 0; i < 55; i++) numbers.Add((await world.Shop.BuysAsync(LiveShop.Body(), $"table {i}")).Number);
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/orders?status=1");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        await Assertions.Expect(page.Locator("#f-status")).ToHaveValueAsync("1");

        // The next page has the rest, and the address says so.
        await page.ClickAsync("main a[rel=next]");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync(numbers[2]);
        await Assertions.Expect(page.Locator("tbody")).Not.ToContainTextAsync(numbers[^1]);
        Assert.Contains("after=", page.Url, StringComparison.Ordinal);
        await page.ClickAsync("text=처음으로");

        // The oldest first, with another column.
        await page.ClickAsync("th a");
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync(world.Order);
        await page.ClickAsync("text=열 고르기");
        await page.GetByLabel("남은 금액").CheckAsync();
        await Assertions.Expect(page.Locator("th")).ToContainTextAsync(["주문 번호", "주문 시각", "남은 금액"]);
        Assert.Contains("cols=", page.Url, StringComparison.Ordinal);

        // Kept under a name, and found again.
        await page.ClickAsync("text=저장한 보기");
        await page.FillAsync("#view-name", "오래된 결제 대기");
        await page.ClickAsync("text=지금 보기 저장");
        await Assertions.Expect(page.Locator("ul.views a")).ToHaveTextAsync("오래된 결제 대기");
        await page.GotoAsync("/orders");
        await page.ClickAsync("text=저장한 보기");
        await page.ClickAsync("ul.views a");
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToHaveCountAsync(1);

        // Keys, while the table has the focus.
        await page.FocusAsync("[data-table]");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(world.Order);
    }

    [Fact]
    public async Task What_was_looked_for_stays_out_of_the_address_and_of_the_log()
    {
        var token = await world.SignInAsync(StaffRoles.Care, "search@shop.example");
        await world.Shop.BuysAsync(LiveShop.Body(phone: "010-8888-7777"), "for the search");
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/orders");
        await page.FillAsync("#f-q", "010-8888-7777");
        await page.ClickAsync("form[role=search] button[type=submit]");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.DoesNotContain("8888", page.Url, StringComparison.Ordinal);
        var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync(".tools button:text('CSV')"));
        Assert.DoesNotContain("8888", file.Url, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(await file.PathAsync(), Cancel);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("number,placed,status", lines[0], StringComparison.Ordinal);
        var entries = await world.Get<ReadAudit>().RunAsync(new AuditQuestion(null, null, "orders", 20), Cancel);
        Assert.Contains(entries, entry => entry.Deed == Deed.OrdersSearched);
        Assert.Contains(entries, entry => entry is { Deed: Deed.TableExported, Detail: "q" });
        Assert.DoesNotContain(entries, entry => entry.Detail.Contains("8888", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warehouse_ships_a_file_and_what_is_wrong_ships_nothing()
    {
        var token = await world.SignInAsync(StaffRoles.Warehouse, "parcels@shop.example");
        var (number, order) = await world.Shop.BuysAsync(LiveShop.Body(), "for a parcel");
        await world.Shop.PaysAsync(number, order);
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/shipments");
        await SendAsync(page, $"order,carrier,tracking\n{number},cj,601234567890\n{number},ufo,1\n");
        await Assertions.Expect(page.Locator("main [role=alert] li")).ToHaveCountAsync(2);
        Assert.Equal(OrderStatus.Paid, (await world.Get<ShowOrders>().ByNumberAsync(number, Cancel))!.Order.Status);
        await SendAsync(page, $"order,carrier,tracking\n{number},cj,601234567890\n20260101-NOBODY,cj,601234567891\n");
        await Assertions.Expect(page.Locator("[role=status].said")).ToContainTextAsync("2건 가운데 1건");
        var shown = (await world.Get<ShowOrders>().ByNumberAsync(number, Cancel))!;
        Assert.Equal((OrderStatus.Shipped, "601234567890"), (shown.Order.Status, shown.Parcels[0].TrackingNumber));
        // The customer sees it.
        var seen = await world.Shop.SendAsync(HttpMethod.Get, $"/orders/{number}/{order}", null);
        Assert.Contains("CJ대한통운 601234567890", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Care_refunds_some_lines_and_takes_goods_back()
    {
        var token = await world.SignInAsync(StaffRoles.Care, "returns@shop.example");
        var (number, order) = await world.Shop.BuysAsync(LiveShop.Body(quantity: 3), "for a refund");
        await world.Shop.PaysAsync(number, order);
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/orders/" + number);
        await page.FillAsync("#pieces-1", "1");
        await page.FillAsync("#why", "하나만 취소");
        await page.ClickAsync("main .grave");
        await Assertions.Expect(page.Locator("[role=status].said")).ToHaveTextAsync("했어요.");
        var shown = (await world.Get<ShowOrders>().ByNumberAsync(number, Cancel))!;
        Assert.Equal((OrderStatus.Paid, 24_000), (shown.Order.Status, shown.Order.Remaining));
        Assert.Equal(12_000, Assert.Single(shown.Refunds).Amount);

        await world.Get<ShipOrders>().RunAsync([new(number, Carrier.Cj, "601234567899")], "staff:test", Cancel);
        await page.ReloadAsync();
        await page.SelectOptionAsync("#word-cause", nameof(EndCause.Defect));
        await page.ClickAsync("button:text('반품 접수')");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("접수된 반품");
        await page.GotoAsync("/returns");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync([number]);
        await page.GotoAsync("/orders/" + number);
        await page.ClickAsync("text=반품 입고하고 환급");
        await Assertions.Expect(page.Locator("h1 .state")).ToHaveTextAsync("반품");
        shown = (await world.Get<ShowOrders>().ByNumberAsync(number, Cancel))!;
        Assert.Equal((OrderStatus.Returned, 0), (shown.Order.Status, shown.Order.Remaining));
        Assert.Equal(36_000, shown.Refunds.Sum(refund => refund.Amount));
    }

    [Fact]
    public async Task Views_have_a_name_and_a_maximum()
    {
        var (views, who) = (world.Get<SavedViews>(), Guid.CreateVersion7());
        Assert.Equal(SaveViewStatus.Invalid, await SaveAsync(" "));
        Assert.Equal(SaveViewStatus.Invalid, await SaveAsync(new string('x', 41)));
        for (var i = 0; i < SavedViews.ViewsMax; i++) Assert.Equal(SaveViewStatus.Saved, await SaveAsync($"v{i:00}"));
        Assert.Equal(SaveViewStatus.TooMany, await SaveAsync("one more"));
        Assert.Equal(SaveViewStatus.Saved, await SaveAsync("v00"));
        await views.DropAsync(who, "orders", "v00", Cancel);
        Assert.Equal(SavedViews.ViewsMax - 1, (await views.ListAsync(who, "orders", Cancel)).Count);
        Assert.Empty(await views.ListAsync(who, "stock", Cancel));
        Assert.Empty(await views.ListAsync(Guid.CreateVersion7(), "orders", Cancel));

        Task<SaveViewStatus> SaveAsync(string name) =>
            views.SaveAsync(who, "orders", new SavedView { Name = name, Query = "status=1" }, Cancel);
    }

    [Theory]
    [InlineData("?status=2&after=x&sort=old", "sort=old&status=2")]
    [InlineData("?a=%ED%95%9C&b=", "a=%ED%95%9C")]
    [InlineData("", "")]
    public void View_says_itself_without_its_place(string query, string kept) =>
        Assert.Equal(kept, DeskView.Of("/orders", query).Kept);

    [Fact]
    public void View_takes_no_more_than_it_may()
    {
        var many = string.Join('&', Enumerable.Range(0, 100).Select(i => $"k{i}={new string('v', 300)}"));
        Assert.Equal("", DeskView.Of("/orders", "?" + many).Query);
        var view = DeskView.Of("/orders", "?status=2&from=2026-11-28&channel=99&to=28.11.2026");
        Assert.Equal(OrderStatus.Paid, view.Choice<OrderStatus>("status"));
        Assert.Null(view.Choice<Channel>("channel"));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 15, 0, 0, TimeSpan.Zero), view.Day("from"));
        Assert.Null(view.Day("to"));
    }

    private static Task SendAsync(IPage page, string text) =>
        ConsoleWorld.GiveFileAsync(page, "#file", "parcels.csv", System.Text.Encoding.UTF8.GetBytes(text));
}
