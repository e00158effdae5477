using Onair.Storage;

namespace Onair.Ratings;

/// <summary>Tables <c>ratings</c>, <c>rating_sums</c>, <c>rating_steps</c> and <c>rating_reports</c>.</summary>
internal static partial class RatingsStore
{
    private const string columns =
        """
        SELECT id AS Id, product_id AS ProductId, order_id AS OrderId, sku AS Sku, state AS State, version AS Version,
            stars AS Stars, body AS Body, author AS Author, language AS Language, reason AS Reason,
            written_at AS WrittenAt, changed_at AS ChangedAt
        FROM ratings
        """;

    private const string sums =
        """
        SELECT product_id AS ProductId, stars1 AS Stars1, stars2 AS Stars2, stars3 AS Stars3, stars4 AS Stars4,
            stars5 AS Stars5
        FROM rating_sums
        """;

    private const string steps =
        """
        SELECT rating_id AS RatingId, version AS Version, from_state AS "From", to_state AS "To", at AS At,
            actor AS Actor, reason AS Reason, note AS Note
        FROM rating_steps
        """;

    public static readonly Sql ById = new(columns + " WHERE id = @id");

    /// <summary>SQLite has one writer and needs no lock.</summary>
    public static readonly Sql LockById = new(
        sqlite: columns + " WHERE id = @id", postgres: columns + " WHERE id = @id FOR UPDATE");

    public static readonly Sql LockOfOrder = new(
        sqlite: columns + " WHERE order_id = @order AND product_id = @product",
        postgres: columns + " WHERE order_id = @order AND product_id = @product FOR UPDATE");

    public static readonly Sql OfOrder = new(columns + " WHERE order_id = @order ORDER BY id LIMIT @limit");

    /// <summary>In the order of ids, so that two who lock many cannot wait for each other in a circle.</summary>
    public static readonly Bulk<Guid> LockOfOrders = new Bulk<Guid>(
        sqlite: "SELECT id FROM ratings WHERE order_id = ?1 AND state <> 5",
        postgres: "SELECT id FROM ratings WHERE order_id = ANY ($1) AND state <> 5 ORDER BY id FOR UPDATE")
        .Uuid(order => order);

    /// <summary>0 rows: the order has rated this product before.</summary>
    public static readonly Sql Add = new(
        """
        INSERT INTO ratings (id, product_id, order_id, sku, state, version, stars, body, author, language, reason,
            written_at, changed_at)
        VALUES (@Id, @ProductId, @OrderId, @Sku, @State, @Version, @Stars, @Body, @Author, @Language, @Reason,
            @WrittenAt, @ChangedAt)
        ON CONFLICT (order_id, product_id) DO NOTHING
        """);

    public static readonly Sql Change = new(
        """
        UPDATE ratings SET state = @State, version = @Version, stars = @Stars, body = @Body, author = @Author,
            language = @Language, reason = @Reason, written_at = @WrittenAt, changed_at = @ChangedAt
        WHERE id = @Id
        """);

    public static readonly Sql AddStep = new(
        """
        INSERT INTO rating_steps (rating_id, version, from_state, to_state, at, actor, reason, note)
        VALUES (@RatingId, @Version, @From, @To, @At, @Actor, @Reason, @Note)
        """);

    public static readonly Sql StepsOf = new(steps + " WHERE rating_id = @id ORDER BY version LIMIT @limit");

    public static readonly Sql StartSum = new(
        """
        INSERT INTO rating_sums (product_id, stars1, stars2, stars3, stars4, stars5) VALUES (@product, 0, 0, 0, 0, 0)
        ON CONFLICT (product_id) DO NOTHING
        """);

    public static readonly Sql ChangeSum = new(
        """
        UPDATE rating_sums SET stars1 = stars1 + @Stars1, stars2 = stars2 + @Stars2, stars3 = stars3 + @Stars3,
            stars4 = stars4 + @Stars4, stars5 = stars5 + @Stars5
        WHERE product_id = @ProductId
        """);

    public static readonly Bulk<Guid> SumsOf = new Bulk<Guid>(
        sqlite: sums + " WHERE product_id = ?1", postgres: sums + " WHERE product_id = ANY ($1)").Uuid(id => id);

    public static readonly Sql SumsPage = new(
        sums + " WHERE product_id > @after ORDER BY product_id LIMIT @limit");

    public static readonly Sql Newest = new(
        columns
        + " WHERE product_id = @product AND state = 2 AND (written_at, id) < (@at, @id) "
        + "ORDER BY written_at DESC, id DESC LIMIT @limit");

    public static readonly Sql Highest = new(
        columns
        + " WHERE product_id = @product AND state = 2 AND (stars, written_at, id) < (@stars, @at, @id) "
        + "ORDER BY stars DESC, written_at DESC, id DESC LIMIT @limit");

    public static readonly Sql Lowest = new(
        columns
        + " WHERE product_id = @product AND state = 2 "
        + "AND (stars > @stars OR (stars = @stars AND (written_at, id) < (@at, @id))) "
        + "ORDER BY stars, written_at DESC, id DESC LIMIT @limit");

    /// <summary>Of one state, the oldest first: who has waited longest is looked at next.</summary>
    public static readonly Sql InState = new(
        columns + " WHERE state = @state AND id > @after ORDER BY id LIMIT @limit");

    /// <summary>Published ones that readers have reported.</summary>
    public static readonly Sql Reported = new(
        columns
        + " WHERE state = 2 AND id > @after AND id IN (SELECT rating_id FROM rating_reports) ORDER BY id LIMIT @limit");

    /// <summary>A walk over all of them.</summary>
    public static readonly Sql Page = new(columns + " WHERE id > @after ORDER BY id LIMIT @limit");

    public static readonly Sql StepsBetween = new(
        steps + " WHERE rating_id > @after AND rating_id <= @last ORDER BY rating_id, version");

    public static readonly Sql Report = new(
        """
        INSERT INTO rating_reports (rating_id, reader_key, reason, at) VALUES (@id, @reader, @reason, @now)
        ON CONFLICT (rating_id, reader_key) DO NOTHING
        """);

    public static readonly Sql CountReports = new("SELECT COUNT(*) FROM rating_reports WHERE rating_id = @id");

    public static readonly Bulk<Guid> CountReportsOf = new Bulk<Guid>(
        sqlite: "SELECT rating_id, COUNT(*) FROM rating_reports WHERE rating_id = ?1 GROUP BY rating_id",
        postgres: "SELECT rating_id, COUNT(*) FROM rating_reports WHERE rating_id = ANY ($1) GROUP BY rating_id")
        .Uuid(id => id);

    public static readonly Sql ForgetReports = new("DELETE FROM rating_reports WHERE rating_id = @id");

    public static RatingSum ToSum(Row row) => new()
    {
        ProductId = row.Uuid(0),
        Stars1 = row.Int64(1),
        Stars2 = row.Int64(2),
        Stars3 = row.Int64(3),
        Stars4 = row.Int64(4),
        Stars5 = row.Int64(5),
    };
}
