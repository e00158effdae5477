using Onair.Storage;

namespace Onair.Series;

/// <summary>Table <c>signal_frames</c>.</summary>
internal static class SeriesStore
{
    /// <summary>A frame that was written and not acknowledged is written again: the same frame.</summary>
    public static readonly Bulk<FrameRow> Put = Bulk<FrameRow>
        .InsertInto("signal_frames", "ON CONFLICT (span_seconds, at, node) DO UPDATE SET body = excluded.body")
        .Int32(f => f.SpanSeconds, "span_seconds")
        .Instant(f => f.At, "at")
        .Text(f => f.Node, "node")
        .Text(f => f.Body, "body");

    public static readonly Sql Between = new(
        """
        SELECT span_seconds AS SpanSeconds, at AS At, node AS Node, body AS Body FROM signal_frames
        WHERE span_seconds = @span AND at >= @from AND at < @until ORDER BY at, node LIMIT @limit
        """);

    public static readonly Sql Newest = new(
        "SELECT at FROM signal_frames WHERE span_seconds = @span ORDER BY at DESC LIMIT 1");

    public static readonly Sql Oldest = new(
        "SELECT at FROM signal_frames WHERE span_seconds = @span AND at >= @from ORDER BY at LIMIT 1");

    /// <summary>A file has no connections and no replicas.</summary>
    public static readonly Sql Database = new(
        sqlite: "SELECT NULL AS Connections, NULL AS ConnectionsMax, NULL AS ReplicaLag",
        postgres: """
            SELECT (SELECT CAST(SUM(numbackends) AS double precision) FROM pg_stat_database) AS Connections,
                CAST(current_setting('max_connections') AS double precision) AS ConnectionsMax,
                (SELECT CAST(MAX(EXTRACT(EPOCH FROM replay_lag)) AS double precision) FROM pg_stat_replication)
                    AS ReplicaLag
            """);

    public static readonly Sql Purge = new(
        """
        DELETE FROM signal_frames WHERE span_seconds = @span AND at < (
            SELECT COALESCE(MAX(at), 0) FROM (
                SELECT at FROM signal_frames WHERE span_seconds = @span AND at < @before ORDER BY at LIMIT @limit
            ) AS old) + 1
        """);
}

/// <summary>A row of <c>signal_frames</c>.</summary>
internal sealed class FrameRow
{
    public int SpanSeconds { get; init; }

    public DateTimeOffset At { get; init; }

    public string Node { get; init; } = "";

    public string Body { get; init; } = "";

    public static FrameRow Of(Frame frame, TimeSpan span) => new()
    {
        SpanSeconds = (int)span.TotalSeconds, At = frame.At, Node = frame.Node, Body = Frame.Write(frame.Samples),
    };
}
