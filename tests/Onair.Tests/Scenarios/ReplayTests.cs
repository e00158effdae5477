using Onair.Host.Cli;
using Onair.Host.Cli.Replay;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Tidy;

namespace Onair.Tests.Scenarios;

/// <summary>
/// The log of a real retailer, six months of it, through the HTTP API: every SKU must come out as the log's own sums
/// say. Source: "Online Retail", UCI Machine Learning Repository, D. Chen, 2015, doi 10.24432/C5BW33, CC BY 4.0.
/// </summary>
public sealed class ReplayTests
{
    private const string logName = "online-retail-2010-12_2011-05.csv.gz";

    [Theory]
    [ClassData(typeof(BothDatabases))]
    public async Task Every_SKU_of_the_real_log_reconciles(Dialect dialect)
    {
        var log = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", logName));
        Assert.SkipUnless(File.Exists(log), $"The log is not in this checkout: {log}");
        var plan = Plan(log);
        await using var database = await TestDatabase.CreateEmptyAsync(dialect);

        var report = await ReplayAsync(plan, database);

        var wrong = report.Failures.Concat(report.Differences.Select(difference => $"{difference}"));
        Assert.True(report.Held, report.Verdict + "\n" + string.Join('\n', wrong));
        Assert.Equal(209_029, report.Rows);
        Assert.Equal(plan.Orders.Count, report.OrdersPlaced);
        Assert.Equal(plan.Orders.Count, report.OrdersPaid);
        Assert.Equal(report.Cancellations, report.CancellationsDone);
        Assert.True(report.Orders > 8000 && report.Variants > 10_000 && report.CancellationsDone > 1000);
        Assert.Equal(CommandLine.Held, await CommandLine.RunAsync(["verify", .. Named(database)]));
    }

    [Theory]
    [ClassData(typeof(BothDatabases))]
    public async Task Shop_that_was_tampered_with_does_not_reconcile(Dialect dialect)
    {
        var plan = PlanReplay.Make(
            [Row("1", "11111", 10), Row("2", "22222", 4), Row("C3", "11111", -3), Row("4", "11111", 1)], 0);
        await using var database = await TestDatabase.CreateEmptyAsync(dialect);
        Assert.True((await ReplayAsync(plan, database)).Held);

        // A second time on the same shop, with the books changed behind its back between the two.
        await database.Database.WriteAsync(
            open => open.ExecuteAsync(
                new Sql("UPDATE stock SET on_hand = on_hand + 1, received = received + 1 WHERE sku = '11111-100'"),
                null,
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        Assert.True((await ReplayAsync(plan, database)).Held);

        var (mug, other) = (plan.Products[0], plan.Products[1]);
        var tampered = plan with
        {
            Products = [mug with { Variants = [mug.Variants[0] with { Cancelled = 2 }] }, other],
        };
        var report = await ReplayAsync(tampered, database);
        Assert.Equal(["11111-100"], report.Differences.Select(difference => difference.Sku));
        Assert.False(report.Held);
    }

    [Fact]
    public async Task Shop_that_sold_the_stock_to_others_refuses_and_the_replay_says_so()
    {
        var plan = PlanReplay.Make([Row("1", "11111", 10)], 0);
        // The opening stock of a plan that believes it will sell less: the last piece is missing.
        var mug = plan.Products[0];
        var tooLittle = plan with { Products = [mug with { Variants = [mug.Variants[0] with { Ordered = 9 }] }] };
        await using var database = await TestDatabase.CreateEmptyAsync(Dialect.Sqlite);

        var report = await ReplayAsync(tooLittle, database);

        Assert.False(report.Held);
        Assert.Equal(["invoice 1-1: SoldOut"], report.Failures);
        Assert.Equal(0, report.OrdersPlaced);
    }

    private static async Task<ReplayReport> ReplayAsync(ReplayPlan plan, TestDatabase database)
    {
        var options = database.Options;
        await using var shop = await ReplayShop.OwnAsync(
            options.Postgres.Length > 0 ? null : options.Data,
            options.Postgres.Length > 0 ? options.Postgres : null,
            TestContext.Current.CancellationToken);
        return await new ReplayLog(plan, shop, speed: null, pay: true, TimeProvider.System)
            .RunAsync("log", TestContext.Current.CancellationToken);
    }

    private static ReplayPlan Plan(string log)
    {
        var unreadable = 0;
        using var stream = LogReader.Open(log);
        var rows = LogReader.Read(stream, int.MaxValue, _ => unreadable++);
        return PlanReplay.Make(rows, unreadable);
    }

    private static string[] Named(TestDatabase database) => database.Options.Postgres.Length > 0
        ? ["--postgres", database.Options.Postgres]
        : ["--data", database.Options.Data];

    private static LogRow Row(string invoice, string code, int quantity)
    {
        var at = new DateTime(2011, 1, 3, 9, int.Parse(invoice.TrimStart('C')), 0);
        return new LogRow(invoice, code, "THING", quantity, at, 1.00m, "17850");
    }
}
