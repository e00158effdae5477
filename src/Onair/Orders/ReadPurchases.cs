using Onair.Storage;

namespace Onair.Orders;

/// <summary>What was bought, for rooms that come after the sale and hand over their transaction.</summary>
public static class ReadPurchases
{
    /// <summary>An order with its lines; null when the number is unknown. Whoever asks for a guest checks the
    /// token.</summary>
    public static async Task<Order?> FindAsync(Transaction open, string number, CancellationToken cancel)
    {
        if (!OrderNumber.IsValid(number)) return null;
        var orders = new List<Order>(1);
        var first = open.Round();
        first.Read(OrdersStore.ByNumber, [number], OrdersStore.Map, orders);
        await first.ExecuteAsync(cancel);
        if (orders.Count == 0) return null;
        orders[0].Lines.AddRange(await LinesAsync(open, [orders[0].Id], cancel));
        return orders[0];
    }

    /// <summary>The lines of these orders; ids without an order are left out.</summary>
    public static async Task<List<OrderLine>> LinesAsync(
        Transaction open, IReadOnlyList<Guid> orders, CancellationToken cancel)
    {
        var lines = new List<OrderLine>();
        var round = open.Round();
        round.Read(OrdersStore.LinesOf, orders, OrdersStore.MapLine, lines);
        await round.ExecuteAsync(cancel);
        return lines;
    }
}
