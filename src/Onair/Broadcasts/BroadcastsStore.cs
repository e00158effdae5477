using Onair.Catalog;
using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Table <c>broadcasts</c>.</summary>
internal static partial class BroadcastsStore
{
    private const string columns =
        """
        b.id, b.feed, b.title_ko, b.title_en, b.stream_url, b.poster_url, b.starts_at, b.ends_at, b.state,
        b.runs_itself, b.on_air_offer, b.started_at, b.ended_at, b.version, b.is_portrait
        """;

    public static readonly Bulk<Guid> LockById = new Bulk<Guid>(
        sqlite: $"SELECT {columns} FROM broadcasts b WHERE b.id = ?1",
        postgres: $"SELECT {columns} FROM broadcasts b WHERE b.id = ANY ($1) ORDER BY b.id FOR UPDATE").Uuid(id => id);

    public static readonly Bulk<Guid> ById = new Bulk<Guid>(
        sqlite: $"SELECT {columns} FROM broadcasts b WHERE b.id = ?1",
        postgres: $"SELECT {columns} FROM broadcasts b WHERE b.id = ANY ($1)").Uuid(id => id);

    /// <summary>Shows that touch a span of time, by their start.</summary>
    public static readonly Bulk<Span> Between = new Bulk<Span>(
        sqlite: $"""
            SELECT {columns} FROM broadcasts b WHERE b.starts_at < ?2 AND b.starts_at >= ?3 AND b.ends_at > ?1
            ORDER BY b.starts_at, b.id LIMIT ?4
            """,
        postgres: $"""
            SELECT {columns} FROM broadcasts b
            WHERE b.starts_at < ($2)[1] AND b.starts_at >= ($3)[1] AND b.ends_at > ($1)[1]
            ORDER BY b.starts_at, b.id LIMIT ($4)[1]
            """)
        .Instant(s => s.From)
        .Instant(s => s.Until)
        // No show is longer: the index finds where to begin.
        .Instant(s => s.From - BroadcastsOptions.LengthMax)
        .Int32(s => s.Limit);

    public static readonly Bulk<Limit> OnAir = new Bulk<Limit>(
        sqlite: $"SELECT {columns} FROM broadcasts b WHERE b.state = 2 ORDER BY b.starts_at DESC, b.id LIMIT ?1",
        postgres: $"""
            SELECT {columns} FROM broadcasts b WHERE b.state = 2 ORDER BY b.starts_at DESC, b.id LIMIT ($1)[1]
            """).Int32(l => l.Rows);

    /// <summary>Shows that the clock has something to do for.</summary>
    public static readonly Sql Due = new(
        """
        SELECT b.id AS Id FROM broadcasts b
        WHERE b.state < 3 AND b.starts_at <= @now AND (b.state = 1 OR b.ends_at <= @now OR (b.runs_itself = 1
            AND EXISTS (SELECT 1 FROM offers o
                WHERE o.broadcast_id = b.id AND o.opens_at IS NULL AND o.planned_at <= @now)))
        ORDER BY b.starts_at LIMIT @limit
        """);

    /// <summary>One who comes second with the same id finds it done.</summary>
    public static readonly Bulk<Broadcast> Add = Bulk<Broadcast>
        .InsertInto("broadcasts", "ON CONFLICT (id) DO NOTHING")
        .Uuid(b => b.Id, "id")
        .Text(b => b.Feed, "feed")
        .Text(b => b.Title.Ko, "title_ko")
        .Text(b => b.Title.En, "title_en")
        .Text(b => b.StreamUrl, "stream_url")
        .Text(b => b.PosterUrl, "poster_url")
        .Instant(b => b.StartsAt, "starts_at")
        .Instant(b => b.EndsAt, "ends_at")
        .Int32(b => (int)b.State, "state")
        .Int32(b => b.RunsItself ? 1 : 0, "runs_itself")
        .Int32(b => b.IsPortrait ? 1 : 0, "is_portrait")
        .Int32(b => b.Version, "version");

    public static readonly Bulk<Broadcast> Change = new Bulk<Broadcast>(
        sqlite: """
            UPDATE broadcasts SET state = ?2, on_air_offer = ?3, started_at = ?4, ended_at = ?5, version = ?6
            WHERE id = ?1
            """,
        postgres: """
            UPDATE broadcasts SET state = d.state, on_air_offer = d.on_air_offer, started_at = d.started_at,
                ended_at = d.ended_at, version = d.version
            FROM unnest($1, $2, $3, $4, $5, $6) AS d (id, state, on_air_offer, started_at, ended_at, version)
            WHERE broadcasts.id = d.id
            """)
        .Uuid(b => b.Id)
        .Int32(b => (int)b.State)
        .NullableUuid(b => b.OnAirOffer)
        .NullableInt64(b => b.StartedAt?.ToMicroseconds())
        .NullableInt64(b => b.EndedAt?.ToMicroseconds())
        .Int32(b => b.Version);

    public static readonly Sql Move = new(
        """
        UPDATE broadcasts SET starts_at = @startsAt, ends_at = @endsAt, feed = @feed, version = version + 1
        WHERE id = @id
        """);

    /// <summary>The rundown goes with its show, by microseconds.</summary>
    public static readonly Sql MoveRundown = new(
        "UPDATE offers SET planned_at = planned_at + @by, version = version + 1 WHERE broadcast_id = @id");

    /// <summary>
    /// Two schedulers take turns, so that neither overlooks the other's show; SQLite has one writer anyway.
    /// </summary>
    public static readonly Sql LockSchedule = new(
        sqlite: "SELECT ''",
        postgres: "SELECT pg_advisory_xact_lock(6020001)::text");

    public static Broadcast Map(Row row) => new()
    {
        Id = row.Uuid(0),
        Feed = row.Text(1),
        Title = new LocalText(row.Text(2), row.Text(3)),
        StreamUrl = row.Text(4),
        PosterUrl = row.Text(5),
        StartsAt = row.Instant(6),
        EndsAt = row.Instant(7),
        State = (BroadcastState)row.Int32(8),
        RunsItself = row.Int32(9) == 1,
        OnAirOffer = row.IsNull(10) ? null : row.Uuid(10),
        StartedAt = row.IsNull(11) ? null : row.Instant(11),
        EndedAt = row.IsNull(12) ? null : row.Instant(12),
        Version = row.Int32(13),
        IsPortrait = row.Int32(14) == 1,
    };

    internal readonly record struct Span(DateTimeOffset From, DateTimeOffset Until, int Limit);

    internal readonly record struct Limit(int Rows);
}
