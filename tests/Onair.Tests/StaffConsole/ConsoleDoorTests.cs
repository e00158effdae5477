using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Onair.Customers;
using Onair.Staff;
using Onair.Tests.Browser;

namespace Onair.Tests.StaffConsole;

/// <summary>The way in, as somebody walks it in a browser.</summary>
public sealed class ConsoleDoorTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Invited_person_joins_signs_in_and_out(bool hasScript)
    {
        var email = $"kim{hasScript}@shop.example".ToLowerInvariant();
        var invited = await world.Get<InviteStaff>().RunAsync(
            email, StaffRoles.Admin, Actor.CommandLine, null, TestContext.Current.CancellationToken);
        var page = await chromium.PageAsync(world.Url, isPhone: true, hasScript);
        await page.GotoAsync("/join?token=" + invited.Token);
        var secret = await page.Locator("fieldset code").InnerTextAsync();

        // What is wrong is said at its field, and the app keeps its secret.
        await page.FillAsync("#name", "김직원");
        await page.FillAsync("#password", "password");
        await page.FillAsync("#code", "000000");
        await page.ClickAsync(".main-button");
        await Assertions.Expect(page.Locator("#password-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#code-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#name")).ToHaveValueAsync("김직원");
        Assert.Equal(secret, await page.Locator("fieldset code").InnerTextAsync());
        await page.FillAsync("#password", ConsoleWorld.Password);
        await page.FillAsync("#code", Code(secret, 0));
        await page.ClickAsync(".main-button");
        await page.WaitForURLAsync(new Regex("/sign-in$"));

        // The link is dead now.
        var dead = await page.APIRequest.GetAsync(new Uri(world.Url, "/join?token=" + invited.Token).AbsoluteUri);
        Assert.Equal(410, dead.Status);

        await page.FillAsync("#email", email);
        await page.FillAsync("#password", "not the password");
        await page.ClickAsync(".main-button");
        await Assertions.Expect(page.Locator(".problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#email")).ToHaveValueAsync(email);
        await page.FillAsync("#password", ConsoleWorld.Password);
        await page.ClickAsync(".main-button");
        await page.WaitForURLAsync(new Regex("/code"));
        await page.FillAsync("#code", "000000");
        await page.ClickAsync(".main-button");
        await Assertions.Expect(page.Locator(".problem, .wrong").First).ToBeVisibleAsync();
        await page.FillAsync("#code", Code(secret, 30));
        await page.ClickAsync(".main-button");
        await page.WaitForURLAsync(new Regex("/$"));
        if (!hasScript) return;
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("한눈에");
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.WaitForURLAsync(new Regex("/sign-in$"));
        await page.GotoAsync("/staff");
        await page.WaitForURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task Page_that_is_open_leaves_when_its_session_is_ended()
    {
        var token = await world.SignInAsync(StaffRoles.Producer, "moved@shop.example");
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync("/shows/" + world.Show);
        await Assertions.Expect(page.Locator(".figures")).ToBeVisibleAsync();
        var cancel = TestContext.Current.CancellationToken;
        var member = (await world.Get<ReadStaff>().ByEmailAsync("moved@shop.example", cancel))!.Member;
        var changed = await world.Get<ChangeStaffRoles>().RunAsync(
            new RolesChange(member.CustomerId, StaffRoles.Care, member.Version), Actor.CommandLine, cancel);
        Assert.Equal(ChangeStaffRolesStatus.Changed, changed);
        await page.WaitForURLAsync(new Regex("/sign-in"));
    }

    private static string Code(string secret, int secondsAhead) =>
        Totp.CodeAt(secret, TimeProvider.System.GetUtcNow().AddSeconds(secondsAhead));
}
