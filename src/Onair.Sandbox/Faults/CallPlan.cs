namespace Onair.Sandbox.Faults;

/// <summary>One thing that goes wrong, with its measures.</summary>
/// <param name="Delay">
/// Of the waits: how long; of a slow answer: between two bytes; of the wrong clock: how far ahead, even below zero.
/// </param>
/// <param name="Status">Of the 5xx.</param>
/// <param name="Code">Of <see cref="FaultKind.AnswerCode"/>: a code of the provider's table.</param>
public sealed record Fault(FaultKind Kind, TimeSpan Delay, int Status = Fault.StatusDefault, string? Code = null)
{
    /// <summary>What a load balancer says whose servers are gone.</summary>
    public const int StatusDefault = 503;

    public static readonly Fault None = new(FaultKind.None, TimeSpan.Zero);

    /// <summary>
    /// A minute is beyond the 30 s that a shop should wait for an approval. Bytes come once a second. The wrong clock
    /// is five minutes ahead: a common limit for signed requests.
    /// </summary>
    public static TimeSpan DelayOf(FaultKind kind) => kind switch
    {
        FaultKind.DelayBefore or FaultKind.DelayAfter or FaultKind.SlowProcess => TimeSpan.FromMinutes(1),
        FaultKind.SlowAnswer => TimeSpan.FromSeconds(1),
        FaultKind.SkewClock => TimeSpan.FromMinutes(5),
        _ => TimeSpan.Zero,
    };

    public static Fault Of(FaultKind kind) => new(kind, DelayOf(kind));
}

/// <summary>What the dial decided for one call.</summary>
/// <param name="Latency">How long the work takes, apart from any fault.</param>
public readonly record struct CallPlan(Fault Fault, TimeSpan Latency)
{
    public bool IsPlain => Fault.Kind == FaultKind.None && Latency == TimeSpan.Zero;
}

/// <summary>How one call of the providers behaves until it is told otherwise.</summary>
/// <param name="Rates">
/// Faults and how often, each 0 to 1, together at most 1. Order matters to the seeded choice.
/// </param>
public sealed record CallSetting(IReadOnlyList<(Fault Fault, double Rate)> Rates, TimeSpan Latency)
{
    public static readonly CallSetting Plain = new([], TimeSpan.Zero);
}
