namespace Onair.Series;

/// <summary>One series of a window: its sample of each span, null where there is none.</summary>
public sealed class SeriesColumn(SeriesName name, int spans)
{
    public SeriesName Name => name;

    public Sample?[] Samples { get; } = new Sample?[spans];
}

/// <summary>
/// All series over some time, span by span, all nodes together. Pure data: what alarms are decided on.
/// </summary>
public sealed class SeriesWindow
{
    private static readonly List<SeriesColumn> none = [];

    private readonly Dictionary<string, List<SeriesColumn>> bySignal = new(StringComparer.Ordinal);
    private readonly int[] nodes;

    private SeriesWindow(DateTimeOffset from, TimeSpan span, int spans)
    {
        From = from;
        Span = span;
        nodes = new int[spans];
    }

    public DateTimeOffset From { get; }

    public TimeSpan Span { get; }

    /// <summary>Spans from edge to edge.</summary>
    public int Count => nodes.Length;

    public DateTimeOffset Until => From + (Span * Count);

    /// <summary>Signals that have a series here.</summary>
    public IEnumerable<string> Signals => bySignal.Keys;

    /// <param name="frames">In any order; several of one node and span are added up.</param>
    /// <param name="from">The start of a span.</param>
    /// <param name="until">Its end, exclusive: whole spans later.</param>
    /// <param name="span">Of each frame.</param>
    public static SeriesWindow Of(
        IEnumerable<Frame> frames, DateTimeOffset from, DateTimeOffset until, TimeSpan span)
    {
        var window = new SeriesWindow(from, span, (int)Math.Max(0, (until - from).Ticks / span.Ticks));
        var columns = new Dictionary<string, SeriesColumn>(StringComparer.Ordinal);
        var seen = new HashSet<(int, string)>();
        foreach (var frame in frames)
        {
            var at = (int)((frame.At - from).Ticks / span.Ticks);
            if (frame.At < from || at >= window.Count) continue;
            if (seen.Add((at, frame.Node))) window.nodes[at]++;
            foreach (var (key, sample) in frame.Samples)
            {
                if (!columns.TryGetValue(key, out var column))
                {
                    if (SeriesName.Parse(key) is not { } name) continue;
                    column = new SeriesColumn(name, window.Count);
                    columns.Add(key, column);
                    if (!window.bySignal.TryGetValue(name.Signal, out var list))
                        window.bySignal.Add(name.Signal, list = []);
                    list.Add(column);
                }

                var known = column.Samples[at];
                if (known is null) column.Samples[at] = sample;
                else if (known.Kind == sample.Kind) column.Samples[at] = known.Beside(sample);
            }
        }

        return window;
    }

    /// <summary>Nodes that wrote a frame of this span.</summary>
    public int NodesAt(int span) => nodes[span];

    /// <summary>Series of a choice.</summary>
    public IReadOnlyList<SeriesColumn> Of(SeriesChoice choice) =>
        bySignal.GetValueOrDefault(choice.Signal, none).FindAll(column => choice.Takes(column.Name));

    /// <summary>The same series over longer spans, as roll-ups keep them.</summary>
    public IEnumerable<Frame> Rolled(TimeSpan longer)
    {
        var factor = (int)(longer.Ticks / Span.Ticks);
        for (var first = 0; first + factor <= Count; first += factor)
        {
            var samples = new Dictionary<string, Sample>(StringComparer.Ordinal);
            foreach (var column in bySignal.Values.SelectMany(list => list))
            {
                var spans = new List<Sample>(factor);
                for (var at = first; at < first + factor; at++)
                    if (column.Samples[at] is { } sample) spans.Add(sample);
                if (spans.Count > 0) samples.Add(column.Name.Text, Sample.Join(spans));
            }

            if (nodes.AsSpan(first, factor).ContainsAnyExcept(0))
                yield return new Frame(From + (Span * first), "", samples);
        }
    }
}
