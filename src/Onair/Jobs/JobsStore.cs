using Onair.Storage;

namespace Onair.Jobs;

/// <summary>The SQL of the work queue: table <c>jobs</c>.</summary>
internal static class JobsStore
{
    private const string columns =
        "id, kind, key, payload, state, run_at, created_at, attempts, lease_id, lease_until, ended_at, reason";

    private const string listColumns = """
        SELECT id AS Id, kind AS Kind, key AS Key, payload AS Payload, state AS State, run_at AS RunAt,
            created_at AS CreatedAt, attempts AS Attempts, lease_id AS LeaseId, lease_until AS LeaseUntil,
            ended_at AS EndedAt, reason AS Reason
        FROM jobs
        """;

    private const string whereLive = " WHERE ended_at IS NULL AND state = @state";

    private const string whereDead = " WHERE ended_at IS NOT NULL AND reason IS NOT NULL AND state = @state";

    private const string listTail = " AND (@kind = '' OR kind = @kind) AND id > @after ORDER BY id LIMIT @limit";

    /// <summary>The reason a job carries when its last worker fell silent.</summary>
    public const string LeaseLapsed = "the lease lapsed";

    public static readonly Bulk<QueuedJob> Insert = Bulk<QueuedJob>
        .InsertInto("jobs", "ON CONFLICT (kind, key) WHERE ended_at IS NULL DO NOTHING")
        .Uuid(job => job.Id, "id")
        .Text(job => job.Kind, "kind")
        .Text(job => job.Key, "key")
        .Text(job => job.Payload, "payload")
        .Instant(job => job.RunAt, "run_at")
        .Instant(job => job.CreatedAt, "created_at");

    public static readonly Bulk<Job> InsertLeased = Bulk<Job>
        .InsertInto("jobs")
        .Uuid(job => job.Id, "id")
        .Text(job => job.Kind, "kind")
        .Text(job => job.Key, "key")
        .Text(job => job.Payload, "payload")
        .Int32(job => (int)job.State, "state")
        .Instant(job => job.RunAt, "run_at")
        .Instant(job => job.CreatedAt, "created_at")
        .Int32(job => job.Attempts, "attempts")
        .Uuid(JobQueue.LeaseOf, "lease_id")
        .Instant(job => job.LeaseUntil!.Value, "lease_until");

    /// <summary>Which of the kinds have a job that is due, waiting or with a lapsed lease. On PostgreSQL the limit
    /// keeps the planner to one look at the index per kind; an EXISTS becomes a join over the whole backlog.</summary>
    public static readonly Bulk<DueKind> DueKinds = new Bulk<DueKind>(
        sqlite: """
            SELECT ?1 WHERE EXISTS (
                SELECT 1 FROM jobs WHERE kind = ?1 AND ended_at IS NULL AND run_at <= ?2
                    AND (state = 1 OR lease_until <= ?2))
            """,
        postgres: """
            SELECT k.kind FROM unnest($1, $2) AS k (kind, now) CROSS JOIN LATERAL (
                SELECT 1 FROM jobs j WHERE j.kind = k.kind AND j.ended_at IS NULL AND j.run_at <= k.now
                    AND (j.state = 1 OR j.lease_until <= k.now)
                ORDER BY j.run_at LIMIT 1) AS due
            """)
        .Text(due => due.Kind)
        .Instant(due => due.Now);

    /// <summary>Which of the keys have a job that waits or runs.</summary>
    public static readonly Bulk<(string Kind, string Key)> LiveKeys = new Bulk<(string Kind, string Key)>(
        sqlite: "SELECT key FROM jobs WHERE kind = ?1 AND key = ?2 AND ended_at IS NULL",
        postgres: """
            SELECT j.key FROM jobs j JOIN unnest($1, $2) AS k (kind, key) ON j.kind = k.kind AND j.key = k.key
            WHERE j.ended_at IS NULL
            """)
        .Text(job => job.Kind)
        .Text(job => job.Key);

