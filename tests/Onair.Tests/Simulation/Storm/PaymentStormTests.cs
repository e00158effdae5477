using System.Globalization;
using Onair.Storage;

namespace Onair.Tests.Simulation.Storm;

/// <summary>The bank's ledger and ours say the same, to the won, whatever the wire does.</summary>
public sealed class PaymentStormTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Dialect.Sqlite, 2_000), InlineData(Dialect.Postgres, 500)]
    public async Task Ledgers_are_equal_after_a_storm(Dialect dialect, int count)
    {
        var report = await RunAsync(dialect, Random.Shared.Next(), count, output.WriteLine);
        output.WriteLine(report.ToString());
        Assert.True(report.Held, report.ToString());
    }

    /// <summary>As long as somebody has patience for: <c>eng/payment-storm</c> runs it; the suite does not.</summary>
    [Fact(Explicit = true)]
    public async Task Ledgers_are_equal_after_a_long_storm()
    {
        var count = int.Parse(Named("ONAIR_STORM_COUNT", "100000"), CultureInfo.InvariantCulture);
        var seed = int.Parse(Named("ONAIR_STORM_SEED", $"{Random.Shared.Next()}"), CultureInfo.InvariantCulture);
        var dialect = Named("ONAIR_STORM_ON", "sqlite") == "postgres" ? Dialect.Postgres : Dialect.Sqlite;
        Console.Error.WriteLine($"seed {seed}");
        var report = await RunAsync(dialect, seed, count, Console.Error.WriteLine);
        await File.WriteAllTextAsync(
            Named("ONAIR_STORM_REPORT", "/dev/stderr"), report + "\n", CancellationToken.None);
        Assert.True(report.Held, report.ToString());
    }

    private static async Task<StormReport> RunAsync(Dialect dialect, int seed, int count, Action<string> tell)
    {
        await using var storm = await PaymentStorm.OpenAsync(dialect, seed);
        return await storm.RunAsync(count, tell);
    }

    private static string Named(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : otherwise;
}
