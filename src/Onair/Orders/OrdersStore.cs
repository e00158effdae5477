using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Tables <c>orders</c>, <c>order_lines</c>, <c>order_transitions</c>, <c>purchase_counts</c> and <c>offer_counts</c>.
/// </summary>
internal static partial class OrdersStore
{
    private const string orderColumns =
        """
        o.id, o.number, o.request_key, o.request_hash, o.customer_key, o.channel, o.status, o.version, o.currency,
        o.total, o.vat, o.remaining, o.customer_name, o.customer_phone, o.customer_email, o.placed_at, o.pay_before,
        o.changed_at, o.fees, o.ship_before, o.withdraw_before, o.is_english
        """;

    private const string lineColumns =
        """
        l.order_id, l.line, l.variant_id, l.sku, l.name_ko, l.name_en, l.quantity, l.cancelled, l.returned,
        l.unit_price, l.price_version, l.vat, l.limited, l.offer_id, l.offer_limited
        """;

    public static readonly Bulk<Guid> ByRequestKey = new Bulk<Guid>(
        sqlite: $"SELECT {orderColumns} FROM orders o WHERE o.request_key = ?1",
        postgres: $"SELECT {orderColumns} FROM orders o WHERE o.request_key = ANY ($1)").Uuid(key => key);

    public static readonly Bulk<string> ByNumber = new Bulk<string>(
        sqlite: $"SELECT {orderColumns} FROM orders o WHERE o.number = ?1",
        postgres: $"SELECT {orderColumns} FROM orders o WHERE o.number = ANY ($1)").Text(number => number);

    public static readonly Bulk<Guid> ById = new Bulk<Guid>(
        sqlite: $"SELECT {orderColumns} FROM orders o WHERE o.id = ?1",
        postgres: $"SELECT {orderColumns} FROM orders o WHERE o.id = ANY ($1)").Uuid(id => id);

    /// <summary>Locks in the order of ids, before any stock row: the one global order.</summary>
    public static readonly Bulk<Guid> LockById = new Bulk<Guid>(
        sqlite: $"SELECT {orderColumns} FROM orders o WHERE o.id = ?1",
        postgres: $"SELECT {orderColumns} FROM orders o WHERE o.id = ANY ($1) ORDER BY o.id FOR UPDATE").Uuid(id => id);

    /// <summary>The same by numbers.</summary>
    public static readonly Bulk<string> LockByNumber = new Bulk<string>(
        sqlite: $"SELECT {orderColumns} FROM orders o WHERE o.number = ?1",
        postgres: $"SELECT {orderColumns} FROM orders o WHERE o.number = ANY ($1) ORDER BY o.id FOR UPDATE")
        .Text(number => number);

    public static readonly Bulk<string> LinesOfNumber = new Bulk<string>(
        sqlite: $"""
            SELECT {lineColumns}
            FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.number = ?1 ORDER BY l.line
            """,
        postgres: $"""
            SELECT {lineColumns} FROM order_lines l JOIN orders o ON o.id = l.order_id
            WHERE o.number = ANY ($1) ORDER BY l.order_id, l.line
            """).Text(number => number);

    public static readonly Bulk<Guid> LinesOf = new Bulk<Guid>(
        sqlite: $"SELECT {lineColumns} FROM order_lines l WHERE l.order_id = ?1 ORDER BY l.line",
        postgres: $"SELECT {lineColumns} FROM order_lines l WHERE l.order_id = ANY ($1) ORDER BY l.order_id, l.line")
        .Uuid(id => id);

