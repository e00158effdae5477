namespace Onair.Payments;

/// <summary>Where an attempt stands. Stored; never renumber. The diagram is in the room's README.</summary>
public enum AttemptState
{
    /// <summary>The row exists; nothing was asked of the provider that could move money.</summary>
    Prepared = 1,

    /// <summary>The customer came back from the provider's window; approval may begin.</summary>
    Authenticated = 2,

    /// <summary>A worker is about to call, calls or has called the provider.</summary>
    Approving = 3,

    /// <summary>Captured, and the order's. Stays so while a part of it is refunded.</summary>
    Approved = 4,

    /// <summary>The provider said no, or never heard of it when its session was over. No money moved.</summary>
    Declined = 5,

    /// <summary>Money may have moved. Resolved by asking, never by guessing.</summary>
    Unknown = 6,

    /// <summary>We no longer want it, whatever it was; the provider has not confirmed yet.</summary>
    NetCancelPending = 7,

    /// <summary>Ended before money moved, or its capture was taken back by a net cancel.</summary>
    Canceled = 8,

    /// <summary>Captured, and the whole of it is owed to the customer, until the provider has paid it back.</summary>
    RefundPending = 9,

    /// <summary>All that was captured was paid back.</summary>
    Refunded = 10,

    /// <summary>The customer has an account number to pay into, until <see cref="Attempt.DepositUntil"/>.</summary>
    AwaitingDeposit = 11,
}

/// <summary>What can happen to an attempt. Stored with its transitions; never renumber.</summary>
public enum AttemptEvent
{
    /// <summary>The customer finished in the provider's window.</summary>
    Authenticated = 1,

    /// <summary>The order was cancelled or its time was over before approval began.</summary>
    Withdrawn = 2,

    ApprovalBegun = 3,

    /// <summary>The provider approved, and the order may be paid.</summary>
    Approved = 4,

    /// <summary>
    /// The provider approved, but the order may not be paid any more (or was paid by another attempt).
    /// </summary>
    ApprovedLate = 5,

    Declined = 6,

    /// <summary>Timeout, broken answer, an answer that does not match what we asked.</summary>
    OutcomeUnknown = 7,

    /// <summary>
    /// The provider does not know it, but its session is still open: our first request may be on its way.
    /// </summary>
    NotFoundInSession = 8,

    /// <summary>The provider does not know it, and can no longer come to know it.</summary>
    NotFoundAfterSession = 9,

    NetCancelRequested = 10,

    NetCanceled = 11,

    /// <summary>A refund that leaves some of the capture with the shop.</summary>
    PartRefundRequested = 12,

    /// <summary>A refund after which all of the capture is paid back or on its way.</summary>
    RestRefundRequested = 13,

    /// <summary>Paid back; not everything is yet.</summary>
    PartRefunded = 14,

    /// <summary>Paid back, and with it everything.</summary>
    FullyRefunded = 15,

    /// <summary>The provider refused for good; the money is still here.</summary>
    RefundFailed = 16,

    /// <summary>The provider made an account number and waits for money there.</summary>
    DepositAwaited = 17,

    /// <summary>The customer wants another provider or way to pay, and nothing was asked of this one.</summary>
    Replaced = 18,
}
