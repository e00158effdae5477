namespace Onair.Series;

/// <summary>What a signal says about a span of time.</summary>
public enum ReadingState
{
    /// <summary>No node wrote anything, or a level that nobody reported.</summary>
    Missing = 1,

    /// <summary>There is data, and too little of it for a number.</summary>
    NoTraffic = 2,

    Measured = 3,
}

/// <param name="State">Whether <paramref name="Value"/> is a number.</param>
/// <param name="Value">Shares from 0 to 1; seconds; a number.</param>
/// <param name="Samples">What it is made of: the denominator, the values of a percentile, the spans of a level.</param>
public readonly record struct Reading(ReadingState State, double Value, long Samples)
{
    public static readonly Reading Missing = new(ReadingState.Missing, 0, 0);
}

/// <summary>
/// One signal (one value of its label, when it has one) laid out over a window, so that any stretch of it can be read.
/// Pure.
/// </summary>
public sealed class SignalTrack
{
    /// <summary>Values of a label that are signals of their own.</summary>
    public const int GroupsMax = 20;

    private readonly SignalDefinition signal;
    private readonly SeriesWindow window;
    private readonly Line of;
    private readonly Line per;

    private SignalTrack(SignalDefinition signal, SeriesWindow window, string group)
    {
        this.signal = signal;
        this.window = window;
        Group = group;
        of = new Line(window, signal.Of, signal.By, group);
        per = new Line(window, signal.Per, signal.By, group);
    }

    /// <summary>The label's value; empty for all.</summary>
    public string Group { get; }

    /// <summary>One track, or one for each value of the label that the window has; at most <see cref="GroupsMax"/>.
    /// </summary>
    public static IReadOnlyList<SignalTrack> Of(SignalDefinition signal, SeriesWindow window)
    {
        if (signal.By.Length == 0) return [new SignalTrack(signal, window, "")];
        var groups = signal.Of.Concat(signal.Per).SelectMany(window.Of).Select(column => column.Name[signal.By])
            .Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. groups.Take(GroupsMax).Select(group => new SignalTrack(signal, window, group))];
    }

    /// <summary>Spans of the window, from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public Reading Read(int first, int end)
    {
        first = Math.Max(0, first);
        end = Math.Min(window.Count, end);
        var spans = 0;
        for (var at = first; at < end; at++)
            if (window.NodesAt(at) > 0) spans++;
        if (spans == 0) return Reading.Missing;
        return signal.Measure switch
        {
            SignalMeasure.Ratio => Ratio(first, end),
            SignalMeasure.Percentile => Percentile(first, end),
            SignalMeasure.Worst => Level(of.Tops(first, end), tops => tops.Max()),
            SignalMeasure.Average => Level(of.Levels(first, end), levels => levels.Average()),
            SignalMeasure.Count => new Reading(ReadingState.Measured, of.Sum(first, end), spans),
            SignalMeasure.Rate => new Reading(ReadingState.Measured, PerMinute(first, end, spans), spans),
            SignalMeasure.LevelRatio => LevelRatio(first, end),
            SignalMeasure.Pace => Pace(first, end, spans),
        };
    }

    private static Reading Level(List<double> known, Func<List<double>, double> read) => known.Count == 0
        ? Reading.Missing
        : new Reading(ReadingState.Measured, read(known), known.Count);

    private Reading Ratio(int first, int end)
    {
        var total = per.Sum(first, end);
        var part = signal.UpTo > 0 ? of.Sizes(first, end).CountUpTo(signal.UpTo) : of.Sum(first, end);
        return Enough((long)total) && total > 0
            ? new Reading(ReadingState.Measured, part / total, (long)total)
            : new Reading(ReadingState.NoTraffic, 0, (long)total);
    }

    private Reading Percentile(int first, int end)
    {
        var sizes = of.Sizes(first, end);
        return Enough(sizes.Count) && sizes.Percentile(signal.Share) is { } value
            ? new Reading(ReadingState.Measured, value, sizes.Count)
            : new Reading(ReadingState.NoTraffic, 0, sizes.Count);
    }

    private Reading LevelRatio(int first, int end)
    {
        var (mine, whole) = (of.Levels(first, end), per.Levels(first, end));
        return mine.Count == 0 || whole.Count == 0 || whole.Average() <= 0
            ? Reading.Missing
            : new Reading(ReadingState.Measured, mine.Average() / whole.Average(), mine.Count);
    }

    private Reading Pace(int first, int end, int spans)
    {
        var expected = per.Levels(first, end);
        if (expected.Count == 0) return Reading.Missing;
        var wanted = expected.Average() * spans * window.Span.TotalMinutes;
        return wanted > 0 && Enough((long)wanted)
            ? new Reading(ReadingState.Measured, of.Sum(first, end) / wanted, (long)wanted)
            : new Reading(ReadingState.NoTraffic, 0, (long)wanted);
    }

    private double PerMinute(int first, int end, int spans) =>
        of.Sum(first, end) / (spans * window.Span.TotalMinutes);

    private bool Enough(long samples) => samples >= signal.SamplesNeeded;

    /// <summary>Several series added up, span by span.</summary>
    private sealed class Line(SeriesWindow window, IReadOnlyList<SeriesChoice> choices, string by, string group)
    {
        private readonly List<SeriesColumn> columns =
        [
            .. choices.SelectMany(window.Of).Where(column => group.Length == 0 || column.Name[by] == group),
        ];

        /// <summary>Added up; of a histogram: how many.</summary>
        public double Sum(int first, int end)
        {
            var sum = 0.0;
            foreach (var column in columns)
            {
                for (var at = first; at < end; at++)
                {
                    if (column.Samples[at] is { } sample)
                        sum += sample.Kind == SampleKind.Histogram ? sample.Sizes!.Count : sample.Value;
                }
            }

            return sum;
        }

        /// <summary>All series together, for each span that has one.</summary>
        public List<double> Levels(int first, int end) =>
            Spans(first, end, 0.0, (sum, sample) => sum + sample.Value);

        /// <summary>The largest, for each span that has one.</summary>
        public List<double> Tops(int first, int end) =>
            Spans(first, end, double.NegativeInfinity, (top, sample) => Math.Max(top, sample.Top));

        public Sizes Sizes(int first, int end) => Series.Sizes.Sum(
            columns.SelectMany(column => column.Samples[first..end]).Where(sample => sample?.Sizes is not null)
                .Select(sample => sample!.Sizes!));

        private List<double> Spans(int first, int end, double start, Func<double, Sample, double> add)
        {
            var spans = new List<double>(end - first);
            for (var at = first; at < end; at++)
            {
                var value = start;
                var isKnown = false;
                foreach (var column in columns)
                {
                    if (column.Samples[at] is not { } sample) continue;
                    value = add(value, sample);
                    isKnown = true;
                }

                if (isKnown) spans.Add(value);
            }

            return spans;
        }
    }
}
