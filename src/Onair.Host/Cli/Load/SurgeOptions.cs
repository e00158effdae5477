namespace Onair.Host.Cli.Load;

/// <summary>One surge, as it was asked for.</summary>
internal sealed record SurgeOptions
{
    public required Uri Url { get; init; }
    public string Sku { get; init; } = "MUG-001";

    /// <summary>Buy what is on the air, under its offer, instead of <see cref="Sku"/>.</summary>
    public bool OnAir { get; init; }
    public ShapeKind Shape { get; init; } = ShapeKind.Broadcast;

    /// <summary>Orders per real second at multiple 1. The default is the mean of 400,000 orders a day.</summary>
    public double Rate { get; init; } = 4.6;

    /// <summary>Real seconds: the length of a flat run, the cut of a shaped one.</summary>
    public double? Seconds { get; init; }

    /// <summary>Seconds of the shape's clock per real second.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>Pay every placed order and wait for the outcome.</summary>
    public bool Pay { get; init; }

    /// <summary>Who takes the payments; null: the shop chooses.</summary>
    public string? Provider { get; init; }

    /// <summary>Pieces per order, 1 to 100,000.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>Requests that may be under way; one that finds no free connection at its time has failed.</summary>
    public int Connections { get; init; } = 1024;

    public int Seed { get; init; } = 1;

    /// <summary>Above this 99th percentile of its own lag, the generator measured itself and not the shop.</summary>
    public double LagMsMax { get; init; } = 50;

    /// <summary>Length of a flat run when none is given.</summary>
    public const double FlatSeconds = 60;

    public LoadShape Curve => LoadShape.Of(Shape, (Seconds ?? FlatSeconds) * TimeScale);

    /// <summary>Real seconds that the run takes.</summary>
    public double RunSeconds => Arrivals.RealSeconds(Curve, TimeScale, Seconds);

    /// <summary>The schedule; null when it would be longer than a run may be.</summary>
    public long[]? Schedule() => Arrivals.Schedule(Curve, Rate, TimeScale, Seconds, Seed);
}
