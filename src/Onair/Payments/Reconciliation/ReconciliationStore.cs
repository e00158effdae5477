using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>An order of a provider, or a key of a case there.</summary>
internal readonly record struct ProviderKey(string Provider, string Key);

/// <summary>A movement as it is kept.</summary>
internal readonly record struct SeenMovement(string Provider, ProviderMovement Movement, DateTimeOffset SeenAt);

/// <summary>A case as it shall be, if it is still at the version it was read at.</summary>
internal readonly record struct CaseUpdate(ReconciliationCase Case, int ReadVersion);

/// <summary>A page of cases, newest first. State 0 means those that are not resolved, -1 all.</summary>
internal readonly record struct CaseQuery(Guid Before, int State, int Bucket, string Provider, int Limit);

/// <summary>A page of runs, newest first. Day -1 and an empty provider mean all.</summary>
internal readonly record struct RunQuery(Guid Before, string Provider, int Day, int Limit);

/// <summary>When a day of a provider was last reconciled.</summary>
internal readonly record struct DayOfProvider(string Provider, int Day);

/// <summary>What providers said, and what became of the comparison.</summary>
internal static class ReconciliationStore
{
    private const string caseColumns = """
        id, provider, case_key, subject, bucket, state, owner, attempt_id, provider_order_id, reference, ours, theirs,
        happened_at, opened_at, changed_at, actor, reason, note, version
        """;

    private const string runColumns = """
        id, provider, kind, day, from_at, until_at, started_at, ended_at, status, is_listing, settlement_lines, matched,
        in_flight, ours_only, theirs_only, amount_differs, status_differs, opened, closed, failure
        """;

    private const string movementColumns = "m.movement_key, m.reference, m.provider_order_id, m.kind, m.amount, m.at";

    // What a provider says last counts: one that sums up its refunds says the same key with another amount.
    private static readonly Bulk<SeenMovement> saveMovements = Bulk<SeenMovement>
        .InsertInto("provider_movements", """
            ON CONFLICT (provider, movement_key) DO UPDATE SET reference = excluded.reference,
                provider_order_id = excluded.provider_order_id, kind = excluded.kind, amount = excluded.amount,
                at = excluded.at, seen_at = excluded.seen_at
            """)
        .Text(s => s.Provider, "provider")
        .Text(s => s.Movement.Key, "movement_key")
        .Text(s => s.Movement.Reference, "reference")
        .Text(s => s.Movement.OrderId, "provider_order_id")
        .Int32(s => (int)s.Movement.Kind, "kind")
        .Int64(s => s.Movement.Amount, "amount")
        .Instant(s => s.Movement.At, "at")
        .Instant(s => s.SeenAt, "seen_at");

    private static readonly Bulk<ProviderKey> movementsOf = new Bulk<ProviderKey>(
        $"SELECT {movementColumns} FROM provider_movements m WHERE m.provider = ?1 AND m.provider_order_id = ?2",
        $"""
        SELECT {movementColumns} FROM unnest($1, $2) AS k (provider, order_id)
        JOIN provider_movements m ON m.provider = k.provider AND m.provider_order_id = k.order_id
        """)
        .Text(k => k.Provider)
        .Text(k => k.Key);

    // A case that is open still needs both of its sides.
    private static readonly Sql purgeMovements = new(
        """
        DELETE FROM provider_movements WHERE (provider, movement_key) IN (
            SELECT m.provider, m.movement_key FROM provider_movements m
            WHERE m.at < @before AND NOT EXISTS (
                SELECT 1 FROM reconciliation_cases c
                WHERE c.provider = m.provider AND c.provider_order_id = m.provider_order_id AND c.state IN (1, 2))
            ORDER BY m.at LIMIT @limit)
        """);

    private static readonly Bulk<ReconciliationRun> insertRun = Bulk<ReconciliationRun>
        .InsertInto("reconciliation_runs")
        .Uuid(r => r.Id, "id")
        .Text(r => r.Provider, "provider")
        .Int32(r => (int)r.Kind, "kind")
        .Int32(r => r.Day, "day")
        .Instant(r => r.From, "from_at")
        .Instant(r => r.Until, "until_at")
        .Instant(r => r.StartedAt, "started_at")
        .Instant(r => r.EndedAt, "ended_at")
        .Int32(r => (int)r.Status, "status")
        .Int32(r => r.IsListing ? 1 : 0, "is_listing")
        .Int32(r => r.SettlementLines, "settlement_lines")
        .Int32(r => r.Matched, "matched")
        .Int32(r => r.InFlight, "in_flight")
        .Int32(r => r.OursOnly, "ours_only")
        .Int32(r => r.TheirsOnly, "theirs_only")
        .Int32(r => r.AmountDiffers, "amount_differs")
        .Int32(r => r.StatusDiffers, "status_differs")
        .Int32(r => r.Opened, "opened")
        .Int32(r => r.Closed, "closed")
        .Text(r => r.Failure, "failure");

