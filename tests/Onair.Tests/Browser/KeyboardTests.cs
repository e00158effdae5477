using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Onair.Storage;
using Onair.Tests.Http;
using Onair.Tests.Tidy;

namespace Onair.Tests.Browser;

/// <summary>
/// What the Tab key comes to, and what a screen reader reads, in which order: as written in <c>Spoken/</c>. A page that
/// changed on purpose is written anew with <c>ONAIR_WRITE=1</c> and read by the eyes of whoever changed it.
/// </summary>
public sealed class KeyboardTests(Chromium chromium, KeyboardTests.SmallShop shop)
    : IClassFixture<Chromium>, IClassFixture<KeyboardTests.SmallShop>
{
    /// <summary>No page of the small shop has half as many; a trap would have no end.</summary>
    private const int stopsMax = 120;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    private static readonly bool isWriting = Environment.GetEnvironmentVariable("ONAIR_WRITE") == "1";

    public static TheoryData<string, string> Pages => new()
    {
        { "home", "/" }, { "broadcast", "/live" }, { "product", "/products/thing-mug" }, { "cart", "/cart" },
        { "checkout", "/checkout?sku=mug" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Tab_comes_to_everything_in_reading_order_and_is_seen(string name, string address)
    {
        var page = await OpenAsync(name, address, isPhone: false);
        await CompareAsync(name + ".keys.txt", string.Join('\n', await StopsAsync(page)));
    }

    /// <summary>The bar at the bottom of a phone covers what is behind it: not what has the focus.</summary>
    [Theory, MemberData(nameof(Pages))]
    public async Task Focus_is_seen_on_a_phone_too(string name, string address)
    {
        var page = await OpenAsync(name, address, isPhone: true);
        Assert.NotEmpty(await StopsAsync(page));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Screen_reader_reads_it_in_this_order(string name, string address)
    {
        var page = await OpenAsync(name, address, isPhone: true);
        await CompareAsync(name + ".aria.yml", Timeless(await page.Locator("body").AriaSnapshotAsync()));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task First_stop_leads_past_the_header(string name, string address)
    {
        var page = await OpenAsync(name, address, isPhone: false);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("a.skip")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("a.skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('main, footer')"));
    }

    [Fact]
    public async Task What_is_wrong_takes_the_focus_and_leads_to_its_field()
    {
        var page = await OpenAsync("checkout", "/checkout?sku=mug", isPhone: false);
        await ShopPages.SendAsync(page, "form.checkout", ("#email", "nobody"));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#name")).ToBeFocusedAsync();
        Assert.Contains("name-error", await page.Locator("#name").GetAttributeAsync("aria-describedby"));
    }

    private async Task<IPage> OpenAsync(string name, string address, bool isPhone)
    {
        var page = await chromium.PageAsync(shop.Url, new PageView(isPhone));
        if (name == "cart")
        {
            await page.GotoAsync("/products/thing-mug");
            await page.Locator("button[formaction]").ClickAsync();
            await Assertions.Expect(page.Locator(".cart-line")).ToBeVisibleAsync();
            return page;
        }

        await page.GotoAsync(address);
        // Its numbers come with the first event.
        if (name == "broadcast")
        {
            await Assertions.Expect(page.Locator("[data-live=viewers]")).Not.ToHaveTextAsync("0");
            // There is no such stream: both players have given up, and it says so.
            await page.WaitForFunctionAsync("() => document.getElementById('player').src.startsWith('blob:')");
            await Assertions.Expect(page.Locator("[data-live=stalled]")).ToBeVisibleAsync();
        }

        return page;
    }

    /// <summary>Role and name of each stop, as the browser tells a screen reader.</summary>
    private static async Task<List<string>> StopsAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        var stops = new List<string>();
        for (var presses = 0; presses < stopsMax; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("() => document.activeElement === document.body")) return stops;
            var stop = Timeless(await NameAsync(devtools));
            if (stops.Count > 1 && stop == stops[0]) return stops;
            // The buttons of the player are the browser's; they all are the player.
            if (stops.Count > 0 && stops[^1] == stop) continue;
            var hidden = await page.EvaluateAsync<string?>(isSeen);
            Assert.True(hidden is null, $"{stop} has the focus and {hidden}");
            stops.Add(stop);
        }

        throw new Xunit.Sdk.XunitException($"{stopsMax} stops and no end: {string.Join(", ", stops.TakeLast(5))}");
    }

    private const string isSeen =
        """
        () => {
          const e = document.activeElement;
          const marks = [getComputedStyle(e), getComputedStyle(e, "::after")];
          if (e.tagName !== "VIDEO" && !marks.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2))
            return "no outline";
          const box = e.getBoundingClientRect();
          const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
          const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
          if (left >= right || top >= bottom) return "is outside of the window";
          const places = [[.5, .5], [.1, .2], [.9, .8]].map(([x, y]) =>
            document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y));
          return places.some(at => at && (e.contains(at) || at.contains(e) || e.closest("label")?.contains(at)))
            ? null : "is covered";
        }
        """;

    private static async Task<string> NameAsync(ICDPSession devtools)
    {
        var focused = (await devtools.SendAsync("Runtime.evaluate", new Dictionary<string, object>
        {
            ["expression"] = "document.activeElement",
        }))!.Value.GetProperty("result").GetProperty("objectId").GetString()!;
        var tree = await devtools.SendAsync("Accessibility.getPartialAXTree", new Dictionary<string, object>
        {
            ["objectId"] = focused, ["fetchRelatives"] = false,
        });
        var node = tree!.Value.GetProperty("nodes")[0];
        return $"{Value("role")} \"{Value("name")}\"";

        string Value(string what) => node.TryGetProperty(what, out var found)
            && found.TryGetProperty("value", out JsonElement value) ? value.ToString() : "";
    }

    /// <summary>What is of the hour in which the test runs: days, times, ids, ports, who else watches.</summary>
    private static string Timeless(string text)
    {
        text = Regex.Replace(text, @"127\.0\.0\.1:\d+", "shop.example", RegexOptions.None, patience);
        text = Regex.Replace(text, "[0-9a-f]{32}", "0", RegexOptions.None, patience);
        text = Regex.Replace(text, @"\d+(?= ?명 시청)", "1", RegexOptions.None, patience);
        text = Regex.Replace(text, @"\d{1,2}월 \d{1,2}일", "0월 0일", RegexOptions.None, patience);
        return Regex.Replace(text, @"\b\d{1,2}:\d{2}(:\d{2})?\b", "00:00", RegexOptions.ExplicitCapture, patience);
    }

    private static async Task CompareAsync(string file, string now)
    {
        var path = Path.Combine(Repository.Root, "tests", "Onair.Tests", "Browser", "Spoken", file);
        if (isWriting) await File.WriteAllTextAsync(path, now.TrimEnd() + "\n");
        var written = File.Exists(path) ? (await File.ReadAllTextAsync(path)).TrimEnd() : "";
        Assert.True(written == now.TrimEnd(), $"""
            tests/Onair.Tests/Browser/Spoken/{file} says otherwise. The page has now:
            {now}
            If that is as it should be: ONAIR_WRITE=1 ./test --filter-class '*KeyboardTests*', and read what it wrote.
            """);
    }

    /// <summary>Three things and a show of one of them: short lists that do not change with the hour.</summary>
    public sealed class SmallShop : IAsyncLifetime
    {
        private LiveShop? live;

        public Uri Url => live!.Client.BaseAddress!;

        public async ValueTask InitializeAsync()
        {
            live = await LiveShop.OpenAsync(Dialect.Sqlite);
            foreach (var sku in new[] { "mug", "cup", "pot" })
                await PageGoods.SellAsync(live.App.Services, sku, 12_000, 500);
            var (show, offer) = await PageGoods.ScheduleAsync(
                live.App.Services, "onair", "mug", 9_900, 200, TimeSpan.Zero);
            await PageGoods.AirAsync(live.App.Services, show, offer);
        }

        public ValueTask DisposeAsync() => live!.DisposeAsync();
    }
}
