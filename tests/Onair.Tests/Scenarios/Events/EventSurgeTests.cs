using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios.Events;

/// <summary>
/// The event in small: counts, states and books are exact, and the times generous; <c>eng/event-surge</c> measures
/// them. When the rest of the suite is done, as a gateway that is slow because of others is left as well.
/// </summary>
[Collection(nameof(Alone))]
public sealed class EventSurgeTests(ITestOutputHelper output)
{
    private static readonly EventPlan small = new()
    {
        Name = "small event",
        PerSecond = 30,
        Seconds = 22,
        Outage = Outage.Cut,
        DownFrom = 3,
        DownSeconds = 8,
        OpensWithin = TimeSpan.FromSeconds(7),
        // Generous, and still less than a call waits in vain: who is paid elsewhere does not wait for the silent one.
        PaidP99Max = TimeSpan.FromSeconds(4),
        // Rests that end while the gateway is down still, and calls that time out before the run ends.
        Settings = new Dictionary<string, string>
        {
            ["ONAIR__PAYMENTS__ROUTING__REST"] = "00:00:02",
            ["ONAIR__PAYMENTS__TOSS__TIMEOUT"] = "00:00:05",
        },
    };

    [Theory]
    [InlineData(Dialect.Sqlite, Outage.Hang)]
    [InlineData(Dialect.Postgres, Outage.Cut)]
    public async Task Gateway_that_goes_down_is_left_in_time_and_charges_nobody_twice(Dialect dialect, Outage outage)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(dialect);
        var report = await EventRun.RunAsync(small with { Outage = outage }, database.Options, output.WriteLine);
        output.WriteLine($"{report}");
        Assert.True(report.Held, report.ToString());
        // It did go down, and payments were in doubt, and others were not.
        Assert.True(report.OnceUnknown > 0 && report.TakenOver > 0 && report.Opened is not null, report.ToString());
    }
}
