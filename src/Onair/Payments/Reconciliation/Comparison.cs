namespace Onair.Payments.Reconciliation;

/// <summary>How a movement of ours and one of theirs stand to each other. Stored; never renumber.</summary>
public enum Bucket
{
    Matched = 1,

    /// <summary>We say that money moved, and the provider knows nothing of it.</summary>
    OursOnly = 2,

    /// <summary>
    /// The provider moved money that we know nothing of: a payment or a cancel that never came to us.
    /// </summary>
    TheirsOnly = 3,

    /// <summary>Both know of it, and not of the same won.</summary>
    AmountDiffers = 4,

    /// <summary>Both know of it; one says done and the other does not.</summary>
    StatusDiffers = 5,

    /// <summary>They differ, and may still come to agree by themselves: younger than the grace.</summary>
    InFlight = 6,

    /// <summary>Owed by our books, and the day on which it should have been done has passed.</summary>
    Overdue = 7,
}

/// <summary>What a comparison is about. Stored; never renumber.</summary>
public enum CaseSubject
{
    Capture = 1,

    Refund = 2,

    /// <summary>What a provider pays out for what moved.</summary>
    Settlement = 3,

    /// <summary>A deposit that a bank took back after the order counted as paid.</summary>
    Deposit = 4,

    /// <summary>A refund that is not back by the day of the law.</summary>
    RefundDue = 5,

    /// <summary>A receipt of cash that is refused, or late.</summary>
    CashReceipt = 6,
}

/// <summary>Which cases are whose.</summary>
internal static class CaseSubjects
{
    /// <summary>Those that a pass over movements opens and closes.</summary>
    public static bool IsMovement(CaseSubject subject) => subject is CaseSubject.Capture or CaseSubject.Refund;
}

/// <summary>One result of the matcher.</summary>
/// <param name="Bucket">How they stand.</param>
/// <param name="Subject">About what.</param>
/// <param name="AttemptId">Ours; null when it is none of ours.</param>
/// <param name="OrderId"><see cref="Attempt.ProviderOrderId"/>, or a settlement's day.</param>
/// <param name="Reference">The provider's id, where it is not the attempt's own; part of the key.</param>
/// <param name="Ours">Won by our books.</param>
/// <param name="Theirs">Won by theirs.</param>
/// <param name="At">When the later of both sides moved.</param>
public sealed record Comparison(
    Bucket Bucket,
    CaseSubject Subject,
    Guid? AttemptId,
    string OrderId,
    string? Reference,
    long Ours,
    long Theirs,
    DateTimeOffset At)
{
    /// <summary>
    /// The same for the same difference in every pass, also when its bucket or amounts change meanwhile. Stored.
    /// </summary>
    public string Key => Subject switch
    {
        CaseSubject.Capture => $"capture:{OrderId}",
        CaseSubject.Refund => $"refund:{OrderId}",
        CaseSubject.Settlement => $"settlement:{OrderId}",
        CaseSubject.Deposit => $"deposit:{OrderId}",
        CaseSubject.RefundDue => $"refund-due:{OrderId}",
        CaseSubject.CashReceipt => $"receipt:{OrderId}",
    } + (Reference is null ? "" : ":" + Reference);

    public bool IsMismatch => Bucket is not (Bucket.Matched or Bucket.InFlight);
}

/// <summary>Our side: an attempt and its refunds.</summary>
public sealed record OurPayment(Attempt Attempt, IReadOnlyList<Refund> Refunds);
