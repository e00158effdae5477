using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>How a customer paid last, so that the next checkout need not ask.</summary>
public sealed class LastPayments(Database database)
{
    /// <summary>Orders that are looked at: who gave up the last one may have paid the one before.</summary>
    private const int ordersMax = 3;

    /// <summary>Null when none of the newest orders was paid; then the shop's first choice is as good as any.</summary>
    public Task<Attempt?> OfCustomerAsync(Guid customer, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var newest = new { customer, before = Guid.AllBitsSet, limit = ordersMax };
            var orders = await open.QueryAsync<CustomerOrder>(OrdersStore.OfCustomer, newest, cancel);
            var attempts = new List<Attempt>();
            var round = open.Round();
            FindAttempts.OfOrders(round, orders.ConvertAll(order => order.Id), attempts);
            await round.ExecuteAsync(cancel);
            return attempts
                .Where(a => a.State is AttemptState.Approved or AttemptState.AwaitingDeposit)
                .MaxBy(a => a.Id);
        },
        cancel);
}
