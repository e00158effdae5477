using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>
/// The job that has receipts issued: what is asked is fixed first, the provider is called outside any transaction and
/// always under the same key, and the number is open only for the call.
/// </summary>
internal sealed class IssueCashReceipts(
    Database database,
    ProviderCalls calls,
    SettleReceipts settle,
    ReceiptNumbers numbers,
    IOptions<ReceiptOptions> options) : IJobHandler
{
    public const string JobKind = "payments.issue-cash-receipt";

    /// <summary>The code of a provider that issues none.</summary>
    public const string NotIssuedHere = "NOT_ISSUED_HERE";

    public string Kind => JobKind;

    public JobKindOptions Options { get; } = ReceiptJobs.Options();

    public static NewJob JobOf(Guid receiptId, DateTimeOffset runAt) =>
        new(JobKind, receiptId.ToString("N"), receiptId.ToString("N"), runAt);

    /// <summary>Beside the job that waits for the customer to name a number: they have.</summary>
    public static NewJob NowOf(Guid receiptId, DateTimeOffset now) =>
        new(JobKind, receiptId.ToString("N") + ":now", receiptId.ToString("N"), now);

    public Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel) =>
        ReceiptJobs.RunAsync(jobs, database, settle, calls, CashReceiptState.Planned, AskAsync, cancel);

    private async Task<CashReceiptAnswer> AskAsync(
        ICashReceipts receipts, ReceiptWork work, CancellationToken cancel)
    {
        var receipt = work.Receipt;
        if (receipt is { IsSelfIssued: false, SealedNumber: null })
            return new CashReceiptAnswer(CashReceiptAnswerKind.Refused, Code: SettleReceipts.NumberForgotten);
        var number = receipt.IsSelfIssued
            ? options.Value.SelfIssueNumber
            : await numbers.OpenAsync(receipt.SealedNumber!, receipt.OrderNumber, cancel);
        var (amount, vat, taxFree) = receipt.Amounts;
        return await receipts.IssueAsync(
            work.Attempt,
            new CashReceiptRequest(receipt.Id, receipt.Purpose, number, amount, vat, taxFree, receipt.OrderName),
            cancel);
    }
}
