using Onair.Catalog;
using Onair.Storage;

namespace Onair.Broadcasts.Talk;

/// <summary>Tables <c>questions</c> and <c>announcements</c>.</summary>
internal static class TalkStore
{
    private const string columns =
        """
        q.id, q.broadcast_id, q.asker, q.language, q.question, q.asked_at, q.state, q.answer, q.changed_at, q.actor
        """;

    private const string said = "a.broadcast_id, a.number, a.text_ko, a.text_en, a.said_at, a.actor";

    private static readonly string seenMax = $"{TalkOptions.SeenMax}";

    private static readonly string saidMax = $"{TalkOptions.AnnouncementsMax}";

    private static readonly string pageMax = $"{TalkOptions.PageMax}";

    /// <summary>Askers of one show take turns, so that counts are right; SQLite has one writer anyway.</summary>
    public static readonly Sql LockAsking = new(
        sqlite: "SELECT ''",
        postgres: "SELECT pg_advisory_xact_lock(6020002, @show)::text");

    public static readonly Bulk<Guid> ById = new Bulk<Guid>(
        sqlite: $"SELECT {columns} FROM questions q WHERE q.id = ?1",
        postgres: $"SELECT {columns} FROM questions q WHERE q.id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<Guid> LockById = new Bulk<Guid>(
        sqlite: $"SELECT {columns} FROM questions q WHERE q.id = ?1",
        postgres: $"SELECT {columns} FROM questions q WHERE q.id = ANY ($1) ORDER BY q.id FOR UPDATE").Uuid(id => id);

    /// <summary>Reads the rows of one show, of which there are <see cref="TalkOptions.ShowMax"/> at most.</summary>
    public static readonly Sql Counts = new(
        """
        SELECT CAST(COUNT(*) AS bigint) AS InShow,
            CAST(COALESCE(SUM(CASE WHEN asked_at > @since THEN 1 ELSE 0 END), 0) AS bigint) AS InShowLately,
            CAST(COALESCE(SUM(CASE WHEN asker = @asker THEN 1 ELSE 0 END), 0) AS bigint) AS OfAsker,
            CAST(COALESCE(SUM(CASE WHEN asker = @asker AND asked_at > @since THEN 1 ELSE 0 END), 0) AS bigint)
                AS OfAskerLately
        FROM questions WHERE broadcast_id = @show
        """);

    public static readonly Bulk<Question> Add = Bulk<Question>
        .InsertInto("questions")
        .Uuid(q => q.Id, "id")
        .Uuid(q => q.BroadcastId, "broadcast_id")
        .Uuid(q => q.Asker, "asker")
        .Text(q => q.Language, "language")
        .Text(q => q.Text, "question")
        .Instant(q => q.AskedAt, "asked_at")
        .Int32(q => (int)q.State, "state")
        .Instant(q => q.ChangedAt, "changed_at");

    public static readonly Bulk<Question> Change = new Bulk<Question>(
        sqlite: "UPDATE questions SET state = ?2, answer = ?3, changed_at = ?4, actor = ?5 WHERE id = ?1",
        postgres: """
            UPDATE questions SET state = d.state, answer = d.answer, changed_at = d.changed_at, actor = d.actor
            FROM unnest($1, $2, $3, $4, $5) AS d (id, state, answer, changed_at, actor)
            WHERE questions.id = d.id
            """)
        .Uuid(q => q.Id)
        .Int32(q => (int)q.State)
        .Text(q => q.Answer)
        .Instant(q => q.ChangedAt)
        .Text(q => q.Actor);

    /// <summary>What everybody sees of a show: the newest.</summary>
    public static readonly Bulk<Guid> Seen = new Bulk<Guid>(
        sqlite: $"""
            SELECT {columns} FROM questions q WHERE q.broadcast_id = ?1 AND q.state >= 3
            ORDER BY q.changed_at DESC, q.id DESC LIMIT {seenMax}
            """,
        postgres: $"""
            SELECT {columns} FROM unnest($1) AS d (id) CROSS JOIN LATERAL (
                SELECT {columns} FROM questions q WHERE q.broadcast_id = d.id AND q.state >= 3
                ORDER BY q.changed_at DESC, q.id DESC LIMIT {seenMax}) AS q
            """).Uuid(id => id);

