namespace Onair.Payments.Inicis;

/// <summary>What an inquiry says of a payment.</summary>
/// <param name="Price">Won of the payment, whatever was paid back.</param>
/// <param name="Remaining">Won of it that were not paid back; null when the answer does not tell.</param>
/// <param name="Status">One of <see cref="InicisStatus"/>, or a word that is new to us.</param>
internal sealed record InicisInquiry(
    string Tid, string Oid, long Price, long? Remaining, string Status, PaymentMethod? Method, InicisMessage Message)
{
    /// <summary>
    /// Money came, and some of it may have gone back. Of an account "approved" only says that it was given out: nothing
    /// but the word for a deposit is believed.
    /// </summary>
    public bool IsPaid => Status is InicisStatus.Deposited or InicisStatus.PartCanceled
        || (Status == InicisStatus.Approved && Method != PaymentMethod.VirtualAccount);

    /// <summary>Nothing is with the gateway, and nothing will be.</summary>
    public bool IsOver => Status is InicisStatus.Canceled or InicisStatus.Refunded;
}

/// <summary>What to do about a refund.</summary>
internal enum RefundStep
{
    /// <summary>It has not happened: send it.</summary>
    Send = 1,

    /// <summary>It has happened: do not send it again.</summary>
    Done = 2,

    /// <summary>It cannot be told: send nothing, ask again, and in the end a person looks.</summary>
    Wait = 3,
}

/// <summary>
/// When a refund may be sent. Inicis has no idempotency key: a refund whose answer was lost, sent once more, could pay
/// twice. What proves that it did not happen is the amount that remains:
/// <list type="number">
/// <item>Refunds of one attempt go one after the other (<see cref="RunRefunds"/>), the oldest first, and the next is
/// not sent before it has ended. So of all refunds that are not settled, only this one can have happened.</item>
/// <item>By our books <c>before = captured - refunded</c> remains when it did not happen, and <c>before - amount</c>
/// when it did. An amount is at least 1, so the two differ, and an inquiry tells which. Any third number means that
/// somebody else paid back; nothing is sent and a person looks.</item>
/// <item>An earlier call may still be on its way while we ask. Therefore each partial refund also states, as
/// <c>confirmPrice</c>, what remains after it, and the gateway refuses one for which that is not true: once the first
/// has happened, <c>before - amount - amount</c> would remain, not <c>before - amount</c>. A full refund is of the
/// whole transaction, which cannot be cancelled twice.</item>
/// </list>
/// Pure.
/// </summary>
internal static class InicisRefunds
{
    public static (RefundStep Step, string Code) Decide(
        Attempt attempt, Refund refund, InicisInquiry inquiry, bool trustsConfirmPrice)
    {
        var before = attempt.Captured - attempt.Refunded;
        if (inquiry.Price != attempt.Captured || inquiry.Oid != attempt.ProviderOrderId || refund.Amount > before)
            return (RefundStep.Wait, "INQUIRY_DIFFERS");
        if (inquiry.Remaining is { } remains)
        {
            return remains == before ? (RefundStep.Send, "NOT_HAPPENED")
                : remains == before - refund.Amount ? (RefundStep.Done, "HAPPENED")
                : (RefundStep.Wait, "REMAINS_DIFFER");
        }

        // Parts were paid back and nobody says how much. Before the first of ours, it can only be the one in question.
        return inquiry.Status == InicisStatus.PartCanceled && attempt.Refunded > 0 && trustsConfirmPrice
            ? (RefundStep.Send, "GUARDED_BY_CONFIRM_PRICE")
            : (RefundStep.Wait, "REMAINS_UNKNOWN");
    }

    /// <summary>The whole transaction at once, untouched; anything else is a part, the last one too.</summary>
    public static bool IsWhole(Attempt attempt, Refund refund) =>
        attempt.Refunded == 0 && refund.Amount == attempt.Captured;

    /// <summary>What remains after it: <c>confirmPrice</c>.</summary>
    public static long RemainsAfter(Attempt attempt, Refund refund) =>
        attempt.Captured - attempt.Refunded - refund.Amount;
}

/// <summary>Words of an inquiry; accounts have their own, as public integrations know them.</summary>
internal static class InicisStatus
{
    public const string Approved = "APPROVAL";
    public const string Canceled = "CANCEL";
    public const string PartCanceled = "PART_CANCEL";

    /// <summary>An account that waits for its money; after its deadline too.</summary>
    public const string Waiting = "NON_DEPOSIT";

    public const string Deposited = "DEPOSIT_COMPLETED";

    /// <summary>All that came into an account went back.</summary>
    public const string Refunded = "REFUND_COMPLETED";
}
