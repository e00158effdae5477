using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Broadcasts;
using Onair.Host.Web;

namespace Onair.Tests.Browser;

/// <summary>The studio's graphics in a real browser: transparent, within the picture, and always the offer of the air.
/// </summary>
public sealed class OverlayPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("onair-overlay-").FullName;
    private WebApplication? app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = ShopHost.Build(
            [
                "--Onair:Data=" + folder, "--Logging:LogLevel:Default=Warning", "--Onair:Calls:Number=080-123-4567",
            ],
            "http://127.0.0.1:0");
        await app.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await app!.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Graphics_follow_the_producer_without_a_reload()
    {
        var page = await chromium.PageAsync(new Uri(app!.Urls.First()));
        await page.SetViewportSizeAsync(1920, 1080);
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync("/overlay/onair");
        var strip = page.Locator("article:not([hidden])");
        await Assertions.Expect(strip).ToHaveCountAsync(1);
        Assert.Equal("rgba(0, 0, 0, 0)", await page.EvaluateAsync<string>(
            "() => getComputedStyle(document.body).backgroundColor"));
        await Assertions.Expect(strip).ToContainTextAsync("080-123-4567");
        var box = (await strip.BoundingBoxAsync())!;
        Assert.True(box is { X: >= 96, Y: > 540 } && box.X + box.Width <= 1824 && box.Y + box.Height <= 1026);
        var code = (await strip.Locator("svg").BoundingBoxAsync())!;
        Assert.InRange(code.Width, 222, 336);

        var shows = app.Services.GetRequiredService<ReadBroadcasts>();
        var show = (await shows.OnAirAsync(Cancel)).Single(one => one.OnAirOffer is not null);
        var next = show.Offers.First(offer => offer.Id != show.OnAirOffer);
        await page.EvaluateAsync("() => { window.still = true; }");
        await app.Services.GetRequiredService<PutOfferOnAir>().RunAsync(
            new OfferSwitch(show.Id, next.Id, CloseOthers: false), Cancel);
        await Assertions.Expect(page.Locator($"article[data-offer='{next.Id}']")).ToBeVisibleAsync();
        await app.Services.GetRequiredService<ChangeOffer>().RunAsync(
            new OfferChange(next.Id, 7_700, null, null), Cancel);
        await Assertions.Expect(page.Locator("article:not([hidden]) [data-live=price]")).ToHaveTextAsync("7,700원");
        Assert.True(await page.EvaluateAsync<bool>("() => window.still === true"));

        // The show ends: nothing stands over the picture.
        await app.Services.GetRequiredService<EndBroadcast>().RunAsync(show.Id, Cancel);
        await Assertions.Expect(page.Locator("article")).ToHaveCountAsync(0);
        Assert.Empty(complaints);
    }
}