    /// <summary>Takes a batch. On PostgreSQL workers pass each other by SKIP LOCKED;
    /// on SQLite there is one writer.</summary>
    public static readonly Bulk<Claim> Claim = new Bulk<Claim>(
        sqlite: $"""
            UPDATE jobs SET state = 2, attempts = attempts + 1, lease_id = ?3, lease_until = ?4,
                reason = CASE WHEN state = 2 THEN '{LeaseLapsed}' ELSE reason END
            WHERE rowid IN (
                SELECT rowid FROM jobs WHERE kind = ?1 AND ended_at IS NULL AND run_at <= ?2
                    AND (state = 1 OR lease_until <= ?2)
                ORDER BY run_at LIMIT ?5)
            RETURNING {columns}
            """,
        postgres: $"""
            UPDATE jobs SET state = 2, attempts = attempts + 1, lease_id = ($3)[1], lease_until = ($4)[1],
                reason = CASE WHEN state = 2 THEN '{LeaseLapsed}' ELSE reason END
            WHERE id = ANY (ARRAY(
                SELECT id FROM jobs WHERE kind = ($1)[1] AND ended_at IS NULL AND run_at <= ($2)[1]
                    AND (state = 1 OR lease_until <= ($2)[1])
                ORDER BY run_at LIMIT ($5)[1] FOR UPDATE SKIP LOCKED))
            RETURNING {columns}
            """)
        .Text(claim => claim.Kind)
        .Instant(claim => claim.Now)
        .Uuid(claim => claim.LeaseId)
        .Instant(claim => claim.LeaseUntil)
        .Int32(claim => claim.Limit);

    /// <summary>Only the holder of the lease ends a job; the ids that it still owned come back.</summary>
    public static readonly Bulk<EndedJob> Complete = new Bulk<EndedJob>(
        sqlite: """
            UPDATE jobs SET state = 3, ended_at = ?3, lease_id = NULL, lease_until = NULL, reason = NULL
            WHERE id = ?1 AND lease_id = ?2 RETURNING id
            """,
        postgres: """
            UPDATE jobs SET state = 3, ended_at = e.at, lease_id = NULL, lease_until = NULL, reason = NULL
            FROM unnest($1, $2, $3) AS e (id, lease_id, at)
            WHERE jobs.id = e.id AND jobs.lease_id = e.lease_id RETURNING jobs.id
            """)
        .Uuid(ended => ended.Id)
        .Uuid(ended => ended.LeaseId)
        .Instant(ended => ended.At);

    public static readonly Bulk<EndedJob> Bury = new Bulk<EndedJob>(
        sqlite: """
            UPDATE jobs SET state = 4, ended_at = ?3, lease_id = NULL, lease_until = NULL, reason = ?4
            WHERE id = ?1 AND lease_id = ?2 RETURNING id
            """,
        postgres: """
            UPDATE jobs SET state = 4, ended_at = e.at, lease_id = NULL, lease_until = NULL, reason = e.reason
            FROM unnest($1, $2, $3, $4) AS e (id, lease_id, at, reason)
            WHERE jobs.id = e.id AND jobs.lease_id = e.lease_id RETURNING jobs.id
            """)
        .Uuid(ended => ended.Id)
        .Uuid(ended => ended.LeaseId)
        .Instant(ended => ended.At)
        .Text(ended => ended.Reason);

    /// <summary>Back to waiting: a retry, or a snooze (which gives the attempt back).</summary>
    public static readonly Bulk<EndedJob> Postpone = new Bulk<EndedJob>(
        sqlite: """
            UPDATE jobs SET state = 1, run_at = ?3, lease_id = NULL, lease_until = NULL, reason = ?4, attempts = ?5
            WHERE id = ?1 AND lease_id = ?2 RETURNING id
            """,
        postgres: """
            UPDATE jobs SET state = 1, run_at = e.at, lease_id = NULL, lease_until = NULL, reason = e.reason,
                attempts = e.attempts
            FROM unnest($1, $2, $3, $4, $5) AS e (id, lease_id, at, reason, attempts)
            WHERE jobs.id = e.id AND jobs.lease_id = e.lease_id RETURNING jobs.id
            """)
        .Uuid(ended => ended.Id)
        .Uuid(ended => ended.LeaseId)
        .Instant(ended => ended.At)
        .Text(ended => ended.Reason)
        .Int32(ended => ended.Attempts);

    public static readonly Sql PurgeDone = new("""
        DELETE FROM jobs WHERE id IN (
            SELECT id FROM jobs WHERE ended_at IS NOT NULL AND reason IS NULL AND ended_at <= @before
            ORDER BY ended_at LIMIT @limit)
        """);

    // Four texts, so that each state is found through its own partial index: live and dead jobs are few among the done
    // ones. SQLite would rather walk along the ids; it is told not to.
    public static readonly Sql ListAll = new(listColumns + " WHERE @state = 0" + listTail);

    public static readonly Sql ListDone = new(
        listColumns + " WHERE ended_at IS NOT NULL AND reason IS NULL AND state = @state" + listTail);

    public static readonly Sql ListLive = new(
        sqlite: listColumns + " INDEXED BY jobs_due" + whereLive + listTail,
        postgres: listColumns + whereLive + listTail);

    public static readonly Sql ListDead = new(
        sqlite: listColumns + " INDEXED BY jobs_dead" + whereDead + listTail,
        postgres: listColumns + whereDead + listTail);

    public static readonly Sql Show = new(listColumns + " WHERE id = @id");

