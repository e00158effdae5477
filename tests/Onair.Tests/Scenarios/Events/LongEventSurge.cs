using System.Globalization;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios.Events;

/// <summary>
/// The event at its full rate. <c>eng/event-surge</c> runs it; the suite does not, as its latencies want the machine.
/// </summary>
[Collection(nameof(RealProcesses))]
public sealed class LongEventSurge
{
    [Fact(Explicit = true)]
    public async Task Event_is_paid_in_time_and_through_an_outage()
    {
        var seconds = Number("ONAIR_EVENT_SECONDS", 60);
        var down = Number("ONAIR_EVENT_DOWN", 30);
        var dialect = Named("ONAIR_EVENT_ON", "sqlite") == "postgres" ? Dialect.Postgres : Dialect.Sqlite;
        var plan = new EventPlan
        {
            Name = "gateway answers in 300 ms",
            PerSecond = Number("ONAIR_EVENT_RATE", 116),
            Seconds = seconds,
            Provider = EventPlan.Gateways[0].Name,
        };
        var outage = plan with
        {
            Provider = null,
            Outage = Outage.Cut,
            DownFrom = down / 2,
            DownSeconds = down,
            Seconds = down * 2 + 10,
        };
        EventPlan[] plans =
        [
            plan,
            outage with { Name = "every connection is cut for a while" },
            outage with { Name = "no answer for a while", Outage = Outage.Hang },
        ];
        var only = Named("ONAIR_EVENT_ONLY", "");
        var reports = new List<EventReport>();
        foreach (var asked in plans.Where(p => p.Name.Contains(only, StringComparison.Ordinal)))
        {
            await using var database = await TestDatabase.CreateEmptyAsync(dialect);
            reports.Add(await EventRun.RunAsync(asked, database.Options, Console.Error.WriteLine));
        }

        await File.WriteAllTextAsync(
            Named("ONAIR_EVENT_REPORT", "/dev/stderr"), string.Join('\n', reports) + "\n", CancellationToken.None);
        Assert.All(reports, report => Assert.True(report.Held, report.ToString()));
    }

    private static double Number(string variable, double otherwise) =>
        double.Parse(Named(variable, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static string Named(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : otherwise;
}