    private static readonly Bulk<RunQuery> runs = new Bulk<RunQuery>(
        $"""
        SELECT {runColumns} FROM reconciliation_runs
        WHERE id < ?1 AND (?2 = '' OR provider = ?2) AND (?3 = -1 OR day = ?3) ORDER BY id DESC LIMIT ?4
        """,
        $"""
        SELECT {runColumns} FROM reconciliation_runs
        WHERE id < ($1)[1] AND (($2)[1] = '' OR provider = ($2)[1]) AND (($3)[1] = -1 OR day = ($3)[1])
        ORDER BY id DESC LIMIT ($4)[1]
        """)
        .Uuid(q => q.Before)
        .Text(q => q.Provider)
        .Int32(q => q.Day)
        .Int32(q => q.Limit);

    private static readonly Sql lastDaily = new(
        """
        SELECT MAX(day) FROM reconciliation_runs WHERE provider = @provider AND kind = 1 AND status = 1
        """);

    private static readonly Sql lastOfDay = new(
        """
        SELECT MAX(started_at) FROM reconciliation_runs WHERE provider = @provider AND day = @day AND status = 1
        """);

    private static readonly Bulk<ProviderKey> casesByKey = new Bulk<ProviderKey>(
        $"SELECT {caseColumns} FROM reconciliation_cases WHERE provider = ?1 AND case_key = ?2",
        $"""
        SELECT {caseColumns} FROM reconciliation_cases
        WHERE (provider, case_key) IN (SELECT k.provider, k.key FROM unnest($1, $2) AS k (provider, key))
        ORDER BY id FOR UPDATE
        """)
        .Text(k => k.Provider)
        .Text(k => k.Key);

    private static readonly Bulk<Guid> casesById = new Bulk<Guid>(
        $"SELECT {caseColumns} FROM reconciliation_cases WHERE id = ?1",
        $"SELECT {caseColumns} FROM reconciliation_cases WHERE id = ANY($1) ORDER BY id FOR UPDATE").Uuid(id => id);

    private static readonly Bulk<Guid> casesSeen = new Bulk<Guid>(
        $"SELECT {caseColumns} FROM reconciliation_cases WHERE id = ?1",
        $"SELECT {caseColumns} FROM reconciliation_cases WHERE id = ANY($1)").Uuid(id => id);

    private static readonly Bulk<CaseQuery> liveCases = new Bulk<CaseQuery>(
        $"""
        SELECT {caseColumns} FROM reconciliation_cases
        WHERE state IN (1, 2) AND provider = ?1 ORDER BY opened_at, id LIMIT ?2
        """,
        $"""
        SELECT {caseColumns} FROM reconciliation_cases
        WHERE state IN (1, 2) AND provider = ($1)[1] ORDER BY opened_at, id LIMIT ($2)[1]
        """)
        .Text(q => q.Provider)
        .Int32(q => q.Limit);

    private static readonly Bulk<CaseQuery> caseList = new Bulk<CaseQuery>(
        $"""
        SELECT {caseColumns} FROM reconciliation_cases
        WHERE id < ?1 AND (?2 = -1 OR state = ?2 OR (?2 = 0 AND state <> 3)) AND (?3 = 0 OR bucket = ?3)
            AND (?4 = '' OR provider = ?4)
        ORDER BY id DESC LIMIT ?5
        """,
        $"""
        SELECT {caseColumns} FROM reconciliation_cases
        WHERE id < ($1)[1] AND (($2)[1] = -1 OR state = ($2)[1] OR (($2)[1] = 0 AND state <> 3))
            AND (($3)[1] = 0 OR bucket = ($3)[1]) AND (($4)[1] = '' OR provider = ($4)[1])
        ORDER BY id DESC LIMIT ($5)[1]
        """)
        .Uuid(q => q.Before)
        .Int32(q => q.State)
        .Int32(q => q.Bucket)
        .Text(q => q.Provider)
        .Int32(q => q.Limit);

    // Two passes may find the same mismatch: the second one's row is not an error and not a second case.
    private static readonly Bulk<ReconciliationCase> insertCases = NewCases();

