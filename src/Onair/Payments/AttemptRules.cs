using static Onair.Payments.AttemptState;
using Event = Onair.Payments.AttemptEvent;

namespace Onair.Payments;

/// <summary>How an attempt takes an event.</summary>
public enum AttemptStepStatus
{
    /// <summary>Accepted: the row changes, if only in its amounts.</summary>
    Moved = 1,

    /// <summary>Old news: nothing changes.</summary>
    Unchanged = 2,

    /// <summary>Does not fit this state: an error of ours, or an answer that contradicts an earlier one.</summary>
    Refused = 3,
}

/// <summary>The decision, with the state after it.</summary>
public readonly record struct AttemptStep(AttemptStepStatus Status, AttemptState State);

/// <summary>
/// The state machine of attempts, without any I/O. Its order of events is free on purpose: a cancel and a late approval
/// end in the same place, whichever comes first, and money that arrives after we gave up is always owed back.
/// </summary>
public static class AttemptRules
{
    private static readonly TimeSpan queryWaitMin = TimeSpan.FromSeconds(1);

    /// <summary>A minute: an operator who looks at an unknown payment should see it move.</summary>
    private static readonly TimeSpan queryWaitMax = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan depositLook = TimeSpan.FromMinutes(10);

    /// <summary>Living attempts keep every other attempt off their order.</summary>
    public static bool IsLiving(AttemptState state) => state switch
    {
        Prepared or Authenticated or Approving or Approved or Unknown or NetCancelPending or AwaitingDeposit => true,
        Declined or Canceled or RefundPending or Refunded => false,
    };

    /// <summary>The outcome is not known: the order's stock stays held and its page says "processing".</summary>
    public static bool IsInFlight(AttemptState state) => state switch
    {
        Approving or Unknown or NetCancelPending => true,
        Prepared or Authenticated or Approved or Declined or Canceled or RefundPending or Refunded
            or AwaitingDeposit => false,
    };

    public static AttemptStep Decide(AttemptState state, AttemptEvent happened) => state switch
    {
        Prepared => AfterPrepared(happened),
        Authenticated => AfterAuthenticated(happened),
        Approving => AfterApproving(happened),
        Approved => AfterApproved(happened),
        Declined => AfterDeclined(happened),
        Unknown => AfterUnknown(happened),
        NetCancelPending => AfterNetCancelPending(happened),
        Canceled => AfterCanceled(happened),
        RefundPending => AfterRefundPending(happened),
        Refunded => AfterRefunded(happened),
        AwaitingDeposit => AfterAwaitingDeposit(happened),
    };

    /// <summary>
    /// When to ask the provider again: after half as long as it has been unknown, so that nobody waits much longer than
    /// the provider was away, and once more when its session is over.
    /// The time that the call itself waited in vain does not count: a customer who has waited for half a minute should
    /// not wait for another before the first question. A deposit is asked for every ten minutes, in case its notice was
    /// lost, and once more when its time is over.
    /// </summary>
    public static DateTimeOffset NextQueryAt(Attempt attempt, DateTimeOffset now)
    {
        if (attempt is { State: AwaitingDeposit, DepositUntil: { } end })
        {
            var look = now + depositLook;
            return end > now && end < look ? end + queryWaitMin : look;
        }

        var elapsed = now - (attempt.State == Unknown ? attempt.ChangedAt : attempt.BeganAt ?? now);
        var wait = elapsed / 2;
        wait = wait < queryWaitMin ? queryWaitMin : wait > queryWaitMax ? queryWaitMax : wait;
        var next = now + wait;
        return attempt.SessionUntil is { } until && until > now && until < next ? until : next;
    }

    /// <summary>
    /// The steps that the attempt's own columns tell (created, began, approved) need no row of their own.
    /// </summary>
    internal static bool IsStraightRoad(AttemptState from, AttemptState to) =>
        (from, to) is (Prepared or Authenticated, Approving) or (Approving, Approved);

