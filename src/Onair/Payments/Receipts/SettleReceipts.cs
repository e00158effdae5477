using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments.Reconciliation;
using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>A receipt that a worker asks its provider about.</summary>
internal sealed record ReceiptWork(CashReceipt Receipt, Attempt Attempt);

/// <summary>What is to be asked, and the cases that were opened meanwhile.</summary>
internal sealed record BegunReceipts(
    IReadOnlyList<ReceiptWork> Work, IReadOnlyList<ReconciliationCase> Opened);

/// <summary>What the provider said.</summary>
internal readonly record struct AnsweredReceipt(Guid ReceiptId, CashReceiptAnswer Answer);

/// <summary>
/// The two transactions around a call about a receipt: the one that fixes what is asked, and the one that writes what
/// was answered, with what follows from it. Harmless to repeat.
/// </summary>
internal sealed class SettleReceipts(
    JobQueue jobs,
    IOptions<ReceiptOptions> options,
    IOptions<PaymentsOptions> payments,
    TimeProvider time,
    ILogger<SettleReceipts> logger)
{
    /// <summary>Asked for so long that its key may be forgotten.</summary>
    public const string KeyTooOld = "KEY_TOO_OLD";

    /// <summary>What remains needs a receipt, and its number is gone.</summary>
    public const string NumberForgotten = "NUMBER_FORGOTTEN";

    private readonly ReceiptOptions options = options.Value;

    /// <summary>Those that are to be asked about now; what was changed meanwhile is put right before.</summary>
    /// <param name="state">Planned or Cancelling: what the worker does.</param>
    public async Task<BegunReceipts> BeginAsync(
        Transaction open, IReadOnlyList<Guid> ids, CashReceiptState state, CancellationToken cancel)
    {
        // :: load
        var batch = await ReceiptBatch.LockAsync(open, ids, cancel);

        // :: decide
        var now = time.GetUtcNow().ToStored();
        var work = new List<ReceiptWork>(ids.Count);
        var failed = new List<CashReceipt>();
        foreach (var receipt in ids.Distinct().Select(batch.Find).OfType<CashReceipt>().Where(r => r.State == state))
        {
            var after = Begin(receipt, batch.WantedOf(receipt), now);
            if (after != receipt) batch.Change(after);
            if (after.State == CashReceiptState.Failed) failed.Add(after);
            if (after.State == state) work.Add(new ReceiptWork(after, batch.AttemptOf(after)));
        }

        // :: write
        var round = open.Round();
        batch.Write(round);
        await round.ExecuteAsync(cancel);
        return new BegunReceipts(work, await CasesAsync(open, batch, failed, now, cancel));
    }

    /// <summary>Writes answers. Returns the cases that were opened.</summary>
    public async Task<IReadOnlyList<ReconciliationCase>> RunAsync(
        Transaction open, IReadOnlyList<AnsweredReceipt> answers, CancellationToken cancel)
    {
        // :: load
        var batch = await ReceiptBatch.LockAsync(open, [.. answers.Select(a => a.ReceiptId)], cancel);

        // :: decide
        var now = time.GetUtcNow().ToStored();
        var (work, ended) = (new List<NewJob>(), new List<CashReceipt>());
        foreach (var (id, answer) in answers)
        {
            if (batch.Find(id) is not { State: CashReceiptState.Planned or CashReceiptState.Cancelling } receipt)
                continue;
            if (ReceiptRules.Settle(receipt, answer, now) is not { } after) continue;
            batch.Change(after);
            ended.Add(after);
            Continue(batch, after, now, work, ended);
        }

        // :: write
        var round = open.Round();
        batch.Write(round);
        if (work.Count > 0) jobs.Enqueue(round, work);
        await round.ExecuteAsync(cancel);
        return await CasesAsync(open, batch, ended, now, cancel);
    }

    /// <summary>Logs cases. Call it after the commit: a transaction may run twice, this may not.</summary>
    public void Announce(IReadOnlyList<ReconciliationCase> opened)
    {
        foreach (var one in opened)
            ReconciliationLog.CaseOpened(logger, one.Id, one.Provider, one.Subject, one.Bucket);
    }

    /// <summary>
    /// Pure: the first call fixes what is asked; while none was made it follows what the shop keeps. After too long
    /// nobody may ask again.
    /// </summary>
    private CashReceipt Begin(CashReceipt receipt, ReceiptAmounts wanted, DateTimeOffset now)
    {
        var isPlanned = receipt.State == CashReceiptState.Planned;
        var since = isPlanned ? receipt.CalledAt : receipt.ChangedAt;
        if (now - since >= options.AskFor)
        {
            return ReceiptRules.Step(receipt, CashReceiptState.Failed, now) with { FailureCode = KeyTooOld };
        }

        if (!isPlanned || receipt.CalledAt is not null) return receipt;
        var fitting = ReceiptRules.Follow(receipt, wanted, now, now + options.Within) ?? receipt;
        if (fitting.State != CashReceiptState.Planned) return fitting;
        return fitting with
        {
            CalledAt = now,
            Version = fitting == receipt ? receipt.Version + 1 : fitting.Version,
            ChangedAt = now,
        };
    }

    /// <summary>
    /// Money may have gone back while the call was under way: what was issued is looked at again; and after one was
    /// taken back the next is planned.
    /// </summary>
    private void Continue(
        ReceiptBatch batch, CashReceipt after, DateTimeOffset now, List<NewJob> work, List<CashReceipt> ended)
    {
        var (wanted, due) = (batch.WantedOf(after), now + options.Within);
        if (after.State == CashReceiptState.Issued && ReceiptRules.Follow(after, wanted, now, due) is { } unfit)
        {
            batch.Change(unfit);
            work.Add(CancelCashReceipts.JobOf(unfit.Id, now));
        }

        if (after.State != CashReceiptState.Cancelled || wanted.Amount <= 0) return;
        var next = ReceiptRules.Next(after, wanted, now, due);
        if (next is { IsSelfIssued: false, SealedNumber: null })
        {
            // A row without a number cannot be issued; a person must, and its case says so.
            ended.Add(next with { State = CashReceiptState.Failed, FailureCode = NumberForgotten });
            return;
        }

        batch.Make(next);
        work.Add(IssueCashReceipts.JobOf(next.Id, now));
    }

    /// <summary>One case per payment: a refusal opens it, and a receipt that is there closes it.</summary>
    private async Task<IReadOnlyList<ReconciliationCase>> CasesAsync(
        Transaction open, ReceiptBatch batch, List<CashReceipt> ended, DateTimeOffset now, CancellationToken cancel)
    {
        var opened = new List<ReconciliationCase>();
        foreach (var ofProvider in ended.GroupBy(r => batch.AttemptOf(r).Provider, StringComparer.Ordinal))
        {
            var failed = ofProvider.Where(r => r.State == CashReceiptState.Failed).ToList();
            var kept = await KeepCases.RunAsync(
                open,
                ofProvider.Key,
                failed.ConvertAll(r => OwedCases.OfReceipt(batch.AttemptOf(r), r, Bucket.StatusDiffers)),
                [.. ofProvider.Except(failed).Select(r => OwedCases.KeyOfReceipt(batch.AttemptOf(r)))],
                payments.Value.Reconciliation.Owner,
                now,
                cancel);
            opened.AddRange(kept.Opened);
        }

        return opened;
    }
}
