using System.Globalization;

namespace Onair.Host.StaffConsole.Planning;

/// <summary>Days and times as they are typed and shown here: Korea's, which keeps one offset all year.</summary>
internal static class KoreanTime
{
    private const string field = "yyyy-MM-dd'T'HH:mm";

    private static readonly TimeSpan offset = TimeSpan.FromHours(9);

    /// <summary>Midnight of a day; null for what is no day.</summary>
    public static DateTimeOffset? DayOf(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), offset)
        : null;

    /// <summary>Midnight of the day of a moment.</summary>
    public static DateTimeOffset DayOf(DateTimeOffset at) => new(at.ToOffset(offset).Date, offset);

    public static string Day(DateTimeOffset at) =>
        at.ToOffset(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As a field for date and time has it.</summary>
    public static string Field(DateTimeOffset at) => at.ToOffset(offset).ToString(field, CultureInfo.InvariantCulture);

    /// <summary>Null for what such a field does not send; the framework adds seconds to what a browser sends.</summary>
    public static DateTimeOffset? Parse(string text) => DateTime.TryParseExact(
        text, [field, field + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed)
        ? new DateTimeOffset(typed, offset)
        : null;
}
