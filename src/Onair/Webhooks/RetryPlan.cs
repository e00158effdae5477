namespace Onair.Webhooks;

/// <summary>
/// Pure: when a message is sent again. Soon at first, as most trouble is over in a minute; then ever more rarely, for
/// three days, as a weekend is.
/// </summary>
public static class RetryPlan
{
    private static readonly TimeSpan[] waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14),
        TimeSpan.FromHours(18), TimeSpan.FromHours(22),
    ];

    /// <summary>From the first try to the last.</summary>
    public static TimeSpan Span { get; } = waits.Aggregate((sum, wait) => sum + wait);

    /// <summary>Until the next try; null: that was the last one.</summary>
    /// <param name="tries">That were made.</param>
    /// <param name="share">From 0 to 1: up to a tenth is added, so that a receiver that is back is not overrun.</param>
    public static TimeSpan? After(int tries, double share) =>
        tries < 1 || tries > waits.Length ? null : waits[tries - 1] * (1 + (share / 10));

    /// <summary>True when a webhook took nothing for so long that it is not told any more.</summary>
    public static bool IsOver(DateTimeOffset? failingSince, DateTimeOffset now) =>
        failingSince is { } since && now - since >= Span;
}
