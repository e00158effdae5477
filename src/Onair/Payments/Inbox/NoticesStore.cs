using Onair.Storage;

namespace Onair.Payments.Inbox;

/// <summary>How many notices of a provider wait, counted to a limit.</summary>
internal readonly record struct WaitingCount(string Provider, int CountMax);

/// <summary>The rows of the inbox.</summary>
internal static class NoticesStore
{
    private const string columns = """
        id, provider, dedupe_key, received_at, content_type, headers, body, sender, state, tries, attempt_id, code,
        ended_at, version
        """;

    private static readonly Bulk<Notice> insert = Bulk<Notice>
        .InsertInto("payment_notices", "ON CONFLICT (provider, dedupe_key) DO NOTHING RETURNING id")
        .Uuid(n => n.Id, "id")
        .Text(n => n.Provider, "provider")
        .Text(n => n.DedupeKey, "dedupe_key")
        .Instant(n => n.ReceivedAt, "received_at")
        .Text(n => n.Message!.ContentType, "content_type")
        .Text(n => n.HeaderLines, "headers")
        .Text(n => Convert.ToBase64String(n.Message!.Body), "body")
        .Text(n => n.Message!.From?.ToString(), "sender")
        .Int32(n => (int)n.State, "state")
        .Int32(n => n.Tries, "tries")
        .Uuid(n => n.AttemptId, "attempt_id")
        .Int32(n => n.Version, "version");

    private static readonly Bulk<Notice> known = new Bulk<Notice>(
        "SELECT provider, dedupe_key FROM payment_notices WHERE provider = ?1 AND dedupe_key = ?2",
        """
        SELECT n.provider, n.dedupe_key FROM payment_notices n
        JOIN unnest($1, $2) AS k (provider, dedupe_key) ON n.provider = k.provider AND n.dedupe_key = k.dedupe_key
        """)
        .Text(n => n.Provider)
        .Text(n => n.DedupeKey);

    private static readonly Bulk<WaitingCount> waiting = new Bulk<WaitingCount>(
        """
        SELECT ?1, COUNT(*) FROM (
            SELECT 1 FROM payment_notices WHERE provider = ?1 AND ended_at IS NULL LIMIT ?2)
        """,
        """
        SELECT p.provider, (SELECT COUNT(*) FROM (
            SELECT 1 FROM payment_notices n WHERE n.provider = p.provider AND n.ended_at IS NULL LIMIT ($2)[1]) AS few)
        FROM unnest($1) AS p (provider)
        """)
        .Text(c => c.Provider)
        .Int32(c => c.CountMax);

    private static readonly Bulk<Guid> byId = new Bulk<Guid>(
        $"SELECT {columns} FROM payment_notices WHERE id = ?1",
        $"SELECT {columns} FROM payment_notices WHERE id = ANY($1)").Uuid(id => id);

    // A notice that is done is not read again, so that what it says of a person goes; a refused one is evidence.
    private static readonly Bulk<Notice> update = new Bulk<Notice>(
        """
        UPDATE payment_notices SET state = ?3, tries = ?4, attempt_id = ?5, code = ?6, ended_at = ?7, version = ?2 + 1,
            body = CASE WHEN ?3 = 2 THEN NULL ELSE body END, headers = CASE WHEN ?3 = 2 THEN '' ELSE headers END
        WHERE id = ?1 AND version = ?2 AND ended_at IS NULL
        """,
        """
        UPDATE payment_notices SET state = u.state, tries = u.tries, attempt_id = u.attempt_id, code = u.code,
            ended_at = u.ended_at, version = u.version + 1,
            body = CASE WHEN u.state = 2 THEN NULL ELSE payment_notices.body END,
            headers = CASE WHEN u.state = 2 THEN '' ELSE payment_notices.headers END
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS u (id, version, state, tries, attempt_id, code, ended_at)
        WHERE payment_notices.id = u.id AND payment_notices.version = u.version AND payment_notices.ended_at IS NULL
        """)
        .Uuid(n => n.Id)
        .Int32(n => n.Version)
        .Int32(n => (int)n.State)
        .Int32(n => n.Tries)
        .Uuid(n => n.AttemptId)
        .Text(n => n.Code)
        .NullableInt64(n => n.EndedAt?.ToMicroseconds());

    public static readonly Sql Purge = new("""
        DELETE FROM payment_notices WHERE id IN (
            SELECT id FROM payment_notices WHERE ended_at IS NOT NULL AND ended_at <= @before
            ORDER BY ended_at LIMIT @limit)
        """);

    /// <summary>When the newest notice ended of those that are more than may be kept; null: there are none.</summary>
    public static readonly Sql EndOfSurplus = new("""
        SELECT ended_at FROM payment_notices WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 1 OFFSET @kept
        """);

    public static void Insert(Round round, IReadOnlyList<Notice> notices, ICollection<Guid> inserted) =>
        round.Read(insert, notices, row => row.Uuid(0), inserted);

    public static void ReadKnown(Round round, IReadOnlyList<Notice> notices, ICollection<(string, string)> into) =>
        round.Read(known, notices, row => (row.Text(0), row.Text(1)), into);

    public static void CountWaiting(
        Round round, IReadOnlyList<WaitingCount> providers, ICollection<(string Provider, long Count)> into) =>
        round.Read(waiting, providers, row => (row.Text(0), row.Int64(1)), into);

    public static void Read(Round round, IReadOnlyList<Guid> ids, List<Notice> into) =>
        round.Read(byId, ids, Map, into);

    public static void Update(Round round, IReadOnlyList<Notice> notices) => round.Write(update, notices);

    private static Notice Map(Row row) => new()
    {
        Id = row.Uuid(0),
        Provider = row.Text(1),
        DedupeKey = row.Text(2),
        ReceivedAt = row.Instant(3),
        Message = row.NullableText(6) is { } body
            ? Notice.MessageOf(row.NullableText(4), row.Text(5), body, row.NullableText(7))
            : null,
        State = (NoticeState)row.Int32(8),
        Tries = row.Int32(9),
        AttemptId = row.Uuid(10),
        Code = row.NullableText(11),
        EndedAt = row.IsNull(12) ? null : row.Instant(12),
        Version = row.Int32(13),
    };
}
