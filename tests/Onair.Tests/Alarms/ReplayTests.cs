using Onair.Alarms;
using Onair.Series;

namespace Onair.Tests.Alarms;

/// <summary>Whole days in virtual time, by all the rules that ship.</summary>
public sealed class ReplayTests
{
    private static readonly DateTimeOffset day = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(9));
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Day_with_shows_at_fifteen_times_has_no_alarm(int seed)
    {
        var days = new Days(seed);
        days.Shows.Add((day.AddHours(11), hour, 1));
        days.Shows.Add((day.AddHours(20), hour, 1));
        var changes = ReplayAlarms.Run(RuleFiles.Shipped(), [.. days.Between(day, day.AddHours(24))]);
        Assert.DoesNotContain(changes, change => change.To is AlarmLevel.Warning or AlarmLevel.Critical);
    }

    [Fact]
    public void Show_whose_fifteenfold_does_not_come_has_an_alarm()
    {
        var days = new Days(4);
        days.Shows.Add((day.AddHours(17), hour, 1));
        // The stream is dark: as many orders as without a show.
        days.Shows.Add((day.AddHours(20), hour, 0));
        var changes = ReplayAlarms.Run(RuleFiles.Shipped(), [.. days.Between(day, day.AddHours(22))]);
        var loud = changes.FindAll(change => change.To is AlarmLevel.Warning or AlarmLevel.Critical);
        Assert.All(loud, change => Assert.Equal("order-pace-low", change.Alarm));
        var first = Assert.Single(loud, change => change.To == AlarmLevel.Critical);
        Assert.InRange(first.At - day.AddHours(20), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void First_show_of_a_new_shop_is_expected_to_bring_fifteen_times_its_quiet_hours()
    {
        var days = new Days(5);
        days.Shows.Add((day.AddHours(11), hour, 0.1));
        var changes = ReplayAlarms.Run(RuleFiles.Shipped(), [.. days.Between(day.AddHours(8), day.AddHours(12))]);
        Assert.Contains(changes, change => change is { Alarm: "order-pace-low", To: AlarmLevel.Critical });
    }

    [Fact]
    public void Orders_that_stop_in_a_quiet_hour_are_missed()
    {
        var days = new Days(6);
        List<Frame> frames = [.. days.Between(day.AddHours(10), day.AddHours(14))];
        var silent = days.Between(day.AddHours(14), day.AddHours(15)).Select(frame => frame with
        {
            Samples = frame.Samples.Where(s => !s.Key.StartsWith("onair.orders.asked", StringComparison.Ordinal))
                .ToDictionary(s => s.Key, s => s.Value),
        });
        var changes = ReplayAlarms.Run(RuleFiles.Shipped(), [.. frames, .. silent]);
        var stopped = Assert.Single(changes, change => change is { Alarm: "orders-stopped", To: AlarmLevel.Critical });
        Assert.InRange(stopped.At - day.AddHours(14), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public void Frames_are_read_from_lines_and_every_wrong_line_is_named()
    {
        const string good = """{"at": "2026-03-02T11:00:00Z", "node": "a", "samples": {"onair.x": 1}}""";
        var frames = ReplayAlarms.Read(new StringReader($"{good}\n\n{good}\n"), out var errors);
        Assert.Empty(errors);
        Assert.Equal(2, frames!.Count);
        Assert.Null(ReplayAlarms.Read(new StringReader($"{good}\n{{\nnonsense\n"), out errors));
        Assert.Equal(["line 2", "line 3"], errors.Select(error => error.Field));
    }
}
