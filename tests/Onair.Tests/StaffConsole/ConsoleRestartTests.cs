using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Broadcasts;
using Onair.Customers;
using Onair.Host.Web;
using Onair.Staff;
using Onair.Tests.Browser;
using Onair.Tests.Fixtures;

namespace Onair.Tests.StaffConsole;

/// <summary>The server goes down during a show and comes back: the page finds it again and shows what is true.
/// </summary>
public sealed class ConsoleRestartTests(Chromium chromium) : IClassFixture<Chromium>
{
    private readonly string folder = Directory.CreateTempSubdirectory("onair-restart-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Console_comes_back_after_a_restart_and_shows_the_truth()
    {
        var (shopPort, consolePort) = (LoopbackPort.Free(), LoopbackPort.Free());
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{consolePort}"));
        var first = await StartAsync(shopPort, url);
        var show = (await first.Services.GetRequiredService<ReadBroadcasts>().OnAirAsync(Cancel))[0];
        var token = await SignInAsync(first.Services);
        var page = await chromium.PageAsync(url);
        await Chromium.GiveAsync(page, url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/shows/" + show.Id);
        await Assertions.Expect(page.Locator(".figures")).ToBeVisibleAsync();
        await first.StopAsync(Cancel);
        await first.DisposeAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToContainTextAsync("연결이 끊겼어요");
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();

        var second = await StartAsync(shopPort, url);
        // Something that only the second process knows.
        var offer = show.Offers[^1].Id;
        await second.Services.GetRequiredService<PutOfferOnAir>().RunAsync(
            new OfferSwitch(show.Id, offer, CloseOthers: false), Cancel);
        await Assertions.Expect(page.Locator(".rundown > li").Last).ToHaveClassAsync("now");
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        await second.StopAsync(Cancel);
        await second.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<WebApplication> StartAsync(int port, Uri console)
    {
        var shop = ShopHost.Build(
            [
                "--Onair:Data=" + folder, "--Logging:LogLevel:Default=Error",
                "--Onair:Console:Url=" + console.GetLeftPart(UriPartial.Authority),
            ],
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await shop.StartAsync(Cancel);
        return shop;
    }

    private static async Task<string> SignInAsync(IServiceProvider shop)
    {
        var visitor = new Onair.Customers.Visitor(IPAddress.Loopback, null, "test");
        var invited = await shop.GetRequiredService<InviteStaff>().RunAsync(
            "producer@shop.example", StaffRoles.Producer, Actor.CommandLine, linkOf: null, Cancel);
        await using var scope = shop.CreateAsyncScope();
        var join = scope.ServiceProvider.GetRequiredService<JoinStaff>();
        var view = (await join.ShowAsync(invited.Token!, null, Cancel))!;
        var code = Totp.CodeAt(view.App!.Secret, TimeProvider.System.GetUtcNow());
        var form = new JoinForm(
            invited.Token!, "김피디", ConsoleWorld.Password, view.SealedSecret, code, IsEnglish: false);
        Assert.Equal(JoinStaffStatus.Joined, (await join.RunAsync(form, visitor, Cancel)).Status);
        var customer = await scope.ServiceProvider.GetRequiredService<UserManager<Customer>>()
            .FindByEmailAsync("producer@shop.example");
        return (await shop.GetRequiredService<StaffSessions>().OpenAsync(customer!, visitor, Cancel))!;
    }
}
