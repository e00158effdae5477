using Onair.Storage;

namespace Onair.Orders;

/// <summary>The counts of customers under offers: the same questions as for variants, of a table of its own.</summary>
internal static partial class OrdersStore
{
    public static readonly Bulk<CountRow> OfferCounts = new Bulk<CountRow>(
        sqlite: """
            SELECT offer_id, customer_key, quantity FROM offer_counts WHERE offer_id = ?1 AND customer_key = ?2
            """,
        postgres: """
            SELECT c.offer_id, c.customer_key, c.quantity FROM offer_counts c
            JOIN unnest($1, $2) AS d (offer_id, customer_key)
                ON c.offer_id = d.offer_id AND c.customer_key = d.customer_key
            """)
        .Uuid(c => c.What)
        .Uuid(c => c.CustomerKey);

    public static readonly Bulk<CountRow> AddOfferCount = Bulk<CountRow>
        .InsertInto(
            "offer_counts",
            "ON CONFLICT (offer_id, customer_key) DO UPDATE "
            + "SET quantity = offer_counts.quantity + excluded.quantity")
        .Uuid(c => c.What, "offer_id")
        .Uuid(c => c.CustomerKey, "customer_key")
        .Int64(c => c.Quantity, "quantity");

    public static readonly Bulk<CountRow> TakeOfferCount = new Bulk<CountRow>(
        sqlite: """
            UPDATE offer_counts SET quantity = quantity - ?3 WHERE offer_id = ?1 AND customer_key = ?2
            """,
        postgres: """
            UPDATE offer_counts SET quantity = offer_counts.quantity - d.quantity
            FROM unnest($1, $2, $3) AS d (offer_id, customer_key, quantity)
            WHERE offer_counts.offer_id = d.offer_id AND offer_counts.customer_key = d.customer_key
            """)
        .Uuid(c => c.What)
        .Uuid(c => c.CustomerKey)
        .Int64(c => c.Quantity);

    /// <summary>What the counts of each limited offer add up to.</summary>
    public static readonly Sql OfferCountTotals = new(
        """
        SELECT offer_id AS Id, CAST(SUM(quantity) AS bigint) AS Quantity FROM offer_counts GROUP BY offer_id
        """);
}
