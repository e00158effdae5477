using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Orders.Search;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The timed verb that takes people who left out of the order book: who they were is kept apart and sealed, for the
/// years that the law wants it and for nothing else (전자상거래법 art. 6(2), 개인정보 보호법 art. 21(3)). An order that is
/// still on its way needs its address, and is taken when it is over.
/// </summary>
internal sealed class KeepPersonsApart(
    Database database,
    DeliverySeal seal,
    OrderTerms terms,
    IOptions<OrdersOptions> options,
    TimeProvider time,
    ILogger<KeepPersonsApart> logger) : ITimedVerb
{
    public string Name => "orders.keep-persons-apart";

    public TimeSpan Every => options.Value.ForgetEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var before = now - options.Value.DepartedAfter;
        var orders = await database.ReadAsync(open => ReadAsync(open, before, cancel), cancel);
        if (orders.Count == 0) return false;
        var kept = new Dictionary<Guid, (int Version, KeptRow Row)>(orders.Count);
        foreach (var order in orders)
        {
            // Sealed before the transaction, as the key may be read there.
            await seal.OpenAsync(order, cancel);
            var person = new KeptPerson(
                order.CustomerName, order.CustomerPhone, order.CustomerEmail, order.Delivery);
            var text = await seal.SealAsync(person, order.Id, cancel);
            kept[order.Id] = (order.Version, new KeptRow { OrderId = order.Id, Sealed = text, At = now });
        }

        var key = await terms.KeyAsync(cancel);
        var moved = await database.WriteAsync(open => MoveAsync(open, kept, key, cancel), cancel);
        if (moved > 0) OrdersLog.KeptApart(logger, moved);
        return moved == options.Value.ForgetBatchMax;
    }

    private async Task<List<Order>> ReadAsync(Transaction open, DateTimeOffset before, CancellationToken cancel)
    {
        var due = await open.QueryAsync<Guid>(
            OrdersStore.PersonsDeparted, new { before, limit = options.Value.ForgetBatchMax }, cancel);
        var orders = new List<Order>(due.Count);
        var sent = new List<SealedDelivery>(due.Count);
        var round = open.Round();
        round.Read(OrdersStore.ById, due, OrdersStore.Map, orders);
        round.Read(OrdersStore.DeliveriesOf, due, OrdersStore.MapDelivery, sent);
        await round.ExecuteAsync(cancel);
        OrdersStore.Join(orders, sent);
        return orders;
    }

    private static async Task<int> MoveAsync(
        Transaction open, Dictionary<Guid, (int Version, KeptRow Row)> kept, byte[] key, CancellationToken cancel)
    {
        // One that changed since it was read is taken with the next run.
        var orders = await OrderChanges.LockAsync(open, [.. kept.Keys], cancel);
        var same = orders.Values.Where(o => o.Version == kept[o.Id].Version).ToList();
        var ids = same.ConvertAll(order => order.Id);
        var round = open.Round();
        round.Write(OrdersStore.RemoveTerm, [.. same.SelectMany(order => OrderTerms.OfPerson(order, key))]);
        round.Write(OrdersStore.KeepPerson, ids.ConvertAll(id => kept[id].Row));
        round.Write(OrdersStore.BlankPerson, ids);
        round.Write(OrdersStore.RemoveDelivery, ids);
        round.Write(OrdersStore.RemoveDeparture, ids);
        await round.ExecuteAsync(cancel);
        return ids.Count;
    }
}
