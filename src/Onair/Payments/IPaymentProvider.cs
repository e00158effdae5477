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

    /// <summary>
    /// What the customer's browser needs to start; nothing for a provider without a window of its own.
    /// </summary>
    Task<BrowserStep> PrepareAsync(Attempt attempt, CancellationToken cancel);

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
}

/// <summary>What the browser does next.</summary>
/// <param name="Url">Where it goes; null: nothing to do, approval begins by itself.</param>
/// <param name="Fields">A form to post there, or the parameters of the provider's script; empty for a plain
/// redirect.</param>
public sealed record BrowserStep(string? Url, IReadOnlyDictionary<string, string> Fields)
{
    public static readonly BrowserStep None = new(null, new Dictionary<string, string>());
}
