using System.Globalization;
using Onair.Storage;

namespace Onair.Tests.Simulation.Storm;

/// <summary>
/// A storm for as long as somebody has patience for. <c>eng/payment-storm</c> runs it; the suite does not.
/// </summary>
public sealed class LongStorm
{
    [Fact(Explicit = true)]
    public async Task Ledgers_are_equal_after_a_long_storm()
    {
        var count = int.Parse(Named("ONAIR_STORM_COUNT", "100000"), CultureInfo.InvariantCulture);
        var seed = int.Parse(Named("ONAIR_STORM_SEED", $"{Random.Shared.Next()}"), CultureInfo.InvariantCulture);
        var dialect = Named("ONAIR_STORM_ON", "sqlite") == "postgres" ? Dialect.Postgres : Dialect.Sqlite;
        Console.Error.WriteLine($"seed {seed}");
        var report = await PaymentStormTests.RunAsync(dialect, seed, count, Console.Error.WriteLine);
        await File.WriteAllTextAsync(
            Named("ONAIR_STORM_REPORT", "/dev/stderr"), report + "\n", CancellationToken.None);
        Assert.True(report.Held, report.ToString());
    }

    private static string Named(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : otherwise;
}
