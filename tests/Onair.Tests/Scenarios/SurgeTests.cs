using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Onair.Host.Cli.Load;
using Onair.Host.Cli.Replay;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>A real surge at a real server; and at servers that cheat, each of which must be found out.</summary>
public sealed class SurgeTests
{
    private const string sku = "11111-100";
    private const long price = 1000;

    [Theory]
    [ClassData(typeof(BothDatabases))]
    public async Task Surge_at_the_last_pieces_sells_them_all_and_no_more(Dialect dialect)
    {
        const int pieces = 200;
        await using var database = await TestDatabase.CreateEmptyAsync(dialect);
        await using var shop = await OpenAsync(database, pieces);

        var report = await SurgeAsync(shop.Url, rate: 300, seconds: 2, pay: true);

        Assert.True(report.Lost == 0 && report.Oversold == 0 && report.Unchecked == 0, report.Verdict);
        Assert.Equal(pieces, report.Placed);
        Assert.Equal(pieces, report.Paid);
        Assert.Equal(report.Intended, report.Placed + report.SoldOut);
        Assert.InRange(report.Intended, 450, 750);
    }

    [Fact]
    public async Task Shop_that_forgets_an_order_is_found_out()
    {
        await using var shop = await CheatAsync(1000, held: placed => placed, knows: number => number != "ON-3");

        var report = await SurgeAsync(new Uri(shop.Urls.First()), rate: 20, seconds: 1, pay: false);

        Assert.Equal(1, report.Lost);
        Assert.StartsWith("BROKEN", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_that_promises_more_than_it_has_is_found_out()
    {
        await using var shop = await CheatAsync(received: 5, held: _ => 5, knows: _ => true);

        var report = await SurgeAsync(new Uri(shop.Urls.First()), rate: 20, seconds: 1, pay: false);

        Assert.Equal(report.Placed - 5, report.Oversold);
        Assert.False(report.Held);
    }

    [Fact]
    public async Task Shop_that_does_not_take_the_pieces_off_its_stock_is_found_out()
    {
        await using var shop = await CheatAsync(received: 1000, held: _ => 0, knows: _ => true);

        var report = await SurgeAsync(new Uri(shop.Urls.First()), rate: 20, seconds: 1, pay: false);

        Assert.Equal(report.Placed, report.Oversold);
        Assert.False(report.Held);
    }

    [Fact]
    public async Task Shop_that_is_not_there_is_no_surge()
    {
        var options = Options(new Uri("http://127.0.0.1:1"), 10, 1, pay: false);
        var said = "";

        Assert.Null(await new SurgeRun(options, TimeProvider.System).RunAsync(
            options.Schedule()!, reason => said = reason, TestContext.Current.CancellationToken));
        Assert.Contains("Is it running", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_surge_reports_what_was_sent()
    {
        await using var shop = await CheatAsync(received: 1000, held: placed => placed, knows: _ => true);
        using var stop = new CancellationTokenSource();
        var options = Options(new Uri(shop.Urls.First()), 50, 600, pay: false);
        var run = new SurgeRun(options, TimeProvider.System);
        var running = run.RunAsync(options.Schedule()!, _ => { }, stop.Token);
        while (run.Placed < 5) await Task.Yield();
        await stop.CancelAsync();

        var report = (await running)!;
        Assert.InRange(report.Intended, 5, 5000);
        Assert.Equal(report.Intended, report.Placed);
        Assert.Equal(0, report.Lost);
    }

    private static async Task<ReplayShop> OpenAsync(TestDatabase database, int pieces)
    {
        var named = database.Options.Postgres;
        var shop = await ReplayShop.OwnAsync(
            named.Length > 0 ? null : database.Options.Data,
            named.Length > 0 ? named : null,
            TestContext.Current.CancellationToken);
        await new ReplayCatalog(shop.Database, TimeProvider.System).OpenAsync(
            [new PlannedProduct("11111", "Mug", [new PlannedVariant(sku, price, pieces, 0)])],
            TestContext.Current.CancellationToken);
        return shop;
    }

    private static async Task<SurgeReport> SurgeAsync(Uri url, double rate, double seconds, bool pay)
    {
        var options = Options(url, rate, seconds, pay);
        var report = await new SurgeRun(options, TimeProvider.System).RunAsync(
            options.Schedule()!, reason => Assert.Fail(reason), TestContext.Current.CancellationToken);
        return report!;
    }

    private static SurgeOptions Options(Uri url, double rate, double seconds, bool pay) => new()
    {
        Url = url,
        Sku = sku,
        Shape = ShapeKind.Flat,
        Rate = rate,
        Seconds = seconds,
        Pay = pay,
        // The test machine may be busy with other tests: what the latencies are is not the question here.
        LagMsMax = double.MaxValue,
    };

    /// <summary>A server that answers like a shop, and whose answers do not fit together.</summary>
    private static async Task<WebApplication> CheatAsync(long received, Func<int, long> held, Predicate<string> knows)
    {
        var placed = 0;
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/api/v1/products", () => Json(
            $$"""{"items":[{"variants":[{"sku":"{{sku}}","price":{{price}}}]}]}"""));
        app.MapGet("/api/v1/stock/{sku}", () =>
        {
            var now = held(Volatile.Read(ref placed));
            return Json($$"""
                {"sku":"{{sku}}","onHand":{{received}},"held":{{now}},"available":{{received - now}},
                "received":{{received}},"sold":0,"returned":0}
                """);
        });
        // Orders without lines, by which a surge warms itself up, even a cheat refuses.
        app.MapPost("/api/v1/orders", async (HttpRequest request) =>
            (await new StreamReader(request.Body).ReadToEndAsync()).Contains(sku, StringComparison.Ordinal)
                ? Json(Order($"ON-{Interlocked.Increment(ref placed)}"), 201)
                : TypedResults.BadRequest());
        app.MapGet("/api/v1/orders/{number}", (string number) =>
            knows(number) ? Json(Order(number)) : TypedResults.NotFound());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static string Order(string number) =>
        $$"""
        {"orderNumber":"{{number}}","token":"t","status":"placed","total":{{price}},
        "lines":[{"sku":"{{sku}}","quantity":1,"unitPrice":{{price}}}]}
        """;

    private static IResult Json(string text, int status = 200) =>
        TypedResults.Text(text, "application/json", statusCode: status);
}
