using Onair.Jobs;
using Onair.Payments;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Orders.Search;

/// <summary>
/// The timed verb that gives orders their terms, a minute behind them. After each step it rests for thirty times as
/// long, so that buyers keep 97 % of the writer, surge or not. Until then orders are found by being looked at.
/// </summary>
internal sealed class IndexOrders(Database database, OrderTerms terms, TimeProvider time) : ITimedVerb
{
    /// <summary>Orders of one step: some 15 ms of SQLite's writer.</summary>
    private const int batchMax = 200;

    private const int restFactor = 30;

    /// <summary>Longer than a transaction takes from its order's id to its commit: nothing appears behind the step.
    /// </summary>
    public static readonly TimeSpan Behind = TimeSpan.FromMinutes(1);

    private (long Since, TimeSpan Span) rest;

    public string Name => "orders.index";

    public TimeSpan Every => TimeSpan.FromMilliseconds(200);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (time.GetElapsedTime(rest.Since) < rest.Span) return false;
        var key = await terms.KeyAsync(cancel);
        var (orders, attempts) = await database.ReadAsync(open => ReadAsync(open, cancel), cancel);
        if (orders.Count == 0) return false;
        var begun = time.GetTimestamp();
        await database.WriteAsync(open => WriteAsync(open, orders, attempts, key, cancel), cancel);
        rest = (time.GetTimestamp(), time.GetElapsedTime(begun) * restFactor);
        // Never at once again: what waits, waits for a quieter moment.
        return false;
    }

    private async Task<(List<Order> Orders, List<Attempt> Attempts)> ReadAsync(
        Transaction open, CancellationToken cancel)
    {
        var through = await open.FirstAsync<Guid>(OrdersStore.IndexedThrough, null, cancel);
        var (orders, lines, attempts) = (new List<Order>(), new List<OrderLine>(), new List<Attempt>());
        var first = open.Round();
        first.Read(OrdersStore.Page, [new OrdersStore.After(through, batchMax)], OrdersStore.Map, orders);
        await first.ExecuteAsync(cancel);
        var before = TimeIds.First(time.GetUtcNow() - Behind);
        orders.RemoveAll(order => order.Id.CompareTo(before) >= 0);
        if (orders.Count == 0) return (orders, attempts);
        var ids = orders.ConvertAll(order => order.Id);
        var second = open.Round();
        second.Read(OrdersStore.LinesOf, ids, OrdersStore.MapLine, lines);
        FindAttempts.OfOrders(second, ids, attempts);
        await second.ExecuteAsync(cancel);
        OrdersStore.Join(orders, lines);
        return (orders, attempts);
    }

    private static async Task WriteAsync(
        Transaction open, List<Order> orders, List<Attempt> attempts, byte[] key, CancellationToken cancel)
    {
        var known = new List<Guid>(orders.Count);
        var reading = open.Round();
        reading.Read(OrdersStore.KnownPersons, orders.ConvertAll(order => order.Id), row => row.Uuid(0), known);
        await reading.ExecuteAsync(cancel);
        var whose = known.ToHashSet();
        List<OrderTerm> rows =
        [
            .. orders.SelectMany(OrderTerms.OfGoods),
            .. OrderTerms.OfPayments(attempts),
            .. orders.Where(order => whose.Contains(order.Id)).SelectMany(order => OrderTerms.OfPerson(order, key)),
        ];
        var writing = open.Round();
        writing.Write(OrdersStore.AddTerm, [.. rows.Distinct()]);
        await writing.ExecuteAsync(cancel);
        await open.ExecuteAsync(OrdersStore.MoveIndex, new { id = orders[^1].Id }, cancel);
    }
}
