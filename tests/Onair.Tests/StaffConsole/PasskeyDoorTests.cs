using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Customers;
using Onair.Host.Web;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Tests.Browser;
using Onair.Tests.Fixtures;

namespace Onair.Tests.StaffConsole;

/// <summary>A passkey that was added in the shop is both factors at the console.</summary>
public sealed class PasskeyDoorTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Member_signs_in_with_the_passkey_of_their_account()
    {
        var folder = Directory.CreateTempSubdirectory("onair-passkey-").FullName;
        // Passkeys know names, not digits; and a name, whatever its port.
        var (shopUrl, consoleUrl) = (Local(), Local());
        await using var shop = ShopHost.Build(
            [
                "--Onair:Data=" + folder, "--Logging:LogLevel:Default=Error",
                $"--Onair:Console:Url=http://127.0.0.1:{consoleUrl.Port}",
            ],
            $"http://127.0.0.1:{shopUrl.Port}");
        await shop.StartAsync(Cancel);
        var secret = await JoinAsync(shop.Services);

        var page = await chromium.PageAsync(shopUrl);
        await AccountPageTests.PlayAuthenticatorAsync(page);
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#email").FillAsync("key@shop.example");
        await page.Locator("#password").FillAsync(ConsoleWorld.Password);
        await PressAsync(page, "로그인");
        // The next one: the code of the joining was used.
        await page.Locator("#code").FillAsync(Totp.CodeAt(secret, TimeProvider.System.GetUtcNow().AddSeconds(30)));
        await page.Locator("main button[type=submit]").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("내 계정");
        await page.GotoAsync("/account/security");
        await page.Locator("#passkey-name").FillAsync("업무용 열쇠");
        await page.Locator("#passkey-current").FillAsync(ConsoleWorld.Password);
        await PressAsync(page, "패스키 추가");
        await Assertions.Expect(page.Locator(".done")).ToHaveTextAsync("패스키를 추가했어요.");

        await page.GotoAsync(new Uri(consoleUrl, "/orders").AbsoluteUri);
        await page.WaitForURLAsync(new Regex("/sign-in"));
        await page.ClickAsync("#passkey-ask");
        await page.WaitForURLAsync(new Regex("/orders$"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("주문");
        var entries = await shop.Services.GetRequiredService<ReadAudit>().RunAsync(
            new AuditQuestion(null, null, "", 20), Cancel);
        Assert.Contains(entries, entry => entry.Deed == Deed.SignedIn);
        await page.Context.CloseAsync();
        await shop.StopAsync(Cancel);
        Directory.Delete(folder, recursive: true);
    }

    private static Uri Local() =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{LoopbackPort.Free()}"));

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>The secret of their app.</summary>
    private static async Task<string> JoinAsync(IServiceProvider shop)
    {
        var invited = await shop.GetRequiredService<InviteStaff>().RunAsync(
            "key@shop.example", StaffRoles.Care, Actor.CommandLine, linkOf: null, Cancel);
        await using var scope = shop.CreateAsyncScope();
        var join = scope.ServiceProvider.GetRequiredService<JoinStaff>();
        var view = (await join.ShowAsync(invited.Token!, null, Cancel))!;
        var code = Totp.CodeAt(view.App!.Secret, TimeProvider.System.GetUtcNow());
        var form = new JoinForm(
            invited.Token!, "김열쇠", ConsoleWorld.Password, view.SealedSecret, code, IsEnglish: false);
        var visitor = new Onair.Customers.Visitor(IPAddress.Loopback, null, "test");
        Assert.Equal(JoinStaffStatus.Joined, (await join.RunAsync(form, visitor, Cancel)).Status);
        return view.App.Secret;
    }
}
