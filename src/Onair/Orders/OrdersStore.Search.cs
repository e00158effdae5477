using Onair.Orders.Search;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Tables <c>order_terms</c> and <c>order_index</c>, and pages of <c>orders</c>. Every page looks at a bounded window
/// of orders by id, which is by time, and filters that: no filter makes it slow, and buyers pay for no index.
/// </summary>
internal static partial class OrdersStore
{
    private const string rowColumns =
        """
        o.id AS Id, o.number AS Number, o.status AS Status, o.channel AS Channel, o.total AS Total,
        o.remaining AS Remaining, o.placed_at AS PlacedAt, o.changed_at AS ChangedAt, o.ship_before AS ShipBefore
        """;

    private const string windowColumns =
        """
        o.id, o.number, o.status, o.channel, o.total, o.remaining, o.placed_at, o.changed_at, o.ship_before,
        o.customer_name, o.customer_phone, o.customer_email
        """;

    private const string rowFilter = "(@status = 0 OR o.status = @status) AND (@channel = 0 OR o.channel = @channel)";

    private const string orderWindow = "o.id > @above AND o.id < @below";

    private const string termWindow = "t.term = @term AND t.order_id > @above AND t.order_id < @below";

    private const string pastWindow = "o.status = @status AND o.status >= 4 AND " + orderWindow;

    /// <summary>What is not indexed yet is compared as it stands.</summary>
    private const string tailMatch =
        """
        ((@phone <> '' AND o.customer_phone = @phone)
            OR (@phoneEnd <> '' AND o.customer_phone LIKE '%' || @phoneEnd)
            OR (@email <> '' AND LOWER(o.customer_email) = @email)
            OR (@name <> '' AND REPLACE(LOWER(o.customer_name), ' ', '') = @name)
            OR (@sku <> '' AND EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.sku = @sku)))
        """;

    /// <summary>Orders as they were placed.</summary>
    public static readonly BothWays AllRows = BothWays.Of("orders o", orderWindow, "o.id", rowFilter);

    /// <summary>Of one state from shipped on.</summary>
    public static readonly BothWays PastRows = BothWays.Of("orders o", pastWindow, "o.id", rowFilter);

    /// <summary>With one term.</summary>
    public static readonly BothWays RowsByTerm = BothWays.Of(
        "order_terms t JOIN orders o ON o.id = t.order_id", termWindow, "t.order_id", rowFilter);

    /// <summary>The newest, which have no terms yet.</summary>
    public static readonly BothWays TailRows = BothWays.Of(
        "orders o", orderWindow, "o.id", $"{rowFilter} AND {tailMatch}");

    public static readonly Sql RowByNumber = new(
        $"SELECT {rowColumns} FROM orders o WHERE o.number = @number AND {rowFilter}");

    public static readonly Sql RowsByTracking = new(
        $"""
        SELECT {rowColumns} FROM orders o
        WHERE o.id IN (SELECT s.order_id FROM shipments s WHERE s.tracking_number = @tracking LIMIT 100)
            AND {rowFilter}
        """);

    public static readonly Sql IndexedThrough = new("SELECT through_id FROM order_index");

    public static readonly Sql MoveIndex = new("UPDATE order_index SET through_id = @id");

    /// <summary>Whose persons are known, held still until the commit, so that none is written who is just forgotten.
    /// </summary>
    public static readonly Bulk<Guid> KnownPersons = new Bulk<Guid>(
        sqlite: "SELECT id FROM orders WHERE id = ?1 AND customer_phone <> ''",
        postgres: "SELECT id FROM orders WHERE id = ANY ($1) AND customer_phone <> '' ORDER BY id FOR SHARE")
        .Uuid(id => id);

    public static readonly Bulk<OrderTerm> AddTerm = Bulk<OrderTerm>
        .InsertInto("order_terms", "ON CONFLICT (term, order_id) DO NOTHING")
        .Uuid(t => t.Term, "term")
        .Uuid(t => t.OrderId, "order_id");

    public static readonly Bulk<OrderTerm> RemoveTerm = new Bulk<OrderTerm>(
        sqlite: "DELETE FROM order_terms WHERE term = ?1 AND order_id = ?2",
        postgres: """
            DELETE FROM order_terms t USING unnest($1, $2) AS d (term, order_id)
            WHERE t.term = d.term AND t.order_id = d.order_id
            """)
        .Uuid(t => t.Term)
        .Uuid(t => t.OrderId);

    /// <summary>A question in both directions, and how far a window of it reaches.</summary>
    internal sealed record BothWays(Sql Newest, Sql Oldest, Sql NewestReach, Sql OldestReach)
    {
        public Sql Rows(bool isOldestFirst) => isOldestFirst ? Oldest : Newest;

        public Sql Reach(bool isOldestFirst) => isOldestFirst ? OldestReach : NewestReach;

        public static BothWays Of(string from, string window, string by, string where)
        {
            return new BothWays(Rows("DESC"), Rows("ASC"), Reach("DESC"), Reach("ASC"));

            Sql Rows(string direction) => new(
                $"""
                SELECT {rowColumns}
                FROM (SELECT {windowColumns} FROM {from} WHERE {window} ORDER BY {by} {direction} LIMIT @scan) o
                WHERE {where} ORDER BY o.id {direction} LIMIT @limit
                """);

            Sql Reach(string direction) => new(
                $"SELECT {by} FROM {from} WHERE {window} ORDER BY {by} {direction} LIMIT 1 OFFSET @skip");
        }
    }
}
