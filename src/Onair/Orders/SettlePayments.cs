using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Payments.Reconciliation;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Writes what providers answered: the attempt, the order it pays, its stock, the facts, and the end of the job that
/// asked, all in one transaction. Harmless to repeat.
/// </summary>
internal sealed class SettlePayments(
    Database database,
    SettleAttempts settle,
    FollowSettlements follow,
    OrderChanges changes,
    JobQueue jobs,
    FactOutbox outbox,
    PaymentNews news,
    IOptions<OrdersOptions> options,
    TimeProvider time)
{
    /// <param name="answers">A wave of answers.</param>
    /// <param name="done">The jobs that end with them; a job whose outcome stays unknown goes on as a resolve
    /// job.</param>
    /// <param name="cancel">Gives up before the transaction.</param>
    public async Task<IReadOnlyList<SettledAttempt>> RunAsync(
        IReadOnlyList<AttemptAnswer> answers, IReadOnlyList<Job> done, CancellationToken cancel)
    {
        var (settled, opened) = await database.WriteAsync(open => RunAsync(open, answers, done, cancel), cancel);
        settle.Announce(settled);
        follow.Announce(opened);
        outbox.Wake();
        foreach (var result in settled)
        {
            if (result.Attempt is { } attempt) news.Tell(attempt);
            if (result.Status == SettleStatus.Late) jobs.Wake(RefundPayments.JobKind);
        }

        return settled;
    }

    private async Task<(IReadOnlyList<SettledAttempt>, IReadOnlyList<ReconciliationCase>)> RunAsync(
        Transaction open, IReadOnlyList<AttemptAnswer> answers, IReadOnlyList<Job> done, CancellationToken cancel)
    {
        // :: load: orders before attempts before stock, everywhere
        var orders = await OrderChanges.LockAsync(open, [.. answers.Select(a => a.OrderId).Distinct()], cancel);

        // :: decide
        var now = time.GetUtcNow().ToStored();
        var settlements = answers
            .Select(answer => SettlementOf(answer, orders[answer.OrderId], now))
            .ToList();
        var settled = await settle.RunAsync(open, settlements, now, cancel);
        var paid = new List<OrderChange>(settled.Count);
        var work = new List<NewJob>();
        var kept = new List<Order>();
        foreach (var result in settled)
        {
            switch (result.Status)
            {
                case SettleStatus.Approved:
                    paid.Add(OrderChange.Advance(
                        orders[result.Attempt!.OrderId], OrderStep.Pay, now, OrderActors.Shopper,
                        result.Attempt.Provider));
                    break;
                case SettleStatus.Late:
                    work.Add(RefundPayments.JobOf(result.Refund!.Id, now));
                    break;
                case SettleStatus.AwaitingDeposit:
                    kept.AddRange(Keep(orders[result.Attempt!.OrderId], result.Attempt));
                    work.Add(ResolvePayments.JobOf(result.Attempt, AttemptRules.NextQueryAt(result.Attempt, now)));
                    break;
                case SettleStatus.Unknown:
                    work.Add(ResolvePayments.JobOf(result.Attempt!, AttemptRules.NextQueryAt(result.Attempt!, now)));
                    break;
                case SettleStatus.Declined or SettleStatus.Canceled or SettleStatus.AlreadySettled
                    or SettleStatus.Contradicted or SettleStatus.UnknownAttempt:
                    break;
            }
        }

        // :: write
        // A job that lost its lease meanwhile is no reason to undo: settling twice is settling once.
        var round = open.Round();
        changes.Write(round, paid);
        round.Write(OrdersStore.Change, kept);
        jobs.Complete(round, done, new List<Guid>(done.Count));
        if (work.Count > 0) jobs.Enqueue(round, work);
        await round.ExecuteAsync(cancel);
        var opened = await follow.AttemptsAsync(
            open, settled, answers, attempt => GoodsOf(orders[attempt.OrderId], attempt.Captured), now, cancel);
        return (settled, opened);
    }

    /// <summary>What an order sold for an amount, as a receipt says it.</summary>
    internal static SoldGoods GoodsOf(Order order, long amount)
    {
        var share = RefundShare.OfCapture(order, amount);
        return new SoldGoods(OpenWindows.NameOf(order, isEnglish: false), share.Vat, share.TaxFree);
    }

    /// <summary>
    /// Money that comes when the order is gone cannot be supplied for: it goes back within the days that the law gives
    /// from the payment, which is now.
    /// </summary>
    private static Settlement SettlementOf(AttemptAnswer answer, Order order, DateTimeOffset now)
    {
        var settlement = new Settlement(answer, order.Status == OrderStatus.Placed);
        if (answer.Answer.Kind != AnswerKind.Approved) return settlement;
        var share = RefundShare.OfCapture(order, answer.Answer.Amount);
        return settlement with
        {
            Late = new LateTerms(
                share.Vat, share.TaxFree, LegalDeadlines.RefundBefore(EndCause.SupplyFailure, now, now)),
        };
    }

    /// <summary>
    /// Who pays into an account has days: the order's hold ends with the account, and a little later, so that a deposit
    /// of the last minute is not met by an order that just expired.
    /// </summary>
    private IEnumerable<Order> Keep(Order order, Attempt attempt)
    {
        var until = attempt.DepositUntil!.Value + options.Value.HoldExtension;
        if (order.Status != OrderStatus.Placed || order.PayBefore >= until) yield break;
        order.PayBefore = until;
        yield return order;
    }
}
