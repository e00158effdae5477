using System.Globalization;
using System.Text;
using Onair.Broadcasts;
using Onair.Catalog;

namespace Onair.Host.StaffConsole.Planning;

/// <summary>
/// Reads calendars (RFC 5545) that hold shows: those that <see cref="CalendarApi"/> writes. An event says its stream
/// and offers in properties of our own; one without offers is no show, and the file is refused.
/// </summary>
internal static class CalendarFile
{
    public const string Stream = "X-ONAIR-STREAM";
    public const string Poster = "X-ONAIR-POSTER";
    public const string Portrait = "X-ONAIR-PORTRAIT";
    public const string Title = "X-ONAIR-TITLE-EN";

    /// <summary><c>sku price allotment limit minutes</c>; a limit of 0 is none.</summary>
    public const string Offer = "X-ONAIR-OFFER";

    private const int offerParts = 5;

    /// <summary>Pure. Either drafts or faults.</summary>
    public static (List<BroadcastDraft> Shows, List<FileFault> Faults) Read(string text)
    {
        var (shows, faults) = (new List<BroadcastDraft>(), new List<FileFault>());
        List<(string Name, string Value)>? show = null;
        var number = 0;
        foreach (var line in Unfold(text))
        {
            var colon = line.IndexOf(':');
            if (colon < 1) continue;
            var (head, value) = (line[..colon], line[(colon + 1)..]);
            var name = head.Split(';')[0].ToUpperInvariant();
            if (name == "BEGIN" && value == "VEVENT") (show, number) = ([], number + 1);
            else if (name == "END" && value == "VEVENT" && show is not null)
            {
                if (Of(show, number, faults) is { } draft) shows.Add(draft);
                show = null;
            }
            else show?.Add((name, value));
        }

        if (number == 0) faults.Add(new FileFault(1, ""));
        if (number > ScheduleMany.ShowsMax) faults.Add(new FileFault(number, ""));
        return faults.Count > 0 ? ([], [.. faults.Take(ScheduleFile.FaultsMax)]) : (shows, faults);
    }

    private static BroadcastDraft? Of(List<(string Name, string Value)> show, int number, List<FileFault> faults)
    {
        var before = faults.Count;
        var (starts, ends) = (Time("DTSTART"), Time("DTEND"));
        var offers = show.Where(one => one.Name == Offer).Select(one => OfferOf(one.Value, starts)).ToList();
        if (offers.Count == 0 || offers.Contains(null)) faults.Add(new FileFault(number, Offer));
        if (Text(Stream).Length == 0) faults.Add(new FileFault(number, Stream));
        if (faults.Count > before) return null;
        return new BroadcastDraft
        {
            Feed = Text("LOCATION"),
            Title = new LocalText(Text("SUMMARY"), Text(Title).Length > 0 ? Text(Title) : Text("SUMMARY")),
            StreamUrl = Text(Stream),
            PosterUrl = Text(Poster),
            IsPortrait = Text(Portrait) == "yes",
            StartsAt = starts,
            EndsAt = ends,
            Offers = [.. offers.Select(offer => offer!)],
        };

        string Text(string name) => Unescape(show.Find(one => one.Name == name).Value ?? "");

        DateTimeOffset Time(string name)
        {
            if (Moment(Text(name)) is { } at) return at;
            faults.Add(new FileFault(number, name));
            return default;
        }
    }

    private static OfferDraft? OfferOf(string value, DateTimeOffset starts)
    {
        var parts = Unescape(value).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != offerParts) return null;
        var numbers = new int[offerParts - 1];
        for (var i = 1; i < offerParts; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i - 1]))
                return null;
        }

        return new OfferDraft(
            parts[0], numbers[0], numbers[1], numbers[2] == 0 ? null : numbers[2], starts.AddMinutes(numbers[3]));
    }

    /// <summary>In UTC, or without a zone: Korea's, as the editor takes it.</summary>
    private static DateTimeOffset? Moment(string text)
    {
        const string form = "yyyyMMdd'T'HHmmss";
        var isUtc = text.EndsWith('Z');
        return DateTime.TryParseExact(
            text.TrimEnd('Z'), form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new DateTimeOffset(at, isUtc ? TimeSpan.Zero : TimeSpan.FromHours(9))
            : null;
    }

    /// <summary>A line that begins with a space goes on with the one before.</summary>
    private static IEnumerable<string> Unfold(string text)
    {
        var line = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            var part = raw.TrimEnd('\r');
            if (part.StartsWith(' ') || part.StartsWith('\t'))
            {
                line.Append(part, 1, part.Length - 1);
                continue;
            }

            if (line.Length > 0) yield return line.ToString();
            line.Clear().Append(part);
        }

        if (line.Length > 0) yield return line.ToString();
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) plain.Append(text[i]);
            else plain.Append(text[++i] is 'n' or 'N' ? '\n' : text[i]);
        }

        return plain.ToString().Trim();
    }
}
