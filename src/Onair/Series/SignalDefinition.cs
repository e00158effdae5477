namespace Onair.Series;

/// <summary>What kind of number a signal is. Sent; never renumber.</summary>
public enum SignalMeasure
{
    /// <summary>A part of a whole: numerator by denominator.</summary>
    Ratio = 1,

    /// <summary>The value that a share of all do not exceed.</summary>
    Percentile = 2,

    /// <summary>The largest that any node said.</summary>
    Worst = 3,

    /// <summary>All nodes together, on average over the time.</summary>
    Average = 4,

    /// <summary>How many altogether.</summary>
    Count = 5,

    /// <summary>How many in a minute.</summary>
    Rate = 6,

    /// <summary>One level by another.</summary>
    LevelRatio = 7,

    /// <summary>A rate by what is expected of it.</summary>
    Pace = 8,
}

/// <summary>Whose the signal is to look after, and which ladder its alarms climb.</summary>
public enum SignalClass
{
    Infrastructure = 1,

    Application = 2,

    Business = 3,
}

/// <summary>A named signal: what is measured, of what, and what it means.</summary>
public sealed record SignalDefinition
{
    /// <summary>1 to 40 of <c>a-z 0-9 -</c>.</summary>
    public required string Name { get; init; }

    public required SignalClass Class { get; init; }

    public required SignalMeasure Measure { get; init; }

    /// <summary>Numerator, or what is measured.</summary>
    public required IReadOnlyList<SeriesChoice> Of { get; init; }

    /// <summary>Denominator, or what is expected; empty where there is none.</summary>
    public IReadOnlyList<SeriesChoice> Per { get; init; } = [];

    /// <summary>Of a percentile: above 0, below 1.</summary>
    public double Share { get; init; }

    /// <summary>Of a ratio of a histogram: only values up to this count in the numerator; 0: all.</summary>
    public double UpTo { get; init; }

    /// <summary>With fewer in the window it says <c>NoTraffic</c> instead of a number. A percentile needs
    /// 10 / (1 - share) at least.</summary>
    public long SamplesMin { get; init; }

    /// <summary>A label each of whose values is a signal of its own; empty: one for all.</summary>
    public string By { get; init; } = "";

    /// <summary><c>%</c>, <c>s</c>, <c>/min</c>, or empty for a number.</summary>
    public required string Unit { get; init; }

    /// <summary>Who looks after it: a role of the watch (<c>ime</c>, <c>dse</c>, <c>dba</c>, <c>dev</c>).</summary>
    public required string Owner { get; init; }

    /// <summary>What it means, in Korean.</summary>
    public required string Ko { get; init; }

    public required string En { get; init; }

    /// <summary>The samples without which this is no number.</summary>
    public long SamplesNeeded => Measure == SignalMeasure.Percentile
        ? Math.Max(SamplesMin, (long)Math.Ceiling(10 / (1 - Share) - 1e-9))
        : SamplesMin;
}