    /// <summary>A dead job whose key lives again, or that died again later, stays where it is:
    /// it would be a duplicate.</summary>
    public static readonly Sql RedriveKind = new("""
        UPDATE jobs SET state = 1, run_at = @now, attempts = 0, ended_at = NULL
        WHERE id IN (
            SELECT d.id FROM jobs d
            WHERE d.ended_at IS NOT NULL AND d.reason IS NOT NULL AND d.kind = @kind
                AND NOT EXISTS (SELECT 1 FROM jobs l WHERE l.kind = d.kind AND l.key = d.key AND l.ended_at IS NULL)
                AND NOT EXISTS (
                    SELECT 1 FROM jobs n WHERE n.kind = d.kind AND n.key = d.key AND n.ended_at IS NOT NULL
                        AND n.reason IS NOT NULL AND n.id > d.id)
            ORDER BY d.key LIMIT @limit)
        """);

    public static readonly Sql RedriveOne = new("""
        UPDATE jobs SET state = 1, run_at = @now, attempts = 0, ended_at = NULL
        WHERE id = @id AND state = 4 AND NOT EXISTS (
            SELECT 1 FROM jobs l WHERE l.kind = jobs.kind AND l.key = jobs.key AND l.ended_at IS NULL)
        """);

    /// <summary>Live and dead jobs by kind and state. Done jobs are history and would be counted in a scan
    /// of the table.</summary>
    public static readonly Sql Lag = new("""
        SELECT kind AS Kind, state AS State, COUNT(*) AS Count,
            MIN(CASE WHEN state = 1 AND run_at <= @now THEN run_at WHEN lease_until <= @now THEN lease_until END)
                AS OldestDue
        FROM jobs WHERE ended_at IS NULL GROUP BY kind, state
        UNION ALL
        SELECT kind, 4, COUNT(*), NULL FROM jobs WHERE ended_at IS NOT NULL AND reason IS NOT NULL GROUP BY kind
        """);

    public static readonly Sql CountAll = new("SELECT COUNT(*) FROM jobs");

    public static readonly Sql CountLive = new("SELECT COUNT(*) FROM jobs WHERE ended_at IS NULL");

    /// <summary>Rows that are none of waiting, leased, done and dead.</summary>
    public static readonly Sql BrokenStates = new("""
        SELECT id AS Id, state AS State, attempts AS Attempts FROM jobs
        WHERE attempts < 0 OR NOT (
            (state = 1 AND lease_id IS NULL AND lease_until IS NULL AND ended_at IS NULL)
            OR (state = 2 AND lease_id IS NOT NULL AND lease_until IS NOT NULL AND ended_at IS NULL)
            OR (state = 3 AND lease_id IS NULL AND lease_until IS NULL AND ended_at IS NOT NULL AND reason IS NULL)
            OR (state = 4 AND lease_id IS NULL AND lease_until IS NULL AND ended_at IS NOT NULL AND reason IS NOT NULL))
        LIMIT @limit
        """);

    public static readonly Sql DoubleKeys = new("""
        SELECT kind AS Kind, key AS Key, COUNT(*) AS Count FROM jobs WHERE state IN (1, 2)
        GROUP BY kind, key HAVING COUNT(*) > 1 LIMIT @limit
        """);

    public static Job ToJob(Row row) => new()
    {
        Id = row.Uuid(0),
        Kind = row.Text(1),
        Key = row.Text(2),
        Payload = row.Text(3),
        State = (JobState)row.Int32(4),
        RunAt = row.Instant(5),
        CreatedAt = row.Instant(6),
        Attempts = row.Int32(7),
        LeaseId = row.IsNull(8) ? null : row.Uuid(8),
        LeaseUntil = row.IsNull(9) ? null : row.Instant(9),
        EndedAt = row.IsNull(10) ? null : row.Instant(10),
        Reason = row.NullableText(11),
    };
}

/// <summary>A row of <see cref="JobsStore.Insert"/>.</summary>
internal readonly record struct QueuedJob(
    Guid Id, string Kind, string Key, string Payload, DateTimeOffset RunAt, DateTimeOffset CreatedAt);

/// <summary>A question of <see cref="JobsStore.DueKinds"/>.</summary>
internal readonly record struct DueKind(string Kind, DateTimeOffset Now);

/// <summary>A batch asked for by <see cref="JobsStore.Claim"/>.</summary>
internal readonly record struct Claim(
    string Kind, DateTimeOffset Now, Guid LeaseId, DateTimeOffset LeaseUntil, int Limit);

/// <summary>What became of a leased job: ended at, or due again at, <paramref name="At"/>.</summary>
internal readonly record struct EndedJob(Guid Id, Guid LeaseId, DateTimeOffset At, string? Reason, int Attempts);
