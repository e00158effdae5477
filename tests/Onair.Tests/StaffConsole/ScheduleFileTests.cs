using System.Text;
using Microsoft.Playwright;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Host.StaffConsole;
using Onair.Host.StaffConsole.Planning;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Tests.Browser;

namespace Onair.Tests.StaffConsole;

/// <summary>The schedule goes out and comes in as a file, all of it or nothing, and shows are moved.</summary>
public sealed class ScheduleFileTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    private static readonly DateTimeOffset evening = new(2032, 5, 3, 11, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_exported_can_be_imported()
    {
        var show = Show("export", evening, "한국어, \"제목\"; 둘", "Two\nlines \\ and; commas, all");
        using var file = new MemoryStream();
        await ScheduleFile.WriteAsync(file, [show]);
        file.Position = 0;
        var (csv, csvFaults) = await ScheduleFile.ReadAsync(file, Cancel);
        Assert.Empty(csvFaults);
        var (ics, icsFaults) = CalendarFile.Read(CalendarApi.Write([show], evening, ConsoleWords.Of(false)));
        Assert.Empty(icsFaults);
        foreach (var draft in new[] { Assert.Single(csv), Assert.Single(ics) })
        {
            Assert.Equal((show.Feed, show.StartsAt, show.EndsAt), (draft.Feed, draft.StartsAt, draft.EndsAt));
            Assert.Equal((show.StreamUrl, show.PosterUrl, true), (draft.StreamUrl, draft.PosterUrl, draft.IsPortrait));
            Assert.Equal(show.Title, draft.Title);
            Assert.Equal(
                [new OfferDraft("mug", 9_900, 10, 2, evening), new("pan", 8_900, 5, null, evening.AddMinutes(20))],
                draft.Offers);
        }
    }

    [Theory]
    [InlineData("", "1:")]
    [InlineData("feed,starts_at\n", "1:")]
    [InlineData("HEAD\n", "2:")]
    [InlineData("HEAD\nx,yesterday,2032-05-03T21:00,a,b,/s,,no,mug,1,1,,2032-05-03T20:00\n", "2:starts_at")]
    [InlineData("HEAD\nx,2032-05-03T20:00,2032-05-03T21:00,a,b,/s,,no,mug,-1,many,x,\n",
        "2:planned_at 2:price 2:allotment 2:limit")]
    [InlineData("HEAD\nx,2032-05-03T20:00\n", "2:")]
    public async Task File_that_cannot_be_read_says_where(string text, string expected)
    {
        const string head = "feed,starts_at,ends_at,title_ko,title_en,stream_url,poster_url,portrait,sku,price,"
            + "allotment,limit,planned_at";
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text.Replace("HEAD", head, StringComparison.Ordinal)));
        var (shows, faults) = await ScheduleFile.ReadAsync(file, Cancel);
        Assert.Empty(shows);
        Assert.Equal(expected, string.Join(' ', faults.Select(fault => $"{fault.Place}:{fault.Field}")));
    }

    [Theory]
    [InlineData("", "1:")]
    [InlineData("BEGIN:VEVENT\nDTSTART:20320503T110000Z\nDTEND:20320503T120000Z\nSUMMARY:x\nEND:VEVENT",
        "1:X-ONAIR-OFFER 1:X-ONAIR-STREAM")]
    [InlineData("BEGIN:VEVENT\nX-ONAIR-STREAM:/s\nX-ONAIR-OFFER:mug 1 1\nEND:VEVENT",
        "1:DTSTART 1:DTEND 1:X-ONAIR-OFFER")]
    public void Calendar_that_holds_no_shows_is_refused(string text, string expected)
    {
        var (shows, faults) = CalendarFile.Read(text);
        Assert.Empty(shows);
        Assert.Equal(expected, string.Join(' ', faults.Select(fault => $"{fault.Place}:{fault.Field}")));
    }

    [Fact]
    public async Task Producer_imports_all_or_nothing_and_moves_a_show()
    {
        var token = await world.SignInAsync(StaffRoles.Producer, "producer-files@shop.example");
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/schedule?day=2032-05-03");
        var first = Show("import", evening, "하나", "One");
        var taken = Show("import", evening.AddMinutes(30), "둘", "Two");
        await SendAsync(page, "bad.ics", CalendarApi.Write([first, taken], evening, ConsoleWords.Of(false)));
        await Assertions.Expect(page.Locator("main [role=alert] li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[role=status].said.no")).ToContainTextAsync("편성한 방송이 없어요");
        Assert.Empty(await world.Get<ReadBroadcasts>().BetweenAsync(evening, evening.AddHours(3), 10, Cancel));

        using var csv = new MemoryStream();
        await ScheduleFile.WriteAsync(csv, [first]);
        await SendAsync(page, "good.csv", Encoding.UTF8.GetString(csv.ToArray()));
        await Assertions.Expect(page.Locator("[role=status].said")).ToContainTextAsync("1개 방송");
        await Assertions.Expect(page.Locator("[data-show]")).ToHaveCountAsync(1);

        // By keys, then by hand: two hours later on the grid, and the rundown goes with it.
        await page.FillAsync("form.inline input", "2032-05-03T08:00");
        await page.ClickAsync("form.inline button");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("08:00 - 09:00");
        await page.Locator("[data-show]").DragToAsync(page.Locator("[data-feed=import]"), new()
        {
            SourcePosition = new SourcePosition { X = 10, Y = 4 },
            TargetPosition = new TargetPosition { X = 10, Y = (40 * 10) + 4 },
        });
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("10:00 - 11:00");
        var moved = Assert.Single(
            await world.Get<ReadBroadcasts>().BetweenAsync(evening.AddHours(-12), evening.AddHours(3), 10, Cancel));
        Assert.Equal(evening.AddHours(-10), moved.StartsAt);
        Assert.Equal([moved.StartsAt, moved.StartsAt.AddMinutes(20)], moved.Offers.Select(offer => offer.PlannedAt));
        var entries = await world.Get<ReadAudit>().RunAsync(
            new AuditQuestion(null, null, $"show:{moved.Id}", 5), Cancel);
        Assert.Equal([Deed.ShowMoved, Deed.ShowMoved], entries.Select(entry => entry.Deed));
    }

    [Fact]
    public async Task Show_is_moved_only_where_it_may_be()
    {
        var (id, _) = await world.ScheduleAsync(evening.AddDays(1), isOnAir: false, feed: "moves");
        await world.ScheduleAsync(evening.AddDays(1).AddHours(2), isOnAir: false, feed: "moves");
        Assert.Equal(MoveBroadcastStatus.OtherVersion, await MoveAsync(id, 9, evening, null));
        Assert.Equal(MoveBroadcastStatus.FeedTaken, await MoveAsync(id, 1, evening.AddDays(1).AddHours(1.5), null));
        Assert.Equal(MoveBroadcastStatus.Invalid, await MoveAsync(id, 1, DateTimeOffset.UnixEpoch, null));
        Assert.Equal(MoveBroadcastStatus.Invalid, await MoveAsync(id, 1, evening.AddDays(1), "No Feed"));
        Assert.Equal(MoveBroadcastStatus.UnknownBroadcast, await MoveAsync(Guid.CreateVersion7(), 1, evening, null));
        var show = (await world.Get<ReadBroadcasts>().ByIdAsync(world.Show, Cancel))!;
        Assert.Equal(MoveBroadcastStatus.NotScheduled, await MoveAsync(show.Id, show.Version, evening, null));
        Assert.Equal(MoveBroadcastStatus.Moved, await MoveAsync(id, 1, evening.AddDays(1).AddHours(1), "moves-two"));
    }

    private Task<MoveBroadcastStatus> MoveAsync(Guid id, int version, DateTimeOffset at, string? feed) =>
        world.Shop.Database.WriteAsync(
            open => world.Get<MoveBroadcast>().RunAsync(open, id, version, at, feed, Cancel), Cancel);

    private static Task SendAsync(IPage page, string name, string text) =>
        ConsoleWorld.GiveFileAsync(page, "#import", name, Encoding.UTF8.GetBytes(text));

    private static Broadcast Show(string feed, DateTimeOffset at, string ko, string en) => new()
    {
        Id = Guid.CreateVersion7(at),
        Feed = feed,
        Title = new LocalText(ko, en),
        StreamUrl = "/stream.m3u8",
        PosterUrl = "/pictures/mug.svg",
        IsPortrait = true,
        StartsAt = at,
        EndsAt = at.AddHours(1),
        Version = 1,
        Offers =
        [
            new Offer { Sku = "mug", Price = 9_900, Allotment = 10, LimitPerCustomer = 2, PlannedAt = at },
            new Offer { Sku = "pan", Price = 8_900, Allotment = 5, PlannedAt = at.AddMinutes(20) },
        ],
    };
}
