namespace Onair.Tests.Scenarios.Events;

/// <summary>How a gateway goes down.</summary>
public enum Outage
{
    None = 1,

    /// <summary>Every connection is cut.</summary>
    Cut = 2,

    /// <summary>Every call is accepted and stays without an answer for a minute; then it happens after all.</summary>
    Hang = 3,
}

/// <summary>A gateway that takes part.</summary>
/// <param name="Name">Of the provider in the shop.</param>
/// <param name="Weight">Its share of new payments when the shop chooses.</param>
/// <param name="Calls">Its calls in the sandbox, which get the latency and go down; none for the demo provider.</param>
internal sealed record EventGateway(string Name, int Weight, params string[] Calls);

/// <summary>One rush at the event's rate, with every order paid.</summary>
internal sealed record EventPlan
{
    /// <summary>
    /// The first is the one that goes down. It has most of the traffic, so that its end hits many; the last ones take
    /// over.
    /// </summary>
    public static readonly IReadOnlyList<EventGateway> Gateways =
    [
        new("toss", 9, "toss.confirm", "toss.query"),
        new("demo", 1),
    ];

    public required string Name { get; init; }

    /// <summary>Orders per second; 116 is 25 times the mean of 400,000 a day.</summary>
    public double PerSecond { get; init; } = 116;

    public required double Seconds { get; init; }

    /// <summary>Who takes the payments; null: the shop chooses.</summary>
    public string? Provider { get; init; }

    public Outage Outage { get; init; } = Outage.None;

    /// <summary>From the start of the run, in seconds of the schedule.</summary>
    public double DownFrom { get; init; }

    public double DownSeconds { get; init; }

    /// <summary>How long a gateway takes for an answer.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>From "placed" to "paid" for 99 of 100, without an outage.</summary>
    public TimeSpan PaidP99Max { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the outage until the shop sends new payments elsewhere.</summary>
    public TimeSpan OpensWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The way back of a gateway that is well again, from the end of the outage.</summary>
    public TimeSpan ClosesWithin { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>More settings of the shop.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
