using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Onair.Bench.Servers;
using Onair.Bench.Wire;
using Onair.Host.Cli.Load;

namespace Onair.Bench;

/// <summary>How long and how wide to measure.</summary>
internal sealed record WorkloadOptions
{
    public double Seconds { get; init; } = 8;
    public double WarmUpSeconds { get; init; } = 3;
    public int Connections { get; init; } = 256;
    public double SurgeSeconds { get; init; } = 60;
    public double SurgeRate { get; init; } = 2000;

    /// <summary>Only measurements whose name matches, as <c>^(ceiling|hot)</c>.</summary>
    public string Only { get; init; } = "";
}

/// <summary>
/// The canonical workload: what README and CHANGELOG quote. Every measurement has a new database and a server process
/// of its own; the generator is a third process, and all of them share the machine.
/// </summary>
internal sealed class Workload(WorkloadOptions options, Action<BenchRow> measured)
{
    public const string CeilingFirst = "ceiling (no-op endpoint), first";
    public const string CeilingLast = "ceiling (no-op endpoint), last";
    public const string HotSqlite = "hot SKU, SQLite";
    public const string RandomKeysSqlite = "hot SKU, random keys, SQLite";
    public const string SpreadSqlite = "1,000 SKUs, SQLite";
    public const string OfferSqlite = "hot offer, SQLite";
    public const string OfferPostgres = "hot offer, PostgreSQL";
    public const string Viewers = "5,000 viewers and 500 orders/s, SQLite";
    public const string HomePage = "cached home page, SQLite";
    public const string ProductPages = "product page, uncached, 300/s, SQLite";
    public const string PaidSqlite = "hot SKU, placed and paid, SQLite";
    public const string HotPostgres = "hot SKU, PostgreSQL";
    public const string RandomKeysPostgres = "hot SKU, random keys, PostgreSQL";
    public const string SpreadPostgres = "1,000 SKUs, PostgreSQL";
    public const string PaidPostgres = "hot SKU, placed and paid, PostgreSQL";
    public const string Naive = "one transaction per order, PostgreSQL";
    public const string SurgeSqlite = "open loop, hot SKU, SQLite";
    public const string SurgePostgres = "open loop, hot SKU, PostgreSQL";
    public const string Peak = "small batches: peak, SQLite";
    public const string Overload = "small batches: 3x the peak, SQLite";
    public const string Idle = "existing shop, idle, SQLite";
    public const string Payments = "payment workers and a gateway, SQLite";

    // Two cores cannot offer three times what they can serve. With one order per commit the disk is the limit, not the
    // cores, and the generator can.
    private const int smallBatch = 1;
    private const double overloadFactor = 3;
    private const int overloadConnections = 4000;

    // Enough to fill every batch, too few to be overload themselves.
    private const int peakConnections = 64;
    private const int viewersMax = 5000;
    private const double viewersRate = 500;
    private const double pagesRate = 300;

    /// <summary>
    /// Added to the warm-up of pages. A page goes through more code than an order does: with 3 s its compiling is
    /// measured too (p99 39.5 ms on two cores), with 5 s it is over (18.0 ms).
    /// </summary>
    private const double pagesWarmUp = 2;
    private static readonly TimeSpan settling = TimeSpan.FromSeconds(5);

    private long keys;

    public int Lost { get; private set; }

    public long Oversold { get; private set; }

    public async Task RunAsync()
    {
        string[] onPostgres =
        [
            HotPostgres, RandomKeysPostgres, OfferPostgres, SpreadPostgres, PaidPostgres, Naive, SurgePostgres,
        ];
        await using var postgres = onPostgres.Any(IsWanted) ? await BenchPostgres.StartAsync() : null;
        await ClosedAsync(CeilingFirst, null, 1, GenerateKind.Closed, "/bench/noop");
        await ClosedAsync(HotSqlite, null, 1);
        await ClosedAsync(RandomKeysSqlite, null, 1, randomKeys: true);
        await ClosedAsync(OfferSqlite, null, 1);
        await ClosedAsync(SpreadSqlite, null, BenchShop.SkusMax);
        await ClosedAsync(PaidSqlite, null, 1, GenerateKind.ClosedAndPay);
        await HomePageAsync();
        await ProductPagesAsync();
        await ClosedAsync(HotPostgres, postgres, 1);
        await ClosedAsync(RandomKeysPostgres, postgres, 1, randomKeys: true);
        await ClosedAsync(OfferPostgres, postgres, 1);
        await ClosedAsync(SpreadPostgres, postgres, BenchShop.SkusMax);
        await ClosedAsync(PaidPostgres, postgres, 1, GenerateKind.ClosedAndPay);
        await ClosedAsync(Naive, postgres, 1);
        await SurgeAsync(SurgeSqlite, null);
        await SurgeAsync(SurgePostgres, postgres);
        await OverloadAsync();
        await ViewersAsync();
        await IdleAsync();
        if (IsWanted(Payments)) measured(await PaymentsDrain.MeasureAsync(Payments));
        await ClosedAsync(CeilingLast, null, 1, GenerateKind.Closed, "/bench/noop");
    }