    public static readonly Bulk<Order> Add = Bulk<Order>
        .InsertInto("orders")
        .Uuid(o => o.Id, "id")
        .Text(o => o.Number, "number")
        .Uuid(o => o.RequestKey, "request_key")
        .Uuid(o => o.RequestHash, "request_hash")
        .Uuid(o => o.CustomerKey, "customer_key")
        .Int32(o => (int)o.Channel, "channel")
        .Int32(o => (int)o.Status, "status")
        .Int32(o => o.Version, "version")
        .Text(o => o.Currency, "currency")
        .Int64(o => o.Total, "total")
        .Int64(o => o.Vat, "vat")
        .Int64(o => o.Remaining, "remaining")
        .Text(o => o.CustomerName, "customer_name")
        .Text(o => o.CustomerPhone, "customer_phone")
        .Text(o => o.CustomerEmail, "customer_email")
        .Instant(o => o.PlacedAt, "placed_at")
        .Instant(o => o.PayBefore, "pay_before")
        .Instant(o => o.ChangedAt, "changed_at");

    public static readonly Bulk<OrderLine> AddLine = Bulk<OrderLine>
        .InsertInto("order_lines")
        .Uuid(l => l.OrderId, "order_id")
        .Int32(l => l.Line, "line")
        .Uuid(l => l.VariantId, "variant_id")
        .Text(l => l.Sku, "sku")
        .Text(l => l.NameKo, "name_ko")
        .Text(l => l.NameEn, "name_en")
        .Int32(l => l.Quantity, "quantity")
        .Int32(l => l.Cancelled, "cancelled")
        .Int32(l => l.Returned, "returned")
        .Int64(l => l.UnitPrice, "unit_price")
        .Int32(l => l.PriceVersion, "price_version")
        .Int64(l => l.Vat, "vat")
        .Int32(l => l.Limited ? 1 : 0, "limited")
        .NullableUuid(l => l.OfferId, "offer_id")
        .Int32(l => l.OfferLimited ? 1 : 0, "offer_limited");

    public static readonly Bulk<Order> Change = new Bulk<Order>(
        sqlite: """
            UPDATE orders SET status = ?2, version = ?3, remaining = ?4, pay_before = ?5, changed_at = ?6, fees = ?7,
                ship_before = ?8, withdraw_before = ?9
            WHERE id = ?1
            """,
        postgres: """
            UPDATE orders SET status = d.status, version = d.version, remaining = d.remaining,
                pay_before = d.pay_before, changed_at = d.changed_at, fees = d.fees, ship_before = d.ship_before,
                withdraw_before = d.withdraw_before
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS d (id, status, version, remaining, pay_before,
                changed_at, fees, ship_before, withdraw_before)
            WHERE orders.id = d.id
            """)
        .Uuid(o => o.Id)
        .Int32(o => (int)o.Status)
        .Int32(o => o.Version)
        .Int64(o => o.Remaining)
        .Instant(o => o.PayBefore)
        .Instant(o => o.ChangedAt)
        .Int64(o => o.Fees)
        .NullableInt64(o => o.ShipBefore?.ToMicroseconds())
        .NullableInt64(o => o.WithdrawBefore?.ToMicroseconds());

    public static readonly Bulk<OrderLine> ChangeLine = new Bulk<OrderLine>(
        sqlite: "UPDATE order_lines SET cancelled = ?3, returned = ?4 WHERE order_id = ?1 AND line = ?2",
        postgres: """
            UPDATE order_lines SET cancelled = d.cancelled, returned = d.returned
            FROM unnest($1, $2, $3, $4) AS d (order_id, line, cancelled, returned)
            WHERE order_lines.order_id = d.order_id AND order_lines.line = d.line
            """)
        .Uuid(l => l.OrderId)
        .Int32(l => l.Line)
        .Int32(l => l.Cancelled)
        .Int32(l => l.Returned);

    public static readonly Bulk<TransitionRow> AddTransition = Bulk<TransitionRow>
        .InsertInto("order_transitions")
        .Uuid(t => t.OrderId, "order_id")
        .Int32(t => t.Version, "version")
        .Int32(t => (int)t.From, "from_status")
        .Int32(t => (int)t.To, "to_status")
        .Instant(t => t.At, "at")
        .Text(t => t.Actor, "actor")
        .Text(t => t.Reason, "reason")
        .NullableInt64(t => (long?)t.Cause, "cause")
        .Int64(t => t.Fee, "fee");

