using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Onair.Tests.Browser;

/// <summary>
/// Every page in every state, on a phone and at a desk, in both languages, by day (Korean) and by night (English):
/// looked at by axe and by a ruler, and kept as pictures in <c>TestResults/screens</c> beside the tests.
/// </summary>
[Collection(PagesCollection.Name)]
public sealed class PagesTests(Chromium chromium, PageShop shop)
{
    /// <summary>More than the cores there are: a page waits for the network now and then.</summary>
    private const int atOnce = 4;

    private static readonly string screens = Path.Combine(AppContext.BaseDirectory, "TestResults", "screens");

    [Fact]
    public void Every_page_is_in_the_list()
    {
        var routes = shop.Routes
            .Where(route => !ShopPages.NoFolders.Any(f => route.StartsWith(f, StringComparison.Ordinal)))
            .Where(route => !ShopPages.NoPages.ContainsKey(route));
        var listed = ShopPages.All.Select(page => page.Route).ToHashSet(StringComparer.Ordinal);
        var missing = routes.Where(route => !listed.Contains(route)).Distinct().ToList();
        Assert.True(missing.Count == 0, $"""
            {string.Join(", ", missing)}: add a row for each state to tests/Onair.Tests/Browser/ShopPages.cs,
            or a line to NoPages when it is no page that people see.
            """);
        var gone = listed.Except(shop.Routes).Where(route => route.Length > 0).ToList();
        Assert.True(gone.Count == 0, $"{string.Join(", ", gone)}: ShopPages.cs has rows for routes that are gone");
        Assert.Empty(ShopPages.NoPages.Keys.Except(shop.Routes));
        Assert.Equal(ShopPages.All.Count, ShopPages.All.Select(page => page.Name).Distinct().Count());
    }

    [Fact]
    public async Task Every_page_can_be_read_by_everybody_and_has_its_pictures()
    {
        Directory.CreateDirectory(screens);
        await PageOrders.DepositAsync(shop, await chromium.PageAsync(shop.Url));
        var faults = new ConcurrentBag<string>();
        var only = Environment.GetEnvironmentVariable("ONAIR_PAGES") ?? "";
        var looks = ShopPages.All.Where(page => Regex.IsMatch(page.Name, only, RegexOptions.None, limit))
            .SelectMany(page => new[] { (page, "ko"), (page, "en") });
        await Parallel.ForEachAsync(
            looks,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = atOnce, CancellationToken = TestContext.Current.CancellationToken,
            },
            async (look, _) => await LookAsync(look.page, look.Item2, faults));
        Assert.True(faults.IsEmpty, $"{faults.Count} faults:\n{string.Join('\n', faults.Order())}");
    }

    /// <summary>The player is not of ours, and is loaded after the page.</summary>
    [Theory]
    [InlineData("/"), InlineData("{show}"), InlineData("/products/ondam-mug-set")]
    public async Task Pages_that_many_open_at_once_are_small(string address)
    {
        const int pageBytesMax = 40 * 1024;
        const int scriptBytesMax = 25 * 1024;
        foreach (var query in new[] { "", "?lang=en" })
        {
            var page = await shop.Surfer().GetAsync(address.Replace("{show}", shop.Places["show"]) + query);
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.Text), 1000, pageBytesMax);
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                foreach (Match script in Regex.Matches(page.Text, "<script[^>]* src=\"(?<at>[^\"]+)\"",
                    RegexOptions.ExplicitCapture, limit))
                {
                    var text = (await shop.Surfer().GetAsync(script.Groups["at"].Value)).Text;
                    await gzip.WriteAsync(
                        System.Text.Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
                }
            }

            Assert.InRange(packed.Length, 500, scriptBytesMax);
        }
    }

    private static readonly TimeSpan limit = TimeSpan.FromSeconds(1);

    private async Task LookAsync(ShopPage row, string language, ConcurrentBag<string> faults)
    {
        var at = $"{row.Name} {language}";
        var view = new PageView(IsPhone: true, IsDark: language == "en");
        IPage? page = null;
        try
        {
            page = await chromium.PageAsync(row.IsBare ? shop.BareUrl : shop.Url, view);
            page.Console += (_, said) =>
            {
                if (said.Type == "error" && !said.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                    faults.Add($"{at}: the console says {said.Text}");
            };
            page.PageError += (_, error) => faults.Add($"{at}: {error}");
            await Chromium.GiveAsync(page, shop.Url, shop.CookiesOf(row.Who, language));
            var answer = await page.GotoAsync(row.In(language, shop));
            if (answer!.Status != row.Status) faults.Add($"{at}: {answer.Status} instead of {row.Status}");
            if (row.Then is { } then) await then(page);
            await JudgeAsync(page, row, language, isPhone: true, faults);
            await page.SetViewportSizeAsync(1280, 900);
            await JudgeAsync(page, row, language, isPhone: false, faults);
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException)
        {
            faults.Add($"{at}: {error.Message}");
        }
        finally
        {
            if (page is not null) await page.Context.CloseAsync();
        }
    }

    private static async Task JudgeAsync(
        IPage page, ShopPage row, string language, bool isPhone, ConcurrentBag<string> faults)
    {
        var at = $"{row.Name} {language} {(isPhone ? 390 : 1280)}";
        if (await page.Locator("html").GetAttributeAsync("lang") != language) faults.Add($"{at}: another language");
        foreach (var fault in await Layout.FaultsAsync(page)) faults.Add($"{at}: {fault}");
        // Each page once by day and once by night, once as a phone shows it and once as a desk does.
        if (isPhone == (language == "ko"))
        {
            foreach (var fault in await Axe.FindAsync(page))
            {
                if (row.Breaks is null || !fault.StartsWith($"axe {row.Breaks}:", StringComparison.Ordinal))
                    faults.Add($"{at}: {fault}");
            }
        }

        if (isPhone && row.Then is null)
        {
            foreach (var moved in await Layout.MovedAsync(page)) faults.Add($"{at}: moved by {moved}");
        }

        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(screens, $"{row.Name}.{language}.{(isPhone ? 390 : 1280)}.jpg"),
            Type = ScreenshotType.Jpeg,
            Quality = 70,
            FullPage = true,
            Animations = ScreenshotAnimations.Disabled,
        });
    }
}
