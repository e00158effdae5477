using Onair.Storage;

namespace Onair.Orders;

/// <summary>Sent as exit codes and problem codes; never renumber.</summary>
public enum AdvanceOrderStatus
{
    Advanced = 1,

    /// <summary>No order has this number.</summary>
    UnknownOrder = 2,

    /// <summary>The diagram has no such arrow from the order's state.</summary>
    WrongState = 3,
}

/// <summary>The warehouse's steps: prepare, ship, deliver.</summary>
public sealed class AdvanceOrder
{
    private readonly Database database;
    private readonly OrderChanges changes;
    private readonly TimeProvider time;

    internal AdvanceOrder(Database database, OrderChanges changes, TimeProvider time)
    {
        this.database = database;
        this.changes = changes;
        this.time = time;
    }

    /// <param name="number">The order.</param>
    /// <param name="step">Prepare, Ship or Deliver; money and stock have verbs of their own.</param>
    /// <param name="actor">Who, for the timeline.</param>
    /// <param name="reason">A note for the timeline, or null.</param>
    /// <param name="cancel">Gives up before the transaction.</param>
    public Task<AdvanceOrderStatus> RunAsync(
        string number, OrderStep step, string actor, string? reason, CancellationToken cancel)
    {
        if (step is not (OrderStep.Prepare or OrderStep.Ship or OrderStep.Deliver))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "not a step of the warehouse");
        }

        return database.WriteAsync(
            async open =>
            {
                var found = await OrderChanges.LockAsync(open, [number], withLines: true, cancel);
                if (!found.TryGetValue(number, out var order)) return AdvanceOrderStatus.UnknownOrder;
                if (OrderRules.Next(order.Status, step) is null) return AdvanceOrderStatus.WrongState;
                await changes.WriteAsync(
                    open, [OrderChange.Advance(order, step, time.GetUtcNow().ToStored(), actor, reason)], cancel);
                return AdvanceOrderStatus.Advanced;
            },
            cancel);
    }
}
