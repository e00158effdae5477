namespace Onair.Storage;

/// <summary>Instants as the databases keep them: microseconds since 1970-01-01 UTC in a 64-bit integer.</summary>
public static class Instants
{
    private const long ticksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    public static long ToMicroseconds(this DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / ticksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * ticksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Cut to what the databases keep, so that a value read back equals the value written.</summary>
    public static DateTimeOffset ToStored(this DateTimeOffset instant) => FromMicroseconds(instant.ToMicroseconds());
}
