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
    public async Task<IPage> PageAsync(Uri url, bool isPhone = false)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url.AbsoluteUri,
            Locale = "ko-KR",
            ViewportSize = isPhone
                ? new ViewportSize { Width = 390, Height = 844 }
                : new ViewportSize { Width = 1280, Height = 900 },
            IsMobile = isPhone,
            HasTouch = isPhone,
            UserAgent = isPhone ? "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 Mobi" : null,
        });
        context.SetDefaultTimeout(patienceMs);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        driver?.Dispose();
    }
}
