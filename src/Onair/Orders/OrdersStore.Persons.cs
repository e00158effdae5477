using Onair.Storage;

namespace Onair.Orders;

internal sealed class KeptRow
{
    public Guid OrderId { get; init; }

    public string Sealed { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>
/// Who orders are for, and how it is forgotten: tables <c>kept_persons</c> and <c>order_departures</c>, and the columns
/// of persons in the room's other tables.
/// </summary>
internal static partial class OrdersStore
{
    /// <summary>The index orders_kept, word for word, so that it is used: shipped and what comes after.</summary>
    public static readonly Sql PersonsDue = new(
        """
        SELECT id FROM orders WHERE status >= 4 AND customer_key <> id AND changed_at < @before
        ORDER BY changed_at LIMIT @limit
        """);

    /// <summary>Shipped orders wait for what may come back; those that ended otherwise do not.</summary>
    public static readonly Sql PersonsDeparted = new(
        """
        SELECT d.order_id FROM order_departures d JOIN orders o ON o.id = d.order_id
        WHERE o.status >= 6 OR (o.status >= 4 AND o.changed_at < @before) ORDER BY d.order_id LIMIT @limit
        """);

    /// <summary>Before the account's links to its orders go.</summary>
    public static readonly Sql Depart = new(
        """
        INSERT INTO order_departures (order_id) SELECT order_id FROM customer_orders WHERE customer_id = @customer
        ON CONFLICT (order_id) DO NOTHING
        """);

    public static readonly Sql PersonOf = new(
        """
        SELECT k.order_id AS OrderId, k.sealed AS Sealed, k.at AS At
        FROM kept_persons k JOIN orders o ON o.id = k.order_id WHERE o.number = @number
        """);

    public static readonly Bulk<KeptRow> KeepPerson = Bulk<KeptRow>
        .InsertInto("kept_persons", "ON CONFLICT (order_id) DO NOTHING")
        .Uuid(k => k.OrderId, "order_id")
        .Text(k => k.Sealed, "sealed")
        .Instant(k => k.At, "at");

    /// <summary>Who it was is not read in the order book any more.</summary>
    public static readonly Bulk<Guid> BlankPerson = new Bulk<Guid>(
        sqlite: "UPDATE orders SET customer_name = '', customer_phone = '', customer_email = NULL WHERE id = ?1",
        postgres: """
            UPDATE orders SET customer_name = '', customer_phone = '', customer_email = NULL WHERE id = ANY ($1)
            """)
        .Uuid(id => id);

    /// <summary>
    /// Fingerprints of a phone number are the number to whoever tries all of them: they go too. An order's own id is a
    /// key that no request can have.
    /// </summary>
    public static readonly Bulk<Guid> BlankKeys = new Bulk<Guid>(
        sqlite: "UPDATE orders SET customer_key = id, request_key = id, request_hash = id WHERE id = ?1",
        postgres: "UPDATE orders SET customer_key = id, request_key = id, request_hash = id WHERE id = ANY ($1)")
        .Uuid(id => id);

    /// <summary>What people typed may name anybody.</summary>
    public static readonly Bulk<Guid> BlankReasons = new Bulk<Guid>(
        sqlite: "UPDATE order_transitions SET reason = NULL WHERE order_id = ?1",
        postgres: "UPDATE order_transitions SET reason = NULL WHERE order_id = ANY ($1)")
        .Uuid(id => id);

    public static readonly Bulk<Guid> RemoveDelivery = DeleteFrom("order_deliveries");

    public static readonly Bulk<Guid> RemoveDeparture = DeleteFrom("order_departures");

    /// <summary>Everything of a person that has a row of its own.</summary>
    public static readonly IReadOnlyList<Bulk<Guid>> RemoveAll =
    [
        RemoveDelivery, RemoveDeparture, DeleteFrom("order_letters"), DeleteFrom("customer_orders"),
        DeleteFrom("kept_persons"), DeleteFrom("shipments"),
    ];

    /// <summary>Counts of limited variants that nobody has any more.</summary>
    public static readonly Bulk<CountRow> RemoveCount = new Bulk<CountRow>(
        sqlite: "DELETE FROM purchase_counts WHERE variant_id = ?1 AND customer_key = ?2 AND quantity = 0",
        postgres: """
            DELETE FROM purchase_counts c USING unnest($1, $2) AS d (variant_id, customer_key)
            WHERE c.variant_id = d.variant_id AND c.customer_key = d.customer_key AND c.quantity = 0
            """)
        .Uuid(c => c.What)
        .Uuid(c => c.CustomerKey);

    /// <summary>And of offers.</summary>
    public static readonly Bulk<CountRow> RemoveOfferCount = new Bulk<CountRow>(
        sqlite: "DELETE FROM offer_counts WHERE offer_id = ?1 AND customer_key = ?2 AND quantity = 0",
        postgres: """
            DELETE FROM offer_counts c USING unnest($1, $2) AS d (offer_id, customer_key)
            WHERE c.offer_id = d.offer_id AND c.customer_key = d.customer_key AND c.quantity = 0
            """)
        .Uuid(c => c.What)
        .Uuid(c => c.CustomerKey);

    private static Bulk<Guid> DeleteFrom(string table) => new Bulk<Guid>(
        sqlite: $"DELETE FROM {table} WHERE order_id = ?1",
        postgres: $"DELETE FROM {table} WHERE order_id = ANY ($1)").Uuid(id => id);
}
