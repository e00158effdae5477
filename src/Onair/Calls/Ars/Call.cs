namespace Onair.Calls.Ars;

/// <summary>How far a call at the voice system is. Stored and sent; never renumber.</summary>
public enum CallStep
{
    /// <summary>Nothing was said yet.</summary>
    Greeting = 1,

    /// <summary>The offers were read out; a digit chooses one.</summary>
    ChooseOffer = 2,

    /// <summary>How many pieces.</summary>
    Quantity = 3,

    /// <summary>Everything was read out once more; 1 orders it.</summary>
    Confirm = 4,

    /// <summary>It is ordered.</summary>
    Done = 5,

    /// <summary>A person goes on.</summary>
    Agent = 6,

    /// <summary>The caller hung up, or fell silent.</summary>
    Ended = 7,
}

/// <summary>One call at the voice system: where it is, and what the caller has said so far.</summary>
public sealed record Call
{
    /// <summary>A fingerprint of the voice system's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The caller as orders know them: a fingerprint of their number.</summary>
    public required Guid CustomerKey { get; init; }

    /// <summary>The channel whose offers are read out; null: whatever is on the air.</summary>
    public string? Feed { get; init; }

    public required CallStep Step { get; init; }

    public bool IsEnglish { get; init; }

    /// <summary>What digit 1, 2, ... meant when it was said: the picture may switch while somebody thinks.</summary>
    public IReadOnlyList<Guid> Menu { get; init; } = [];

    public Guid? OfferId { get; init; }

    /// <summary>Won of one piece, as it was said before the confirmation.</summary>
    public long UnitPrice { get; init; }

    public int Quantity { get; init; }

    /// <summary>Wrong or missing digits in a row.</summary>
    public int Tries { get; init; }

    /// <summary>The last event that was answered.</summary>
    public int LastSeq { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset HeardAt { get; init; }

    /// <summary>Since when its order is being placed by somebody; null while nobody does.</summary>
    public DateTimeOffset? PlacingSince { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public Guid? OrderId { get; init; }

    public string? OrderNumber { get; init; }

    /// <summary>The key of its one order: however often a call is told to order, it orders once.</summary>
    public string IdempotencyKey => $"call-{Id:N}";
}
