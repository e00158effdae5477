namespace Onair.Payments.Reconciliation;

/// <summary>Stored; never renumber.</summary>
public enum RunKind
{
    /// <summary>Yesterday, or a day that was missed or has open cases.</summary>
    Daily = 1,

    /// <summary>The last minutes, and what is unknown.</summary>
    Sliding = 2,

    /// <summary>A day that an operator asked for.</summary>
    ByHand = 3,
}

/// <summary>Stored; never renumber.</summary>
public enum RunStatus
{
    /// <summary>Both sides were read and compared, whatever came of it.</summary>
    Done = 1,

    /// <summary>The provider did not tell all of its books. Nothing was compared.</summary>
    Failed = 2,
}

/// <summary>One pass over one provider: the evidence that a day was reconciled.</summary>
public sealed record ReconciliationRun
{
    public required Guid Id { get; init; }

    public required string Provider { get; init; }

    public required RunKind Kind { get; init; }

    /// <summary>yyyymmdd in Korea; 0 for a sliding run.</summary>
    public required int Day { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>
    /// False: the provider only answers about what we ask, so that a payment we never heard of cannot be found.
    /// </summary>
    public bool IsListing { get; init; }

    /// <summary>Lines of settlements that were read.</summary>
    public int SettlementLines { get; init; }

    public int Matched { get; init; }

    public int InFlight { get; init; }

    public int OursOnly { get; init; }

    public int TheirsOnly { get; init; }

    public int AmountDiffers { get; init; }

    public int StatusDiffers { get; init; }

    /// <summary>Cases that this run opened.</summary>
    public int Opened { get; init; }

    /// <summary>Cases that this run found matched.</summary>
    public int Closed { get; init; }

    /// <summary>Why it failed: a stable word.</summary>
    public string? Failure { get; init; }

    public int Mismatches => OursOnly + TheirsOnly + AmountDiffers + StatusDiffers;

    internal ReconciliationRun Plus(Bucket bucket) => bucket switch
    {
        Bucket.Matched => this with { Matched = Matched + 1 },
        Bucket.InFlight => this with { InFlight = InFlight + 1 },
        Bucket.OursOnly => this with { OursOnly = OursOnly + 1 },
        Bucket.TheirsOnly => this with { TheirsOnly = TheirsOnly + 1 },
        Bucket.AmountDiffers => this with { AmountDiffers = AmountDiffers + 1 },
        Bucket.StatusDiffers => this with { StatusDiffers = StatusDiffers + 1 },
        Bucket.Overdue => throw new ArgumentException("No pass over books says that.", nameof(bucket)),
    };
}
