using Onair.Storage;

namespace Onair.Payments.Ledger;

/// <summary>An attempt with everything that moved its money.</summary>
public sealed record AttemptLedger(
    Attempt Attempt, IReadOnlyList<Refund> Refunds, IReadOnlyList<LedgerEntry> Entries);

/// <summary>Balances are folds over the entries; no counter is kept that could disagree with them.</summary>
public sealed class ReadLedger(Database database)
{
    /// <summary>All accounts by name. Walks the ledger whole.</summary>
    public Task<List<AccountBalance>> BalancesAsync(CancellationToken cancel) => database.SnapshotAsync(
        open => PaymentsStore.BalancesAsync(open, cancel), cancel);

    /// <summary>The entries of its capture and refunds, by time; null when the attempt is not known.</summary>
    public Task<AttemptLedger?> OfAttemptAsync(Guid id, CancellationToken cancel) => database.SnapshotAsync(
        async open =>
        {
            if (await FindAttempts.ByIdAsync(open, id, cancel) is not { } attempt) return null;
            var refunds = new List<Refund>();
            var first = open.Round();
            FindAttempts.RefundsOf(first, [id], refunds);
            await first.ExecuteAsync(cancel);
            var entries = new List<LedgerEntry>();
            var second = open.Round();
            PaymentsStore.ReadEntries(second, [id, .. refunds.Select(r => r.Id)], entries);
            await second.ExecuteAsync(cancel);
            return new AttemptLedger(
                attempt, refunds, [.. entries.OrderBy(e => e.At).ThenBy(e => e.Kind).ThenBy(e => e.Line)]);
        },
        cancel);
}
