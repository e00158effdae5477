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

    internal static async Task<StormReport> RunAsync(Dialect dialect, int seed, int count, Action<string> tell)
    {
        await using var storm = await PaymentStorm.OpenAsync(dialect, seed);
        return await storm.RunAsync(count, tell);
    }
}
