using Onair.Storage;

namespace Onair.Orders;

/// <summary>Tables <c>sales_minutes</c> and <c>offer_minutes</c>.</summary>
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

    public static readonly Bulk<OfferMinute> AddOffer = Bulk<OfferMinute>
        .InsertInto(
            "offer_minutes",
            """
            ON CONFLICT (offer_id, minute, channel) DO UPDATE SET
                orders = offer_minutes.orders + excluded.orders,
                placed = offer_minutes.placed + excluded.placed,
                placed_amount = offer_minutes.placed_amount + excluded.placed_amount,
                paid = offer_minutes.paid + excluded.paid,
                paid_amount = offer_minutes.paid_amount + excluded.paid_amount,
                undone = offer_minutes.undone + excluded.undone
            """)
        .Uuid(m => m.OfferId, "offer_id")
        .Instant(m => m.Sales.Minute, "minute")
        .Int32(m => m.Sales.Channel, "channel")
        .Int64(m => m.Orders, "orders")
        .Int64(m => m.Sales.Placed, "placed")
        .Int64(m => m.Sales.PlacedAmount, "placed_amount")
        .Int64(m => m.Sales.Paid, "paid")
        .Int64(m => m.Sales.PaidAmount, "paid_amount")
        .Int64(m => m.Sales.Undone, "undone");

    /// <summary>What the facts added up to, per offer.</summary>
    public static readonly Sql OfferTotals = new(
        """
        SELECT offer_id AS Id, CAST(SUM(placed) AS bigint) AS Placed, CAST(SUM(paid) AS bigint) AS Paid,
            CAST(SUM(undone) AS bigint) AS Undone
        FROM offer_minutes GROUP BY offer_id
        """);

    /// <summary>
    /// The minutes of some offers, in their order. A show of a day on four channels is below the limit.
    /// </summary>
    public static readonly Bulk<Guid> MinutesOf = new Bulk<Guid>(
        sqlite: """
            SELECT offer_id, minute, channel, orders, placed, placed_amount, paid, paid_amount, undone
            FROM offer_minutes WHERE offer_id = ?1 ORDER BY minute, channel LIMIT 20000
            """,
        postgres: """
            SELECT offer_id, minute, channel, orders, placed, placed_amount, paid, paid_amount, undone
            FROM offer_minutes WHERE offer_id = ANY ($1) ORDER BY offer_id, minute, channel LIMIT 200000
            """).Uuid(id => id);

    /// <summary>The same from a minute on: ten minutes of a long rundown are below the limit.</summary>
    public static readonly Bulk<Since> MinutesSince = new Bulk<Since>(
        sqlite: """
            SELECT offer_id, minute, channel, orders, placed, placed_amount, paid, paid_amount, undone
            FROM offer_minutes WHERE offer_id = ?1 AND minute >= ?2 ORDER BY minute, channel LIMIT 200
            """,
        postgres: """
            SELECT offer_id, minute, channel, orders, placed, placed_amount, paid, paid_amount, undone
            FROM offer_minutes WHERE offer_id = ANY ($1) AND minute >= ($2)[1]
            ORDER BY offer_id, minute, channel LIMIT 20000
            """).Uuid(of => of.Offer).Instant(of => of.Minute);

    public static OfferMinute MapMinute(Row row) => new(
        row.Uuid(0),
        row.Int64(3),
        new SalesMinute(
            row.Instant(1), row.Int32(2), Guid.Empty, row.Int64(4), row.Int64(5), row.Int64(6), row.Int64(7),
            row.Int64(8)));

    /// <summary>What the facts added up to, per variant.</summary>
    public static readonly Sql Totals = new(
        """
        SELECT variant_id AS Id, CAST(SUM(placed) AS bigint) AS Placed, CAST(SUM(paid) AS bigint) AS Paid,
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

    /// <summary>An offer and the minute to begin with; the same for all offers of a reading.</summary>
    public readonly record struct Since(Guid Offer, DateTimeOffset Minute);
}
