using System.Globalization;
using System.Text;
using Onair.Broadcasts;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Planning;

/// <summary>The schedule for calendars (RFC 5545): a week from a day on.</summary>
internal static class CalendarApi
{
    private const int days = 7;

    /// <summary>Bytes of a line without its end (RFC 5545, 3.1).</summary>
    private const int lineBytesMax = 75;

    public static void MapCalendar(this IEndpointRouteBuilder console)
    {
        console.MapGet("/schedule.ics", WeekAsync).RequireAuthorization(nameof(StaffRight.PlanShows))
            .ExcludeFromDescription();
        console.MapGet("/schedule.csv", WeekAsCsvAsync).RequireAuthorization(nameof(StaffRight.PlanShows))
            .ExcludeFromDescription();
    }

    private static async Task<IResult> WeekAsCsvAsync(
        string? day, ReadBroadcasts broadcasts, TimeProvider time, CancellationToken cancel)
    {
        if (day is not null && KoreanTime.DayOf(day) is null) return TypedResults.BadRequest();
        var from = KoreanTime.DayOf(day) ?? KoreanTime.DayOf(time.GetUtcNow());
        var shows = await broadcasts.BetweenAsync(from, from.AddDays(days), BroadcastsOptions.PageMax, cancel);
        var file = new MemoryStream();
        await ScheduleFile.WriteAsync(file, shows);
        return TypedResults.Bytes(file.ToArray(), "text/csv; charset=utf-8", "schedule.csv");
    }

    private static async Task<IResult> WeekAsync(
        string? day, bool? english, ReadBroadcasts broadcasts, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (day is not null && KoreanTime.DayOf(day) is null) return TypedResults.BadRequest();
        var from = KoreanTime.DayOf(day) ?? KoreanTime.DayOf(now);
        var shows = await broadcasts.BetweenAsync(from, from.AddDays(days), BroadcastsOptions.PageMax, cancel);
        var text = Write(shows, now, ConsoleWords.Of(english == true));
        return TypedResults.Text(text, "text/calendar; charset=utf-8", Encoding.UTF8);
    }

    /// <summary>Pure: one event for each show that is not ended before its time.</summary>
    internal static string Write(IReadOnlyList<Broadcast> shows, DateTimeOffset now, ConsoleWords words)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Onair//Schedule//EN");
        foreach (var show in shows)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{show.Id:N}@onair");
            Line(text, $"DTSTAMP:{Stamp(now)}");
            Line(text, $"DTSTART:{Stamp(show.StartsAt)}");
            Line(text, $"DTEND:{Stamp(show.EndsAt)}");
            Line(text, $"SEQUENCE:{show.Version.ToString(CultureInfo.InvariantCulture)}");
            Line(text, "SUMMARY:" + Escape(words.Say(show.Title)));
            Line(text, "LOCATION:" + Escape(show.Feed));
            Line(text, "DESCRIPTION:" + Escape(string.Join('\n', show.Offers.Select(o => LineOf(o, words)))));
            Line(text, $"{CalendarFile.Title}:{Escape(show.Title.En)}");
            Line(text, $"{CalendarFile.Stream}:{Escape(show.StreamUrl)}");
            if (show.PosterUrl.Length > 0) Line(text, $"{CalendarFile.Poster}:{Escape(show.PosterUrl)}");
            if (show.IsPortrait) Line(text, $"{CalendarFile.Portrait}:yes");
            foreach (var offer in show.Offers) Line(text, $"{CalendarFile.Offer}:{Escape(PartsOf(offer, show))}");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static string LineOf(Offer offer, ConsoleWords words) =>
        $"{words.Clock(offer.PlannedAt)} {offer.Sku} {words.Won(offer.Price)} x {words.Count(offer.Allotment)}";

    private static string PartsOf(Offer offer, Broadcast show) => string.Create(
        CultureInfo.InvariantCulture,
        $"{offer.Sku} {offer.Price} {offer.Allotment} {offer.LimitPerCustomer ?? 0} {
            (long)(offer.PlannedAt - show.StartsAt).TotalMinutes}");

    private static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Folds by bytes, and never inside a character.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var used = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > lineBytesMax)
            {
                text.Append("\r\n ");
                used = 1;
            }

            text.Append(rune.ToString());
            used += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
