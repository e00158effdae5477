using Onair.Storage;

namespace Onair.Inventory;

/// <summary>Tables <c>stock</c> and <c>stock_movements</c>.</summary>
internal static class InventoryStore
{
    public static readonly Bulk<string> LockBySku = new Bulk<string>(
        sqlite: "SELECT variant_id, sku, on_hand, held, received, sold, returned, version FROM stock WHERE sku = ?1",
        // Rows are locked in the order of their ids, everywhere: two batches can wait for each other, never in a
        // circle.
        postgres: """
            SELECT variant_id, sku, on_hand, held, received, sold, returned, version FROM stock
            WHERE sku = ANY ($1) ORDER BY variant_id FOR UPDATE
            """).Text(sku => sku);

    public static readonly Bulk<string> BySku = new Bulk<string>(
        sqlite: "SELECT variant_id, sku, on_hand, held, received, sold, returned, version FROM stock WHERE sku = ?1",
        postgres: """
            SELECT variant_id, sku, on_hand, held, received, sold, returned, version FROM stock WHERE sku = ANY ($1)
            """).Text(sku => sku);

    public static readonly Bulk<Guid> LockById = new Bulk<Guid>(
        sqlite: "SELECT variant_id FROM stock WHERE variant_id = ?1",
        postgres: "SELECT variant_id FROM stock WHERE variant_id = ANY ($1) ORDER BY variant_id FOR UPDATE").Uuid(id =>
            id);

    public static readonly Bulk<NewStock> Create = Bulk<NewStock>
        .InsertInto("stock", "ON CONFLICT (variant_id) DO NOTHING")
        .Uuid(row => row.VariantId, "variant_id")
        .Text(row => row.Sku, "sku")
        .Int64(_ => 0, "on_hand")
        .Int64(_ => 0, "held")
        .Int64(_ => 0, "received")
        .Int64(_ => 0, "sold")
        .Int64(_ => 0, "returned")
        .Int64(_ => 0, "version");

    public static readonly Bulk<StockDelta> Apply = new Bulk<StockDelta>(
        sqlite: """
            UPDATE stock SET on_hand = on_hand + ?2, held = held + ?3, received = received + ?4, sold = sold + ?5,
                returned = returned + ?6, version = version + 1
            WHERE variant_id = ?1
            """,
        postgres: """
            UPDATE stock SET on_hand = stock.on_hand + d.on_hand, held = stock.held + d.held,
                received = stock.received + d.received, sold = stock.sold + d.sold,
                returned = stock.returned + d.returned, version = stock.version + 1
            FROM unnest($1, $2, $3, $4, $5, $6) AS d (variant_id, on_hand, held, received, sold, returned)
            WHERE stock.variant_id = d.variant_id
            """)
        .Uuid(d => d.VariantId)
        .Int64(d => d.Effect.OnHand)
        .Int64(d => d.Effect.Held)
        .Int64(d => d.Effect.Received)
        .Int64(d => d.Effect.Sold)
        .Int64(d => d.Effect.Returned);

    public static readonly Bulk<MovementRow> AddMovement = Bulk<MovementRow>
        .InsertInto("stock_movements")
        .Uuid(m => m.Move.VariantId, "variant_id")
        .Int32(m => (int)m.Move.Kind, "kind")
        .Int64(m => m.Move.Quantity, "quantity")
        .Int32(m => m.Move.Orders, "orders")
        .Instant(m => m.At, "at")
        .Text(m => m.Move.Actor, "actor")
        .Text(m => m.Move.Reason, "reason");

    public static readonly Sql Page = new(
        """
        SELECT variant_id AS VariantId, sku AS Sku, on_hand AS OnHand, held AS Held, received AS Received, sold AS Sold,
            returned AS Returned, version AS Version
        FROM stock WHERE sku > @after ORDER BY sku LIMIT @limit
        """);

    /// <summary>Variants of which more is held than there is.</summary>
    public static readonly Sql CountOversold = new("SELECT COUNT(*) FROM stock WHERE held > on_hand OR on_hand < 0");

    public static readonly Sql History = new(
        """
        SELECT m.id AS Id, m.kind AS Kind, m.quantity AS Quantity, m.orders AS Orders, m.at AS At, m.actor AS Actor,
            m.reason AS Reason
        FROM stock_movements m JOIN stock s ON s.variant_id = m.variant_id
        WHERE s.sku = @sku AND m.id < @before ORDER BY m.id DESC LIMIT @limit
        """);

    public static readonly Sql MovementSums = new(
        """
        SELECT variant_id AS VariantId, kind AS Kind, CAST(SUM(quantity) AS bigint) AS Quantity
        FROM stock_movements GROUP BY variant_id, kind
        """);

    public static Stock Map(Row row) => new()
    {
        VariantId = row.Uuid(0),
        Sku = row.Text(1),
        OnHand = row.Int64(2),
        Held = row.Int64(3),
        Received = row.Int64(4),
        Sold = row.Int64(5),
        Returned = row.Int64(6),
        Version = row.Int64(7),
    };

    internal readonly record struct NewStock(Guid VariantId, string Sku);

    internal readonly record struct StockDelta(Guid VariantId, StockEffect Effect);

    internal readonly record struct MovementRow(StockMove Move, DateTimeOffset At);
}
