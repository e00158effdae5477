namespace Onair.Host.Cli.Load;

/// <summary>
/// What was seen of every intended request. Arrays of the whole run, each cell written once by whoever completes that
/// request: nothing is shared while the run goes on.
/// </summary>
internal sealed class SurgeSamples(long[] dueMicros)
{
    /// <summary>Intended send times from the start of the run.</summary>
    public long[] DueMicros { get; } = dueMicros;

    /// <summary>Actual minus intended send time.</summary>
    public int[] LagMicros { get; } = new int[dueMicros.Length];

    /// <summary>Answer minus intended send time: a shopper who had to wait to be sent has waited.</summary>
    public int[] LatencyMicros { get; } = new int[dueMicros.Length];

    public PlaceOutcome[] Outcomes { get; } = new PlaceOutcome[dueMicros.Length];

    /// <summary>From "placed" to the payment's outcome, where orders are paid.</summary>
    public int[] PaidMicros { get; } = new int[dueMicros.Length];

    public PayOutcome[] Payments { get; } = new PayOutcome[dueMicros.Length];

    public Acknowledged?[] Orders { get; } = new Acknowledged?[dueMicros.Length];

    /// <summary>How many were due before the run ended: all, unless it was interrupted.</summary>
    public int Intended { get; set; } = dueMicros.Length;

    /// <summary>Real seconds that the run was meant to take, or took until it was interrupted.</summary>
    public double Seconds { get; set; }

    public static int Clamp(long micros) => (int)Math.Clamp(micros, 0, int.MaxValue);
}
