using Onair.Storage;

namespace Onair.Carts;

/// <summary>Tables <c>carts</c>, <c>cart_lines</c> and <c>cart_orders</c>.</summary>
internal static class CartsStore
{
    private const string columns =
        "SELECT id AS Id, version AS Version FROM carts "
        + "WHERE owner_key = @owner AND expires_at > @now";

    public static readonly Sql Find = new(columns);

    /// <summary>SQLite has one writer and needs no lock.</summary>
    public static readonly Sql Lock = new(sqlite: columns, postgres: columns + " FOR UPDATE");

    /// <summary>One that has expired and was not purged yet makes room.</summary>
    public static readonly Sql Create = new("""
        INSERT INTO carts (id, owner_key, version, last_order, changed_at, expires_at)
        VALUES (@id, @owner, 1, NULL, @now, @until) ON CONFLICT (owner_key) DO NOTHING
        """);

    public static readonly Sql Touch = new("""
        UPDATE carts SET version = version + 1, changed_at = @now, expires_at = @until WHERE id = @cart
        """);

    public static readonly Sql Lines = new("""
        SELECT variant_id AS VariantId, sku AS Sku, quantity AS Quantity, seen_price AS SeenPrice, added_at AS AddedAt
        FROM cart_lines WHERE cart_id = @cart ORDER BY added_at, sku LIMIT @limit
        """);

    public static readonly Bulk<PutRow> Put = Bulk<PutRow>
        .InsertInto("cart_lines", """
            ON CONFLICT (cart_id, variant_id) DO UPDATE
            SET quantity = excluded.quantity, seen_price = excluded.seen_price
            """)
        .Uuid(r => r.Cart, "cart_id").Uuid(r => r.Line.VariantId, "variant_id").Text(r => r.Line.Sku, "sku")
        .Int32(r => r.Line.Quantity, "quantity").Int64(r => r.Line.SeenPrice, "seen_price")
        .Instant(r => r.Line.AddedAt, "added_at");

    public static readonly Sql TakeOut = new("DELETE FROM cart_lines WHERE cart_id = @cart AND sku = @sku");

    public static readonly Sql ClearLines = new("DELETE FROM cart_lines WHERE cart_id = @cart");

    public static readonly Sql Drop = new("DELETE FROM carts WHERE id = @cart");

    public static readonly Sql ExpiredOf = new(
        "SELECT id FROM carts WHERE owner_key = @owner AND expires_at <= @now");

    /// <summary>Carts with something in them whose last change was then: a cart lives for so long after it.</summary>
    public static readonly Sql CountTouched = new("""
        SELECT COUNT(*) FROM carts c WHERE c.expires_at > @after AND c.expires_at <= @until
            AND EXISTS (SELECT 1 FROM cart_lines l WHERE l.cart_id = c.id)
        """);

    public static readonly Sql Expired = new(
        sqlite: "SELECT id FROM carts WHERE expires_at <= @now ORDER BY expires_at, id LIMIT @limit",
        postgres: "SELECT id FROM carts WHERE expires_at <= @now ORDER BY expires_at, id LIMIT @limit FOR UPDATE");

    public static readonly Bulk<Guid> PurgeLines = new Bulk<Guid>(
        sqlite: "DELETE FROM cart_lines WHERE cart_id = ?1",
        postgres: "DELETE FROM cart_lines WHERE cart_id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<Guid> Purge = new Bulk<Guid>(
        sqlite: "DELETE FROM carts WHERE id = ?1",
        postgres: "DELETE FROM carts WHERE id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<OrderedPieces> Expect = Bulk<OrderedPieces>
        .InsertInto("cart_orders")
        .Uuid(p => p.Order, "order_id").Uuid(p => p.Owner.Key, "owner_key").Text(p => p.Sku, "sku")
        .Int32(p => p.Quantity, "quantity").Instant(p => p.At, "ordered_at");

    public static readonly Sql ExpectedOf = new("SELECT owner_key FROM cart_orders WHERE order_id = @order LIMIT 1");

    /// <summary>Of two who take at the same time, one finds the rows.</summary>
    public static readonly Sql TakeExpected = new("""
        DELETE FROM cart_orders WHERE order_id = @order AND owner_key = @owner
        RETURNING sku AS Sku, quantity AS Quantity
        """);

    public static readonly Sql Overdue = new("""
        SELECT DISTINCT order_id FROM cart_orders WHERE ordered_at < @before ORDER BY order_id LIMIT @limit
        """);

    /// <summary>A guest's cart becomes a customer's, with what is still expected to leave it.</summary>
    public static readonly Sql MoveExpected = new(
        "UPDATE cart_orders SET owner_key = @customer WHERE owner_key = @guest");

    /// <summary>All that an owner has, expired or not.</summary>
    public static readonly IReadOnlyList<Sql> DropOf =
    [
        new("DELETE FROM cart_lines WHERE cart_id IN (SELECT id FROM carts WHERE owner_key = @owner)"),
        new("DELETE FROM carts WHERE owner_key = @owner"),
        new("DELETE FROM cart_orders WHERE owner_key = @owner"),
    ];

    internal sealed class PiecesRow
    {
        public string Sku { get; init; } = "";

        public int Quantity { get; init; }
    }

    internal sealed class CartRow
    {
        public Guid Id { get; init; }

        public int Version { get; init; }
    }

    internal readonly record struct PutRow(Guid Cart, CartLine Line);
}
