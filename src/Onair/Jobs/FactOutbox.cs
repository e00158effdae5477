using Onair.Storage;

namespace Onair.Jobs;

/// <summary>
/// Where rooms write their news, in the transaction that makes it true. One row per call, however many facts: append
/// once per transaction. Within a stream facts are delivered in the order in which they were appended, provided that
/// the stream's row was locked (or created) by the same transaction before the append.
/// </summary>
public sealed class FactOutbox
{
    /// <summary>Facts per envelope: twenty full group commits.</summary>
    public const int FactsMax = 10_000;

    private readonly TimeProvider time;
    private readonly FactWakes wakes;

    internal FactOutbox(TimeProvider time, FactWakes wakes)
    {
        this.time = time;
        this.wakes = wakes;
    }

    /// <summary>Adds one envelope to a round that is about to travel. No facts: nothing is added.</summary>
    /// <exception cref="System.Text.Json.JsonException">A payload is not JSON.</exception>
    public void Append(Round round, IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0) return;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(facts.Count, FactsMax, nameof(facts));
        round.Write(FactsStore.Insert, [new NewEnvelope(time.GetUtcNow(), facts.Count, Envelope.Write(facts))]);
    }

    /// <summary><see cref="Append"/> in a round of its own.</summary>
    public Task AppendAsync(Transaction open, IReadOnlyList<Fact> facts, CancellationToken cancel)
    {
        var round = open.Round();
        Append(round, facts);
        return round.ExecuteAsync(cancel);
    }

    /// <summary>Tells this node to deliver at once if it is the one that delivers; call it after the commit.</summary>
    public void Wake() => wakes.Signal.Set();
}