    private static readonly Bulk<CaseUpdate> updateCases = new Bulk<CaseUpdate>(
        """
        UPDATE reconciliation_cases SET version = ?3, bucket = ?4, state = ?5, ours = ?6, theirs = ?7, happened_at = ?8,
            opened_at = ?9, changed_at = ?10, actor = ?11, reason = ?12, note = ?13
        WHERE id = ?1 AND version = ?2
        """,
        """
        UPDATE reconciliation_cases SET version = u.version, bucket = u.bucket, state = u.state, ours = u.ours,
            theirs = u.theirs, happened_at = u.happened_at, opened_at = u.opened_at, changed_at = u.changed_at,
            actor = u.actor, reason = u.reason, note = u.note
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS u (id, read_version, version, bucket,
            state, ours, theirs, happened_at, opened_at, changed_at, actor, reason, note)
        WHERE reconciliation_cases.id = u.id AND reconciliation_cases.version = u.read_version
        """)
        .Uuid(u => u.Case.Id)
        .Int32(u => u.ReadVersion)
        .Int32(u => u.Case.Version)
        .Int32(u => (int)u.Case.Bucket)
        .Int32(u => (int)u.Case.State)
        .Int64(u => u.Case.Ours)
        .Int64(u => u.Case.Theirs)
        .Instant(u => u.Case.HappenedAt)
        .Instant(u => u.Case.OpenedAt)
        .Instant(u => u.Case.ChangedAt)
        .Text(u => u.Case.Actor)
        .Text(u => u.Case.Reason)
        .Text(u => u.Case.Note);

    private static readonly Bulk<CaseChange> insertChanges = Bulk<CaseChange>
        .InsertInto("reconciliation_case_changes")
        .Uuid(c => c.CaseId, "case_id")
        .Int32(c => c.Version, "version")
        .Int32(c => (int)c.State, "state")
        .Instant(c => c.At, "at")
        .Text(c => c.Actor, "actor")
        .Text(c => c.Reason, "reason")
        .Text(c => c.Note, "note");

    private static readonly Bulk<Guid> changesOf = new Bulk<Guid>(
        """
        SELECT case_id, version, state, at, actor, reason, note FROM reconciliation_case_changes
        WHERE case_id = ?1 ORDER BY version
        """,
        """
        SELECT case_id, version, state, at, actor, reason, note FROM reconciliation_case_changes
        WHERE case_id = ANY($1) ORDER BY case_id, version
        """).Uuid(id => id);

    private static readonly Sql openCases = new(
        """
        SELECT provider AS Provider, bucket AS Bucket, COUNT(*) AS Count, MIN(opened_at) AS OldestAt
        FROM reconciliation_cases WHERE state IN (1, 2) GROUP BY provider, bucket ORDER BY provider, bucket
        """);

    public static void SaveMovements(Round round, IReadOnlyList<SeenMovement> seen) => round.Write(saveMovements, seen);

    public static void ReadMovements(Round round, IReadOnlyList<ProviderKey> orders, List<ProviderMovement> into) =>
        round.Read(movementsOf, orders, MapMovement, into);

    /// <summary>How many were deleted.</summary>
    public static Task<int> PurgeMovementsAsync(
        Transaction open, DateTimeOffset before, int limit, CancellationToken cancel) =>
        open.ExecuteAsync(purgeMovements, new { before, limit }, cancel);

    public static void InsertRun(Round round, ReconciliationRun run) => round.Write(insertRun, [run]);

    public static void ReadRuns(Round round, RunQuery query, List<ReconciliationRun> into) =>
        round.Read(runs, [query], MapRun, into);

    /// <summary>The last day that a daily run covered; null when none did.</summary>
    public static async Task<int?> LastDailyAsync(Transaction open, string provider, CancellationToken cancel) =>
        (int?)await open.FirstAsync<long?>(lastDaily, new { provider }, cancel);

    public static async Task<DateTimeOffset?> LastOfDayAsync(
        Transaction open, DayOfProvider asked, CancellationToken cancel) =>
        await open.FirstAsync<long?>(lastOfDay, new { provider = asked.Provider, day = asked.Day }, cancel) is { } at
            ? Instants.FromMicroseconds(at)
            : null;

    public static void LockCases(Round round, IReadOnlyList<ProviderKey> keys, List<ReconciliationCase> into) =>
        round.Read(casesByKey, keys, MapCase, into);

    public static void LockCase(Round round, Guid id, List<ReconciliationCase> into) =>
        round.Read(casesById, [id], MapCase, into);

    public static void ReadCase(Round round, Guid id, List<ReconciliationCase> into) =>
        round.Read(casesSeen, [id], MapCase, into);

    public static void ReadLiveCases(Round round, string provider, int limit, List<ReconciliationCase> into) =>
        round.Read(liveCases, [new CaseQuery(default, 0, 0, provider, limit)], MapCase, into);

