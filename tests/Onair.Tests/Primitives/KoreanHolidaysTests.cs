using System.Globalization;
using Onair.Primitives;

namespace Onair.Tests.Primitives;

public sealed class KoreanHolidaysTests
{
    /// <summary>Every holiday that is not on a weekend, as the calendars of these years were published.</summary>
    private static readonly string[] published =
    [
        "2024-01-01", "2024-02-09", "2024-02-12", "2024-03-01", "2024-04-10", "2024-05-06", "2024-05-15", "2024-06-06",
        "2024-08-15", "2024-09-16", "2024-09-17", "2024-09-18", "2024-10-01", "2024-10-03", "2024-10-09", "2024-12-25",
        "2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-03-03", "2025-05-05", "2025-05-06",
        "2025-06-03", "2025-06-06", "2025-08-15", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08", "2025-10-09",
        "2025-12-25",
        "2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-03-02", "2026-05-05", "2026-05-25", "2026-06-03",
        "2026-07-17", "2026-08-17", "2026-09-24", "2026-09-25", "2026-10-05", "2026-10-09", "2026-12-25",
    ];

    [Fact]
    public void Published_years_are_the_table_to_the_day()
    {
        var days = new List<string>();
        for (var day = new DateOnly(2024, 1, 1); day <= new DateOnly(2026, 12, 31); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            if (KoreanHolidays.IsHoliday(day)) days.Add(day.ToString("O", CultureInfo.InvariantCulture));
        }

        Assert.Equal(published, days);
    }

    /// <summary>Another source for the moon: .NET's own Korean calendar.</summary>
    [Fact]
    public void Lunar_dates_are_those_of_the_korean_calendar()
    {
        var calendar = new KoreanLunisolarCalendar();
        foreach (var lunar in KoreanHolidays.Lunar)
        {
            var year = lunar.NewYear.Year;
            Assert.Equal(
                (lunar.NewYear, lunar.Buddha, lunar.Harvest), (Of(year, 1, 1), Of(year, 4, 8), Of(year, 8, 15)));
        }

        // The calendar counts a leap month as a month of its own.
        DateOnly Of(int year, int month, int day)
        {
            var leap = calendar.GetLeapMonth(year);
            var counted = leap > 0 && month >= leap ? month + 1 : month;
            return DateOnly.FromDateTime(calendar.ToDateTime(year, counted, day, 0, 0, 0, 0));
        }
    }

    [Fact]
    public void Table_has_every_year_between_its_ends() => Assert.Equal(
        Enumerable.Range(KoreanHolidays.From.Year, KoreanHolidays.Until.Year - KoreanHolidays.From.Year + 1),
        KoreanHolidays.Lunar.Select(lunar => lunar.NewYear.Year));

    [Theory]
    [InlineData("2027-02-09")] // Seollal: its middle day is a Sunday
    [InlineData("2027-08-16")] // Liberation Day on a Sunday
    [InlineData("2027-10-04")]
    [InlineData("2027-10-11")] // Hangul Day on a Saturday
    [InlineData("2027-12-27")] // Christmas on a Saturday
    [InlineData("2028-10-05")] // Chuseok meets National Foundation Day
    [InlineData("2029-05-21")] // Buddha's birthday on a Sunday
    [InlineData("2029-09-24")] // Chuseok: its last day is a Sunday
    [InlineData("2030-02-05")] // Seollal: its middle day is a Sunday
    [InlineData("2030-05-06")] // Children's Day on a Sunday
    public void Substitute_days_follow_the_rules(string day) =>
        Assert.True(KoreanHolidays.IsHoliday(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-06-08")] // Memorial Day on a Saturday is not made up for
    [InlineData("2026-09-28")] // Chuseok: its last day is a Saturday, which is not made up for
    [InlineData("2028-01-03")] // New Year on a Saturday is not made up for
    [InlineData("2025-07-17")] // Constitution Day was a working day then
    public void Working_days_stay_working_days(string day) =>
        Assert.False(KoreanHolidays.IsHoliday(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Beyond_the_table_nothing_is_answered()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KoreanHolidays.IsHoliday(new DateOnly(2023, 12, 31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => KoreanHolidays.IsHoliday(new DateOnly(2031, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => BusinessDays.EndOfBusinessDay(new DateTimeOffset(2030, 12, 31, 0, 0, 0, TimeSpan.Zero), 1));
    }
}
