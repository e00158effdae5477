using Onair.Storage;

namespace Onair.Orders;

/// <summary>A row of <c>order_deliveries</c>.</summary>
internal readonly record struct SealedDelivery(Guid OrderId, string Sealed);

/// <summary>Table <c>order_deliveries</c>, and what an order that is asked for in English has more.</summary>
internal static partial class OrdersStore
{
    public static readonly Bulk<Order> PutDelivery = Bulk<Order>
        .InsertInto("order_deliveries", "ON CONFLICT (order_id) DO UPDATE SET sealed = excluded.sealed")
        .Uuid(o => o.Id, "order_id")
        .Text(o => o.SealedDelivery, "sealed");

    /// <summary>Behind the insert, so that the many orders in Korean do not carry one column more.</summary>
    public static readonly Bulk<Order> MarkEnglish = new Bulk<Order>(
        sqlite: "UPDATE orders SET is_english = 1 WHERE id = ?1",
        postgres: "UPDATE orders SET is_english = 1 WHERE id = ANY ($1)")
        .Uuid(o => o.Id);

    public static readonly Bulk<Guid> DeliveriesOf = new Bulk<Guid>(
        sqlite: "SELECT order_id, sealed FROM order_deliveries WHERE order_id = ?1",
        postgres: "SELECT order_id, sealed FROM order_deliveries WHERE order_id = ANY ($1)")
        .Uuid(id => id);

    public static SealedDelivery MapDelivery(Row row) => new(row.Uuid(0), row.Text(1));

    public static void Join(IReadOnlyList<Order> orders, List<SealedDelivery> deliveries)
    {
        foreach (var (id, text) in deliveries)
        {
            foreach (var order in orders)
            {
                if (order.Id == id) order.SealedDelivery = text;
            }
        }
    }
}
