using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Payments.Receipts;
using Onair.Payments.Reconciliation;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>
/// What follows from money that moved, in the transaction that settles it: receipts of cash, and cases of deposits that
/// a bank took back and of refunds that were late. Cards make it do nothing.
/// </summary>
public sealed class FollowSettlements
{
    private readonly PlanReceipts receipts;
    private readonly string owner;
    private readonly ILogger<FollowSettlements> logger;

    internal FollowSettlements(
        PlanReceipts receipts, IOptions<PaymentsOptions> options, ILogger<FollowSettlements> logger)
    {
        this.receipts = receipts;
        owner = options.Value.Reconciliation.Owner;
        this.logger = logger;
    }

    /// <summary>Returns the cases that were opened: <see cref="Announce"/> them after the commit.</summary>
    /// <param name="open">The transaction of <see cref="SettleAttempts"/>.</param>
    /// <param name="settled">Its results.</param>
    /// <param name="answers">What they came from, in the same order.</param>
    /// <param name="goodsOf">What the order of a captured attempt sold.</param>
    /// <param name="now">The time of the settlement.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<ReconciliationCase>> AttemptsAsync(
        Transaction open,
        IReadOnlyList<SettledAttempt> settled,
        IReadOnlyList<AttemptAnswer> answers,
        Func<Attempt, SoldGoods> goodsOf,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var captured = settled
            .Zip(answers)
            .Where(pair => pair.First.Status == SettleStatus.Approved && ReceiptRules.IsCash(pair.First.Attempt!))
            .Select(pair => new CapturedCash(
                pair.First.Attempt!, pair.Second.Answer.Detail?.CashReceipt, goodsOf(pair.First.Attempt!)))
            .ToList();
        if (captured.Count > 0) await receipts.CapturedAsync(open, captured, now, cancel);
        var deposits = settled.Where(s => s.Attempt is { DepositUntil: not null, Captured: > 0 }).ToList();
        var gone = deposits.Where(SettleAttempts.IsTakenBack).Select(s => s.Attempt!).ToList();
        var here = deposits.Where(s => s.Answer == AnswerKind.Approved).Select(s => s.Attempt!).ToList();
        return await CasesAsync(
            open,
            gone.ConvertAll(a => (a.Provider, OwedCases.OfDeposit(a, now))),
            here.ConvertAll(a => (a.Provider, OwedCases.KeyOfDeposit(a))),
            now,
            cancel);
    }

    /// <summary>The same for refunds. No case is opened by one that is done.</summary>
    /// <param name="open">The transaction of <see cref="SettleRefunds"/>.</param>
    /// <param name="settled">Its results.</param>
    /// <param name="now">The time of the settlement.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<ReconciliationCase>> RefundsAsync(
        Transaction open, IReadOnlyList<SettledRefund> settled, DateTimeOffset now, CancellationToken cancel)
    {
        var done = settled.Where(s => s.Status == SettleRefundStatus.Done).ToList();
        if (done.Count == 0) return [];
        // The last result of an attempt has all of its refunds.
        await receipts.RefundedAsync(
            open, [.. done.GroupBy(s => s.Attempt!.Id).Select(g => g.Last().Attempt!)], now, cancel);
        var late = done.Where(s => s.Refund!.DueAt <= now)
            .Select(s => (s.Attempt!.Provider, OwedCases.KeyOfRefund(s.Attempt, s.Refund!)))
            .ToList();
        return await CasesAsync(open, [], late, now, cancel);
    }

    /// <summary>Logs cases. Call it after the commit: a transaction may run twice, this may not.</summary>
    public void Announce(IReadOnlyList<ReconciliationCase> opened)
    {
        foreach (var one in opened)
            ReconciliationLog.CaseOpened(logger, one.Id, one.Provider, one.Subject, one.Bucket);
    }

    private async Task<IReadOnlyList<ReconciliationCase>> CasesAsync(
        Transaction open,
        List<(string Provider, Comparison Compared)> differ,
        List<(string Provider, string Key)> inOrder,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var opened = new List<ReconciliationCase>();
        var providers = differ.Select(d => d.Provider).Concat(inOrder.Select(o => o.Provider))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var provider in providers)
        {
            var kept = await KeepCases.RunAsync(
                open,
                provider,
                [.. differ.Where(d => d.Provider == provider).Select(d => d.Compared)],
                [.. inOrder.Where(o => o.Provider == provider).Select(o => o.Key)],
                owner,
                now,
                cancel);
            opened.AddRange(kept.Opened);
        }

        return opened;
    }
}
