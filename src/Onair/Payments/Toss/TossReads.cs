namespace Onair.Payments.Toss;

/// <summary>One payment, or why there is none.</summary>
internal readonly record struct TossRead(TossPayment? Payment, bool IsNotFound, string Code);

/// <summary>Finds the payment of an attempt.</summary>
internal sealed class TossReads(TossCalls calls)
{
    /// <summary>
    /// By payment key, which a browser may have brought: one that leads to nothing, or to the payment of another order,
    /// is not believed, and the order id has the last word. A net cancel would otherwise take back somebody else's
    /// payment.
    /// </summary>
    public async Task<TossRead> FindAsync(Attempt attempt, CancellationToken cancel)
    {
        if (attempt.ProviderReference is { } key && TossCalls.PathSafe().IsMatch(key))
        {
            var byKey = await ReadAsync($"v1/payments/{TossCalls.Segment(key)}", cancel);
            if (byKey.Payment?.OrderId == attempt.ProviderOrderId) return byKey;
            if (byKey is { Payment: null, IsNotFound: false }) return byKey;
        }

        var byOrder = await ReadAsync($"v1/payments/orders/{TossCalls.Segment(attempt.ProviderOrderId)}", cancel);
        return byOrder.Payment is { } found && found.OrderId != attempt.ProviderOrderId
            ? new TossRead(null, false, "FOREIGN_ANSWER")
            : byOrder;
    }

    private async Task<TossRead> ReadAsync(string path, CancellationToken cancel)
    {
        var reply = await calls.GetAsync("query", path, cancel);
        if (!reply.WasSent) return new TossRead(null, false, "NOT_SENT");
        return new TossRead(reply.Payment, TossErrors.IsNotFound(reply.Code), reply.CodeOrStatus);
    }
}
