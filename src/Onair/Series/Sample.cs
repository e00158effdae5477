namespace Onair.Series;

/// <summary>What a series measures. Sent and stored as letters; never renamed.</summary>
public enum SampleKind
{
    /// <summary>How much was added: adds up over time and over nodes. Nothing recorded is zero.</summary>
    Counter = 1,

    /// <summary>How much there was at the end: a node that says nothing says nothing.</summary>
    Gauge = 2,

    /// <summary>How many values of each size.</summary>
    Histogram = 3,
}

/// <summary>A series over one span of time.</summary>
/// <param name="Kind">Which of the other fields count.</param>
/// <param name="Value">Counter: the sum. Gauge: all nodes together, the average over the span. Histogram: the sum of
/// the values.</param>
/// <param name="Top">Gauge: the largest of one node at one moment.</param>
/// <param name="Sizes">Histogram: the values by size.</param>
public sealed record Sample(SampleKind Kind, double Value, double Top = 0, Sizes? Sizes = null)
{
    public static Sample Counter(double value) => new(SampleKind.Counter, value);

    public static Sample Gauge(double value) => new(SampleKind.Gauge, value, value);

    public static Sample Histogram(Sizes sizes, double sum) => new(SampleKind.Histogram, sum, 0, sizes);

    /// <summary>The same span, as another node saw it.</summary>
    public Sample Beside(Sample other) => Kind switch
    {
        SampleKind.Counter => Counter(Value + other.Value),
        SampleKind.Gauge => new Sample(Kind, Value + other.Value, Math.Max(Top, other.Top)),
        SampleKind.Histogram => Histogram(Sizes.Merge(Sizes!, other.Sizes!), Value + other.Value),
    };

    /// <summary>Several spans after each other as one.</summary>
    public static Sample Join(IReadOnlyList<Sample> spans)
    {
        var first = spans[0];
        return first.Kind switch
        {
            SampleKind.Counter => Counter(spans.Sum(span => span.Value)),
            SampleKind.Gauge =>
                new Sample(first.Kind, spans.Average(span => span.Value), spans.Max(span => span.Top)),
            SampleKind.Histogram => Histogram(
                Sizes.Sum(spans.Select(span => span.Sizes!)), spans.Sum(span => span.Value)),
        };
    }
}
