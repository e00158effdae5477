using Onair.Primitives;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>
/// Folds the room's invariants from its rows. Most of them are CHECKs and indexes too; what is asked here is whether
/// those were there and whether the tables agree with each other.
/// </summary>
public sealed class VerifyPayments(Database database)
{
    private delegate Task<List<OffendingRow>> Find(Transaction open, CancellationToken cancel);

    /// <summary>One result per invariant, all of one moment. Walks the tables whole.</summary>
    public Task<IReadOnlyList<Verification>> RunAsync(CancellationToken cancel) =>
        database.SnapshotAsync(open => RunAsync(open, cancel), cancel);

    private static async Task<IReadOnlyList<Verification>> RunAsync(Transaction open, CancellationToken cancel)
    {
        var count = await PaymentsStore.CountAsync(open, cancel)
            ?? throw new InvalidOperationException("A count has no row.");
        var entries = await PaymentsStore.CountEntriesAsync(open, cancel);
        return
        [
            await CheckAsync(
                "payments.paid-once", count.Groups, PaymentsStore.OrdersPaidTwiceAsync,
                row => $"order is paid by {row.First} attempts, {row.Second} is the most"),
            await CheckAsync(
                "payments.one-living", count.Groups, PaymentsStore.OrdersWithTwoLivingAsync,
                row => $"order has {row.First} attempts that are open or approved, {row.Second} is the most"),
            await CheckAsync(
                "payments.amounts", count.Rows, PaymentsStore.AmountsOutOfBoundsAsync,
                row => $"captured {row.First}, refunded and on the way {row.Second}: out of bounds"),
            await CheckAsync(
                "payments.refunded", count.Rows, PaymentsStore.RefundedNotSumOfRefundsAsync,
                row => $"refunded is {row.First}, its done refunds sum to {row.Second}"),
            await CheckAsync(
                "payments.refunding", count.Rows, PaymentsStore.RefundingNotSumOfRefundsAsync,
                row => $"refunding is {row.First}, its pending refunds sum to {row.Second}"),
            await CheckAsync(
                "payments.state-fields", count.Rows, PaymentsStore.StatesWithoutFieldsAsync,
                row => $"state {row.First} lacks a field of its own or has one too many (captured {row.Second})"),
            await CheckAsync(
                "payments.trace", count.Rows, PaymentsStore.ChangesWithoutTraceAsync,
                row => $"version {row.First} does not follow from its times and its {row.Second} recorded transitions"),
            await CheckAsync(
                "payments.ledger-journals", entries, PaymentsStore.JournalsOutOfBalanceAsync,
                row => $"the {row.Second} entries of its journal sum to {row.First}, not to zero"),
            await CheckAsync(
                "payments.ledger-orders", entries, PaymentsStore.OrdersOutOfBalanceAsync,
                row => $"the {row.Second} ledger entries of the order sum to {row.First}, not to zero"),
            await CheckAsync(
                "payments.ledger-clearing", count.Rows, PaymentsStore.ClearingNotCapturesAsync,
                row => $"its provider's account says {row.First}, captured less refunded is {row.Second}"),
            await CheckAsync(
                "payments.ledger-owed", count.Rows, PaymentsStore.OwedNotRefundingAsync,
                row => $"refunds payable say {row.First}, refunding is {row.Second}"),
            await CheckAsync(
                "payments.ledger-missing", count.Rows, PaymentsStore.MovementsWithoutJournalAsync,
                row => $"its journal of kind {row.First} over {row.Second} won is missing"),
            await CheckAsync(
                "payments.ledger-foreign", entries, PaymentsStore.JournalsWithoutMovementAsync,
                row => $"a journal of kind {row.First} over {row.Second} won belongs to no capture and no refund"),
        ];

        async Task<Verification> CheckAsync(string invariant, long rows, Find find, Func<OffendingRow, string> detail)
        {
            var offending = await find(open, cancel);
            return new Verification(
                invariant, rows, offending.ConvertAll(row => new Finding(invariant, row.Id.ToString(), detail(row))));
        }
    }
}
