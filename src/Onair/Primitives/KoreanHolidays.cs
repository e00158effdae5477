namespace Onair.Primitives;

/// <summary>
/// Public holidays of Korea, after the Regulation on Holidays of Public Offices (관공서의 공휴일에 관한 규정, articles 2 and
/// 3, as amended on 2023-05-04) and the Act on Public Holidays. The dates that follow the moon stand in a table, the
/// fixed ones and the substitute days follow from the rules.
/// <para>
/// Sure: 2024 to 2026, as they were published. 2027 to 2030: the lunar dates are astronomy and sure; elections and
/// temporary holidays are made known a few months ahead, so those years may gain a day. A day that is missing here
/// makes a deadline earlier than the law asks, never later. Beyond the table nothing is answered:
/// <see cref="IsHoliday"/> throws, and <see cref="Until"/> lets the shop refuse to start in good time.
/// </para>
/// </summary>
public static class KoreanHolidays
{
    /// <summary>The first day that the table knows.</summary>
    public static readonly DateOnly From = new(2024, 1, 1);

    /// <summary>The last day that the table knows.</summary>
    public static readonly DateOnly Until = new(2030, 12, 31);

    /// <summary>
    /// Lunar 1-1, 4-8 and 8-15 in Korean time: in 2027 and 2028 the new moon falls a day later than in China.
    /// </summary>
    internal static readonly IReadOnlyList<LunarDates> Lunar =
    [
        new(new(2024, 2, 10), new(2024, 5, 15), new(2024, 9, 17)),
        new(new(2025, 1, 29), new(2025, 5, 5), new(2025, 10, 6)),
        new(new(2026, 2, 17), new(2026, 5, 24), new(2026, 9, 25)),
        new(new(2027, 2, 7), new(2027, 5, 13), new(2027, 9, 15)),
        new(new(2028, 1, 27), new(2028, 5, 2), new(2028, 10, 3)),
        new(new(2029, 2, 13), new(2029, 5, 20), new(2029, 9, 22)),
        new(new(2030, 2, 3), new(2030, 5, 9), new(2030, 9, 12)),
    ];

    /// <summary>Elections set by their law or published, and temporary holidays of the cabinet.</summary>
    private static readonly DateOnly[] published =
    [
        new(2024, 4, 10), // general election
        new(2024, 10, 1), // temporary: Armed Forces Day
        new(2025, 1, 27), // temporary: before Seollal
        new(2025, 6, 3), // presidential election
        new(2026, 6, 3), // local elections
        new(2028, 4, 12), // general election: the first Wednesday from 50 days before the term ends
    ];

    private static readonly HashSet<DateOnly> days = Build();

    /// <summary>True for public holidays and their substitutes; plain Saturdays and Sundays are not holidays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table does not know this year.</exception>
    public static bool IsHoliday(DateOnly day)
    {
        if (day < From || day > Until)
        {
            throw new ArgumentOutOfRangeException(nameof(day), day, "the table of Korean holidays has no such year");
        }

        return days.Contains(day);
    }

    private static HashSet<DateOnly> Build()
    {
        var all = new HashSet<DateOnly>(published);
        foreach (var lunar in Lunar)
        {
            var holidays = OfYear(lunar);
            foreach (var holiday in holidays) all.Add(holiday.Day);
            // Substitutes are looked for when all holidays of the year are known, and in the order of the calendar.
            foreach (var sharing in holidays.GroupBy(holiday => holiday.Day).OrderBy(day => day.Key))
            {
                for (var i = 0; i < Substitutes(sharing.Key, [.. sharing]); i++) all.Add(NextFree(sharing.Key, all));
            }
        }

        return all;
    }

    private static List<Holiday> OfYear(LunarDates lunar)
    {
        var year = lunar.NewYear.Year;
        List<Holiday> holidays =
        [
            new(new(year, 1, 1), Substitute.Never),
            new(lunar.NewYear.AddDays(-1), Substitute.ForSunday),
            new(lunar.NewYear, Substitute.ForSunday),
            new(lunar.NewYear.AddDays(1), Substitute.ForSunday),
            new(new(year, 3, 1), Substitute.ForWeekend),
            new(lunar.Buddha, Substitute.ForWeekend),
            new(new(year, 5, 5), Substitute.ForWeekend),
            new(new(year, 6, 6), Substitute.Never),
            new(new(year, 8, 15), Substitute.ForWeekend),
            new(lunar.Harvest.AddDays(-1), Substitute.ForSunday),
            new(lunar.Harvest, Substitute.ForSunday),
            new(lunar.Harvest.AddDays(1), Substitute.ForSunday),
            new(new(year, 10, 3), Substitute.ForWeekend),
            new(new(year, 10, 9), Substitute.ForWeekend),
            new(new(year, 12, 25), Substitute.ForWeekend),
        ];
        // Constitution Day is a day off again from 2026 on.
        if (year >= 2026) holidays.Add(new(new(year, 7, 17), Substitute.ForWeekend));
        return holidays;
    }

    /// <summary>How many days make up for the holidays that fall on one day.</summary>
    private static int Substitutes(DateOnly day, List<Holiday> sharing)
    {
        var isEligible = sharing.Exists(holiday => holiday.Substitute != Substitute.Never);
        return day.DayOfWeek switch
        {
            DayOfWeek.Sunday => isEligible ? 1 : 0,
            DayOfWeek.Saturday => sharing.Exists(holiday => holiday.Substitute == Substitute.ForWeekend) ? 1 : 0,
            // Two on one working day: the second is made up for.
            _ => isEligible ? sharing.Count - 1 : 0,
        };
    }

    /// <summary>The first day behind that is neither a holiday nor on a weekend.</summary>
    private static DateOnly NextFree(DateOnly day, HashSet<DateOnly> taken)
    {
        do day = day.AddDays(1);
        while (taken.Contains(day) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return day;
    }

    private enum Substitute
    {
        Never = 1,

        /// <summary>Seollal and Chuseok: when a day of them is a Sunday or meets another holiday.</summary>
        ForSunday = 2,

        /// <summary>The others: when it is a Saturday or a Sunday or meets another holiday.</summary>
        ForWeekend = 3,
    }

    private readonly record struct Holiday(DateOnly Day, Substitute Substitute);

    /// <summary>The holidays of one year that follow the moon: Seollal, Buddha's birthday, Chuseok.</summary>
    internal readonly record struct LunarDates(DateOnly NewYear, DateOnly Buddha, DateOnly Harvest);
}
