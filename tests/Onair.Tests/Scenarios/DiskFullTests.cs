using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Onair.Host.Cli;
using Onair.Host.Web;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>
/// The disk under a selling shop fills up: orders are refused with 503 and nothing is half done. There is space again:
/// orders go on, without a restart.
/// </summary>
[Collection(nameof(RealProcesses))]
public sealed class DiskFullTests(ITestOutputHelper output)
{
    private const int shoppers = 16;

    [Fact]
    public async Task Shop_on_a_full_disk_refuses_orders_and_goes_on_when_there_is_space()
    {
        var (disk, reason) = await SmallDisk.TryMountAsync(megabytes: 24);
        // The story below has the same shop on a database that may not grow.
        Assert.SkipWhen(disk is null, $"Only the page limit is tested, as {reason}");
        await using var mounted = disk;
        var folder = Directory.CreateDirectory(Path.Combine(disk.Folder, "shop"));
        var options = new StorageOptions { Data = folder.FullName };
        await Ware.StockAsync(options, Ware.All);
        await using var shop = new ShopProcess([.. ShopProcess.Named(options), "--no-sample"], CrashRun.Quick);
        await shop.StartAsync();
        using var crowd = new Crowd([shop.Url], Ware.All, Random.Shared.Next(), shoppers);
        await FillAsync(
            crowd,
            () => Task.Run(disk.Fill),
            async () =>
            {
                Assert.NotNull(await shop.HealthAsync());
                disk.Free();
            });
        var report = await SettleAsync("disk full", crowd, shop.EndAsync, () => shop.Said, options);
        Assert.True(report.Held, report.ToString());
    }

    [Fact]
    public async Task Shop_whose_database_may_not_grow_refuses_orders_and_goes_on_when_it_may()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(Dialect.Sqlite);
        await Ware.StockAsync(database.Options, Ware.All);
        await using var shop = ShopHost.Build(
            [
                .. ShopOptions.Arguments(database.Options.Data, postgres: null), "--Onair:Sample=false",
                "--Logging:LogLevel:Default=None", "--Onair:Orders:PaymentLease=00:00:02",
                "--Onair:Orders:Hold=00:00:05", "--Onair:Payments:Demo:SessionWindow=00:00:01",
            ],
            "http://127.0.0.1:0");
        await shop.StartAsync(TestContext.Current.CancellationToken);
        var writer = shop.Services.GetRequiredService<Database>();
        using var crowd = new Crowd([new Uri(shop.Urls.First())], Ware.All, Random.Shared.Next(), shoppers);
        await FillAsync(crowd, () => LimitAsync(writer, "1"), () => LimitAsync(writer, "1000000"));
        var report = await SettleAsync("page limit", crowd, EndAsync, () => "", database.Options);
        Assert.True(report.Held, report.ToString());

        async Task<int> EndAsync()
        {
            await shop.StopAsync(CancellationToken.None);
            return 0;
        }
    }

    private static async Task FillAsync(Crowd crowd, Func<Task> fillAsync, Func<Task> freeAsync)
    {
        using var over = new CancellationTokenSource();
        var shopping = crowd.RunAsync(over.Token);
        await crowd.SentAsync(300);
        await fillAsync();
        // Pages that are free already are still written to. Then every shopper is refused, and more than once.
        while (crowd.Count((int)HttpStatusCode.ServiceUnavailable) < 3 * shoppers) await crowd.SentAsync(1);
        var before = crowd.Acknowledged.Count;
        await freeAsync();
        await crowd.SentAsync(300);
        await over.CancelAsync();
        await shopping;
        Assert.True(crowd.Acknowledged.Count > before, "no order was placed after there was space again");
    }

    /// <summary>SQLite takes a limit below the file's size for that size: it may not grow by a page.</summary>
    private static Task LimitAsync(Database database, string pages) => database.WriteAsync(
        open => open.ExecuteAsync(new Sql("PRAGMA max_page_count = " + pages), null, CancellationToken.None),
        CancellationToken.None);

    private async Task<CrashReport> SettleAsync(
        string what, Crowd crowd, Func<Task<int>> endAsync, Func<string> said, StorageOptions options)
    {
        var report = new CrashReport
        {
            What = what,
            Rounds = 1,
            Acknowledged = crowd.Acknowledged.Count,
            Interrupted = crowd.Interrupted,
            Refused = crowd.Count((int)HttpStatusCode.ServiceUnavailable),
        };
        await Reckoning.SettleAsync(report, crowd, endAsync, said, options);
        output.WriteLine(CrashReport.Header + "\n" + report);
        return report;
    }
}
