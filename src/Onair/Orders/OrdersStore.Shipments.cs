using Onair.Orders.Shipments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Table <c>shipments</c>.</summary>
internal static partial class OrdersStore
{
    public static readonly Bulk<Guid> ShipmentsOf = new Bulk<Guid>(
        sqlite: """
            SELECT order_id, carrier, tracking_number, at, actor FROM shipments WHERE order_id = ?1
            """,
        postgres: """
            SELECT order_id, carrier, tracking_number, at, actor FROM shipments WHERE order_id = ANY ($1)
            """).Uuid(id => id);

    public static readonly Bulk<Shipment> AddShipment = Bulk<Shipment>
        .InsertInto("shipments", "ON CONFLICT (order_id, carrier, tracking_number) DO NOTHING")
        .Uuid(s => s.OrderId, "order_id")
        .Int32(s => (int)s.Carrier, "carrier")
        .Text(s => s.TrackingNumber, "tracking_number")
        .Instant(s => s.At, "at")
        .Text(s => s.Actor, "actor");

    public static readonly Sql RemoveShipment = new(
        """
        DELETE FROM shipments WHERE order_id = (SELECT id FROM orders WHERE number = @number) AND carrier = @carrier
            AND tracking_number = @tracking
        """);

    public static Shipment MapShipment(Row row) => new()
    {
        OrderId = row.Uuid(0),
        Carrier = (Carrier)row.Int32(1),
        TrackingNumber = row.Text(2),
        At = row.Instant(3),
        Actor = row.Text(4),
    };
}
