using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Never renumber.</summary>
internal enum AskProviderStatus
{
    /// <summary>The provider told how it ended, and it is written.</summary>
    Settled = 1,

    /// <summary>It was asked, and could not tell yet. The attempt's own job goes on asking.</summary>
    StillUnknown = 2,

    /// <summary>Its outcome is known, or nothing was asked of a provider yet: there is nothing to ask.</summary>
    NotInFlight = 3,

    UnknownAttempt = 4,
}

/// <summary>The attempt as it stands after the verb; null when it is not known.</summary>
internal readonly record struct AskedProvider(AskProviderStatus Status, Attempt? Attempt);

/// <summary>
/// Asks the provider now what became of an attempt, for an operator who does not want to wait. The question, the answer
/// and what follows from it are those of the job; nothing is decided by hand.
/// </summary>
internal sealed class AskProvider(
    Database database, QueryAttempts query, NetCancelAttempts netCancel, SettlePayments settle)
{
    public async Task<AskedProvider> RunAsync(Guid attemptId, CancellationToken cancel)
    {
        if (await FindAsync(attemptId, cancel) is not { } attempt) return new(AskProviderStatus.UnknownAttempt, null);
        var answers = attempt.State switch
        {
            AttemptState.Approving or AttemptState.Unknown or AttemptState.AwaitingDeposit =>
                query.RunAsync([attempt], cancel),
            AttemptState.NetCancelPending => netCancel.RunAsync([attempt], cancel),
            AttemptState.Prepared or AttemptState.Authenticated or AttemptState.Approved or AttemptState.Declined
                or AttemptState.Canceled or AttemptState.RefundPending or AttemptState.Refunded => null,
        };
        if (answers is null) return new(AskProviderStatus.NotInFlight, attempt);
        await foreach (var wave in answers) await settle.RunAsync(wave, [], cancel);
        var after = await FindAsync(attemptId, cancel) ?? attempt;
        var isOpen = AttemptRules.IsInFlight(after.State) || after.State == AttemptState.AwaitingDeposit;
        return new(isOpen ? AskProviderStatus.StillUnknown : AskProviderStatus.Settled, after);
    }

    private Task<Attempt?> FindAsync(Guid id, CancellationToken cancel) =>
        database.ReadAsync(open => FindAttempts.ByIdAsync(open, id, cancel), cancel);
}
