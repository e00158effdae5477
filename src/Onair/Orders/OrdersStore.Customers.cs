using Onair.Storage;

namespace Onair.Orders;

/// <summary>Table <c>customer_orders</c>.</summary>
internal static partial class OrdersStore
{
    public static readonly Sql Attach = new(
        """
        INSERT INTO customer_orders (order_id, customer_id) VALUES (@order, @customer) ON CONFLICT (order_id) DO NOTHING
        """);

    /// <summary>The same for a batch of orders. An order that is in another's list stays there.</summary>
    public static readonly Bulk<OwnedRow> AttachAll = Bulk<OwnedRow>
        .InsertInto("customer_orders", "ON CONFLICT (order_id) DO NOTHING")
        .Uuid(o => o.OrderId, "order_id")
        .Uuid(o => o.CustomerId, "customer_id");

    public static readonly Sql OwnerOf = new("SELECT customer_id FROM customer_orders WHERE order_id = @order");

    public static readonly Sql DetachAll = new("DELETE FROM customer_orders WHERE customer_id = @customer");

    public static readonly Sql IdsOfCustomer = new(
        """
        SELECT order_id FROM customer_orders WHERE customer_id = @customer AND order_id > @after
        ORDER BY order_id LIMIT @limit
        """);

    /// <summary>Ids are UUIDv7: the newest order comes first.</summary>
    public static readonly Sql OfCustomer = new(
        """
        SELECT o.id AS Id, o.number AS Number, o.status AS Status, o.total AS Total, o.placed_at AS PlacedAt,
            l.name_ko AS NameKo, l.name_en AS NameEn,
            (SELECT COUNT(*) FROM order_lines n WHERE n.order_id = o.id) AS Lines
        FROM customer_orders c JOIN orders o ON o.id = c.order_id
            JOIN order_lines l ON l.order_id = o.id AND l.line = 1
        WHERE c.customer_id = @customer AND c.order_id < @before ORDER BY c.order_id DESC LIMIT @limit
        """);

    internal readonly record struct OwnedRow(Guid OrderId, Guid CustomerId);
}