    public static void ReadCases(Round round, CaseQuery query, List<ReconciliationCase> into) =>
        round.Read(caseList, [query], MapCase, into);

    public static void ReadChanges(Round round, Guid caseId, List<CaseChange> into) =>
        round.Read(changesOf, [caseId], MapChange, into);

    /// <summary>The ids that went in are appended to <paramref name="into"/>.</summary>
    public static void InsertCases(Round round, IReadOnlyList<ReconciliationCase> cases, List<Guid> into) =>
        round.Read(insertCases, cases, row => row.Uuid(0), into);

    public static void UpdateCases(Round round, IReadOnlyList<CaseUpdate> updates) => round.Write(updateCases, updates);

    public static void InsertChanges(Round round, IReadOnlyList<CaseChange> changes) =>
        round.Write(insertChanges, changes);

    public static Task<List<OpenCaseCount>> OpenCasesAsync(Transaction open, CancellationToken cancel) =>
        open.QueryAsync<OpenCaseCount>(openCases, null, cancel);

    private static Bulk<ReconciliationCase> NewCases() => Bulk<ReconciliationCase>
        .InsertInto("reconciliation_cases", "ON CONFLICT (provider, case_key) DO NOTHING RETURNING id")
        .Uuid(c => c.Id, "id")
        .Text(c => c.Provider, "provider")
        .Text(c => c.Key, "case_key")
        .Int32(c => (int)c.Subject, "subject")
        .Int32(c => (int)c.Bucket, "bucket")
        .Int32(c => (int)c.State, "state")
        .Text(c => c.Owner, "owner")
        .NullableUuid(c => c.AttemptId, "attempt_id")
        .Text(c => c.OrderId, "provider_order_id")
        .Text(c => c.Reference, "reference")
        .Int64(c => c.Ours, "ours")
        .Int64(c => c.Theirs, "theirs")
        .Instant(c => c.HappenedAt, "happened_at")
        .Instant(c => c.OpenedAt, "opened_at")
        .Instant(c => c.ChangedAt, "changed_at")
        .Text(c => c.Actor, "actor")
        .Text(c => c.Reason, "reason")
        .Text(c => c.Note, "note")
        .Int32(c => c.Version, "version");

    private static ProviderMovement MapMovement(Row row) => new(
        row.Text(0), row.Text(1), row.Text(2), (StatementKind)row.Int32(3), row.Int64(4), row.Instant(5));

    private static CaseChange MapChange(Row row) => new(
        row.Uuid(0), row.Int32(1), (CaseState)row.Int32(2), row.Instant(3), row.Text(4), row.NullableText(5),
        row.NullableText(6));

    private static ReconciliationCase MapCase(Row row) => new()
    {
        Id = row.Uuid(0),
        Provider = row.Text(1),
        Key = row.Text(2),
        Subject = (CaseSubject)row.Int32(3),
        Bucket = (Bucket)row.Int32(4),
        State = (CaseState)row.Int32(5),
        Owner = row.Text(6),
        AttemptId = row.IsNull(7) ? null : row.Uuid(7),
        OrderId = row.Text(8),
        Reference = row.NullableText(9),
        Ours = row.Int64(10),
        Theirs = row.Int64(11),
        HappenedAt = row.Instant(12),
        OpenedAt = row.Instant(13),
        ChangedAt = row.Instant(14),
        Actor = row.Text(15),
        Reason = row.NullableText(16),
        Note = row.NullableText(17),
        Version = row.Int32(18),
    };

    private static ReconciliationRun MapRun(Row row) => new()
    {
        Id = row.Uuid(0),
        Provider = row.Text(1),
        Kind = (RunKind)row.Int32(2),
        Day = row.Int32(3),
        From = row.Instant(4),
        Until = row.Instant(5),
        StartedAt = row.Instant(6),
        EndedAt = row.Instant(7),
        Status = (RunStatus)row.Int32(8),
        IsListing = row.Int32(9) == 1,
        SettlementLines = row.Int32(10),
        Matched = row.Int32(11),
        InFlight = row.Int32(12),
        OursOnly = row.Int32(13),
        TheirsOnly = row.Int32(14),
        AmountDiffers = row.Int32(15),
        StatusDiffers = row.Int32(16),
        Opened = row.Int32(17),
        Closed = row.Int32(18),
        Failure = row.NullableText(19),
    };
}

/// <summary>Cases that are not resolved, of one provider and bucket.</summary>
internal sealed class OpenCaseCount
{
    public string Provider { get; init; } = "";

    public Bucket Bucket { get; init; }

    public long Count { get; init; }

    public long OldestAt { get; init; }
}
