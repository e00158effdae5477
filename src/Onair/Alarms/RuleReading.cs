using Onair.Series;

namespace Onair.Alarms;

/// <summary>The series that rules are decided on: the last hour as it was written, and the last days in five minutes.
/// </summary>
/// <param name="Recent">Spans of ten seconds; its end is the moment of the evaluation.</param>
/// <param name="Days">Spans of five minutes; null when no rule needs them.</param>
public sealed record AlarmWindows(SeriesWindow Recent, SeriesWindow? Days);

/// <summary>What a rule measured, for one value of its signal's label.</summary>
/// <param name="Group">The label's value; empty for all.</param>
/// <param name="Critical">Points by the critical threshold, the oldest first; empty when there is none.</param>
/// <param name="Warning">The same by the warning threshold.</param>
/// <param name="Last">The newest reading.</param>
/// <param name="IsPartial">A part of the data is not there.</param>
public sealed record RuleReading(
    string Group, AlarmPoint[] Critical, AlarmPoint[] Warning, Reading Last, bool IsPartial)
{
    /// <summary>Pure: reads a rule that is not a composite.</summary>
    public static IEnumerable<RuleReading> Of(AlarmRule rule, AlarmWindows windows)
    {
        var signal = SignalCatalogue.Find(rule.Signal)
            ?? throw new InvalidOperationException($"rule {rule.Id}: no signal {rule.Signal}");
        return rule.Burn is { } burn ? OfBurn(signal, burn, windows) : OfPoints(rule, signal, windows.Recent);
    }

    /// <summary>Pure: whether the rule counts in the phase of now. Unknown phases count: nothing fails open.</summary>
    public static bool IsInPhase(AlarmRule rule, SeriesWindow recent)
    {
        if (rule.Phases.Count == 0) return true;
        var now = recent.Of(phase).Where(column => Newest(column) is > 0).Select(column => column.Name["phase"]);
        var known = now.ToList();
        return known.Count == 0 || known.Exists(rule.Phases.Contains);
    }

    private static readonly SeriesChoice phase = SeriesChoice.Parse("onair.broadcast.phase")!;

    /// <summary>The last value of the last minute.</summary>
    private static double? Newest(SeriesColumn column)
    {
        for (var at = column.Samples.Length - 1; at >= Math.Max(0, column.Samples.Length - 2); at--)
            if (column.Samples[at] is { } sample) return sample.Value;
        return null;
    }

    private static IEnumerable<RuleReading> OfPoints(AlarmRule rule, SignalDefinition signal, SeriesWindow recent)
    {
        var length = (int)(rule.Window.Ticks / recent.Span.Ticks);
        var step = (int)Math.Max(1, rule.Step.Ticks / recent.Span.Ticks);
        var count = rule.N + PointsOfN.Reserve;
        var isPartial = HasGaps(recent, recent.Count - length);
        foreach (var track in SignalTrack.Of(signal, recent))
        {
            var readings = new Reading[count];
            for (var i = 0; i < count; i++)
            {
                var end = recent.Count - ((count - 1 - i) * step);
                readings[i] = track.Read(end - length, end);
            }

            yield return new RuleReading(
                track.Group, Points(rule, signal, rule.Critical, readings),
                Points(rule, signal, rule.Warning, readings), readings[^1], isPartial);
        }
    }

    private static AlarmPoint[] Points(
        AlarmRule rule, SignalDefinition signal, double? threshold, Reading[] readings) => threshold is { } bound
        ? Array.ConvertAll(readings, reading => PointOf(rule, signal, reading, bound))
        : [];

    private static AlarmPoint PointOf(AlarmRule rule, SignalDefinition signal, Reading reading, double bound)
    {
        if (reading.State != ReadingState.Measured) return AlarmPoint.Missing;
        var value = signal.Measure == SignalMeasure.Ratio && rule.Certainty > 0
            ? Wilson.Bound(reading.Value, reading.Samples, rule.IsLowBad ? rule.Certainty : -rule.Certainty)
            : reading.Value;
        var isBad = rule.When!.Value switch
        {
            AlarmComparator.Below => value < bound,
            AlarmComparator.AtMost => value <= bound,
            AlarmComparator.Above => value > bound,
            AlarmComparator.AtLeast => value >= bound,
        };
        return isBad ? AlarmPoint.Bad : AlarmPoint.Good;
    }

    private static IEnumerable<RuleReading> OfBurn(SignalDefinition signal, BurnRate burn, AlarmWindows windows)
    {
        var recent = SignalTrack.Of(signal, windows.Recent);
        var days = windows.Days is { } window ? SignalTrack.Of(signal, window) : [];
        foreach (var track in recent)
        {
            var old = days.FirstOrDefault(other => other.Group == track.Group);
            var last = Reading.Missing;
            var worst = new Dictionary<AlarmLevel, AlarmPoint>
            {
                [AlarmLevel.Warning] = AlarmPoint.Missing, [AlarmLevel.Critical] = AlarmPoint.Missing,
            };
            foreach (var pair in burn.Windows)
            {
                var slow = Burnt(pair.Long, burn, windows, track, old);
                var fast = Burnt(pair.Short, burn, windows, track, old);
                if (slow.State != ReadingState.Measured || fast.State != ReadingState.Measured)
                {
                    if (last.State != ReadingState.Measured && slow.State != ReadingState.Missing) last = slow;
                    continue;
                }

                var least = slow.Value < fast.Value ? slow : fast;
                if (last.State != ReadingState.Measured || least.Value > last.Value) last = least;
                var point = least.Value >= pair.Factor ? AlarmPoint.Bad : AlarmPoint.Good;
                if (point > worst[pair.Severity]) worst[pair.Severity] = point;
            }

            AlarmPoint[] Of(AlarmLevel severity) =>
                burn.Windows.Any(pair => pair.Severity == severity) ? [worst[severity]] : [];
            yield return new RuleReading(
                track.Group, Of(AlarmLevel.Critical), Of(AlarmLevel.Warning), last,
                HasGaps(windows.Recent, windows.Recent.Count - 1));
        }
    }

    /// <summary>So many times faster than the budget allows.</summary>
    private static Reading Burnt(
        TimeSpan length, BurnRate burn, AlarmWindows windows, SignalTrack recent, SignalTrack? days)
    {
        var isLong = length > AlarmRule.WindowMax;
        var (window, track) = isLong ? (windows.Days, days) : (windows.Recent, recent);
        if (window is null || track is null) return Reading.Missing;
        var good = track.Read(window.Count - (int)(length.Ticks / window.Span.Ticks), window.Count);
        return good.State == ReadingState.Measured
            ? good with { Value = (1 - good.Value) / (1 - burn.Objective) }
            : good;
    }

    /// <summary>A span of the window has no data, or a node that spoke a minute ago is silent.</summary>
    private static bool HasGaps(SeriesWindow recent, int first)
    {
        const int minute = 6;
        var most = 0;
        for (var at = Math.Max(0, recent.Count - minute); at < recent.Count; at++)
            most = Math.Max(most, recent.NodesAt(at));
        if (recent.Count > 0 && recent.NodesAt(recent.Count - 1) < most) return true;
        for (var at = Math.Max(0, first); at < recent.Count; at++)
            if (recent.NodesAt(at) == 0) return true;
        return false;
    }
}
