using Onair.Storage;

namespace Onair.Orders;

/// <summary>Table <c>sales_minutes</c>.</summary>
internal static class SalesStore
{
    public static readonly Bulk<SalesMinute> Add = Bulk<SalesMinute>
        .InsertInto(
            "sales_minutes",
            """
            ON CONFLICT (minute, channel, variant_id) DO UPDATE SET
                placed = sales_minutes.placed + excluded.placed,
                placed_amount = sales_minutes.placed_amount + excluded.placed_amount,
                paid = sales_minutes.paid + excluded.paid,
                paid_amount = sales_minutes.paid_amount + excluded.paid_amount,
                undone = sales_minutes.undone + excluded.undone
            """)
        .Instant(s => s.Minute, "minute")
        .Int32(s => s.Channel, "channel")
        .Uuid(s => s.VariantId, "variant_id")
        .Int64(s => s.Placed, "placed")
        .Int64(s => s.PlacedAmount, "placed_amount")
        .Int64(s => s.Paid, "paid")
        .Int64(s => s.PaidAmount, "paid_amount")
        .Int64(s => s.Undone, "undone");

    /// <summary>What the facts added up to, per variant.</summary>
    public static readonly Sql Totals = new(
        """
        SELECT variant_id AS VariantId, CAST(SUM(placed) AS bigint) AS Placed, CAST(SUM(paid) AS bigint) AS Paid,
            CAST(SUM(undone) AS bigint) AS Undone
        FROM sales_minutes GROUP BY variant_id
        """);

    /// <summary>Pieces that were paid, the most first.</summary>
    public static readonly Sql BestSellers = new(
        """
        SELECT variant_id AS VariantId, CAST(SUM(paid) AS bigint) AS Pieces FROM sales_minutes
        WHERE minute >= @since GROUP BY variant_id HAVING SUM(paid) > 0
        ORDER BY SUM(paid) DESC, variant_id LIMIT @limit
        """);
}
