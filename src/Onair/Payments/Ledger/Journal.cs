using System.Globalization;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Payments.Ledger;

/// <summary>
/// The journals, as pure functions of what happened. They are posted in the round that writes what happened, as one
/// bulk insert, so that a capture without its journal cannot be committed.
/// </summary>
internal static class Journal
{
    /// <summary>Adds the entries to a round. Those that are there already stay as they are.</summary>
    public static void Post(Round round, IEnumerable<LedgerEntry> entries) =>
        PaymentsStore.InsertEntries(round, [.. entries]);

    public static LedgerEntry[] Captured(Attempt attempt) => Of(
        attempt.Id, JournalKind.Captured, attempt.OrderId, attempt.Id, attempt.ApprovedAt!.Value,
        (Accounts.Of(attempt.Provider), attempt.Captured), (Accounts.Sales, -attempt.Captured));

    public static LedgerEntry[] RefundRequested(Attempt attempt, Refund refund) => Of(
        refund.Id, JournalKind.RefundRequested, attempt.OrderId, attempt.Id, refund.RequestedAt,
        (Accounts.Sales, refund.Amount), (Accounts.RefundsPayable, -refund.Amount));

    public static LedgerEntry[] RefundDone(Attempt attempt, Refund refund) => Of(
        refund.Id, JournalKind.RefundDone, attempt.OrderId, attempt.Id, refund.EndedAt!.Value,
        (Accounts.Of(attempt.Provider), -refund.Amount), (Accounts.RefundsPayable, refund.Amount));

    public static LedgerEntry[] RefundFailed(Attempt attempt, Refund refund) => Of(
        refund.Id, JournalKind.RefundFailed, attempt.OrderId, attempt.Id, refund.EndedAt!.Value,
        (Accounts.RefundsPayable, refund.Amount), (Accounts.Sales, -refund.Amount));

    /// <summary>
    /// One line of a settlement. It has no key of its own at the provider, so it is known by what it says; lines that
    /// say the same (two equal refunds of one payment) are told apart by their place among each other.
    /// </summary>
    /// <param name="place">0 for the first of equal lines, 1 for the next.</param>
    public static LedgerEntry[] PaidOut(Attempt attempt, ProviderSettlement line, int place, DateTimeOffset now) => Of(
        Digest.Of(
            attempt.Provider,
            line.Reference,
            line.OrderId,
            line.Amount.ToString(CultureInfo.InvariantCulture),
            line.SoldOn.ToString("O", CultureInfo.InvariantCulture),
            line.PaidOutOn.ToString("O", CultureInfo.InvariantCulture),
            place.ToString(CultureInfo.InvariantCulture)),
        JournalKind.PaidOut,
        attempt.OrderId,
        attempt.Id,
        now,
        (Accounts.Of(attempt.Provider), -line.Amount),
        (Accounts.Bank, line.PayOut),
        (Accounts.Fees, line.Fee),
        (Accounts.FeesVat, line.Vat));

    /// <summary>Lines of nothing are left out.</summary>
    /// <exception cref="InvalidOperationException">The lines do not balance.</exception>
    private static LedgerEntry[] Of(
        Guid source,
        JournalKind kind,
        Guid orderId,
        Guid attemptId,
        DateTimeOffset at,
        params ReadOnlySpan<(string Account, long Amount)> lines)
    {
        var entries = new List<LedgerEntry>(lines.Length);
        var sum = 0L;
        foreach (var (account, amount) in lines)
        {
            sum = checked(sum + amount);
            if (amount == 0) continue;
            entries.Add(new LedgerEntry(source, kind, entries.Count + 1, account, amount, orderId, attemptId, at));
        }

        return sum == 0 ? [.. entries] : throw new InvalidOperationException($"A journal of {kind} sums to {sum}.");
    }
}
