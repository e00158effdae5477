using Onair.Storage;

namespace Onair.Customers;

/// <summary>Tables <c>customer_sessions</c>, <c>customer_devices</c> and <c>customer_tries</c>.</summary>
internal static partial class CustomersStore
{
    public static readonly Sql AddSession = new(
        """
        INSERT INTO customer_sessions (id, token_key, customer_id, stamp, created_at, seen_at, ends_at, device, address)
        VALUES (@Id, @TokenKey, @CustomerId, @Stamp, @CreatedAt, @SeenAt, @EndsAt, @Device, @Address)
        """);

    /// <summary>A session of an older stamp is over, whatever its row says.</summary>
    public static readonly Sql FindSession = new(
        """
        SELECT s.id AS SessionId, s.customer_id AS CustomerId, s.seen_at AS SeenAt, s.created_at AS CreatedAt,
            s.ends_at AS EndsAt, c.name AS Name, c.email AS Email, c.phone AS Phone
        FROM customer_sessions s JOIN customers c ON c.id = s.customer_id AND c.security_stamp = s.stamp
        WHERE s.token_key = @key AND s.ends_at > @now
        """);

    public static readonly Sql TouchSession = new(
        "UPDATE customer_sessions SET seen_at = @now, ends_at = @until WHERE id = @id AND seen_at < @now");

    public static readonly Sql SessionsOf = new(
        """
        SELECT s.id AS Id, s.created_at AS CreatedAt, s.seen_at AS SeenAt, s.device AS Device, s.address AS Address
        FROM customer_sessions s JOIN customers c ON c.id = s.customer_id AND c.security_stamp = s.stamp
        WHERE s.customer_id = @customer AND s.ends_at > @now ORDER BY s.seen_at DESC, s.id LIMIT 100
        """);

    public static readonly Sql EndSession = new(
        "DELETE FROM customer_sessions WHERE id = @id AND customer_id = @customer");

    public static readonly Sql EndOtherSessions = new(
        "DELETE FROM customer_sessions WHERE customer_id = @customer AND id <> @keep");

    public static readonly Sql MoveSession = new(
        "UPDATE customer_sessions SET stamp = @stamp, token_key = @key WHERE id = @id AND customer_id = @customer");

    public static readonly Sql EndSurplusSessions = new(
        """
        DELETE FROM customer_sessions WHERE customer_id = @customer AND id NOT IN (
            SELECT id FROM customer_sessions WHERE customer_id = @customer ORDER BY created_at DESC, id DESC LIMIT @max)
        """);

    public static readonly Sql PurgeSessions = new(
        """
        DELETE FROM customer_sessions WHERE id IN (
            SELECT id FROM customer_sessions WHERE ends_at <= @now ORDER BY ends_at LIMIT @limit)
        """);

    public static readonly Sql AddDevice = new(
        """
        INSERT INTO customer_devices (token_key, customer_id, seen_at) VALUES (@key, @customer, @now)
        ON CONFLICT (token_key, customer_id) DO UPDATE SET seen_at = excluded.seen_at
        """);

    public static readonly Sql IsDevice = new(
        "SELECT COUNT(*) FROM customer_devices WHERE token_key = @key AND customer_id = @customer");

    public static readonly Sql ForgetDevices = new("DELETE FROM customer_devices WHERE customer_id = @customer");

    public static readonly Sql ForgetSurplusDevices = new(
        """
        DELETE FROM customer_devices WHERE customer_id = @customer AND token_key NOT IN (
            SELECT token_key FROM customer_devices WHERE customer_id = @customer
            ORDER BY seen_at DESC, token_key LIMIT @max)
        """);

    public static readonly Sql PurgeDevices = new(
        """
        DELETE FROM customer_devices WHERE (token_key, customer_id) IN (
            SELECT token_key, customer_id FROM customer_devices WHERE seen_at < @before ORDER BY seen_at LIMIT @limit)
        """);

    public static readonly Bulk<TryRow> AddTries = Bulk<TryRow>
        .InsertInto("customer_tries", "ON CONFLICT (bucket) DO NOTHING")
        .Uuid(t => t.Bucket, "bucket")
        .Int32(t => t.Tries, "tries")
        .Instant(t => t.LastAt, "last_at")
        .Instant(t => t.OpenAt, "open_at");

    public static readonly Bulk<Guid> LockTries = new Bulk<Guid>(
        sqlite: "SELECT bucket, tries, last_at, open_at FROM customer_tries WHERE bucket = ?1",
        postgres: """
            SELECT bucket, tries, last_at, open_at FROM customer_tries WHERE bucket = ANY ($1)
            ORDER BY bucket FOR UPDATE
            """).Uuid(bucket => bucket);

    public static readonly Bulk<TryRow> ChangeTries = new Bulk<TryRow>(
        sqlite: "UPDATE customer_tries SET tries = ?2, last_at = ?3, open_at = ?4 WHERE bucket = ?1",
        postgres: """
            UPDATE customer_tries SET tries = d.tries, last_at = d.last_at, open_at = d.open_at
            FROM unnest($1, $2, $3, $4) AS d (bucket, tries, last_at, open_at) WHERE customer_tries.bucket = d.bucket
            """)
        .Uuid(t => t.Bucket)
        .Int32(t => t.Tries)
        .Instant(t => t.LastAt)
        .Instant(t => t.OpenAt);

    /// <summary>The newest last_at of those that are more than may be kept; null when there are none.</summary>
    public static readonly Sql EndOfSurplusTries = new(
        "SELECT last_at FROM customer_tries ORDER BY last_at DESC LIMIT 1 OFFSET @kept");

    public static readonly Sql PurgeTries = new(
        """
        DELETE FROM customer_tries WHERE bucket IN (
            SELECT bucket FROM customer_tries WHERE last_at <= @before ORDER BY last_at LIMIT @limit)
        """);

    public static TryRow MapTries(Row row) => new(row.Uuid(0), row.Int32(1), row.Instant(2), row.Instant(3));

    internal readonly record struct TryRow(Guid Bucket, int Tries, DateTimeOffset LastAt, DateTimeOffset OpenAt);
}
