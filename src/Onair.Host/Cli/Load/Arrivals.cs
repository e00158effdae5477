namespace Onair.Host.Cli.Load;

/// <summary>
/// When each shopper arrives: a Poisson process whose rate follows a shape, written down before the run begins, so that
/// a slow shop cannot slow down its shoppers, and so that a seed is a run.
/// </summary>
internal static class Arrivals
{
    /// <summary>Arrivals that one run may have; 24 bytes of samples each, so about 120 MB.</summary>
    public const int CountMax = 5_000_000;

    private const double microsPerSecond = 1_000_000;

    /// <summary>
    /// Instants in microseconds from the start of the run, ascending. The shop's clock runs <paramref
    /// name="timeScale"/> times faster than the wall's, but the rate per real second stays base rate x multiple: a
    /// shape of 150 minutes at scale 120 is the same curve in 75 seconds, with a 120th of its orders.
    /// </summary>
    /// <param name="shape">The multiple of the base rate over the shop's clock.</param>
    /// <param name="perSecond">Base rate, orders per real second.</param>
    /// <param name="timeScale">Seconds of the shop's clock per real second.</param>
    /// <param name="secondsMax">Real seconds after which the run is cut; null for the whole shape.</param>
    /// <param name="seed">The same seed gives the same instants.</param>
    /// <returns>Null when there would be more than <see cref="CountMax"/>.</returns>
    public static long[]? Schedule(LoadShape shape, double perSecond, double timeScale, double? secondsMax, int seed)
    {
        var end = RealSeconds(shape, timeScale, secondsMax);
        if (Expected(shape, perSecond, timeScale, secondsMax) > CountMax) return null;
        var random = new Random(seed);
        var due = new List<long>();
        var cumulated = 0.0;
        while (true)
        {
            // Gaps of a Poisson process of rate 1 in units of orders, carried to the clock by the shape's integral.
            cumulated += -Math.Log(1 - random.NextDouble()) * timeScale / perSecond;
            var second = shape.SecondOf(cumulated) / timeScale;
            if (cumulated >= shape.MeanSeconds || second >= end) return [.. due];
            if (due.Count == CountMax) return null;
            due.Add((long)(second * microsPerSecond));
        }
    }

    /// <summary>How many arrivals the schedule has on average.</summary>
    public static double Expected(LoadShape shape, double perSecond, double timeScale, double? secondsMax) =>
        perSecond * shape.Cumulated(RealSeconds(shape, timeScale, secondsMax) * timeScale) / timeScale;

    /// <summary>The length of the run in real seconds.</summary>
    public static double RealSeconds(LoadShape shape, double timeScale, double? secondsMax) =>
        Math.Min(shape.Seconds / timeScale, secondsMax ?? double.MaxValue);
}
