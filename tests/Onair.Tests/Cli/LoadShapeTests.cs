using CsCheck;
using Onair.Host.Cli.Load;

namespace Onair.Tests.Cli;

public sealed class LoadShapeTests
{
    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(29.9, 2.5)]
    [InlineData(30, 15)]
    [InlineData(89.9, 15)]
    [InlineData(90, 7)]
    [InlineData(120, 5)]
    [InlineData(149.99, 3)]
    [InlineData(150, 0)]
    public void Broadcast_follows_the_load_to_plan_for(double minute, double multiple) =>
        Assert.Equal(multiple, LoadShape.Broadcast().MultipleAt(minute * 60), 2);

    [Fact]
    public void Broadcast_holds_its_three_pieces() =>
        Assert.Equal(((30 * 2.5) + (60 * 15) + (60 * 5)) * 60, LoadShape.Broadcast().MeanSeconds, 6);

    [Fact]
    public void First_hour_of_an_event_is_35_percent_of_its_day()
    {
        var shape = LoadShape.Event();
        var day = shape.MeanSeconds + (21 * 3600 * LoadShape.EventRestOfDay);

        Assert.Equal(0.35, shape.Cumulated(3600) / day, 9);
        Assert.Equal(25, shape.MultipleAt(0));
        Assert.Equal(3 * 3600, shape.Seconds);
    }

    [Fact]
    public void Second_of_is_the_inverse_of_cumulated() =>
        Gen.Select(Gen.Int[1, 3], Gen.Double[0, 1]).Sample(
            (kind, part) =>
            {
                var shape = LoadShape.Of((ShapeKind)kind, flatSeconds: 60);
                var second = part * shape.Seconds;
                Assert.Equal(second, shape.SecondOf(shape.Cumulated(second)), 3);
            });

    [Fact]
    public void Cumulated_is_the_integral_of_the_multiple() =>
        Gen.Select(Gen.Int[2, 3], Gen.Double[0, 1]).Sample((kind, part) =>
        {
            const int slices = 4000;
            var shape = LoadShape.Of((ShapeKind)kind, flatSeconds: 60);
            var end = part * shape.Seconds;
            var sum = 0.0;
            for (var i = 0; i < slices; i++) sum += shape.MultipleAt((i + 0.5) * end / slices) * end / slices;
            Assert.Equal(sum, shape.Cumulated(end), 0.01 * shape.MeanSeconds);
        });
}
