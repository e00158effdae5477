using Microsoft.Playwright;
using Onair.Orders;
using Onair.Ratings;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Tests.Browser;
using Onair.Tests.Http;
using Onair.Tests.Webhooks;
using Onair.Webhooks;

namespace Onair.Tests.StaffConsole;

/// <summary>Customers, ratings and webhooks, each by the role that works at it.</summary>
public sealed class BackOfficeTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Care_sees_a_customer_masked_until_they_say_why()
    {
        var page = await OpenAsync(StaffRoles.Care, "care-customers@shop.example", "/customers");
        await page.FillAsync("#f-q", "customer@shop.example");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("c**@shop.example");
        await page.ClickAsync("tbody a");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("김**");
        Assert.DoesNotContain("customer@shop.example", await page.ContentAsync(), StringComparison.Ordinal);
        await page.ClickAsync("text=고객 정보 보기");
        await Assertions.Expect(page.Locator("[role=status].said.no")).ToContainTextAsync("사유를 적어");
        await page.FillAsync("#reason", "본인 확인 전화");
        await page.ClickAsync("text=고객 정보 보기");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("customer@shop.example");
        var entry = Assert.Single(await world.Get<ReadAudit>().RunAsync(
            new AuditQuestion(null, null, $"customer:{world.Customer}", 5), Cancel));
        Assert.Equal((Deed.CustomerSeen, "본인 확인 전화", ""), (entry.Deed, entry.Reason, entry.Detail));
    }

    [Fact]
    public async Task Merchandiser_publishes_and_hides_what_buyers_say()
    {
        var (number, token) = await world.Shop.BuysAsync(LiveShop.Body(), "for a rating");
        await world.Shop.PaysAsync(number, token);
        await world.Get<Onair.Orders.Shipments.ShipOrders>().RunAsync(
            [new(number, Onair.Orders.Shipments.Carrier.Cj, "601234567898")], "staff:test", Cancel);
        var rated = await world.Shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/ratings", """{"sku":"mug","stars":1,"text":"금이 가 있었어요"}""",
            ("Order-Token", token));
        Assert.True(rated.Status is 200 or 201, rated.Text);
        var page = await OpenAsync(StaffRoles.Merchandiser, "md-ratings@shop.example", "/ratings");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("금이 가 있었어요");
        await page.ClickAsync("tbody a");
        await page.ClickAsync("button:text('게시하기')");
        await Assertions.Expect(page.Locator("h1 .state")).ToHaveTextAsync("게시됨");
        await page.SelectOptionAsync("#refusal", nameof(RefusalReason.OffTopic));
        await page.FillAsync("#note", "다른 상품 이야기");
        await page.ClickAsync("button:text('숨기기')");
        await Assertions.Expect(page.Locator("h1 .state")).ToHaveTextAsync("숨김");
        await Assertions.Expect(page.Locator("ul.views")).ToContainTextAsync("다른 상품 이야기");
    }

    [Fact]
    public async Task Operator_adds_a_webhook_and_sees_what_was_sent()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var page = await OpenAsync(StaffRoles.Operator, "operator-hooks@shop.example", "/webhooks");
        await page.FillAsync("#hook-url", "https://localhost/");
        await page.ClickAsync("main button:text('웹훅 더하기')");
        await Assertions.Expect(page.Locator("main [role=alert]")).ToHaveCountAsync(3);
        await page.FillAsync("#hook-name", "물류 시스템");
        await page.FillAsync("#hook-url", receiver.Url);
        await page.GetByLabel("order.placed").CheckAsync();
        await page.ClickAsync("main button:text('웹훅 더하기')");
        var secret = (await page.Locator("code.secret").TextContentAsync())!;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        var (number, _) = await world.Shop.BuysAsync(LiveShop.Body(), "for a webhook");
        for (var i = 0; i < 300 && receiver.Received.IsEmpty; i++) await Task.Delay(100, Cancel);
        Assert.True(receiver.Received.TryPeek(out var got));
        Assert.Contains(number, got.Body, StringComparison.Ordinal);
        var at = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(got.Timestamp, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(WebhookSignature.Of([secret], got.Id, at, got.Body), got.Signature);

        await page.GotoAsync("/webhook-log");
        await page.ClickAsync("tbody a");
        await Assertions.Expect(page.Locator("pre")).ToContainTextAsync(number);
        await page.ReloadAsync();
        await page.ClickAsync("text=다시 보내기");
        for (var i = 0; i < 300 && receiver.Received.Count < 2; i++) await Task.Delay(100, Cancel);
        Assert.Equal(got.Id, receiver.Received.Last().Id);

        await page.GotoAsync("/webhooks");
        await page.ClickAsync("tbody a");
        await page.ClickAsync("button:text('멈추기')");
        await Assertions.Expect(page.Locator("h1 .state")).ToHaveTextAsync("멈춤");
        await page.ClickAsync("button:text('비밀값 바꾸기')");
        await Assertions.Expect(page.Locator("code.secret")).ToContainTextAsync("whsec_");
        await page.ClickAsync("main button.grave");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("없는 웹훅");
    }

    [Fact]
    public async Task Care_takes_an_order_on_the_telephone_and_the_caller_pays_at_the_link()
    {
        var page = await OpenAsync(StaffRoles.Care, "care-phone@shop.example", "/phone");
        await page.ClickAsync("button:text('주문 넣기')");
        await Assertions.Expect(page.Locator("main [role=alert]")).ToContainTextAsync("이름");
        await page.FillAsync("#sku-0", "pan");
        await page.Locator("#sku-0").BlurAsync();
        await Assertions.Expect(page.Locator("fieldset").First).ToContainTextAsync("12,000원");
        await page.FillAsync("#quantity-0", "2");
        await page.FillAsync("#name", "나전화");
        await page.FillAsync("#phone", "010-5555-4444");
        await page.FillAsync("#email", "caller@shop.example");
        await page.FillAsync("#postcode", "04524");
        await page.FillAsync("#line1", "서울특별시 중구 세종대로 110");
        await page.Locator("#line1").BlurAsync();
        await page.ClickAsync("button:text('주문 넣기')");
        var link = (await page.Locator("code.secret").TextContentAsync())!;
        Assert.StartsWith(world.Shop.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), link);
        var number = (await page.Locator("dl.facts a").TextContentAsync())!;
        var shown = (await world.Get<ShowOrders>().ByNumberAsync(number, Cancel))!;
        Assert.Equal((Channel.Phone, 24_000), (shown.Order.Channel, shown.Order.Total));
        Assert.Equal("나전화", shown.Order.CustomerName);
        Assert.Equal("04524", shown.Order.Delivery!.Postcode);
        var paying = await world.Shop.Client.GetAsync(new Uri(link), Cancel);
        Assert.Equal(200, (int)paying.StatusCode);
        // No part of the caller is in the audit log.
        var entries = await world.Get<ReadAudit>().RunAsync(new AuditQuestion(null, null, "phone", 5), Cancel);
        Assert.Equal(["1 lines"], entries.Select(entry => entry.Detail));

        // An offer that is on the air, at its price.
        await page.ClickAsync("text=다음 전화");
        await page.ReloadAsync();
        await page.ClickAsync("button:has-text('9,900원')");
        await Assertions.Expect(page.Locator("#sku-0")).ToHaveValueAsync("mug");
    }

    private async Task<IPage> OpenAsync(StaffRoles roles, string email, string address)
    {
        var token = await world.SignInAsync(roles, email);
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        return page;
    }
}
