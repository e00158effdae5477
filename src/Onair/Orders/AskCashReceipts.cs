using Onair.Jobs;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Takes a customer's wish for a receipt of cash after payment began: while a deposit is waited for, or later.
/// </summary>
public sealed class AskCashReceipts
{
    private readonly Database database;
    private readonly OrderTokens tokens;
    private readonly PlanReceipts plan;
    private readonly JobQueue jobs;
    private readonly TimeProvider time;

    internal AskCashReceipts(
        Database database, OrderTokens tokens, PlanReceipts plan, JobQueue jobs, TimeProvider time)
    {
        this.database = database;
        this.tokens = tokens;
        this.plan = plan;
        this.jobs = jobs;
        this.time = time;
    }

    /// <param name="number">The order.</param>
    /// <param name="token">The guest's token.</param>
    /// <param name="choice">From <see cref="ReceiptNumbers.SealAsync"/>, sealed for this order.</param>
    /// <param name="cancel">Gives up before the transaction.</param>
    public async Task<AskReceiptStatus> RunAsync(
        string number, string token, ReceiptChoice choice, CancellationToken cancel)
    {
        var status = await database.WriteAsync(open => RunAsync(open, number, token, choice, cancel), cancel);
        if (status == AskReceiptStatus.Asked) jobs.Wake(IssueCashReceipts.JobKind);
        return status;
    }

    private async Task<AskReceiptStatus> RunAsync(
        Transaction open, string number, string token, ReceiptChoice choice, CancellationToken cancel)
    {
        var found = await OrderChanges.LockAsync(open, [number], withLines: true, cancel);
        if (!found.TryGetValue(number, out var order) || !tokens.IsValid(order.Id, token))
        {
            return AskReceiptStatus.UnknownOrder;
        }

        var attempts = new List<Attempt>();
        var round = open.Round();
        FindAttempts.OfOrders(round, [order.Id], attempts);
        await round.ExecuteAsync(cancel);
        // The one that pays the order, or may yet; others have ended.
        if (attempts.Find(a => AttemptRules.IsLiving(a.State)) is not { } living) return AskReceiptStatus.NotApplicable;
        var locked = await FindAttempts.LockAsync(open, living.Id, cancel);
        return locked is null
            ? AskReceiptStatus.NotApplicable
            : await plan.AskAsync(
                open,
                locked,
                choice,
                SettlePayments.GoodsOf(order, locked.Amount),
                time.GetUtcNow().ToStored(),
                cancel);
    }
}
