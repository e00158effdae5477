using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>The job that takes receipts back which do not fit any more what the shop keeps.</summary>
internal sealed class CancelCashReceipts(Database database, ProviderCalls calls, SettleReceipts settle) : IJobHandler
{
    public const string JobKind = "payments.cancel-cash-receipt";

    public string Kind => JobKind;

    public JobKindOptions Options { get; } = ReceiptJobs.Options();

    public static NewJob JobOf(Guid receiptId, DateTimeOffset runAt) =>
        new(JobKind, receiptId.ToString("N"), receiptId.ToString("N"), runAt);

    public Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel) =>
        ReceiptJobs.RunAsync(jobs, database, settle, calls, CashReceiptState.Cancelling, AskAsync, cancel);

    private static Task<CashReceiptAnswer> AskAsync(
        ICashReceipts receipts, ReceiptWork work, CancellationToken cancel) => receipts.CancelAsync(
            work.Attempt,
            work.Receipt.CancelId!.Value,
            work.Receipt.ProviderKey!,
            work.Receipt.Amounts.Amount,
            cancel);
}