    public static readonly Bulk<CountRow> Counts = new Bulk<CountRow>(
        sqlite: """
            SELECT variant_id, customer_key, quantity FROM purchase_counts WHERE variant_id = ?1 AND customer_key = ?2
            """,
        postgres: """
            SELECT c.variant_id, c.customer_key, c.quantity FROM purchase_counts c
            JOIN unnest($1, $2) AS d (variant_id, customer_key)
                ON c.variant_id = d.variant_id AND c.customer_key = d.customer_key
            """)
        .Uuid(c => c.What)
        .Uuid(c => c.CustomerKey);

    /// <summary>
    /// Rows come in the order of their keys, so that two batches cannot wait for each other in a circle.
    /// </summary>
    public static readonly Bulk<CountRow> AddCount = Bulk<CountRow>
        .InsertInto(
            "purchase_counts",
            "ON CONFLICT (variant_id, customer_key) DO UPDATE "
            + "SET quantity = purchase_counts.quantity + excluded.quantity")
        .Uuid(c => c.What, "variant_id")
        .Uuid(c => c.CustomerKey, "customer_key")
        .Int64(c => c.Quantity, "quantity");

    public static readonly Bulk<CountRow> TakeCount = new Bulk<CountRow>(
        sqlite: """
            UPDATE purchase_counts SET quantity = quantity - ?3 WHERE variant_id = ?1 AND customer_key = ?2
            """,
        postgres: """
            UPDATE purchase_counts SET quantity = purchase_counts.quantity - d.quantity
            FROM unnest($1, $2, $3) AS d (variant_id, customer_key, quantity)
            WHERE purchase_counts.variant_id = d.variant_id AND purchase_counts.customer_key = d.customer_key
            """)
        .Uuid(c => c.What)
        .Uuid(c => c.CustomerKey)
        .Int64(c => c.Quantity);

    public static readonly Bulk<Deadline> Overdue = new Bulk<Deadline>(
        sqlite: "SELECT id FROM orders WHERE status = 1 AND pay_before < ?1 ORDER BY pay_before LIMIT ?2",
        postgres: """
            SELECT id FROM orders WHERE status = 1 AND pay_before < ($1)[1] ORDER BY pay_before LIMIT ($2)[1]
            """)
        .Instant(d => d.Before)
        .Int32(d => d.Limit);

    public static readonly Sql CountOverdue = new(
        "SELECT COUNT(*) FROM orders WHERE status = 1 AND pay_before < @before");

    /// <summary>Which of these are paid for, in whatever state they are since.</summary>
    public static readonly Bulk<Guid> PaidOf = new Bulk<Guid>(
        sqlite: "SELECT id FROM orders WHERE id = ?1 AND status IN (2, 3, 4, 5, 8)",
        postgres: "SELECT id FROM orders WHERE id = ANY ($1) AND status IN (2, 3, 4, 5, 8)").Uuid(id => id);

    /// <summary>A walk over all orders by id.</summary>
    public static readonly Bulk<After> Page = new Bulk<After>(
        sqlite: $"SELECT {orderColumns} FROM orders o WHERE o.id > ?1 ORDER BY o.id LIMIT ?2",
        postgres: $"SELECT {orderColumns} FROM orders o WHERE o.id > ($1)[1] ORDER BY o.id LIMIT ($2)[1]")
        .Uuid(a => a.Id)
        .Int32(a => a.Limit);

    public static readonly Bulk<Guid> StepsOf = new Bulk<Guid>(
        sqlite: """
            SELECT order_id, version, from_status, to_status, at, actor FROM order_transitions WHERE order_id = ?1
            """,
        postgres: """
            SELECT order_id, version, from_status, to_status, at, actor FROM order_transitions WHERE order_id = ANY ($1)
            """).Uuid(id => id);

