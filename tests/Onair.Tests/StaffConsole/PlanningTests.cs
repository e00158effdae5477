using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Host.StaffConsole;
using Onair.Host.StaffConsole.Planning;
using Onair.Primitives;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Tests.Browser;

namespace Onair.Tests.StaffConsole;

/// <summary>A show is planned in the console: what would stop it is said while it is typed.</summary>
public sealed class PlanningTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    private static readonly DateTimeOffset evening = new(2031, 5, 3, 11, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merchandiser_plans_a_show_and_one_like_it()
    {
        var token = await world.SignInAsync(StaffRoles.Merchandiser, "md@shop.example");
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/schedule?day=2031-05-03");
        await page.GetByRole(AriaRole.Link, new() { Name = "방송 편성하기" }).ClickAsync();
        await Assertions.Expect(page.Locator("#startsAt")).ToHaveValueAsync("2031-05-03T20:00");

        // Everything that is wrong, at once, in a summary that takes the focus; what was typed stays.
        await page.FillAsync("#titleKo", "저녁 방송");
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator(".problem")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".problem li")).ToHaveCountAsync(2);
        await page.FillAsync("#titleEn", "Evening");
        await page.FillAsync("#streamUrl", "http://elsewhere.example/x");
        await Field(page, 0, "sku").FillAsync("mug");
        await Field(page, 0, "price").FillAsync("9,900");
        await Field(page, 0, "allotment").FillAsync("700");
        await Field(page, 0, "allotment").BlurAsync();
        await Assertions.Expect(page.Locator("fieldset")).ToContainTextAsync("물건 mug, 12,000원");
        await Assertions.Expect(page.Locator("fieldset")).ToContainTextAsync("재고가 모자라요: 2");
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator(".problem li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#titleKo")).ToHaveValueAsync("저녁 방송");
        await page.FillAsync("#streamUrl", "/stream.m3u8");
        await page.ClickAsync("text=상품 더하기");
        await Field(page, 1, "sku").FillAsync("nothing");
        await Field(page, 1, "price").FillAsync("1");
        await Field(page, 1, "allotment").FillAsync("1");
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator(".problem li")).ToContainTextAsync("상품 2, SKU");
        await page.GetByRole(AriaRole.Button, new() { Name = "빼기: 2" }).ClickAsync();
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(new Regex("day=2031-05-03"));
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("저녁 방송");

        // The next one at the same time is told of the first while it is typed, and refused when it is saved.
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("복제") }).ClickAsync();
        await Assertions.Expect(page.Locator("#startsAt")).ToHaveValueAsync("2031-05-04T20:00");
        await page.FillAsync("#startsAt", "2031-05-03T20:30");
        await page.FillAsync("#endsAt", "2031-05-03T21:30");
        await page.Locator("#endsAt").BlurAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("저녁 방송 20:00-21:00");
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator(".problem")).ToContainTextAsync("같은 시간 방송이 있어요");
        await page.FillAsync("#startsAt", "2031-05-03T21:00");
        await page.FillAsync("#endsAt", "2031-05-03T22:00");
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);

        var shows = await world.Get<ReadBroadcasts>().BetweenAsync(evening, evening.AddHours(2), 10, Cancel);
        Assert.Equal([evening, evening.AddHours(1)], shows.Select(show => show.StartsAt).Order());
        Assert.All(shows, show => Assert.Equal(("mug", 9_900L, 700L), (
            show.Offers[0].Sku, show.Offers[0].Price, show.Offers[0].Allotment)));
        foreach (var show in shows)
        {
            var planned = await world.Get<ReadAudit>().RunAsync(
                new AuditQuestion(null, null, $"show:{show.Id}", 5), Cancel);
            Assert.Equal(Deed.ShowPlanned, Assert.Single(planned).Deed);
        }

        var (status, _, calendar) = await world.SendAsync(HttpMethod.Get, "/schedule.ics?day=2031-05-03", token);
        Assert.Equal(200, status);
        Assert.Equal(2, Regex.Count(calendar, "BEGIN:VEVENT", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(400, (await world.SendAsync(HttpMethod.Get, "/schedule.ics?day=x", token)).Status);
    }

    [Fact]
    public void Calendar_is_folded_by_bytes_and_escapes_what_it_has_to()
    {
        var show = new Broadcast
        {
            Id = Guid.Empty,
            Feed = "onair",
            Title = new LocalText(new string('가', 60) + "; a, b\\", "x"),
            StartsAt = evening,
            EndsAt = evening.AddHours(1),
            Version = 3,
        };
        var text = CalendarApi.Write([show], evening, ConsoleWords.Of(isEnglish: false));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        var whole = text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("DTSTART:20310503T110000Z\r\n", whole, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:" + new string('가', 60) + "\\; a\\, b\\\\\r\n", whole, StringComparison.Ordinal);
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9900", 9900L)]
    [InlineData(" 9,900 ", 9900L)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("9999999999", null)]
    public void Numbers_are_read_as_people_type_them(string typed, long? price)
    {
        var form = new ShowForm
        {
            TitleKo = "가",
            TitleEn = "a",
            StartsAt = "2031-05-03T20:00",
            EndsAt = "2031-05-03T21:00",
            StreamUrl = "/s.m3u8",
            Offers = [new OfferForm { Sku = "mug", Price = typed, Allotment = "1", Limit = "0", After = "5" }],
        };
        var errors = new List<FieldError>();
        var draft = form.Read(Guid.Empty, errors);
        Assert.Equal(price, draft?.Offers[0].Price);
        Assert.Equal(price is null ? ["offers[0].price"] : [], errors.Select(error => error.Field));
        if (draft is null) return;
        Assert.Equal((evening, evening.AddMinutes(5)), (draft.StartsAt, draft.Offers[0].PlannedAt));
        Assert.Null(draft.Offers[0].LimitPerCustomer);
    }

    [Theory]
    [InlineData("2031-05-03", true)]
    [InlineData("2031-5-3", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Days_are_Korea_s(string? text, bool isDay)
    {
        var day = KoreanTime.DayOf(text);
        Assert.Equal(isDay, day is not null);
        if (day is { } midnight) Assert.Equal(new DateTimeOffset(2031, 5, 2, 15, 0, 0, TimeSpan.Zero), midnight);
    }

    private static ILocator Field(IPage page, int offer, string name) =>
        page.Locator($"[id='offers[{offer}].{name}']");
}
