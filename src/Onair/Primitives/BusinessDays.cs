namespace Onair.Primitives;

/// <summary>
/// Days as Korean law counts them: from midnight to midnight in Korea, the day of the event itself not counted (Civil
/// Act, article 157). Business days are Monday to Friday without public holidays.
/// </summary>
public static class BusinessDays
{
    /// <summary>Korea keeps this offset all year.</summary>
    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    /// <summary>The date in Korea at this instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(korea).DateTime);

    /// <summary>The midnight in Korea that ends this day: what was done before it was done on the day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) =>
        new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), korea).ToUniversalTime();

    /// <exception cref="ArgumentOutOfRangeException">Beyond <see cref="KoreanHolidays"/>.</exception>
    public static bool IsBusinessDay(DateOnly day) =>
        !KoreanHolidays.IsHoliday(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The end of the n-th business day after the day of this instant.</summary>
    /// <param name="instant">The event that starts the clock.</param>
    /// <param name="days">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Beyond <see cref="KoreanHolidays"/>.</exception>
    public static DateTimeOffset EndOfBusinessDay(DateTimeOffset instant, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var day = DateOf(instant);
        for (var counted = 0; counted < days;)
        {
            day = day.AddDays(1);
            if (IsBusinessDay(day)) counted++;
        }

        return EndOf(day);
    }

    /// <summary>
    /// The end of a period whose last day this is: when that is no business day, of the next one (Civil Act, article
    /// 161).
    /// </summary>
    public static DateTimeOffset EndOfPeriod(DateOnly lastDay)
    {
        while (!IsBusinessDay(lastDay)) lastDay = lastDay.AddDays(1);
        return EndOf(lastDay);
    }
}