    private static AttemptStep AfterPrepared(Event happened) => happened switch
    {
        Event.Authenticated => To(Authenticated),
        Event.Withdrawn or Event.Replaced => To(Canceled),
        Event.ApprovalBegun => To(Approving),
        Event.Approved or Event.ApprovedLate or Event.Declined or Event.OutcomeUnknown or Event.NotFoundInSession
            or Event.NotFoundAfterSession or Event.NetCancelRequested or Event.NetCanceled or Event.PartRefundRequested
            or Event.RestRefundRequested or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed
            or Event.DepositAwaited => No(Prepared),
    };

    private static AttemptStep AfterAuthenticated(Event happened) => happened switch
    {
        Event.Authenticated => Stays(Authenticated),
        Event.Withdrawn or Event.Replaced => To(Canceled),
        Event.ApprovalBegun => To(Approving),
        Event.Approved or Event.ApprovedLate or Event.Declined or Event.OutcomeUnknown or Event.NotFoundInSession
            or Event.NotFoundAfterSession or Event.NetCancelRequested or Event.NetCanceled or Event.PartRefundRequested
            or Event.RestRefundRequested or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed
            or Event.DepositAwaited => No(Authenticated),
    };

    // A second beginning is refused: whoever began may have called. The way on is a query.
    private static AttemptStep AfterApproving(Event happened) => happened switch
    {
        Event.Approved => To(Approved),
        Event.ApprovedLate => To(RefundPending),
        Event.Declined or Event.NotFoundAfterSession => To(Declined),
        Event.OutcomeUnknown or Event.NotFoundInSession => To(Unknown),
        Event.NetCancelRequested => To(NetCancelPending),
        Event.DepositAwaited => To(AwaitingDeposit),
        Event.Authenticated => Stays(Approving),
        Event.Withdrawn or Event.ApprovalBegun or Event.NetCanceled or Event.PartRefundRequested
            or Event.RestRefundRequested or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed
            or Event.Replaced => No(Approving),
    };

    private static AttemptStep AfterUnknown(Event happened) => happened switch
    {
        Event.Approved => To(Approved),
        Event.ApprovedLate => To(RefundPending),
        Event.Declined or Event.NotFoundAfterSession => To(Declined),
        Event.NetCancelRequested => To(NetCancelPending),
        Event.DepositAwaited => To(AwaitingDeposit),
        Event.Authenticated or Event.OutcomeUnknown or Event.NotFoundInSession => Stays(Unknown),
        Event.Withdrawn or Event.ApprovalBegun or Event.NetCanceled or Event.PartRefundRequested
            or Event.RestRefundRequested or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed
            or Event.Replaced => No(Unknown),
    };

    // ApprovedLate is old news here and must not refund: a second worker that settles the same approval finds its order
    // paid - by this very attempt.
    private static AttemptStep AfterApproved(Event happened) => happened switch
    {
        Event.PartRefundRequested or Event.PartRefunded or Event.RefundFailed => To(Approved),
        Event.RestRefundRequested => To(RefundPending),
        Event.Authenticated or Event.Approved or Event.ApprovedLate or Event.OutcomeUnknown or Event.NotFoundInSession
            => Stays(Approved),
        Event.Withdrawn or Event.ApprovalBegun or Event.Declined or Event.NotFoundAfterSession
            or Event.NetCancelRequested or Event.NetCanceled or Event.FullyRefunded or Event.Replaced => No(Approved),
        // The bank took a deposit back. The order may be on its way: a person must look.
        Event.DepositAwaited => No(Approved),
    };

    // We gave up and the provider did not: the money came, and it goes back.
    private static AttemptStep AfterDeclined(Event happened) => happened switch
    {
        Event.Approved or Event.ApprovedLate => To(RefundPending),
        Event.Authenticated or Event.Withdrawn or Event.Declined or Event.OutcomeUnknown or Event.NotFoundInSession
            or Event.NotFoundAfterSession or Event.NetCanceled or Event.DepositAwaited => Stays(Declined),
        Event.ApprovalBegun or Event.NetCancelRequested or Event.PartRefundRequested or Event.RestRefundRequested
            or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed or Event.Replaced => No(Declined),
    };

