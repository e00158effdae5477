using Onair.Storage;

namespace Onair.Orders;

/// <summary>Table <c>customer_orders</c>.</summary>
internal static partial class OrdersStore
{
    public static readonly Sql Attach = new(
        """
        INSERT INTO customer_orders (order_id, customer_id) VALUES (@order, @customer) ON CONFLICT (order_id) DO NOTHING
        """);

    public static readonly Sql OwnerOf = new("SELECT customer_id FROM customer_orders WHERE order_id = @order");

    public static readonly Sql DetachAll = new("DELETE FROM customer_orders WHERE customer_id = @customer");

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
}
