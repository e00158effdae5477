using System.Diagnostics;
using System.Text.Json;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>What a crash run came to: the shoppers' own list against the shop's books.</summary>
internal sealed class CrashReport
{
    public required string What { get; init; }

    public int Rounds { get; init; }

    /// <summary>Orders that the shop said it had placed.</summary>
    public int Acknowledged { get; init; }

    /// <summary>Of them, those whose first answer was lost in a crash and that were found again by their key.</summary>
    public int Recovered { get; init; }

    /// <summary>Requests whose connection broke.</summary>
    public long Interrupted { get; init; }

    /// <summary>Answers 503.</summary>
    public int Refused { get; init; }

    public int Paid { get; set; }

    public int Cancelled { get; set; }

    /// <summary>Acknowledged orders that are not there, or not as they were asked for.</summary>
    public int Lost { get; set; }

    /// <summary>Keys with two orders, and orders nobody was told of.</summary>
    public int Double { get; set; }

    /// <summary>Orders that were charged twice, and attempts for which approval was asked twice.</summary>
    public int ChargedTwice { get; set; }

    /// <summary>Jobs, facts, payments and refunds that did not come to their end.</summary>
    public long Left { get; set; }

    /// <summary>Exit code of <c>onair verify</c>.</summary>
    public int Verify { get; set; } = -1;

    public List<string> Findings { get; } = [];

    public bool Held => Lost + Double + ChargedTwice + Left == 0 && Verify == 0 && Findings.Count == 0;

    public static string Header =>
        $"{"",-22}{"rounds",8}{"placed",8}{"found",7}{"broken",8}{"503",7}{"paid",7}{"cancel",8}"
        + $"{"lost",6}{"double",8}{"charged2",10}{"left",6}{"verify",8}";

    public override string ToString() =>
        $"{What,-22}{Rounds,8}{Acknowledged,8}{Recovered,7}{Interrupted,8}{Refused,7}{Paid,7}{Cancelled,8}"
        + $"{Lost,6}{Double,8}{ChargedTwice,10}{Left,6}{Verify,8}"
        + string.Concat(Findings.Select(finding => "\n    " + finding));
}

/// <summary>Settles a crash run: waits until all work has ended, reads every order back, and counts.</summary>
internal static class Reckoning
{
    private const int findingsMax = 20;

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    /// <summary>What has not come to its end: jobs, facts, payments, refunds.</summary>
    // A crash is an incident, and its ladder waits for an hour: that is not work left.
    private static readonly Sql left = new("""
        SELECT (SELECT count(*) FROM jobs WHERE ended_at IS NULL AND kind NOT LIKE 'incidents.%')
             + (SELECT count(*) FROM outbox WHERE delivered_at IS NULL)
             + (SELECT count(*) FROM payment_attempts WHERE state IN (1, 2, 3, 6, 7))
             + (SELECT count(*) FROM refunds WHERE state = 1)
        """);

    private static readonly Sql deadOrParked = new("""
        SELECT (SELECT count(*) FROM jobs WHERE state = 4) + (SELECT count(*) FROM parked_facts)
        """);

    private static readonly Sql orders = new("SELECT count(*) FROM orders");

    private static readonly Sql chargedTwice = new("""
        SELECT (SELECT count(*) FROM (
                    SELECT order_id FROM payment_attempts WHERE captured > 0
                    GROUP BY order_id HAVING count(*) > 1) AS o)
             + (SELECT count(*) FROM (
                    SELECT attempt_id FROM attempt_transitions WHERE event = 3
                    GROUP BY attempt_id HAVING count(*) > 1) AS a)
        """);

    /// <param name="report">Gets the counts.</param>
    /// <param name="crowd">The shoppers, all answered.</param>
    /// <param name="shop">Running; it is ended here.</param>
    /// <param name="options">Its database.</param>
    public static Task SettleAsync(CrashReport report, Crowd crowd, ShopProcess shop, StorageOptions options) =>
        SettleAsync(report, crowd, shop.EndAsync, () => shop.Said, options);

