using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>Table <c>broadcast_audience</c>.</summary>
internal static class AudienceStore
{
    public static readonly Bulk<AudienceRow> Add = Bulk<AudienceRow>
        .InsertInto(
            "broadcast_audience",
            """
            ON CONFLICT (broadcast_id, minute, node) DO UPDATE SET
                viewers = excluded.viewers,
                peak = CASE WHEN excluded.peak > broadcast_audience.peak
                    THEN excluded.peak ELSE broadcast_audience.peak END,
                joined = broadcast_audience.joined + excluded.joined,
                seen_at = excluded.seen_at
            """)
        .Uuid(a => a.BroadcastId, "broadcast_id")
        .Instant(a => a.Minute, "minute")
        .Text(a => a.Node, "node")
        .Int64(a => a.Viewers, "viewers")
        .Int64(a => a.Peak, "peak")
        .Int64(a => a.Joined, "joined")
        .Instant(a => a.SeenAt, "seen_at");

    /// <summary>What nodes said of a show since a time; a node has one row per minute.</summary>
    public static readonly Bulk<Since> Lately = new Bulk<Since>(
        sqlite: """
            SELECT broadcast_id, minute, node, viewers, peak, joined, seen_at FROM broadcast_audience
            WHERE broadcast_id = ?1 AND minute >= ?2 AND seen_at >= ?3 LIMIT 1000
            """,
        postgres: """
            SELECT a.broadcast_id, a.minute, a.node, a.viewers, a.peak, a.joined, a.seen_at
            FROM broadcast_audience a
            JOIN unnest($1, $2, $3) AS d (id, minute, at)
                ON a.broadcast_id = d.id AND a.minute >= d.minute AND a.seen_at >= d.at
            LIMIT 10000
            """)
        .Uuid(s => s.BroadcastId)
        .Instant(s => s.At.AddMinutes(-1))
        .Instant(s => s.At);

    /// <summary>Minutes of a show, all nodes together; a day has 1,440.</summary>
    public static readonly Bulk<Guid> MinutesOf = new Bulk<Guid>(
        sqlite: """
            SELECT minute, CAST(SUM(peak) AS bigint), CAST(SUM(joined) AS bigint) FROM broadcast_audience
            WHERE broadcast_id = ?1 GROUP BY minute ORDER BY minute LIMIT 3000
            """,
        postgres: """
            SELECT minute, CAST(SUM(peak) AS bigint), CAST(SUM(joined) AS bigint) FROM broadcast_audience
            WHERE broadcast_id = ANY ($1) GROUP BY minute ORDER BY minute LIMIT 3000
            """).Uuid(id => id);

    public static AudienceRow Map(Row row) => new(
        row.Uuid(0), row.Instant(1), row.Text(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Instant(6));

    internal readonly record struct Since(Guid BroadcastId, DateTimeOffset At);
}

/// <summary>What one node says of one show in one minute.</summary>
internal sealed record AudienceRow(
    Guid BroadcastId, DateTimeOffset Minute, string Node, long Viewers, long Peak, long Joined, DateTimeOffset SeenAt);
