using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using Onair.Host.Web;
using Onair.Tests.Fixtures;
using System.Text.RegularExpressions;

namespace Onair.Tests.Browser;

/// <summary>A person who watches a show: it plays, it ticks, it survives the server's restart, and it sells.</summary>
public sealed class ShowPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    /// <summary>A machine that is busy with a build takes seconds for a page.</summary>
    private const float patienceMs = 30_000;

    private readonly string folder = Directory.CreateTempSubdirectory("onair-show-").FullName;
    private readonly Uri url = new($"http://127.0.0.1:{LoopbackPort.Free()}");
    private WebApplication? app;

    public async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Show_plays_sells_and_comes_back_after_a_restart(bool isPhone)
    {
        var page = await chromium.PageAsync(url, isPhone);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("net::", StringComparison.Ordinal)
                && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync("/live");
        await page.WaitForFunctionAsync("() => document.getElementById('player').currentTime > 0");
        // The browser's own player has no captions: the page's player comes for them, and goes on playing.
        Assert.Equal(0, await page.Locator("script[src*='/assets/hls']").CountAsync());
        await page.Locator("[data-live=captions]").ClickAsync();
        await page.WaitForFunctionAsync(
            "() => [...document.getElementById('player').textTracks].some(t => t.cues && t.cues.length > 0)");
        await SaysAsync(page.Locator("[data-live=viewers]"), "1");
        Assert.True(await page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

        // Somebody else buys: the page is told.
        var card = page.Locator("article.offer:not([hidden])");
        var before = await card.Locator("[data-live=ordered]").InnerTextAsync();
        await BuyAsync(page);
        await ChangesAsync(card.Locator("[data-live=ordered]"), before);
        var ordered = await card.Locator("[data-live=ordered]").InnerTextAsync();

        // The server goes and comes back: the last truth stays, with its age, and then it is live again.
        await CloseAsync();
        await Assertions.Expect(page.Locator("[data-live=lost]")).ToBeVisibleAsync(new() { Timeout = patienceMs });
        await SaysAsync(card.Locator("[data-live=ordered]"), ordered);
        await OpenAsync();
        await Assertions.Expect(page.Locator("[data-live=lost]")).ToBeHiddenAsync(new() { Timeout = patienceMs });
        await BuyAsync(page);
        await ChangesAsync(card.Locator("[data-live=ordered]"), ordered);

        await card.Locator("button[data-live=buy]").ClickAsync();
        // Looked at again and again: an event of a navigation can be over before anybody waits for it.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/checkout\?.*offer="));
        Assert.Empty(complaints);
    }

    private static Task SaysAsync(ILocator place, string text) =>
        Assertions.Expect(place).ToHaveTextAsync(text, new() { Timeout = patienceMs });

    private static Task ChangesAsync(ILocator place, string text) =>
        Assertions.Expect(place).Not.ToHaveTextAsync(text, new() { Timeout = patienceMs });

    /// <summary>An order by the API, as another person's page would place it.</summary>
    private static Task BuyAsync(IPage page) => page.EvaluateAsync(
        """
        async () => {
          const card = document.querySelector("article.offer:not([hidden])");
          const line = { sku: card.querySelector("[name=sku]").value, quantity: 1,
            unitPrice: Number(card.dataset.price), offer: card.dataset.offer };
          const phone = "010" + String(Math.floor(Math.random() * 1e8)).padStart(8, "0");
          const answer = await fetch("/api/v1/orders", { method: "POST",
            headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
            body: JSON.stringify({ channel: "web", customer: { name: "x", phone }, lines: [line] }) });
          if (answer.status !== 201) throw new Error(await answer.text());
        }
        """);

    private async Task OpenAsync()
    {
        app = ShopHost.Build(
            ["--Onair:Data=" + folder, "--Logging:LogLevel:Default=Warning"], url.AbsoluteUri.TrimEnd('/'));
        await app.StartAsync();
    }

    private async Task CloseAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
    }
}
