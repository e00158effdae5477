using Onair.Alarms;

namespace Onair.Tests.Alarms;

/// <summary>
/// When a sliding window of five minutes sees that order success has fallen from 99 %: the design's table, each within
/// the ten seconds between two evaluations. The rule is the one that ships.
/// </summary>
public sealed class DetectionTimesTests
{
    // So many that chance plays no part.
    private const int perSpan = 100_000;
    private const int fullWindow = 40;

    [Theory]
    [InlineData(0.00, 12, 27)]
    [InlineData(0.50, 24, 55)]
    [InlineData(0.80, 63, 142)]
    [InlineData(0.85, 86, 193)]
    [InlineData(0.88, 109, 245)]
    [InlineData(0.89, 120, 270)]
    public void Fall_is_seen_when_the_window_crosses_the_threshold(double fallsTo, int warnAfter, int criticalAfter)
    {
        var rule = Watched.Rule("order-success-low");
        var frames = Watched.Frames(fullWindow + 60, i =>
        {
            var good = i < fullWindow ? 0.99 : fallsTo;
            return Watched.Orders(perSpan * good, perSpan * (1 - good));
        });
        var fell = frames[fullWindow].At;
        List<AlarmState> before = [];
        TimeSpan? warned = null;
        TimeSpan? critical = null;
        for (var count = fullWindow; count <= frames.Count; count++)
        {
            before = Watched.Decide(frames.GetRange(0, count), before, rule);
            var (state, at) = (before.Single(), frames[count - 1].At + Onair.Series.Frame.Span - fell);
            if (state.IsFiring) warned ??= at;
            if (state.Level == AlarmLevel.Critical) critical ??= at;
        }

        Assert.InRange(warned!.Value.TotalSeconds, warnAfter, warnAfter + 10);
        Assert.InRange(critical!.Value.TotalSeconds, criticalAfter, criticalAfter + 10);
    }
}
