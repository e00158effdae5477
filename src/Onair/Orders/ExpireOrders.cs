using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The timed verb that ends orders nobody paid in time and gives their stock back. An order whose payment's outcome is
/// not known keeps its stock and gets more time: a hold never lapses on a payment that may have happened.
/// </summary>
internal sealed class ExpireOrders(
    Database database,
    OrderChanges changes,
    WithdrawAttempts withdraw,
    JobQueue jobs,
    FactOutbox outbox,
    IOptions<OrdersOptions> options,
    TimeProvider time) : ITimedVerb
{
    public string Name => "orders.expire";

    public TimeSpan Every => options.Value.ExpireEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var found = await database.WriteAsync(open => RunAsync(open, cancel), cancel);
        if (found > 0) outbox.Wake();
        return found == options.Value.ExpireBatchMax;
    }

    private async Task<int> RunAsync(Transaction open, CancellationToken cancel)
    {
        // :: load
        var now = time.GetUtcNow().ToStored();
        var overdue = new List<Guid>();
        var round = open.Round();
        round.Read(OrdersStore.Overdue, [new(now, options.Value.ExpireBatchMax)], row => row.Uuid(0), overdue);
        await round.ExecuteAsync(cancel);
        if (overdue.Count == 0) return 0;
        var orders = await OrderChanges.LockAsync(open, overdue, cancel);
        // Paid or cancelled while we waited for the lock: not ours any more.
        var late = orders.Values.Where(o => o.Status == OrderStatus.Placed && o.PayBefore < now).ToList();
        if (late.Count == 0) return overdue.Count;
        var attempts = await withdraw.RunAsync(
            open, late.ConvertAll(order => order.Id), WithdrawAttempts.Expired, now, cancel);

        // :: decide
        var expired = new List<OrderChange>(late.Count);
        var extended = new List<Order>();
        for (var i = 0; i < late.Count; i++)
        {
            if (attempts[i].Status is WithdrawAttemptStatus.InFlight or WithdrawAttemptStatus.Closing)
            {
                late[i].PayBefore = now + options.Value.HoldExtension;
                extended.Add(late[i]);
            }
            else
            {
                expired.Add(OrderChange.Undo(late[i], OrderStep.Expire, now, OrderActors.System, "not paid in time"));
            }
        }

        // :: write
        var write = open.Round();
        write.Write(OrdersStore.Change, extended);
        jobs.Enqueue(write, [.. attempts
            .Where(a => a.Status == WithdrawAttemptStatus.Closing)
            .Select(a => ResolvePayments.CloseOf(a.Attempt!, now))]);
        await write.ExecuteAsync(cancel);
        await changes.WriteAsync(open, expired, cancel);
        return overdue.Count;
    }
}
