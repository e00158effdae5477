using System.Text.Json;
using Onair.Primitives;
using Onair.Series;

namespace Onair.Alarms;

/// <summary>A change that a replay came to.</summary>
public sealed record ReplayedChange(
    DateTimeOffset At, string Alarm, AlarmLevel From, AlarmLevel To, double? Value, long Samples, bool IsSuppressed);

/// <summary>
/// Rules over series of the past, or over made ones, as fast as the machine can: what would have fired. Pure but for
/// reading the file.
/// </summary>
public static class ReplayAlarms
{
    /// <summary>A day of ten seconds of ten nodes.</summary>
    public const int FramesMax = 100_000;

    /// <summary>Frames one per line: <c>{"at": "2026-03-02T11:00:00Z", "node": "a", "samples": {...}}</c>, as
    /// <c>signals query --frames</c> prints them. Null when a line is wrong.</summary>
    public static List<Frame>? Read(TextReader lines, out List<FieldError> errors)
    {
        errors = [];
        var frames = new List<Frame>();
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.Length == 0) continue;
            if (frames.Count == FramesMax)
            {
                errors.Add(new FieldError($"line {number}", $"more than {FramesMax} frames"));
                return null;
            }

            try
            {
                using var json = JsonDocument.Parse(line);
                var root = json.RootElement;
                frames.Add(new Frame(
                    root.GetProperty("at").GetDateTimeOffset().ToUniversalTime(),
                    root.GetProperty("node").GetString() ?? "",
                    Frame.ReadSamples(root.GetProperty("samples"))));
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
                or FormatException or ArgumentException)
            {
                errors.Add(new FieldError($"line {number}", error.Message));
                if (errors.Count >= 20) return null;
            }
        }

        return errors.Count == 0 ? frames : null;
    }

    /// <summary>Decides every ten seconds from the first frame to the last.</summary>
    /// <param name="rules">Those that count.</param>
    /// <param name="frames">In any order.</param>
    /// <param name="learn">True: the expected orders are learnt on the way; false: they are in the frames.</param>
    public static List<ReplayedChange> Run(
        IReadOnlyList<AlarmRule> rules, IReadOnlyList<Frame> frames, bool learn = true)
    {
        var changes = new List<ReplayedChange>();
        if (frames.Count == 0) return changes;
        var on = rules.Where(rule => !rule.IsOff).Select(rule => (rule, 1)).ToList();
        var sorted = frames.OrderBy(frame => frame.At).ToList();
        var past = new ReplayedPast(learn);
        var before = new Dictionary<string, AlarmState>(StringComparer.Ordinal);
        var recent = new Queue<Frame>();
        var next = 0;
        for (var now = Frame.StartOf(sorted[0].At, Frame.Span) + Frame.Span;
            now <= sorted[^1].At + Frame.Span; now += Frame.Span)
        {
            for (; next < sorted.Count && sorted[next].At < now; next++) recent.Enqueue(past.Take(sorted[next]));
            while (recent.Count > 0 && recent.Peek().At < now - AlarmRule.WindowMax) recent.Dequeue();
            var window = SeriesWindow.Of(recent, now - AlarmRule.WindowMax, now, Frame.Span);
            past.See(window);
            var states = DecideAlarms.Decide(on, new AlarmWindows(window, past.Days(now)), before, Throw);
            foreach (var state in states)
            {
                var old = before.GetValueOrDefault(state.Key);
                var from = old?.Level ?? AlarmLevel.Insufficient;
                if (from == state.Level && old?.IsSuppressed == state.IsSuppressed) continue;
                if (old is null && !state.IsFiring) continue;
                changes.Add(new ReplayedChange(
                    now, state.Key, from, state.Level, state.Value, state.Samples, state.IsSuppressed));
            }

            before = states.ToDictionary(state => state.Key, StringComparer.Ordinal);
        }

        return changes;
    }

    private static void Throw(AlarmRule rule, Exception error) =>
        throw new InvalidOperationException($"rule {rule.Id} could not be evaluated", error);
}

/// <summary>What a replay has seen so far, in spans of five minutes, and what it expects after that.</summary>
internal sealed class ReplayedPast(bool learn)
{
    private static readonly TimeSpan span = ReadSeries.Spans[1];

    private readonly List<Frame> rolled = [];
    private readonly List<Frame> open = [];
    private OrderPace pace = OrderPace.None;
    private SeriesWindow? days;
    private string? phase;

    /// <summary>The frame, with what is expected of its span when that is learnt.</summary>
    public Frame Take(Frame frame)
    {
        var start = Frame.StartOf(frame.At, span);
        if (open.Count > 0 && Frame.StartOf(open[0].At, span) < start) Roll();
        open.Add(frame);
        if (!learn || phase is null || pace.Expect(phase, frame.At) is not { } expected) return frame;
        return frame with
        {
            Samples = new Dictionary<string, Sample>(frame.Samples)
            {
                ["onair.orders.expected"] = Sample.Gauge(expected),
            },
        };
    }

    public void See(SeriesWindow window) => phase = OrderPace.PhaseOf(window);

    public SeriesWindow? Days(DateTimeOffset now)
    {
        if (rolled.Count == 0) return null;
        var until = Frame.StartOf(now, span);
        if (days is null || days.Until != until)
            days = SeriesWindow.Of(rolled, until - AlarmRule.BurnWindowMax, until, span);
        return days;
    }

    private void Roll()
    {
        var start = Frame.StartOf(open[0].At, span);
        rolled.AddRange(SeriesWindow.Of(open, start, start + span, Frame.Span).Rolled(span));
        open.Clear();
        if (learn) pace = OrderPace.Learn(SeriesWindow.Of(rolled, rolled[0].At, start + span, span));
    }
}
