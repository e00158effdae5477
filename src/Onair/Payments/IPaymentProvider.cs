namespace Onair.Payments;

/// <summary>
/// A payment gateway. Every method may throw: an exception or a timeout of approve, query and net cancel is taken as
/// "unknown", of a refund as "again". Implementations are singletons, keep no state and may be called from many
/// threads.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>Stable and stored: lower-case letters, digits and hyphens, at most 32 characters.</summary>
    string Name { get; }

    /// <summary>
    /// How long after an approval began the gateway may still come to know it. "Not found" counts only later.
    /// </summary>
    TimeSpan SessionWindow { get; }

    /// <summary>Calls that one node may have open at a time, all methods together.</summary>
    int ConcurrencyMax { get; }

    /// <summary>How long one call may take before its outcome counts as unknown.</summary>
    TimeSpan Timeout { get; }

    /// <summary>The ways to pay that it takes.</summary>
    IReadOnlyList<PaymentMethod> Methods { get; }

    /// <summary>
    /// True: the customer finishes in a window of the provider, and approval begins when the browser comes back. False:
    /// approval begins at once.
    /// </summary>
    bool HasWindow { get; }

    /// <summary>Its receipts for cash; null when it issues none.</summary>
    ICashReceipts? CashReceipts { get; }

    /// <summary>
    /// The banks that a deposit can go back to, by its own codes; none: its customers must know the code.
    /// </summary>
    IReadOnlyList<RefundBank> RefundBanks => [];

    /// <summary>What its server hears when it has told us something.</summary>
    NoticeReplies Replies { get; }

    /// <summary>
    /// What the customer's browser needs to start; nothing for a provider without a window of its own.
    /// </summary>
    Task<BrowserStep> PrepareAsync(Attempt attempt, WindowRequest window, CancellationToken cancel);

    /// <summary>Reads what the browser brought back from the window. Pure; believes nothing.</summary>
    ReturnReading ReadReturn(Attempt attempt, BrowserReturn returned);

    /// <summary>Reads what its server told us by itself. Pure; believes nothing.</summary>
    NoticeReading ReadNotice(ProviderNotice notice);

    /// <summary>Captures the money under <see cref="Attempt.IdempotencyKey"/>.</summary>
    /// <param name="attempt">Order number, amount, currency, key, and what the window handed back.</param>
    /// <param name="tries">1 for the first call of this run, 2 for the next after a passing error.</param>
    Task<ProviderAnswer> ApproveAsync(Attempt attempt, int tries, CancellationToken cancel);

    /// <summary>What became of the approval.</summary>
    Task<ProviderAnswer> QueryAsync(Attempt attempt, CancellationToken cancel);

    /// <summary>
    /// Takes back an approval whose outcome we could not use, whether it happened or not. Not a refund.
    /// </summary>
    Task<ProviderAnswer> NetCancelAsync(Attempt attempt, CancellationToken cancel);

    /// <summary>Pays back a part or all of a capture under <see cref="Refund.ProviderKey"/>.</summary>
    Task<RefundAnswer> CancelAsync(Attempt attempt, Refund refund, CancellationToken cancel);

    /// <summary>
    /// What it has in its books. May take a minute; throws when the provider does not tell all of it.
    /// </summary>
    Task<ProviderStatement> ReadStatementAsync(StatementRequest request, CancellationToken cancel);

    /// <summary>
    /// What it pays out for the sales of these days, both included; null for a gateway that has no such listing.
    /// </summary>
    Task<IReadOnlyList<ProviderSettlement>?> ReadSettlementsAsync(
        DateOnly from, DateOnly until, CancellationToken cancel);
}
