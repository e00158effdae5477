using CsCheck;
using Onair.Jobs;

namespace Onair.Tests.Jobs;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(10, 512)]
    [InlineData(11, 900)]
    [InlineData(100, 900)]
    public void Ceiling_doubles_up_to_its_maximum(int attempts, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        Backoff.Ceiling(attempts, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15)));

    [Fact]
    public void Wait_is_above_zero_and_not_above_its_ceiling() => Gen
        .Select(Gen.Int[1, 100], Gen.Int[1, 3_600_000], Gen.Int[1, 86_400_000], Gen.Int)
        .Sample((attempts, first, max, seed) =>
        {
            var wait = Backoff.Next(
                attempts, TimeSpan.FromMilliseconds(first), TimeSpan.FromMilliseconds(max), new Random(seed));
            return wait > TimeSpan.Zero
                && wait <= Backoff.Ceiling(attempts, TimeSpan.FromMilliseconds(first), TimeSpan.FromMilliseconds(max));
        });

    [Fact]
    public void Jitter_spreads_over_the_whole_range()
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 1000)
            .Select(_ => Backoff.Next(4, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random).TotalSeconds)
            .ToList();
        Assert.InRange(waits.Min(), 0, 0.1);
        Assert.InRange(waits.Max(), 7.9, 8);
        Assert.InRange(waits.Average(), 3.7, 4.3);
    }

    [Fact]
    public void No_attempt_has_no_wait() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Backoff.Ceiling(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
}