    private static AttemptStep AfterNetCancelPending(Event happened) => happened switch
    {
        Event.NetCanceled or Event.NotFoundAfterSession => To(Canceled),
        Event.Declined => To(Declined),
        Event.Approved or Event.ApprovedLate => To(RefundPending),
        Event.Authenticated or Event.OutcomeUnknown or Event.NotFoundInSession or Event.NetCancelRequested
            or Event.DepositAwaited => Stays(NetCancelPending),
        Event.Withdrawn or Event.ApprovalBegun or Event.PartRefundRequested or Event.RestRefundRequested
            or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed or Event.Replaced
            => No(NetCancelPending),
    };

    // A cancelled attempt that never began cannot have been approved; SettleAttempts sees to that, as began_at tells.
    private static AttemptStep AfterCanceled(Event happened) => happened switch
    {
        Event.Approved or Event.ApprovedLate => To(RefundPending),
        Event.Authenticated or Event.Withdrawn or Event.Declined or Event.OutcomeUnknown or Event.NotFoundInSession
            or Event.NotFoundAfterSession or Event.NetCancelRequested or Event.NetCanceled or Event.DepositAwaited
            or Event.Replaced => Stays(Canceled),
        Event.ApprovalBegun or Event.PartRefundRequested or Event.RestRefundRequested or Event.PartRefunded
            or Event.FullyRefunded or Event.RefundFailed => No(Canceled),
    };

    // A refund that failed for good leaves the debt: the state stays until a further refund has paid it.
    private static AttemptStep AfterRefundPending(Event happened) => happened switch
    {
        Event.FullyRefunded => To(Refunded),
        Event.PartRefundRequested or Event.RestRefundRequested or Event.PartRefunded or Event.RefundFailed
            => To(RefundPending),
        Event.Authenticated or Event.Approved or Event.ApprovedLate or Event.OutcomeUnknown or Event.NotFoundInSession
            => Stays(RefundPending),
        Event.Withdrawn or Event.ApprovalBegun or Event.Declined or Event.NotFoundAfterSession
            or Event.NetCancelRequested or Event.NetCanceled or Event.DepositAwaited or Event.Replaced
            => No(RefundPending),
    };

    private static AttemptStep AfterRefunded(Event happened) => happened switch
    {
        Event.Authenticated or Event.Approved or Event.ApprovedLate or Event.OutcomeUnknown or Event.NotFoundInSession
            => Stays(Refunded),
        Event.Withdrawn or Event.ApprovalBegun or Event.Declined or Event.NotFoundAfterSession
            or Event.NetCancelRequested or Event.NetCanceled or Event.PartRefundRequested or Event.RestRefundRequested
            or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed or Event.DepositAwaited
            or Event.Replaced => No(Refunded),
    };

    // No money moved and none may for days; the account can be closed by a net cancel, and its end is a "declined".
    private static AttemptStep AfterAwaitingDeposit(Event happened) => happened switch
    {
        Event.Approved => To(Approved),
        Event.ApprovedLate => To(RefundPending),
        Event.Declined or Event.NotFoundAfterSession => To(Declined),
        Event.NetCancelRequested => To(NetCancelPending),
        Event.NetCanceled => To(Canceled),
        Event.Authenticated or Event.OutcomeUnknown or Event.NotFoundInSession or Event.DepositAwaited
            => Stays(AwaitingDeposit),
        Event.Withdrawn or Event.ApprovalBegun or Event.PartRefundRequested or Event.RestRefundRequested
            or Event.PartRefunded or Event.FullyRefunded or Event.RefundFailed or Event.Replaced
            => No(AwaitingDeposit),
    };

    private static AttemptStep To(AttemptState state) => new(AttemptStepStatus.Moved, state);

    private static AttemptStep Stays(AttemptState state) => new(AttemptStepStatus.Unchanged, state);

    private static AttemptStep No(AttemptState state) => new(AttemptStepStatus.Refused, state);
}
