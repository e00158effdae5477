using Onair.Incidents;
using Onair.Series;
using Onair.Tests.Alarms;

namespace Onair.Tests.Incidents;

/// <summary>What an incident costs, by the formula that its page shows.</summary>
public sealed class ImpactTests
{
    [Fact]
    public void Lost_orders_are_refused_ones_or_missing_ones_at_the_average_order()
    {
        // An hour of ten orders a span at 30,000 won; then ten minutes of which half are refused.
        var frames = Watched.Frames(360 + 60, i =>
        [
            (Watched.Placed, Sample.Counter(i < 360 ? 10 : 5)),
            (Watched.Failed, Sample.Counter(i < 360 ? 0 : 5)),
            ("onair.orders.won{channel=web}", Sample.Counter(i < 360 ? 300_000 : 150_000)),
            ("onair.orders.expected", Sample.Gauge(60)),
        ]);
        var window = Watched.Window(frames);
        var opened = Watched.Start.AddHours(1);
        var impact = MeasureImpact.Of(window, opened, window.Until);
        Assert.Equal((300.0, 300.0, 300.0), (impact.Failed, impact.Missing!.Value, impact.LostOrders));
        Assert.Equal((30_000.0, 9_000_000.0), (impact.AverageWon!.Value, impact.LostWon!.Value));
    }

    [Fact]
    public void Nobody_knows_what_was_not_measured()
    {
        var window = Watched.Window(Watched.Frames(6, _ => []));
        var impact = MeasureImpact.Of(window, Watched.Start, window.Until);
        Assert.Equal((0.0, (double?)null, (double?)null), (impact.LostOrders, impact.Missing, impact.LostWon));
    }
}