    public static async Task SettleAsync(
        CrashReport report, Crowd crowd, Func<Task<int>> endAsync, Func<string> said, StorageOptions options)
    {
        foreach (var fault in crowd.Faults) report.Findings.Add(fault);
        await using var database = TestDatabase.Open(options);
        report.Left = await WaitForEndAsync(database);
        await LookAsync(report, crowd);
        report.Double += crowd.Acknowledged.Count(purchase => purchase.Numbers.Count > 1);
        report.Double += (int)Math.Abs(await AskAsync(database, orders) - crowd.Acknowledged.Count);
        report.ChargedTwice = (int)await AskAsync(database, chargedTwice);
        var parked = await AskAsync(database, deadOrParked);
        if (parked > 0) report.Findings.Add($"{parked} jobs are dead or facts parked");
        var exit = await endAsync();
        if (exit != 0) report.Findings.Add($"the shop ended with {exit}:\n{said()}");
        var (verify, found) = await ShopProcess.RunAsync(["verify", .. ShopProcess.Named(options)]);
        report.Verify = verify;
        if (verify != 0) report.Findings.Add(found);
    }

    /// <summary>Jobs, facts, payments and refunds that have not come to their end.</summary>
    public static Task<long> LeftAsync(Database database) => AskAsync(database, left);

    public static Task<long> AskAsync(Database database, Sql question) => database.ReadAsync(
        open => open.FirstAsync<long>(question, null, CancellationToken.None), CancellationToken.None);

    private static async Task<long> WaitForEndAsync(Database database)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var count = await AskAsync(database, left);
            if (count == 0 || clock.Elapsed > patience) return count;
        }
    }

    private static async Task LookAsync(CrashReport report, Crowd crowd)
    {
        var counting = new Lock();
        await Parallel.ForEachAsync(
            crowd.Acknowledged,
            new ParallelOptions { MaxDegreeOfParallelism = crowd.Shoppers },
            async (purchase, _) =>
            {
                var order = await crowd.LookAsync(purchase);
                var wrong = order is null ? "is not there" : Judge(purchase, order.Value);
                var status = order?.GetProperty("status").GetString();
                lock (counting)
                {
                    if (status == "paid") report.Paid++;
                    if (status == "cancelled") report.Cancelled++;
                    if (wrong is null) return;
                    report.Lost++;
                    if (report.Findings.Count < findingsMax) report.Findings.Add($"order {purchase.Number} {wrong}");
                }
            });
    }

    /// <summary>What is wrong with an order that was acknowledged; null for nothing.</summary>
    private static string? Judge(Purchase purchase, JsonElement order)
    {
        var line = order.GetProperty("lines")[0];
        var status = order.GetProperty("status").GetString();
        if (order.GetProperty("orderNumber").GetString() != purchase.Number) return "has another number";
        if (order.GetProperty("lines").GetArrayLength() != 1
            || line.GetProperty("sku").GetString() != purchase.Ware.Sku
            || line.GetProperty("quantity").GetInt32() != purchase.Quantity
            || order.GetProperty("total").GetInt64() != purchase.Quantity * purchase.Ware.Price)
        {
            return "has another content";
        }

        var payments = order.GetProperty("payments").EnumerateArray().ToList();
        if (purchase.IsPaying && payments.Count == 0) return "has forgotten its payment";
        if (purchase.IsCancelled) return status == "cancelled" ? null : $"was cancelled and is {status}";
        var isDeclined = payments.Exists(p => p.GetProperty("state").GetString() is "declined" or "canceled");
        return status switch
        {
            "paid" when purchase.HasAskedToPay => null,
            "placed" or "expired" when !purchase.IsPaying || isDeclined => null,
            _ => $"is {status}, paying: {purchase.IsPaying}, payments: {string.Join(',', payments)}",
        };
    }
}
