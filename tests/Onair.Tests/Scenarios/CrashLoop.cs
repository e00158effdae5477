using System.Globalization;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>
/// The kill tests for as many rounds as somebody has patience for. <c>eng/crash-loop</c> runs it; the suite does not.
/// </summary>
[Collection(nameof(RealProcesses))]
public sealed class CrashLoop
{
    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_in_as_many_rounds_as_were_asked_for()
    {
        var rounds = int.Parse(Named("ONAIR_CRASH_ROUNDS", "50"), CultureInfo.InvariantCulture);
        var seed = int.Parse(Named("ONAIR_CRASH_SEED", $"{Random.Shared.Next()}"), CultureInfo.InvariantCulture);
        var reports = new List<CrashReport>();
        if (Named("ONAIR_CRASH_ONLY", "") != "postgres")
        {
            await using var embedded = await TestDatabase.CreateEmptyAsync(Dialect.Sqlite);
            reports.Add(await CrashRun.KillServerAsync(embedded.Options, rounds, seed, Tell));
        }

        await using (var database = await TestDatabase.CreateEmptyAsync(Dialect.Postgres))
        {
            reports.Add(await CrashRun.KillServerAsync(database.Options, rounds, seed, Tell));
        }

        await using var server = await PostgresServer.CreateAsync();
        var options = new StorageOptions { Postgres = await TestDatabase.CreateOnAsync(server) };
        reports.Add(await CrashRun.KillPostgresAsync(server, options, rounds, seed, Tell));

        var table = string.Join('\n', reports.Select(report => report.ToString()).Prepend(CrashReport.Header));
        await File.WriteAllTextAsync(Named("ONAIR_CRASH_REPORT", "/dev/stderr"), table + "\n", CancellationToken.None);
        Assert.All(reports, report => Assert.True(report.Held, report.ToString()));
    }

    private static string Named(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : otherwise;

    private static void Tell(string what) => Console.Error.WriteLine(what);
}
