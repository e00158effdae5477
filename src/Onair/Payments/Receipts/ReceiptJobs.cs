using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>What the two jobs about receipts have in common: begin, ask in waves, settle.</summary>
internal static class ReceiptJobs
{
    /// <summary>
    /// The tax office answers within days, and a provider that is down for one is not unusual: forty tries with waits
    /// of up to an hour and a half are two to three days, less than a receipt has.
    /// </summary>
    public static JobKindOptions Options() => new()
    {
        BatchMax = 64,
        WorkersMax = 1,
        Lease = TimeSpan.FromSeconds(90),
        AttemptsMax = 40,
        Backoff = TimeSpan.FromSeconds(5),
        BackoffMax = TimeSpan.FromMinutes(90),
    };

    public static async Task<IReadOnlyList<JobResult>> RunAsync(
        IReadOnlyList<Job> jobs,
        Database database,
        SettleReceipts settle,
        ProviderCalls calls,
        CashReceiptState state,
        Func<ICashReceipts, ReceiptWork, CancellationToken, Task<CashReceiptAnswer>> ask,
        CancellationToken cancel)
    {
        // :: 1 begin
        var ids = jobs.Select(job => Guid.ParseExact(job.Payload, "N")).ToList();
        var begun = await database.WriteAsync(open => settle.BeginAsync(open, ids, state, cancel), cancel);
        settle.Announce(begun.Opened);

        // :: 2 ask
        var again = new Dictionary<Guid, string?>();
        var waves = calls.RunAsync(
            begun.Work,
            item => item.Attempt,
            async (provider, item, stopping) => new AnsweredReceipt(
                item.Receipt.Id, await AskAsync(provider, item, ask, stopping)),
            (item, _, code) => new AnsweredReceipt(
                item.Receipt.Id, new CashReceiptAnswer(CashReceiptAnswerKind.Again, Code: code)),
            // The tax office's trouble says nothing of the provider's payments.
            _ => false,
            cancel);
        await foreach (var wave in waves)
        {
            // :: 3 settle
            settle.Announce(await database.WriteAsync(open => settle.RunAsync(open, wave, cancel), cancel));
            foreach (var (id, answer) in wave)
                if (answer.Kind == CashReceiptAnswerKind.Again) again[id] = answer.Code;
        }

        return
        [
            .. ids.Select(id => again.TryGetValue(id, out var code)
                ? new JobResult(JobOutcome.Retry, code)
                : JobResult.Done),
        ];
    }

    private static Task<CashReceiptAnswer> AskAsync(
        IPaymentProvider provider,
        ReceiptWork work,
        Func<ICashReceipts, ReceiptWork, CancellationToken, Task<CashReceiptAnswer>> ask,
        CancellationToken cancel) => provider.CashReceipts is { } receipts
            ? ask(receipts, work, cancel)
            : Task.FromResult(new CashReceiptAnswer(
                CashReceiptAnswerKind.Refused, Code: IssueCashReceipts.NotIssuedHere));
}
