namespace Onair.Sandbox;

/// <summary>Korean time. It has known no summer time since 1988, so that an offset is enough.</summary>
internal static class Kst
{
    private static readonly TimeSpan offset = TimeSpan.FromHours(9);

    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(offset);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>An instant from a clock on a wall in Seoul.</summary>
    public static DateTimeOffset At(DateTime wall) => new(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), offset);
}
