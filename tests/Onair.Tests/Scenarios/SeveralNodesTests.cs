using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>Several real nodes on one PostgreSQL.</summary>
[Collection(nameof(RealProcesses))]
public sealed class SeveralNodesTests(ITestOutputHelper output)
{
    private static readonly Sql available = new("SELECT on_hand - held FROM stock WHERE sku = 'LAST'");

    private static readonly Sql taken = new("""
        SELECT CAST(sum(quantity - cancelled - returned) AS bigint) FROM order_lines WHERE sku = 'LAST'
        """);

    private static readonly Sql receipts = new("SELECT count(*) FROM stock_movements WHERE kind = 1");

    private static readonly Sql stocked = new("SELECT count(*) FROM stock");

    private static readonly Sql leased = new(
        "SELECT count(*) FROM jobs WHERE state = 2 AND kind = 'orders.approve-payment'");

    private static readonly Sql deliverer = new("SELECT holder FROM leases WHERE name = 'facts'");

    private static readonly Sql leasesOf = new("SELECT count(*) FROM leases WHERE holder = @holder");

    private static readonly Sql leases = new("SELECT count(*) FROM leases");

    private static readonly Sql movedJobs = new("""
        SELECT count(*) FROM jobs WHERE state = 3 AND attempts > 1 AND kind = 'orders.approve-payment'
        """);

    [Theory, InlineData(2), InlineData(3)]
    public async Task Nodes_that_start_at_once_make_one_shop_and_sell_exactly_what_there_is(int count)
    {
        const int pieces = 200;
        await using var database = await TestDatabase.CreateEmptyAsync(Dialect.Postgres);
        var nodes = Nodes(count, database, new Dictionary<string, string>());
        await using var all = new Several(nodes);
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));

        // The sample's opening stock was received once, whoever was first.
        var skus = await Reckoning.AskAsync(database.Database, stocked);
        Assert.True(skus > 30, $"the sample has {skus} SKUs");
        Assert.Equal(skus, await Reckoning.AskAsync(database.Database, receipts));

        Ware[] last = [new("LAST", 10_000, pieces)];
        await Ware.StockAsync(database.Options, last);
        using var crowd = new Crowd(
            [.. nodes.Select(node => node.Url)], last, Random.Shared.Next(), shoppers: 32, cancels: false);
        using var over = new CancellationTokenSource();
        var shopping = crowd.RunAsync(over.Token);
        while (await Reckoning.AskAsync(database.Database, available) > 0) await crowd.SentAsync(10);
        // All of them ask on when nothing is left.
        await crowd.SentAsync(200);
        await over.CancelAsync();
        await shopping;

        Assert.Equal(pieces, crowd.Acknowledged.Sum(purchase => purchase.Quantity));
        Assert.Equal(pieces, await Reckoning.AskAsync(database.Database, taken));
        Assert.True(crowd.Count(409) > 0, "nobody came too late");
        await HeldAsync("nodes", crowd, nodes[0], database.Options);
    }

    [Fact]
    public async Task Killed_node_hands_its_jobs_and_leases_to_the_others_and_nothing_is_done_twice()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(Dialect.Postgres);
        // Approvals take half a second, so that a node dies in the middle of many; its leases lapse soon after.
        Ware[] slow = [new("SLOW", 10_002, 1_000_000)];
        await Ware.StockAsync(database.Options, slow);
        var nodes = Nodes(3, database, new Dictionary<string, string>(CrashRun.Quick)
        {
            ["ONAIR__ORDERS__HOLD"] = "00:05:00",
            ["ONAIR__ORDERS__PAYMENTLEASE"] = "00:00:03",
            ["ONAIR__PAYMENTS__DEMO__SLOWWAIT"] = "00:00:00.500",
        });
        await using var all = new Several(nodes);
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        using var crowd = new Crowd([.. nodes.Select(node => node.Url)], slow, Random.Shared.Next(), shoppers: 16);
        using var over = new CancellationTokenSource();
        var shopping = crowd.RunAsync(over.Token);
        while (await Reckoning.AskAsync(database.Database, leased) < 30) await crowd.SentAsync(5);

        // The one that delivers facts: its outbox and its timers must find a new leader, too.
        var holder = await DelivererAsync(database.Database);
        var dead = nodes.Single(node => holder.Contains($"/{node.Pid}/", StringComparison.Ordinal));
        await dead.KillAsync();
        await crowd.SentAsync(200);
        await over.CancelAsync();
        await shopping;

        await UntilAsync(async () => await CountOfAsync(database.Database, holder) == 0, "leases of the dead node");
        Assert.True(await Reckoning.AskAsync(database.Database, leases) > 3);
        Assert.NotEqual(holder, await DelivererAsync(database.Database));
        await HeldAsync("killed node", crowd, nodes.First(node => node != dead), database.Options);
        var moved = await Reckoning.AskAsync(database.Database, movedJobs);
        Assert.True(moved > 0, "the dead node had no jobs");
        output.WriteLine($"{moved} jobs moved to another node");
    }

    private async Task HeldAsync(string what, Crowd crowd, ShopProcess node, StorageOptions options)
    {
        var report = new CrashReport
        {
            What = what,
            Rounds = 1,
            Acknowledged = crowd.Acknowledged.Count,
            Interrupted = crowd.Interrupted,
        };
        await Reckoning.SettleAsync(report, crowd, node, options);
        output.WriteLine(CrashReport.Header + "\n" + report);
        Assert.True(report.Held, report.ToString());
    }

    private static ShopProcess[] Nodes(int count, TestDatabase database, Dictionary<string, string> settings) =>
        [.. Enumerable.Range(0, count).Select(_ => new ShopProcess(ShopProcess.Named(database.Options), settings))];

    private static async Task<string> DelivererAsync(Database database) => (await database.ReadAsync(
        open => open.FirstAsync<string>(deliverer, null, CancellationToken.None), CancellationToken.None))!;

    private static Task<long> CountOfAsync(Database database, string holder) => database.ReadAsync(
        open => open.FirstAsync<long>(leasesOf, new { holder }, CancellationToken.None), CancellationToken.None);

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            Assert.False(limit.IsCancellationRequested, what);
            await Task.Delay(50);
        }
    }

    private sealed class Several(IReadOnlyList<ShopProcess> nodes) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }
}
