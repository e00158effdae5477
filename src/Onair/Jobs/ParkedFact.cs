namespace Onair.Jobs;

/// <summary>A fact that a subscriber could not take, or that waits behind one of its stream,
/// so that the order holds.</summary>
public sealed class ParkedFact
{
    /// <summary>Ascending in the order of the facts.</summary>
    public long Id { get; init; }

    public string Subscriber { get; init; } = "";

    public Guid Stream { get; init; }

    /// <summary>The outbox row it came from; that may have been purged since.</summary>
    public long EnvelopeId { get; init; }

    /// <summary>Place in its envelope, from 0.</summary>
    public int Ordinal { get; init; }

    public string Kind { get; init; } = "";

    /// <summary>When the fact became true.</summary>
    public DateTimeOffset FactAt { get; init; }

    public string Payload { get; init; } = "";

    /// <summary>When it was parked.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Failed tries; 0 for a fact that only waits behind another.</summary>
    public int Attempts { get; init; }

    public string Reason { get; init; } = "";
}
