using System.Net;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>
/// A crowd shops while something is killed again and again, each time after a seeded number of requests: in the middle
/// of whatever the others of them are doing.
/// </summary>
internal static class CrashRun
{
    private const int shoppers = 32;
    private const int requestsMin = 40;
    private const int requestsMax = 500;

    /// <summary>
    /// Leases and windows of a minute and a half would make each run as long; so short a hold lets orders expire in it.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Quick = new Dictionary<string, string>
    {
        ["ONAIR__ORDERS__HOLD"] = "00:00:05",
        ["ONAIR__ORDERS__HOLDEXTENSION"] = "00:00:02",
        ["ONAIR__ORDERS__EXPIREEVERY"] = "00:00:00.500",
        ["ONAIR__ORDERS__PAYMENTLEASE"] = "00:00:02",
        ["ONAIR__JOBS__LEADERLEASE"] = "00:00:01",
        ["ONAIR__PAYMENTS__DEMO__SESSIONWINDOW"] = "00:00:01",
    };

    /// <summary>kill -9 of the server, and a new one on the same address and the same database.</summary>
    public static Task<CrashReport> KillServerAsync(
        StorageOptions options, int rounds, int seed, Action<string> tell) => RunAsync(
        $"server, {(options.Postgres.Length > 0 ? "PostgreSQL" : "SQLite")}",
        options,
        rounds,
        seed,
        tell,
        async (shop, _) =>
        {
            await shop.KillAsync();
            await shop.StartAsync();
        });

    /// <summary>SIGTERM, which is no crash: whoever was let in is answered before the server ends.</summary>
    public static Task<CrashReport> EndServerAsync(
        StorageOptions options, int rounds, int seed, Action<string> tell) => RunAsync(
        "server, ended",
        options,
        rounds,
        seed,
        tell,
        async (shop, _) =>
        {
            Assert.Equal(0, await shop.EndAsync());
            await shop.StartAsync();
        });

    /// <summary>kill -9 of PostgreSQL while the server keeps running: it refuses, and recovers by itself.</summary>
    public static Task<CrashReport> KillPostgresAsync(
        PostgresServer server, StorageOptions options, int rounds, int seed, Action<string> tell) => RunAsync(
        "PostgreSQL itself",
        options,
        rounds,
        seed,
        tell,
        async (shop, crowd) =>
        {
            var before = shop.Pid;
            await server.KillAsync();
            await RefusedAsync(shop, crowd);
            await server.StartAsync();
            await shop.ReadyAsync();
            Assert.Equal(before, shop.Pid);
        });

    private static async Task<CrashReport> RunAsync(
        string what,
        StorageOptions options,
        int rounds,
        int seed,
        Action<string> tell,
        Func<ShopProcess, Crowd, Task> crashAsync)
    {
        tell($"{what}: {rounds} rounds, seed {seed}");
        await Ware.StockAsync(options, Ware.All);
        var random = new Random(seed);
        await using var shop = new ShopProcess([.. ShopProcess.Named(options), "--no-sample"], Quick);
        await shop.StartAsync();
        using var crowd = new Crowd([shop.Url], Ware.All, seed, shoppers);
        using var over = new CancellationTokenSource();
        var shopping = crowd.RunAsync(over.Token);
        for (var round = 1; round <= rounds; round++)
        {
            await WhileShoppingAsync(crowd.SentAsync(random.Next(requestsMin, requestsMax)), shopping);
            await crashAsync(shop, crowd);
            tell($"{what}: round {round}, {crowd.Acknowledged.Count} orders acknowledged");
        }

        await WhileShoppingAsync(crowd.SentAsync(requestsMax), shopping);
        await over.CancelAsync();
        await shopping;
        var report = new CrashReport
        {
            What = what,
            Rounds = rounds,
            Acknowledged = crowd.Acknowledged.Count,
            Recovered = crowd.Acknowledged.Count(purchase => purchase.IsRecovered),
            Interrupted = crowd.Interrupted,
            Refused = crowd.Count(503),
        };
        await Reckoning.SettleAsync(report, crowd, shop, options);
        return report;
    }

    /// <summary>Shoppers that gave up would leave everybody else waiting for their requests.</summary>
    private static async Task WhileShoppingAsync(Task moment, Task shopping)
    {
        if (await Task.WhenAny(moment, shopping) == shopping) await shopping;
        await moment;
    }

    /// <summary>Without its database the shop is alive, not ready, and says 503 to whoever asks.</summary>
    private static async Task RefusedAsync(ShopProcess shop, Crowd crowd)
    {
        var refused = crowd.Count(503);
        while (crowd.Count(503) == refused) await crowd.SentAsync(1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await shop.HealthAsync());
    }
}