    public static readonly Bulk<MineKey> OfAsker = new Bulk<MineKey>(
        sqlite: $"""
            SELECT {columns} FROM questions q WHERE q.broadcast_id = ?1 AND q.asker = ?2
            ORDER BY q.asked_at DESC, q.id DESC LIMIT {pageMax}
            """,
        postgres: $"""
            SELECT {columns} FROM questions q WHERE q.broadcast_id = ($1)[1] AND q.asker = ($2)[1]
            ORDER BY q.asked_at DESC, q.id DESC LIMIT {pageMax}
            """)
        .Uuid(k => k.BroadcastId)
        .Uuid(k => k.Asker);

    /// <summary>State 0 is every state.</summary>
    public static readonly Bulk<PageKey> Page = new Bulk<PageKey>(
        sqlite: $"""
            SELECT {columns} FROM questions q WHERE q.broadcast_id = ?1 AND (?2 = 0 OR q.state = ?2)
                AND (q.asked_at > ?3 OR (q.asked_at = ?3 AND q.id > ?4))
            ORDER BY q.asked_at, q.id LIMIT ?5
            """,
        postgres: $"""
            SELECT {columns} FROM questions q WHERE q.broadcast_id = ($1)[1] AND (($2)[1] = 0 OR q.state = ($2)[1])
                AND (q.asked_at > ($3)[1] OR (q.asked_at = ($3)[1] AND q.id > ($4)[1]))
            ORDER BY q.asked_at, q.id LIMIT ($5)[1]
            """)
        .Uuid(k => k.BroadcastId)
        .Int32(k => k.State)
        .Instant(k => k.AskedAt)
        .Uuid(k => k.Id)
        .Int32(k => k.Limit);

    public static readonly Bulk<Announcement> AddAnnouncement = Bulk<Announcement>
        .InsertInto("announcements")
        .Uuid(a => a.BroadcastId, "broadcast_id")
        .Int32(a => a.Number, "number")
        .Text(a => a.Text.Ko, "text_ko")
        .Text(a => a.Text.En, "text_en")
        .Instant(a => a.SaidAt, "said_at")
        .Text(a => a.Actor, "actor");

    public static readonly Bulk<Guid> NewestAnnouncements = new Bulk<Guid>(
        sqlite: $"SELECT {said} FROM announcements a WHERE a.broadcast_id = ?1 ORDER BY a.number DESC LIMIT 1",
        postgres: $"""
            SELECT DISTINCT ON (a.broadcast_id) {said} FROM announcements a WHERE a.broadcast_id = ANY ($1)
            ORDER BY a.broadcast_id, a.number DESC
            """).Uuid(id => id);

    public static readonly Bulk<Guid> AnnouncementsOf = new Bulk<Guid>(
        sqlite: $"""
            SELECT {said} FROM announcements a WHERE a.broadcast_id = ?1 ORDER BY a.number DESC LIMIT {saidMax}
            """,
        postgres: $"""
            SELECT {said} FROM announcements a WHERE a.broadcast_id = ANY ($1) ORDER BY a.number DESC LIMIT {saidMax}
            """).Uuid(id => id);

    public static readonly Sql PurgeQuestions = new(
        """
        DELETE FROM questions WHERE id IN (
            SELECT q.id FROM questions q
            WHERE (q.state < 3 AND q.changed_at < @unseen) OR (q.state >= 3 AND q.changed_at < @seen) LIMIT @limit)
        """);

    public static readonly Sql PurgeAnnouncements = new(
        """
        DELETE FROM announcements WHERE (broadcast_id, number) IN (
            SELECT a.broadcast_id, a.number FROM announcements a WHERE a.said_at < @seen LIMIT @limit)
        """);

    public static Question Map(Row row) => new()
    {
        Id = row.Uuid(0),
        BroadcastId = row.Uuid(1),
        Asker = row.Uuid(2),
        Language = row.Text(3),
        Text = row.Text(4),
        AskedAt = row.Instant(5),
        State = (QuestionState)row.Int32(6),
        Answer = row.NullableText(7),
        ChangedAt = row.Instant(8),
        Actor = row.NullableText(9),
    };

    public static Announcement MapAnnouncement(Row row) => new(
        row.Uuid(0), row.Int32(1), new LocalText(row.Text(2), row.Text(3)), row.Instant(4), row.Text(5));

    internal readonly record struct MineKey(Guid BroadcastId, Guid Asker);

    internal readonly record struct PageKey(Guid BroadcastId, int State, DateTimeOffset AskedAt, Guid Id, int Limit);
}
