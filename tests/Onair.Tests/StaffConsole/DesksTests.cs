using Microsoft.Playwright;
using Onair.Inventory;
using Onair.Orders;
using Onair.Payments.Reconciliation;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Tests.Browser;
using Onair.Tests.Http;

namespace Onair.Tests.StaffConsole;

/// <summary>The back office, each desk by the role that works at it, in both languages on desktop and tablet.</summary>
public sealed class DesksTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    private static readonly string screens = Path.Combine(AppContext.BaseDirectory, "TestResults", "console");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_can_be_read_by_everybody_and_has_its_pictures()
    {
        Directory.CreateDirectory(screens);
        await world.HasIncidentAsync();
        var all = StaffRoleWords.All.Aggregate((roles, role) => roles | role);
        var token = await world.SignInAsync(all, "everything@shop.example");
        var faults = new List<string>();
        (string Name, string Address)[] pages =
        [
            ("overview", "/"), ("control", $"/shows/{world.Show}"), ("host", $"/shows/{world.Show}/host"),
            ("no-show", $"/shows/{Guid.Empty}"), ("orders", "/orders"), ("order", $"/orders/{world.Order}"),
            ("no-order", "/orders/20260101-NOBODY"), ("returns", "/returns"), ("shipments", "/shipments"),
            ("orders-old", "/orders?sort=old&status=1&cols=total.remaining"), ("stock", "/stock"),
            ("stock-one", "/stock/mug"), ("jobs", "/jobs"), ("customers", "/customers"), ("ratings", "/ratings"),
            ("customer", $"/customers/{world.Customer}"), ("rating-none", $"/ratings/{world.Show}"),
            ("settings", "/settings"), ("phone", "/phone"), ("attempts", "/attempts"), ("products", "/products"),
            ("product", "/products/thing-mug"), ("product-new", "/products/new"), ("incidents", "/incidents"),
            ("incident", "/incidents/1"), ("no-incident", "/incidents/999"), ("alarms", "/alarms"),
            ("signals", "/signals"), ("oncall", "/oncall"), ("runbooks", "/runbooks"),
            ("runbook", "/runbooks/order-failures"),
            ("product-none", "/products/nothing"), ("webhooks", "/webhooks"), ("webhook-log", "/webhook-log"),
            ("webhook-none", $"/webhooks/{world.Show}"),
            ("staff", "/staff"), ("audit", "/audit"), ("schedule", "/schedule"), ("payments", "/payments"),
            ("schedule-empty", "/schedule?day=2031-01-01"), ("plan", "/schedule/new"),
            ("plan-like", $"/schedule/new?like={world.Show}"), ("not-found", "/nothing"),
        ];
        foreach (var language in new[] { "ko", "en" })
        {
            var page = await chromium.PageAsync(world.Url, new PageView(IsDark: language == "en"));
            await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, language));
            page.Console += (_, said) =>
            {
                if (said.Type == "error" && !said.Text.Contains("404", StringComparison.Ordinal)) faults.Add(said.Text);
            };
            foreach (var (name, address) in pages)
            {
                await page.GotoAsync(address);
                await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
                await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(language == "ko"
                    ? "불러오는 중이에요" : "Loading.");
                await LookAsync(page, name, language, faults);
            }

            await page.Context.CloseAsync();
        }

        foreach (var language in new[] { "ko", "en" })
        {
            var page = await chromium.PageAsync(world.Url, new PageView(IsDark: language == "en"));
            await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf("x", language));
            var invited = await world.Get<InviteStaff>().RunAsync(
                $"look{language}@shop.example", StaffRoles.Care, Actor.CommandLine, null, Cancel);
            foreach (var (name, address) in new[]
            {
                ("sign-in", "/sign-in"), ("code", "/code"), ("join", "/join?token=" + invited.Token), ("dead", "/join"),
            })
            {
                await page.GotoAsync(address);
                await LookAsync(page, name, language, faults);
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults.Distinct())}");
    }

    [Fact]
    public async Task Warehouse_counts_and_ships_and_sees_nobody_without_a_reason()
    {
        var token = await world.SignInAsync(StaffRoles.Warehouse, "warehouse@shop.example");
        var page = await OpenAsync(token, "/stock/pan");
        await page.FillAsync("#change", "-3");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("[role=status].said")).ToContainTextAsync("사유를 적어");
        await page.FillAsync("#reason", "파손");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("[role=status].said")).ToContainTextAsync("했어요");
        await Assertions.Expect(page.Locator("table.rows").Last).ToContainTextAsync("파손");
        Assert.Equal(497, (await world.Get<ReadStock>().BySkuAsync(["pan"], Cancel))[0].Available);

        var (number, order) = await world.Shop.BuysAsync(LiveShop.Body(), "for the warehouse");
        await world.Shop.PaysAsync(number, order);
        await page.GotoAsync("/orders/" + number);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("가림");
        Assert.DoesNotContain("홍길동", await page.ContentAsync(), StringComparison.Ordinal);
        await page.ClickAsync("text=고객 정보 보기");
        await Assertions.Expect(page.Locator("[role=status].said")).ToContainTextAsync("사유를 적어");
        await page.FillAsync("#reason", "송장 확인");
        await page.ClickAsync("text=고객 정보 보기");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("홍길동");
        foreach (var (button, state) in new[] { ("배송 준비로", "배송 준비"), ("배송 시작으로", "배송 중") })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await Assertions.Expect(page.Locator("h1 .state")).ToHaveTextAsync(state);
        }

        var shown = (await world.Get<ShowOrders>().ByNumberAsync(number, Cancel))!;
        Assert.Equal(OrderStatus.Shipped, shown.Order.Status);
        Assert.Equal("staff:김warehouse", shown.Timeline[^1].Actor);
        var seen = await world.Get<ReadAudit>().RunAsync(new AuditQuestion(null, null, "order:" + number, 20), Cancel);
        Assert.Equal(
            [Deed.OrderRead, Deed.PersonSeen, Deed.OrderMoved, Deed.OrderMoved],
            seen.Select(entry => entry.Deed).Reverse());
        Assert.Equal("송장 확인", seen.Single(entry => entry.Deed == Deed.PersonSeen).Reason);
        Assert.DoesNotContain(seen, entry => entry.Detail.Contains("홍길동", StringComparison.Ordinal));
        // The warehouse cancels nothing.
        await Assertions.Expect(page.Locator("#why")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Care_cancels_an_order_with_a_reason()
    {
        var token = await world.SignInAsync(StaffRoles.Care, "care@shop.example");
        var (number, _) = await world.Shop.BuysAsync(LiveShop.Body(), "for care");
        var page = await OpenAsync(token, "/orders");
        await page.FillAsync("#f-q", number);
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync($"tbody a:text('{number}')");
        await page.FillAsync("#why", "고객 요청");
        await page.ClickAsync("button.grave");
        await Assertions.Expect(page.Locator("[role=status].said")).ToHaveTextAsync("했어요.");
        await Assertions.Expect(page.Locator("h1 .state")).ToHaveTextAsync("취소");
        var shown = (await world.Get<ShowOrders>().ByNumberAsync(number, Cancel))!;
        Assert.Equal(("staff:김care", "고객 요청"), (shown.Timeline[^1].Actor, shown.Timeline[^1].Reason));
        await Assertions.Expect(page.Locator("main .acts, main .grave")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Finance_resolves_a_difference_with_a_reason()
    {
        var now = TimeProvider.System.GetUtcNow();
        var found = new ReconciliationCase
        {
            Id = Guid.CreateVersion7(now),
            Provider = "demo",
            Key = "test",
            State = CaseState.Open,
            Subject = CaseSubject.Capture,
            Bucket = Bucket.OursOnly,
            Owner = "finance",
            OrderId = "order-of-the-test",
            Ours = 12_000,
            Theirs = 0,
            HappenedAt = now,
            OpenedAt = now,
            ChangedAt = now,
            Actor = "system",
            Version = 1,
        };
        await world.Shop.Database.WriteAsync(
            async open =>
            {
                var round = open.Round();
                ReconciliationStore.InsertCases(round, [found], []);
                await round.ExecuteAsync(Cancel);
            },
            Cancel);
        var token = await world.SignInAsync(StaffRoles.Finance, "finance@shop.example");
        var page = await OpenAsync(token, "/payments");
        await page.GetByRole(AriaRole.Button, new() { Name = "해결: order-of-the-test" }).ClickAsync();
        await page.ClickAsync("form:has(#reason) button[type=submit]");
        await Assertions.Expect(page.Locator("[role=status].said.no")).ToContainTextAsync("사유를 적어");
        await page.FillAsync("#reason", "수기 환불");
        await page.ClickAsync("form:has(#reason) button[type=submit]");
        await Assertions.Expect(page.Locator("[role=status].said")).ToHaveTextAsync("했어요.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("모두 맞아요");
        var shown = (await world.Get<ListCases>().ShowAsync(found.Id, Cancel))!;
        Assert.Equal((CaseState.Resolved, "수기 환불"), (shown.Case.State, shown.Case.Reason));
        var entry = Assert.Single(await world.Get<ReadAudit>().RunAsync(
            new AuditQuestion(null, null, $"case:{found.Id}", 5), Cancel));
        Assert.Equal(("김finance", "수기 환불"), (entry.ActorName, entry.Reason));
    }

    [Fact]
    public async Task Admin_invites_and_changes_roles()
    {
        await world.JoinAsync(StaffRoles.Care, "member@shop.example");
        var token = await world.SignInAsync(StaffRoles.Admin, "boss@shop.example");
        var page = await OpenAsync(token, "/staff");
        await page.ClickAsync("main button.main-button");
        await Assertions.Expect(page.Locator("[role=status].said.no")).ToContainTextAsync("이메일과 역할");
        await page.FillAsync("#email", "new@shop.example");
        await page.CheckAsync("input[name=invite] >> nth=2");
        await page.ClickAsync("main button.main-button");
        await Assertions.Expect(page.Locator("[role=status].said")).ToContainTextAsync("초대 메일");
        await Assertions.Expect(page.Locator("main ul").Last).ToContainTextAsync("new@shop.example: 물류");
        var row = page.Locator("tr", new() { HasText = "member@shop.example" });
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await row.Locator("input[name=edit]").First.CheckAsync();
        await row.Locator(".main-button").ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("방송 PD, 고객센터");
        await page.GotoAsync("/jobs");
        await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("payments.");
    }

    private async Task<IPage> OpenAsync(string token, string address)
    {
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        return page;
    }

    private static async Task LookAsync(IPage page, string name, string language, List<string> faults)
    {
        foreach (var width in new[] { 1280, 820 })
        {
            await page.SetViewportSizeAsync(width, 900);
            var at = $"{name} {language} {width}";
            foreach (var fault in await Layout.FaultsAsync(page)) faults.Add($"{at}: {fault}");
            await page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(screens, $"{name}.{language}.{width}.png"), FullPage = true,
            });
        }

        foreach (var fault in await Axe.FindAsync(page)) faults.Add($"{name} {language}: {fault}");
    }
}
