namespace Onair.Payments.Toss;

/// <summary>
/// Cancels, which are refunds here. The idempotency key keeps a refund from happening twice for 15 days, and only under
/// one API key. A person may redrive a job later than that, and keys are changed; so every refund carries its id at the
/// end of its reason, and is looked for before it is asked for and after it was refused.
/// </summary>
internal sealed class TossRefunds(TossCalls calls, TossReads reads)
{
    private const int reasonLengthMax = 200;

    public async Task<RefundAnswer> RunAsync(Attempt attempt, Refund refund, CancellationToken cancel)
    {
        // :: look
        var before = await reads.FindAsync(attempt, cancel);
        if (before.Payment is not { } payment)
        {
            return new RefundAnswer(RefundAnswerKind.Again, Code: ProviderAnswer.CutCode(before.Code));
        }

        if (Found(attempt, refund, payment, isRefused: false) is { } earlier) return earlier;

        // :: ask
        var account = refund.Account is { } to ? new ReceiveAccountBody(to.Bank, to.Number, to.Holder) : null;
        var body = new CancelBody(
            ReasonOf(refund), refund.Amount, refund.TaxFree > 0 ? refund.TaxFree : null, account);
        var reply = await CancelAsync(payment.PaymentKey, refund.ProviderKey, body, cancel);
        if (reply.IsOk)
        {
            return (reply.Payment is { } after ? Found(attempt, refund, after, isRefused: false) : null)
                ?? new RefundAnswer(RefundAnswerKind.Again, Code: "CANCEL_NOT_SEEN");
        }

        var code = ProviderAnswer.CutCode(reply.CodeOrStatus);
        switch (reply.WasSent ? TossErrors.OfCancel(reply.Code, reply.HttpStatus) : CancelMeaning.Passing)
        {
            case CancelMeaning.Passing or CancelMeaning.OurFault:
                return new RefundAnswer(RefundAnswerKind.Again, Code: reply.WasSent ? code : "NOT_SENT");
            case CancelMeaning.Final or CancelMeaning.AlreadyDone:
                break;
        }

        // :: look again: even a final "no" may be the answer to a refund that happened
        var back = await reads.FindAsync(attempt, cancel);
        if (back.Payment is not { } seen) return new RefundAnswer(RefundAnswerKind.Again, Code: code);
        return Found(attempt, refund, seen, isRefused: true) ?? new RefundAnswer(RefundAnswerKind.Failed, Code: code);
    }

    /// <summary>All that is left of a payment that we cannot use.</summary>
    public async Task<ProviderAnswer> CancelAllAsync(Attempt attempt, TossPayment payment, CancellationToken cancel)
    {
        var body = new CancelBody("net cancel", null, null, null);
        var reply = await CancelAsync(payment.PaymentKey, $"net-cancel:{attempt.Id:N}", body, cancel);
        if (!reply.WasSent) return ProviderAnswer.Unknown("NOT_SENT");
        if (reply.IsOk)
        {
            return reply.Payment is { } after && TossAnswers.IsOver(after)
                ? ProviderAnswer.NetCanceled()
                : ProviderAnswer.Unknown("CANCEL_NOT_SEEN");
        }

        var back = await reads.FindAsync(attempt, cancel);
        return back.Payment is { } seen && TossAnswers.IsOver(seen)
            ? ProviderAnswer.NetCanceled()
            : ProviderAnswer.Unknown(reply.CodeOrStatus, reply.Message);
    }

    /// <summary>What the customer may read, and the refund's id, by which it is known again.</summary>
    internal static string ReasonOf(Refund refund)
    {
        var mark = MarkOf(refund);
        var room = reasonLengthMax - mark.Length - 1;
        return (refund.Reason.Length > room ? refund.Reason[..room] : refund.Reason) + " " + mark;
    }

    private static string MarkOf(Refund refund) => $"[{refund.Id:N}]";

    /// <summary>
    /// This very refund in the payment: its mark and its amount. After a refusal, a cancel that somebody made in Toss'
    /// console counts as well, but only when it cannot be meant for another refund of ours: this one is alone in
    /// flight, and the sum of all cancels is what was refunded and this amount, to the won.
    /// </summary>
    private static RefundAnswer? Found(Attempt attempt, Refund refund, TossPayment payment, bool isRefused)
    {
        var mark = MarkOf(refund);
        var marked = payment.Cancels.LastOrDefault(
            c => c.Amount == refund.Amount && c.Reason.EndsWith(mark, StringComparison.Ordinal));
        if (marked is not null)
        {
            return marked.Status switch
            {
                "DONE" => new RefundAnswer(RefundAnswerKind.Done, marked.TransactionKey ?? mark),
                // Seen only when it was asked for before: asking again under its key changes nothing.
                "ABORTED" => new RefundAnswer(RefundAnswerKind.Failed, Code: "CANCEL_ABORTED"),
                _ => new RefundAnswer(RefundAnswerKind.Again, Code: "CANCEL_IN_PROGRESS"),
            };
        }

        var isAlone = attempt.Refunding == refund.Amount;
        var canceled = payment.Cancels.Where(c => c.IsDone).Sum(c => c.Amount);
        return isRefused && isAlone && canceled == attempt.Refunded + refund.Amount
            && payment.Cancels.LastOrDefault(c => c.IsDone && c.Amount == refund.Amount) is { } foreign
                ? new RefundAnswer(RefundAnswerKind.Done, foreign.TransactionKey ?? mark)
                : null;
    }

    private Task<TossReply> CancelAsync(string paymentKey, string key, CancelBody body, CancellationToken cancel) =>
        calls.PostAsync(
            "cancel",
            $"v1/payments/{TossCalls.Segment(paymentKey)}/cancel",
            key,
            body,
            TossJson.Default.CancelBody,
            cancel);
}
