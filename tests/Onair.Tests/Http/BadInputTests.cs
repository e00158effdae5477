using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Onair.Inventory;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>Hundreds of bad requests to a shop that sells: each is told what is wrong, and nothing changes.</summary>
public sealed class BadInputTests
{
    private static readonly string[] tables =
    [
        "orders", "order_lines", "order_transitions", "purchase_counts", "payment_attempts", "attempt_transitions",
        "refunds", "jobs", "order_deliveries",
        "outbox", "payment_notices", "stock_movements", "products", "variants", "variant_prices", "offer_counts",
        "broadcasts", "offers", "questions", "announcements", "carts", "cart_lines", "ratings", "rating_steps",
        "rating_sums", "rating_reports",
    ];

    private static readonly List<BadRow> rows =
    [
        .. BadOrders.Rows(), .. BadElsewhere.Rows(), .. BadWindows.Rows(), .. BadOperators.Rows(), .. BadRatings.Rows(),
        .. BadTalk.Rows(),
    ];

    [Fact]
    public void Table_is_long_and_says_nothing_twice()
    {
        Assert.InRange(rows.Count, 150, 2000);
        Assert.Empty(rows.GroupBy(row => row.Name).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.All(rows, row => Assert.InRange(row.Status, 400, 499));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Bad_request_is_told_what_is_wrong_and_changes_nothing(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(
            dialect, [.. BadOperators.Settings, .. BadWindows.Settings]);
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.SellsAsync("cup", 5000, 50);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(quantity: 2, phone: "010-1111-2222"), "paid");
        var payment = await shop.PaysAsync(number, token);
        var target = new Target(number, token, (string)payment["id"]!);
        await DeliveredAsync(shop);
        var before = await CountAsync(shop);

        var faults = new List<string>();
        foreach (var row in rows)
        {
            if (await FaultAsync(shop, row, target) is { } fault) faults.Add($"{row.Name}: {fault}");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {rows.Count}:\n{string.Join('\n', faults)}");
        Assert.Equal(before, await CountAsync(shop));
        Assert.True(!shop.Log.Any(IsTrouble), string.Join('\n', shop.Log.Where(IsTrouble).Take(20)));
        // And it sells as if nothing had been.
        Assert.Equal(201, (await shop.PlaceAsync(Bad.Good, "bad")).Status);
        foreach (var verification in await shop.App.Services.GetRequiredService<VerifyOrders>()
            .RunAsync(LiveShop.Cancel))
        {
            Assert.Empty(verification.Findings);
        }
    }

    /// <summary>
    /// Beside what timed verbs say of the gateway that they reconcile with and that is not there, and of mail without a
    /// server.
    /// </summary>
    private static bool IsTrouble(string line) =>
        (line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal))
        && !line.Contains(" Polly ", StringComparison.Ordinal)
        && !line.Contains(".ReconcilePayments the books of toss", StringComparison.Ordinal)
        && !line.StartsWith("Warning Onair.Mail.FolderCarrier", StringComparison.Ordinal);

    private static async Task<string?> FaultAsync(LiveShop shop, BadRow row, Target target)
    {
        try
        {
            var request = row.Make(target);
            // Where the web server hangs up, the next request needs a connection of its own.
            request.Headers.ConnectionClose = row.IsBeforeUs;
            return Fault(row, await shop.SendAsync(request));
        }
        catch (HttpRequestException error) when (!row.IsBeforeUs || row.Status != 413)
        {
            return $"no answer: {error.Message} {error.InnerException?.Message}";
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static string? Fault(BadRow row, Answer answer)
    {
        if (answer.Status != row.Status) return $"{answer.Status} instead of {row.Status}: {answer.Text}";
        if (row.IsBeforeUs) return null;
        if (row.IsPage)
            return answer.Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal) ? null : "no page";
        if (!answer.IsProblem) return $"its type is {answer.Header("Content-Type")}";
        // The answer to HEAD has no body.
        if (answer.Text.Length == 0 && row.Name.StartsWith("HEAD", StringComparison.Ordinal)) return null;
        var problem = answer.Json;
        if ((int?)problem["status"] != row.Status) return $"its body says {problem["status"]}";
        if ((string?)problem["type"] != $"/problems/{problem["code"]}"
            || answer.Code is "" or "error") return $"no word of its own: {answer.Text}";
        if (answer.Text.Length > 20_000) return $"its answer has {answer.Text.Length} characters";
        if (row.Field is null) return null;
        return problem["errors"] is JsonObject errors && errors.ContainsKey(row.Field) ? null
            : $"{row.Field} is not named: {answer.Text}";
    }

    /// <summary>The order's facts are on their way; what counts must stand still first.</summary>
    private static async Task DeliveredAsync(LiveShop shop)
    {
        var verify = shop.App.Services.GetRequiredService<VerifyStock>();
        Assert.All(await verify.RunAsync(LiveShop.Cancel), v => Assert.True(v.Holds));
        // A fact may begin a job, and a job tell a fact.
        var waiting = new Sql(
            """
            SELECT (SELECT COUNT(*) FROM outbox WHERE delivered_at IS NULL)
                + (SELECT COUNT(*) FROM jobs WHERE state IN (1, 2) AND kind NOT LIKE 'incidents.%')
            """);
        while (await NumberAsync(shop, waiting) > 0) await Task.Delay(20, LiveShop.Cancel);
    }

    private static Task<long> NumberAsync(LiveShop shop, Sql sql) =>
        shop.Database.ReadAsync(open => open.FirstAsync<long>(sql, null, LiveShop.Cancel), LiveShop.Cancel);

    private static async Task<string> CountAsync(LiveShop shop)
    {
        var counted = new List<string>();
        foreach (var table in tables)
        {
            var count = new Sql($"SELECT COUNT(*) FROM {table}");
            counted.Add($"{table} {await NumberAsync(shop, count)}");
        }

        var sums = new Sql("SELECT CAST(SUM(version) AS bigint) FROM orders");
        counted.Add($"versions {await NumberAsync(shop, sums)}");
        var stock = await shop.App.Services.GetRequiredService<ReadStock>().PageAsync("", 10, LiveShop.Cancel);
        counted.AddRange(stock.Select(s => $"{s.Sku} {s.OnHand} {s.Held} {s.Sold} {s.Version}"));
        return string.Join(", ", counted);
    }
}
