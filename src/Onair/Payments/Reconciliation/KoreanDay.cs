using System.Globalization;

namespace Onair.Payments.Reconciliation;

/// <summary>Days as the books of Korean gateways know them. Korea has had no summer time since 1988.</summary>
public static class KoreanDay
{
    private static readonly TimeSpan seoul = TimeSpan.FromHours(9);

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(seoul).DateTime);

    /// <summary>The moment at which the day begins; the day before ends there.</summary>
    public static DateTimeOffset Start(DateOnly day) => At(day, 0);

    /// <summary>An hour of the day, 0 to 23.</summary>
    public static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), seoul);

    /// <summary>20260302; how a day is stored.</summary>
    public static int Number(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    public static bool TryParse(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
