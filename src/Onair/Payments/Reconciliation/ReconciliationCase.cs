namespace Onair.Payments.Reconciliation;

/// <summary>Stored; never renumber.</summary>
public enum CaseState
{
    Open = 1,

    /// <summary>Somebody has it in hand.</summary>
    Acknowledged = 2,

    /// <summary>Explained by a person, or matched by a later pass.</summary>
    Resolved = 3,
}

/// <summary>One mismatch, from the pass that found it to its end.</summary>
public sealed record ReconciliationCase
{
    /// <summary>The reason of cases that a later pass found in order.</summary>
    public const string Matched = "matched by a later pass";

    /// <summary>The actor of what passes do.</summary>
    public const string System = "system";

    /// <summary>Characters of a reason or a note.</summary>
    public const int TextLengthMax = 500;

    public required Guid Id { get; init; }

    public required string Provider { get; init; }

    /// <summary><see cref="Comparison.Key"/>; one case per provider and key.</summary>
    public required string Key { get; init; }

    public required CaseSubject Subject { get; init; }

    /// <summary>How both sides differ, as the last pass saw it.</summary>
    public required Bucket Bucket { get; init; }

    public required CaseState State { get; init; }

    /// <summary>The role that sees to it: <c>finance</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>Null when the payment is none of ours.</summary>
    public Guid? AttemptId { get; init; }

    /// <summary><see cref="Attempt.ProviderOrderId"/>, or the day of a settlement.</summary>
    public required string OrderId { get; init; }

    /// <summary>The provider's id, where it is not the attempt's own.</summary>
    public string? Reference { get; init; }

    /// <summary>Won by our books.</summary>
    public required long Ours { get; init; }

    /// <summary>Won by theirs.</summary>
    public required long Theirs { get; init; }

    /// <summary>When the money moved, or should have.</summary>
    public required DateTimeOffset HappenedAt { get; init; }

    /// <summary>Its age counts from here; a case that comes back is new again.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string Actor { get; init; }

    /// <summary>Why it was resolved.</summary>
    public string? Reason { get; init; }

    public string? Note { get; init; }

    /// <summary>Counts changes from 1; the guard of every update.</summary>
    public required int Version { get; init; }

    public bool IsLive => State is CaseState.Open or CaseState.Acknowledged;
}

/// <summary>A step of a case, kept for ever.</summary>
public sealed record CaseChange(
    Guid CaseId, int Version, CaseState State, DateTimeOffset At, string Actor, string? Reason, string? Note);
