using Microsoft.Playwright;

namespace Onair.Tests.Browser;

/// <summary>Debian's Chromium, one process for the tests of a class; each page has a profile of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string program = "/usr/bin/chromium";

    /// <summary>A machine that is busy with a build takes seconds for a page.</summary>
    private const float patienceMs = 30_000;

    private IPlaywright? driver;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        driver = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(patienceMs);
        browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // It runs as root in a container, and speaks with nobody but the shop.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A page of a visitor who was never here.</summary>
    /// <param name="url">Where the shop is.</param>
    /// <param name="isPhone">A phone of 390 points; otherwise a desk of 1280.</param>
    /// <param name="hasScript">False for who has switched scripts off.</param>
    public async Task<IPage> PageAsync(Uri url, bool isPhone = false, bool hasScript = true)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url.AbsoluteUri,
            Locale = "ko-KR",
            ViewportSize = SizeOf(isPhone),
            IsMobile = isPhone,
            HasTouch = isPhone,
            JavaScriptEnabled = hasScript,
            UserAgent = isPhone ? "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 Mobi" : null,
        });
        context.SetDefaultTimeout(patienceMs);
        return await context.NewPageAsync();
    }

    /// <summary>As <see cref="PageAsync(Uri, bool, bool)"/>; a window that may be made wider or narrower.</summary>
    internal async Task<IPage> PageAsync(Uri url, PageView view)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url.AbsoluteUri,
            Locale = "ko-KR",
            ViewportSize = SizeOf(view.IsPhone),
            ColorScheme = view.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = view.HasScript,
        });
        context.SetDefaultTimeout(patienceMs);
        return await context.NewPageAsync();
    }

    /// <summary>
    /// Cookies as the shop set them. Playwright's own way gives every cookie a domain, which <c>__Host-</c> forbids.
    /// </summary>
    internal static async Task GiveAsync(IPage page, Uri url, IReadOnlyDictionary<string, string> cookies)
    {
        if (cookies.Count == 0) return;
        var devtools = await page.Context.NewCDPSessionAsync(page);
        foreach (var (name, value) in cookies)
        {
            await devtools.SendAsync("Network.setCookie", new Dictionary<string, object>
            {
                ["name"] = name, ["value"] = value, ["url"] = url.AbsoluteUri, ["path"] = "/", ["secure"] = true,
                ["httpOnly"] = true, ["sameSite"] = "Lax",
            });
        }

        await devtools.DetachAsync();
    }

    private static ViewportSize SizeOf(bool isPhone) => isPhone
        ? new ViewportSize { Width = 390, Height = 844 }
        : new ViewportSize { Width = 1280, Height = 900 };

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        driver?.Dispose();
    }
}

/// <summary>How a visitor's browser is set up.</summary>
internal sealed record PageView(bool IsPhone = false, bool IsDark = false, bool HasScript = true);
