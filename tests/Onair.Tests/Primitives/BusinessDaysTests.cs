using System.Globalization;
using CsCheck;
using Onair.Primitives;

namespace Onair.Tests.Primitives;

public sealed class BusinessDaysTests
{
    [Theory]
    [InlineData("2026-11-23T00:00:00+09:00", 3, "2026-11-27T00:00:00+09:00")] // Monday: over when Thursday is
    [InlineData("2026-11-23T23:59:59+09:00", 3, "2026-11-27T00:00:00+09:00")] // the hour does not count
    [InlineData("2026-11-24T00:00:00+09:00", 3, "2026-11-28T00:00:00+09:00")] // midnight begins the next day
    [InlineData("2026-11-23T14:59:59Z", 3, "2026-11-27T00:00:00+09:00")] // midnight is Korea's, not Greenwich's
    [InlineData("2026-11-23T15:00:00Z", 3, "2026-11-28T00:00:00+09:00")]
    [InlineData("2026-11-27T10:00:00+09:00", 3, "2026-12-03T00:00:00+09:00")] // Friday
    [InlineData("2026-11-28T10:00:00+09:00", 3, "2026-12-03T00:00:00+09:00")] // Saturday
    [InlineData("2026-02-13T10:00:00+09:00", 3, "2026-02-24T00:00:00+09:00")] // Seollal from Monday to Wednesday
    [InlineData("2026-09-23T10:00:00+09:00", 3, "2026-10-01T00:00:00+09:00")] // Chuseok on Thursday and Friday
    [InlineData("2025-10-02T10:00:00+09:00", 3, "2025-10-15T00:00:00+09:00")] // seven days off in a row
    [InlineData("2026-02-27T10:00:00+09:00", 3, "2026-03-06T00:00:00+09:00")] // a substitute day on Monday
    [InlineData("2026-12-31T23:00:00+09:00", 3, "2027-01-07T00:00:00+09:00")] // the turn of the year
    [InlineData("2026-12-24T10:00:00+09:00", 1, "2026-12-29T00:00:00+09:00")]
    public void Business_days_end_at_midnight_in_korea(string from, int days, string until) =>
        Assert.Equal(At(until), BusinessDays.EndOfBusinessDay(At(from), days));

    [Theory]
    [InlineData("2026-11-26", "2026-11-27T00:00:00+09:00")]
    [InlineData("2026-11-28", "2026-12-01T00:00:00+09:00")] // Saturday: the end of Monday
    [InlineData("2026-02-16", "2026-02-20T00:00:00+09:00")] // Seollal
    [InlineData("2027-01-01", "2027-01-05T00:00:00+09:00")] // New Year on a Friday
    public void Period_does_not_end_on_a_day_off(string day, string until) => Assert.Equal(
        At(until), BusinessDays.EndOfPeriod(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void There_are_exactly_so_many_business_days_between() => Gen.Select(
        Gen.Int[0, 6 * 365], Gen.Int[0, 86_399], Gen.Int[1, 20]).Sample((day, second, count) =>
        {
            var from = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(9)).AddDays(day).AddSeconds(second);
            var end = BusinessDays.EndOfBusinessDay(from, count);
            var last = BusinessDays.DateOf(end).AddDays(-1);
            var counted = 0;
            for (var d = BusinessDays.DateOf(from).AddDays(1); d <= last; d = d.AddDays(1))
                counted += BusinessDays.IsBusinessDay(d) ? 1 : 0;
            Assert.Equal(count, counted);
            Assert.True(BusinessDays.IsBusinessDay(last));
        });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
