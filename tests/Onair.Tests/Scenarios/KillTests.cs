using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>kill -9 under load, again and again: nothing is lost, nothing is done twice, work goes on.</summary>
[Collection(nameof(RealProcesses))]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int rounds = 5;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Killed_server_has_lost_nothing_and_goes_on(Dialect dialect)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(dialect);
        var report = await CrashRun.KillServerAsync(database.Options, rounds, Random.Shared.Next(), output.WriteLine);
        output.WriteLine(CrashReport.Header + "\n" + report);
        Assert.True(report.Held, report.ToString());
        Assert.True(report.Acknowledged > rounds * 20 && report.Interrupted > 0 && report.Paid > 0, report.ToString());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Server_that_is_told_to_end_answers_whoever_it_has_let_in(Dialect dialect)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(dialect);
        var report = await CrashRun.EndServerAsync(database.Options, rounds: 2, Random.Shared.Next(), output.WriteLine);
        output.WriteLine(CrashReport.Header + "\n" + report);
        Assert.True(report.Held, report.ToString());
        // An order that is found only by asking again had its answer swallowed.
        Assert.Equal(0, report.Recovered);
    }

    [Fact]
    public async Task Killed_PostgreSQL_has_lost_nothing_and_the_server_recovers_by_itself()
    {
        await using var server = await PostgresServer.CreateAsync();
        var options = new StorageOptions { Postgres = await TestDatabase.CreateOnAsync(server) };
        var report = await CrashRun.KillPostgresAsync(server, options, rounds, Random.Shared.Next(), output.WriteLine);
        output.WriteLine(CrashReport.Header + "\n" + report);
        Assert.True(report.Held, report.ToString());
        Assert.True(report.Acknowledged > rounds * 20 && report.Refused >= rounds && report.Paid > 0, $"{report}");
    }
}
