using Onair.Alarms;

namespace Onair.Tests.Alarms;

/// <summary>Known values of the interval.</summary>
public sealed class WilsonTests
{
    // 1.96 standard errors: textbook values of the 95 % interval.
    [Theory]
    [InlineData(0.5, 10, 0.2366, 0.7634)]
    [InlineData(1.0, 10, 0.7225, 1.0)]
    [InlineData(0.0, 10, 0.0, 0.2775)]
    [InlineData(0.9, 100, 0.8256, 0.9448)]
    public void Interval_is_the_textbooks(double share, int samples, double low, double high)
    {
        Assert.Equal(low, Wilson.Bound(share, samples, -1.96), 3);
        Assert.Equal(high, Wilson.Bound(share, samples, 1.96), 3);
    }

    [Fact]
    public void Few_samples_need_a_larger_fall()
    {
        var rule = Watched.Rule("order-success-low");
        Assert.Equal(AlarmLevel.Ok, Level(rule, 54, 6));
        Assert.Equal(AlarmLevel.Warning, Level(rule, 50, 10));
        Assert.Equal(AlarmLevel.Critical, Level(rule, 40, 20));
        Assert.Equal(AlarmLevel.Critical, Level(rule with { Certainty = 0 }, 54, 6));
    }

    private static AlarmLevel Level(AlarmRule rule, int placed, int failed) => Watched.Decide(
        Watched.Frames(30, i => i == 0 ? Watched.Orders(placed, failed) : []), [], rule).Single().Level;
}
