namespace Onair.Payments.Toss;

/// <summary>A payment as Toss has it, in our words. Pure; what it claims is compared by <see cref="AttemptAnswer.Of"/>.
/// </summary>
internal static class TossAnswers
{
    public static ProviderAnswer Of(Attempt attempt, TossPayment payment, DateTimeOffset now) => payment.Status switch
    {
        "DONE" or "PARTIAL_CANCELED" or "CANCELED" => Captured(attempt, payment),
        "WAITING_FOR_DEPOSIT" => Awaiting(payment),
        "READY" or "IN_PROGRESS" => now < attempt.SessionUntil
            ? ProviderAnswer.NotYetApproved(payment.Status)
            : ProviderAnswer.Unknown(payment.Status),
        "ABORTED" or "EXPIRED" =>
            ProviderAnswer.Declined(payment.FailureCode ?? payment.Status, payment.FailureMessage),
        _ => ProviderAnswer.Unknown(payment.Status),
    };

    /// <summary>Nothing is captured, and nothing can be any more.</summary>
    public static bool IsOver(TossPayment payment) =>
        payment.Status is "ABORTED" or "EXPIRED" || payment.IsFullyCanceled;

    /// <summary>
    /// Cancels do not undo that it was captured: what we know as captured stays so, and its refunds have rows of their
    /// own. What we never knew as captured and is gone again was taken back, by us or in their console: no money is
    /// theirs.
    /// </summary>
    private static ProviderAnswer Captured(Attempt attempt, TossPayment payment) =>
        payment.IsFullyCanceled && attempt.Captured == 0
            ? ProviderAnswer.Declined("CANCELED")
            : ProviderAnswer.Approved(
                payment.PaymentKey, payment.OrderId, payment.TotalAmount, payment.Currency, payment.Method) with
                {
                    Detail = payment.Detail,
                };

    private static ProviderAnswer Awaiting(TossPayment payment) => payment.Detail.Deposit is null
        ? ProviderAnswer.Unknown("DEPOSIT_ACCOUNT_MISSING")
        : ProviderAnswer.AwaitingDeposit(
            payment.PaymentKey, payment.OrderId, payment.TotalAmount, payment.Currency, payment.Detail);
}
