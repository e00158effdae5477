using CsCheck;
using Onair.Host.Cli.Load;

namespace Onair.Tests.Cli;

public sealed class ArrivalsTests
{
    [Fact]
    public void Same_seed_gives_the_same_run_and_another_seed_another()
    {
        var shape = LoadShape.Flat(60);

        Assert.Equal(Arrivals.Schedule(shape, 50, 1, null, seed: 7), Arrivals.Schedule(shape, 50, 1, null, seed: 7));
        Assert.NotEqual(Arrivals.Schedule(shape, 50, 1, null, seed: 7), Arrivals.Schedule(shape, 50, 1, null, seed: 8));
    }

    [Fact]
    public void Arrivals_ascend_within_the_run() =>
        Gen.Select(Gen.Double[1, 200], Gen.Double[60, 2000], Gen.Double[1, 100], Gen.Int).Sample(
            (rate, timeScale, cut, seed) =>
            {
                var shape = LoadShape.Broadcast();
                var due = Arrivals.Schedule(shape, rate, timeScale, cut, seed)!;
                var end = Arrivals.RealSeconds(shape, timeScale, cut) * 1_000_000;
                for (var i = 0; i < due.Length; i++)
                {
                    Assert.InRange(due[i], 0, end);
                    if (i > 0) Assert.True(due[i] >= due[i - 1]);
                }
            },
            iter: 100);

    /// <summary>
    /// A Poisson count is within six standard deviations of its mean but for one run in half a billion.
    /// </summary>
    [Theory]
    [InlineData("Flat", 100, 1, 60.0)]
    [InlineData("Broadcast", 4.6, 120, null)]
    [InlineData("Broadcast", 50, 60, 20.0)]
    [InlineData("Event", 4.6, 60, null)]
    public void Count_is_what_the_shape_holds(string kind, double rate, double timeScale, double? cut)
    {
        var shape = LoadShape.Of(Enum.Parse<ShapeKind>(kind), (cut ?? 60) * timeScale);
        var expected = Arrivals.Expected(shape, rate, timeScale, cut);

        for (var seed = 0; seed < 5; seed++)
            Assert.InRange(
                Arrivals.Schedule(shape, rate, timeScale, cut, seed)!.Length,
                expected - (6 * Math.Sqrt(expected)),
                expected + (6 * Math.Sqrt(expected)));
    }

    [Fact]
    public void Time_scale_shortens_the_run_and_keeps_its_rate_per_real_second()
    {
        var shape = LoadShape.Broadcast();
        var due = Arrivals.Schedule(shape, 100, 120, null, seed: 3)!;

        // T to T+60 of the shop's clock are the real seconds 15 to 45: 15 times the base rate.
        var onAir = due.Count(micros => micros is >= 15_000_000 and < 45_000_000);
        Assert.InRange(onAir / 30.0, 1450, 1550);
        Assert.Equal(75, Arrivals.RealSeconds(shape, 120, null));
    }

    [Fact]
    public void Gaps_of_a_flat_run_are_exponential()
    {
        var due = Arrivals.Schedule(LoadShape.Flat(1000), 100, 1, null, seed: 11)!;
        var gaps = due.Zip(due.Skip(1), (a, b) => (b - a) / 1e6).ToArray();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));

        Assert.InRange(mean, 0.0097, 0.0103);
        Assert.InRange(deviation / mean, 0.97, 1.03);
    }

    [Fact]
    public void Run_beyond_the_bound_is_refused() =>
        Assert.Null(Arrivals.Schedule(LoadShape.Flat(100_000), 1000, 1, null, seed: 1));
}
