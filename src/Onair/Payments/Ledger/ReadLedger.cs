using Onair.Storage;

namespace Onair.Payments.Ledger;

/// <summary>Balances are folds over the entries; no counter is kept that could disagree with them.</summary>
public sealed class ReadLedger(Database database)
{
    /// <summary>All accounts by name. Walks the ledger whole.</summary>
    public Task<List<AccountBalance>> BalancesAsync(CancellationToken cancel) => database.SnapshotAsync(
        open => PaymentsStore.BalancesAsync(open, cancel), cancel);

    /// <summary>Adds the read of all entries about an attempt to a round, by time.</summary>
    internal static void OfAttempt(
        Round round, Guid attemptId, IReadOnlyList<Guid> refundIds, List<LedgerEntry> into) =>
        PaymentsStore.ReadEntries(round, [attemptId, .. refundIds], into);
}