    private bool IsWanted(string name) => Regex.IsMatch(
        name, options.Only, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private async Task ClosedAsync(
        string name,
        BenchPostgres? postgres,
        int skus,
        GenerateKind kind = GenerateKind.Closed,
        string path = "/api/v1/orders",
        bool randomKeys = false)
    {
        if (!IsWanted(name)) return;
        await using var place = await Place.NewAsync(postgres);
        var offer = name is OfferSqlite or OfferPostgres ? (await place.GoOnAirAsync()).Offer : "";
        await using var server = name == Naive ? await place.ServeNaiveAsync() : await place.ServeAsync();
        var request = Request(server, kind) with
        {
            Skus = skus,
            Path = path,
            RandomKeys = randomKeys,
            Offer = offer,
        };
        measured(await AskAsync(name, server, request));
    }

    private async Task<BenchRow> AskAsync(string name, ServerProcess server, GenerateRequest request)
    {
        var before = await server.AllocatedAsync();
        server.ForgetPeak();
        var answer = await Generator.AskAsync(request);
        var allocated = (await server.AllocatedAsync() - before) / Math.Max(1.0, answer.Total);
        return Row(name, server, answer) with { AllocatedBytesPerOrder = Math.Round(allocated) };
    }

    private GenerateRequest Request(ServerProcess server, GenerateKind kind) => new()
    {
        Kind = kind,
        Host = server.Host,
        Port = server.Port,
        Connections = options.Connections,
        Seconds = options.Seconds,
        WarmUpSeconds = options.WarmUpSeconds,
        FirstKey = keys += 1_000_000_000,
    };

    private static BenchRow Row(string name, ServerProcess server, GenerateAnswer answer) => new()
    {
        Name = name,
        PerSecond = answer.PerSecond,
        P50Ms = answer.P50Ms,
        P99Ms = answer.P99Ms,
        RssMb = Math.Round(server.RssPeakMb, 1),
        Busy = answer.Busy,
        Failed = answer.Failed + answer.Refused,
    };

    /// <summary>The shop's own <c>surge</c>: it asks for every acknowledged order afterwards.</summary>
    private async Task SurgeAsync(string name, BenchPostgres? postgres)
    {
        if (!IsWanted(name)) return;
        await using var place = await Place.NewAsync(postgres);
        await using var server = await place.ServeAsync();
        // A broadcast does not begin with the first request of the day: the server's code is compiled before.
        await Generator.AskAsync(Request(server, GenerateKind.Closed) with { Connections = 32, Seconds = 1 });
        string[] arguments =
        [
            Runtime.Shop(), "surge", "--url", $"http://{server.Host}:{server.Port}", "--sku", BenchShop.Sku(0),
            "--shape", "flat", "--rate", Text(options.SurgeRate), "--seconds", Text(options.SurgeSeconds), "--json",
        ];
        var report = JsonSerializer.Deserialize(
            await Generator.OutputAsync(arguments, eventLoop: false), LoadJson.Default.SurgeReport)!;
        Lost += report.Lost + report.Unchecked;
        Oversold += report.Oversold;
        measured(new BenchRow
        {
            Name = name,
            PerSecond = report.AchievedPerSecond,
            P50Ms = report.P50Ms,
            P99Ms = report.P99Ms,
            RssMb = Math.Round(server.RssPeakMb, 1),
            Busy = report.Busy,
            Failed = report.Failed + report.Refused,
            Note = $"{report.Placed:N0} of {report.Intended:N0} placed, {report.Lost} lost, "
                + $"{report.Oversold} oversold, send lag p99 {report.SendLagP99Ms} ms",
        });
    }

    private async Task OverloadAsync()
    {
        if (!IsWanted(Peak) && !IsWanted(Overload)) return;
        await using var place = await Place.NewAsync(null);
        await using var server = await place.ServeAsync(("ONAIR__ORDERS__INTAKE__BATCHCOUNTMAX", Text(smallBatch)));
        var request = Request(server, GenerateKind.Closed);
        var peak = await AskAsync(
            Peak, server, request with { Connections = Math.Min(peakConnections, options.Connections) });
        measured(peak with { Note = $"batches of at most {smallBatch}" });
        server.ForgetPeak();
        var answer = await Generator.AskAsync(Request(server, GenerateKind.Open) with
        {
            Rate = peak.PerSecond * overloadFactor,
            Connections = overloadConnections,
        });
        measured(Row(Overload, server, answer) with
        {
            Note = $"{answer.OfferedPerSecond:N0}/s offered; "
                + $"goodput {answer.PerSecond / peak.PerSecond:N2} of the peak; "
                + $"refusals p99 {answer.BusyP99Ms} ms; send lag p99 {answer.SendLagP99Ms} ms",
            BusyP99Ms = answer.BusyP99Ms,
            OfPeak = answer.PerSecond / peak.PerSecond,
        });
    }

    /// <summary>The sample's front page, with a show on the air, as everybody gets it in the same second.</summary>
    private async Task HomePageAsync()
    {
        if (!IsWanted(HomePage)) return;
        await using var place = await Place.NewAsync(null, isEmpty: true);
        await using var server = await place.ServeAsync(("ONAIR__SAMPLE", "true"));
        measured(await AskAsync(HomePage, server, Request(server, GenerateKind.ClosedPage) with { Path = "/" }));
    }

    /// <summary>Thousands of products, each asked for once: neither the page nor what it is made of is kept.</summary>
    private async Task ProductPagesAsync()
    {
        if (!IsWanted(ProductPages)) return;
        await using var place = await Place.NewAsync(null);
        await place.FillPagesAsync();
        await using var server = await place.ServeAsync();
        var warmUp = options.WarmUpSeconds + pagesWarmUp;
        if (pagesRate * (warmUp + options.Seconds) * 1.1 > BenchShop.PagesMax)
            throw new InvalidOperationException("There are not so many pages: measure for a shorter time.");
        var answer = await Generator.AskAsync(Request(server, GenerateKind.OpenPage) with
        {
            Path = BenchShop.PageAddress,
            Rate = pagesRate,
            WarmUpSeconds = warmUp,
            Skus = BenchShop.PagesMax,
        });
        measured(Row(ProductPages, server, answer) with { Note = $"send lag p99 {answer.SendLagP99Ms} ms" });
    }

    /// <summary>Memory of streams that nothing happens on, then how soon all of them hear of an order.</summary>
    private async Task ViewersAsync()
    {
        if (!IsWanted(Viewers)) return;
        await using var place = await Place.NewAsync(null);
        var (broadcast, offer) = await place.GoOnAirAsync();
        await using var server = await place.ServeAsync();
        // Compiles what it needs, by a few viewers and by orders of things that nobody watches.
        await Generator.AskAsync(Request(server, GenerateKind.Closed) with { Connections = 32, Seconds = 1 });
        var watch = Request(server, GenerateKind.Watch) with { Broadcast = broadcast, Offer = offer };
        await Generator.AskAsync(watch with { Viewers = 50, Seconds = 1 });
        await Task.Delay(settling);
        var before = server.RssMb;
        server.ForgetPeak();
        await Generator.AskAsync(watch with { Viewers = viewersMax, Seconds = 3 });
        var perStream = (server.RssPeakMb - before) * 1024 / viewersMax;
        var answer = await Generator.AskAsync(watch with { Viewers = viewersMax, Rate = viewersRate });
        measured(Row(Viewers, server, answer) with
        {
            Note = $"{perStream:N1} KB per stream; from an order's answer to a page that was told: "
                + $"p50 {answer.P50Ms} ms, p99 {answer.P99Ms} ms, most {answer.MaxMs} ms; "
                + $"{answer.OfferedPerSecond * answer.Seconds:N0} streams at the end",
            StreamKb = Math.Round(perStream, 1),
        });
    }

    private async Task IdleAsync()
    {
        if (!IsWanted(Idle)) return;
        await using var place = await Place.NewAsync(null);
        // The first start makes the sample shop; the second finds it.
        await using (await place.ServeAsync(("ONAIR__SAMPLE", "true"))) await Task.Delay(TimeSpan.FromSeconds(1));
        await using var server = await place.ServeAsync(("ONAIR__SAMPLE", "true"));
        var toFirstAnswer = server.ToFirstAnswer;
        await Task.Delay(settling);
        measured(new BenchRow
        {
            Name = Idle,
            PerSecond = 0,
            P50Ms = 0,
            P99Ms = 0,
            RssMb = Math.Round(server.RssMb, 1),
            StartSeconds = Math.Round(toFirstAnswer.TotalSeconds, 2),
            Note = $"{toFirstAnswer.TotalSeconds:N2} s from the start of the process to its first answer",
        });
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
