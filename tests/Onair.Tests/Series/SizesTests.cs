using Onair.Series;

namespace Onair.Tests.Series;

/// <summary>Values by size: they add up, and percentiles are near.</summary>
public sealed class SizesTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Percentile_is_within_half_a_step(double share)
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 20_000).Select(_ => Math.Pow(10, (random.NextDouble() * 5) - 3)).ToList();
        var sizes = Sizes.OfValues(values);
        values.Sort();
        var exact = values[(int)Math.Ceiling(share * values.Count) - 1];
        Assert.InRange(sizes.Percentile(share)!.Value / exact, 1 / 1.046, 1.046);
    }

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        var random = new Random(6);
        var values = Enumerable.Range(0, 1000).Select(_ => random.NextDouble() * 10).ToList();
        var parts = values.Chunk(77).Select(Sizes.OfValues).Aggregate(Sizes.Empty, Sizes.Merge);
        Assert.Equal(Sizes.OfValues(values).Counts, parts.Counts);
        Assert.Equal(1000, parts.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    [InlineData(double.PositiveInfinity)]
    public void Any_number_has_a_slot(double value) =>
        Assert.InRange(Sizes.SlotOf(value), 0, Sizes.SlotsMax - 1);

    [Fact]
    public void Nothing_has_no_percentile() => Assert.Null(Sizes.Empty.Percentile(0.5));
}
