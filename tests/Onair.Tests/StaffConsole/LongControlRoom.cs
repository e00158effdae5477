using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Broadcasts;
using Onair.Customers;
using Onair.Host.Web;
using Onair.Inventory;
using Onair.Staff;
using Onair.Storage;
using Onair.Tests.Browser;
using Onair.Tests.Fixtures;

namespace Onair.Tests.StaffConsole;

/// <summary>
/// What an open control room costs the order path: the same surge in turns without and with it, and the processor time
/// that the shop's process took for each order. <c>eng/control-room</c> runs it; the suite does not.
/// </summary>
public sealed class LongControlRoom(Chromium chromium) : IClassFixture<Chromium>
{
    private const double costMax = 0.05;

    /// <summary>USER_HZ, which Linux has fixed at 100.</summary>
    private const double ticksPerSecond = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Control_room_costs_the_order_path_a_twentieth_at_most()
    {
        var (rate, seconds, rounds) = (
            Setting("ONAIR_CONTROL_RATE", 3000), Setting("ONAIR_CONTROL_SECONDS", 15),
            Setting("ONAIR_CONTROL_ROUNDS", 4));
        var folder = Directory.CreateTempSubdirectory("onair-control-").FullName;
        var (show, token) = await PrepareAsync(folder);
        var console = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Free()}"));
        var settings = new Dictionary<string, string>
        {
            ["ONAIR__CONSOLE__URL"] = console.GetLeftPart(UriPartial.Authority),
        };
        var (without, with) = (new List<double>(), new List<double>());
        await using (var server = new ShopProcess(["--data", folder], settings))
        {
            await server.StartAsync();
            // The first one warms up.
            await SurgeAsync(server, rate, seconds);
            for (var round = 0; round < rounds; round++)
            {
                without.Add(await SurgeAsync(server, rate, seconds));
                var page = await chromium.PageAsync(console);
                await Chromium.GiveAsync(page, console, ConsoleWorld.CookiesOf(token, "ko"));
                await page.GotoAsync($"/shows/{show}");
                await Assertions.Expect(page.Locator(".figures")).ToBeVisibleAsync();
                with.Add(await SurgeAsync(server, rate, seconds));
                Assert.NotEmpty(await page.Locator(".figures").InnerTextAsync());
                await page.Context.CloseAsync();
            }
        }

        Directory.Delete(folder, recursive: true);
        var (before, after) = (Median(without), Median(with));
        var report = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            processor time per order, without: {string.Join(", ", without.Select(Text))} us, median {Text(before)} us
            processor time per order, with:    {string.Join(", ", with.Select(Text))} us, median {Text(after)} us
            the control room costs {(after / before) - 1:P1} of it; at most {costMax:P0} is allowed
            """);
        if (Environment.GetEnvironmentVariable("ONAIR_CONTROL_REPORT") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, report + "\n", Cancel);
        Assert.True(after <= before * (1 + costMax), report);
    }

    /// <summary>Microseconds of the shop's processor time for each order that it placed.</summary>
    private static async Task<double> SurgeAsync(ShopProcess server, int rate, int seconds)
    {
        var before = Processor(server.Pid);
        var (exit, said) = await ShopProcess.RunAsync(
            "surge", "--url", server.Url.GetLeftPart(UriPartial.Authority), "--shape", "flat", "--rate", $"{rate}",
            "--seconds", $"{seconds}", "--json");
        Assert.True(exit == 0, said);
        var placed = Placed(said);
        Assert.True(placed > 0, said);
        return (Processor(server.Pid) - before) * 1_000_000 / placed;
    }

    private static long Placed(string said)
    {
        using var report = JsonDocument.Parse(said[said.IndexOf('{')..(said.LastIndexOf('}') + 1)]);
        return report.RootElement.GetProperty("placed").GetInt64();
    }

    private static double Processor(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        // Behind the name, which may hold anything: utime and stime are the fields 14 and 15 (proc(5)).
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    }

    private static async Task<(Guid Show, string Token)> PrepareAsync(string folder)
    {
        await using var shop = ShopHost.Build(
            ["--Onair:Data=" + folder, "--Logging:LogLevel:Default=Error"], "http://127.0.0.1:0");
        await shop.StartAsync(Cancel);
        var visitor = new Onair.Customers.Visitor(System.Net.IPAddress.Loopback, null, "test");
        var invited = await shop.Services.GetRequiredService<InviteStaff>().RunAsync(
            "producer@shop.example", StaffRoles.Producer, Actor.CommandLine, linkOf: null, Cancel);
        await using var scope = shop.Services.CreateAsyncScope();
        var join = scope.ServiceProvider.GetRequiredService<JoinStaff>();
        var view = (await join.ShowAsync(invited.Token!, null, Cancel))!;
        var code = Totp.CodeAt(view.App!.Secret, TimeProvider.System.GetUtcNow());
        var form = new JoinForm(
            invited.Token!, "김피디", ConsoleWorld.Password, view.SealedSecret, code, IsEnglish: false);
        Assert.Equal(JoinStaffStatus.Joined, (await join.RunAsync(form, visitor, Cancel)).Status);
        var customer = await scope.ServiceProvider.GetRequiredService<UserManager<Customer>>()
            .FindByEmailAsync("producer@shop.example");
        var token = (await shop.Services.GetRequiredService<StaffSessions>().OpenAsync(customer!, visitor, Cancel))!;
        // More than every surge together takes.
        await shop.Services.GetRequiredService<Database>().WriteAsync(
            open => shop.Services.GetRequiredService<AdjustStock>().RunAsync(
                open, new Adjustment("MUG-001", 10_000_000, "for the measurement", "test"), Cancel),
            Cancel);
        var show = (await shop.Services.GetRequiredService<ReadBroadcasts>().OnAirAsync(Cancel))[0].Id;
        await shop.StopAsync(Cancel);
        return (show, token);
    }

    private static double Median(List<double> of)
    {
        var sorted = of.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? (int)Number(text) : otherwise;

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(double microseconds) => microseconds.ToString("F0", CultureInfo.InvariantCulture);
}
