using Onair.Calls.Agents;
using Onair.Orders;
using Onair.Payments;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Calls.Phone;

/// <param name="Number">The order's number, as the customer says it.</param>
/// <param name="Phone">The number they ordered with: digits only.</param>
/// <param name="Desk">Who asks.</param>
public sealed record OrderQuestion(string Number, string Phone, AtDesk Desk);

/// <param name="Shown">The order with all that happened to it.</param>
/// <param name="Deposit">The account that it waits to be paid into; null when it waits for none.</param>
public sealed record LookedUpOrder(ShownOrder Shown, DepositAccount? Deposit);

/// <summary>
/// Looks an order up for who is on the line. Number and telephone number belong together, or there is no such order;
/// every question is written, found or not.
/// </summary>
public sealed class LookUpOrders(ShowOrders orders, Database database, AgentDeeds deeds, TimeProvider time)
{
    public async Task<LookedUpOrder?> RunAsync(OrderQuestion asked, CancellationToken cancel)
    {
        var found = await orders.ByNumberAsync(asked.Number, cancel);
        if (found is not null && found.Order.CustomerPhone != asked.Phone) found = null;
        var now = time.GetUtcNow().ToStored();
        // Before anything is shown: what is not written down is not told.
        await deeds.WriteAsync(
            new AgentDeed
            {
                Id = Guid.CreateVersion7(now),
                AgentId = asked.Desk.Agent.Id,
                At = now,
                Sender = asked.Desk.Sender,
                Kind = AgentDeedKind.LookedUp,
                CustomerKey = Digest.Of(asked.Phone),
                OrderNumber = found?.Order.Number,
                Outcome = found is null ? "not-found" : "found",
            },
            cancel);
        return found is null ? null : new LookedUpOrder(found, await DepositAsync(found, cancel));
    }

    private async Task<DepositAccount?> DepositAsync(ShownOrder shown, CancellationToken cancel)
    {
        if (shown.Attempts.LastOrDefault() is not { State: AttemptState.AwaitingDeposit } waiting) return null;
        var detail = await database.ReadAsync(open => AttemptDetail.FindAsync(open, waiting.Id, cancel), cancel);
        return detail?.Answer.Deposit;
    }
}