    /// <summary>What the counts of each limited variant add up to.</summary>
    public static readonly Sql CountTotals = new(
        """
        SELECT variant_id AS Id, CAST(SUM(quantity) AS bigint) AS Quantity
        FROM purchase_counts GROUP BY variant_id
        """);

    public static readonly Sql Timeline = new(
        """
        SELECT version AS Version, from_status AS "From", to_status AS "To", at AS At, actor AS Actor, reason AS Reason,
            cause AS Cause, fee AS Fee
        FROM order_transitions WHERE order_id = @id ORDER BY version LIMIT 1000
        """);

    public static readonly Sql ShipsDue = new(
        """
        SELECT number AS Number, ship_before AS DueAt FROM orders
        WHERE status IN (2, 3) AND ship_before < @before ORDER BY ship_before LIMIT @limit
        """);

    public static readonly Sql CountShipsOverdue = new(
        "SELECT COUNT(*) FROM orders WHERE status IN (2, 3) AND ship_before <= @now");

    public static Order Map(Row row) => new()
    {
        Id = row.Uuid(0),
        Number = row.Text(1),
        RequestKey = row.Uuid(2),
        RequestHash = row.Uuid(3),
        CustomerKey = row.Uuid(4),
        Channel = (Channel)row.Int32(5),
        Status = (OrderStatus)row.Int32(6),
        Version = row.Int32(7),
        Currency = row.Text(8),
        Total = row.Int64(9),
        Vat = row.Int64(10),
        Remaining = row.Int64(11),
        CustomerName = row.Text(12),
        CustomerPhone = row.Text(13),
        CustomerEmail = row.NullableText(14),
        PlacedAt = row.Instant(15),
        PayBefore = row.Instant(16),
        ChangedAt = row.Instant(17),
        Fees = row.Int64(18),
        ShipBefore = row.IsNull(19) ? null : row.Instant(19),
        WithdrawBefore = row.IsNull(20) ? null : row.Instant(20),
        IsEnglish = row.Int32(21) == 1,
    };

    public static OrderLine MapLine(Row row) => new()
    {
        OrderId = row.Uuid(0),
        Line = row.Int32(1),
        VariantId = row.Uuid(2),
        Sku = row.Text(3),
        NameKo = row.Text(4),
        NameEn = row.Text(5),
        Quantity = row.Int32(6),
        Cancelled = row.Int32(7),
        Returned = row.Int32(8),
        UnitPrice = row.Int64(9),
        PriceVersion = row.Int32(10),
        Vat = row.Int64(11),
        Limited = row.Int32(12) == 1,
        OfferId = row.IsNull(13) ? null : row.Uuid(13),
        OfferLimited = row.Int32(14) == 1,
    };

    public static CountRow MapCount(Row row) => new(row.Uuid(0), row.Uuid(1), row.Int64(2));

    /// <summary>Puts lines that were read for many orders into their orders.</summary>
    public static void Join(IReadOnlyList<Order> orders, List<OrderLine> lines)
    {
        var byId = new Dictionary<Guid, Order>(orders.Count);
        foreach (var order in orders) byId[order.Id] = order;
        foreach (var line in lines) byId[line.OrderId].Lines.Add(line);
    }

    internal readonly record struct TransitionRow(
        Guid OrderId, int Version, OrderStatus From, OrderStatus To, DateTimeOffset At, string Actor, string? Reason,
        EndCause? Cause = null, long Fee = 0);

    /// <param name="What">A variant, or an offer: each has a table of its own.</param>
    internal readonly record struct CountRow(Guid What, Guid CustomerKey, long Quantity)
    {
        public static List<CountRow> Of(SortedDictionary<(Guid What, Guid Customer), long> sums) =>
            [.. sums.Select(sum => new CountRow(sum.Key.What, sum.Key.Customer, sum.Value))];
    }

    internal readonly record struct After(Guid Id, int Limit);

    internal readonly record struct Deadline(DateTimeOffset Before, int Limit);
}
