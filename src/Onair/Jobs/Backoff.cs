namespace Onair.Jobs;

/// <summary>
/// How long a failed job waits: exponential, with full jitter, so that a thousand jobs that failed together do not come
/// back together.
/// </summary>
public static class Backoff
{
    /// <summary>Doublings after which every allowed <c>first</c> has long passed every allowed <c>max</c>.</summary>
    private const int doublingsMax = 40;

    /// <summary>A wait above zero and at most <see cref="Ceiling"/>.</summary>
    /// <param name="attempts">Runs so far, at least 1.</param>
    /// <param name="first">Ceiling of the first wait.</param>
    /// <param name="max">Ceiling of every wait.</param>
    /// <param name="random">Where the jitter comes from.</param>
    public static TimeSpan Next(int attempts, TimeSpan first, TimeSpan max, Random random)
    {
        var ceiling = Ceiling(attempts, first, max);
        // 1 - [0, 1) lies in (0, 1]: a wait of nothing would be no wait. Instants are stored in microseconds.
        var wait = (1 - random.NextDouble()) * ceiling;
        return TimeSpan.FromMicroseconds(Math.Max(1, Math.Ceiling(wait.TotalMicroseconds)));
    }

    /// <summary><paramref name="first"/> doubled for every run after the first, up to <paramref name="max"/>.</summary>
    public static TimeSpan Ceiling(int attempts, TimeSpan first, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        var doubled = first.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, doublingsMax));
        return doubled >= max.TotalSeconds ? max : TimeSpan.FromSeconds(doubled);
    }
}
