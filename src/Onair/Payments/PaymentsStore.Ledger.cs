using Onair.Payments.Ledger;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>The ledger's rows. There is an insert here and no update and no delete, and a test keeps it so.</summary>
internal static partial class PaymentsStore
{
    private static readonly Bulk<LedgerEntry> insertEntries = Bulk<LedgerEntry>
        .InsertInto("ledger_entries", "ON CONFLICT (source_id, kind, line) DO NOTHING")
        .Uuid(e => e.SourceId, "source_id")
        .Int32(e => (int)e.Kind, "kind")
        .Int32(e => e.Line, "line")
        .Text(e => e.Account, "account")
        .Int64(e => e.Amount, "amount")
        .Uuid(e => e.OrderId, "order_id")
        .Uuid(e => e.AttemptId, "attempt_id")
        .Instant(e => e.At, "at");

    private static readonly Bulk<Guid> entriesOf = new Bulk<Guid>(
        """
        SELECT source_id, kind, line, account, amount, order_id, attempt_id, at FROM ledger_entries
        WHERE source_id = ?1 ORDER BY kind, line
        """,
        """
        SELECT source_id, kind, line, account, amount, order_id, attempt_id, at FROM ledger_entries
        WHERE source_id = ANY($1) ORDER BY source_id, kind, line
        """).Uuid(id => id);

    private static readonly Sql balances = new(
        """
        SELECT account AS Account, CAST(SUM(amount) AS bigint) AS Balance, COUNT(*) AS Entries
        FROM ledger_entries GROUP BY account ORDER BY account
        """);

    private static readonly Sql countEntries = new("SELECT COUNT(*) FROM ledger_entries");

    // What moved at one provider in a span of time, a page at a time.
    private static readonly Bulk<MovedPage> attemptsMoved = new Bulk<MovedPage>(
        """
        SELECT DISTINCT attempt_id FROM ledger_entries
        WHERE line = 1 AND kind IN (1, 3) AND at >= ?1 AND at < ?2 AND account = ?3 AND attempt_id > ?4
        ORDER BY attempt_id LIMIT ?5
        """,
        """
        SELECT DISTINCT attempt_id FROM ledger_entries
        WHERE line = 1 AND kind IN (1, 3) AND at >= ($1)[1] AND at < ($2)[1] AND account = ($3)[1]
            AND attempt_id > ($4)[1]
        ORDER BY attempt_id LIMIT ($5)[1]
        """)
        .Instant(p => p.From)
        .Instant(p => p.Until)
        .Text(p => p.Account)
        .Uuid(p => p.After)
        .Int32(p => p.Limit);

    // Captures of a span of time that no settlement has paid out, a page at a time. Both conditions on the kind: SQLite
    // takes the index only when its own words are there.
    private static readonly Bulk<MovedPage> attemptsNotPaidOut = new Bulk<MovedPage>(
        """
        SELECT e.attempt_id FROM ledger_entries e
        WHERE e.line = 1 AND e.kind IN (1, 3) AND e.kind = 1 AND e.at >= ?1 AND e.at < ?2 AND e.account = ?3
            AND e.attempt_id > ?4
            AND NOT EXISTS (
                SELECT 1 FROM ledger_entries p WHERE p.attempt_id = e.attempt_id AND p.line = 1 AND p.kind = 5)
        ORDER BY e.attempt_id LIMIT ?5
        """,
        """
        SELECT e.attempt_id FROM ledger_entries e
        WHERE e.line = 1 AND e.kind IN (1, 3) AND e.kind = 1 AND e.at >= ($1)[1] AND e.at < ($2)[1]
            AND e.account = ($3)[1] AND e.attempt_id > ($4)[1]
            AND NOT EXISTS (
                SELECT 1 FROM ledger_entries p WHERE p.attempt_id = e.attempt_id AND p.line = 1 AND p.kind = 5)
        ORDER BY e.attempt_id LIMIT ($5)[1]
        """)
        .Instant(p => p.From)
        .Instant(p => p.Until)
        .Text(p => p.Account)
        .Uuid(p => p.After)
        .Int32(p => p.Limit);

    private static readonly Sql journalsOutOfBalance = new(
        """
        SELECT source_id AS Id, CAST(SUM(amount) AS bigint) AS First, COUNT(*) AS Second FROM ledger_entries
        GROUP BY source_id, kind HAVING SUM(amount) <> 0 ORDER BY source_id LIMIT @limit
        """);

    private static readonly Sql ordersOutOfBalance = new(
        """
        SELECT order_id AS Id, CAST(SUM(amount) AS bigint) AS First, COUNT(*) AS Second FROM ledger_entries
        GROUP BY order_id HAVING SUM(amount) <> 0 ORDER BY order_id LIMIT @limit
        """);

    private static readonly Sql clearingNotCaptures = new(
        """
        SELECT a.id AS Id, CAST(COALESCE(SUM(e.amount), 0) AS bigint) AS First, a.captured - a.refunded AS Second
        FROM payment_attempts a LEFT JOIN ledger_entries e
            ON e.attempt_id = a.id AND e.kind IN (1, 3) AND e.account = 'provider:' || a.provider
        GROUP BY a.id, a.captured, a.refunded
        HAVING COALESCE(SUM(e.amount), 0) <> a.captured - a.refunded ORDER BY a.id LIMIT @limit
        """);

    private static readonly Sql owedNotRefunding = new(
        """
        SELECT a.id AS Id, CAST(-COALESCE(SUM(e.amount), 0) AS bigint) AS First, a.refunding AS Second
        FROM payment_attempts a LEFT JOIN ledger_entries e
            ON e.attempt_id = a.id AND e.account = 'refunds-payable'
        GROUP BY a.id, a.refunding
        HAVING -COALESCE(SUM(e.amount), 0) <> a.refunding ORDER BY a.id LIMIT @limit
        """);

    private static readonly Sql movementsWithoutJournal = new(
        """
        SELECT m.id AS Id, CAST(m.kind AS bigint) AS First, m.amount AS Second
        FROM (
            SELECT id, 1 AS kind, captured AS amount FROM payment_attempts WHERE captured > 0
            UNION ALL SELECT id, 2, -amount FROM refunds
            UNION ALL SELECT id, 3, -amount FROM refunds WHERE state = 2
            UNION ALL SELECT id, 4, amount FROM refunds WHERE state = 3
        ) m
        LEFT JOIN ledger_entries e ON e.source_id = m.id AND e.kind = m.kind AND e.amount = m.amount
            AND e.line = CASE WHEN m.kind = 2 THEN 2 ELSE 1 END
        WHERE e.source_id IS NULL ORDER BY m.id, m.kind LIMIT @limit
        """);

    // Settlements (kind 5) belong to a provider's file and not to a row of ours.
    private static readonly Sql journalsWithoutMovement = new(
        """
        SELECT e.source_id AS Id, CAST(e.kind AS bigint) AS First, e.amount AS Second FROM ledger_entries e
        WHERE e.line = 1
            AND NOT (e.kind = 1 AND EXISTS (
                SELECT 1 FROM payment_attempts a
                WHERE a.id = e.source_id AND a.id = e.attempt_id AND a.captured > 0))
            AND NOT (e.kind IN (2, 3, 4) AND EXISTS (
                SELECT 1 FROM refunds r WHERE r.id = e.source_id AND r.attempt_id = e.attempt_id
                    AND r.state = CASE e.kind WHEN 3 THEN 2 WHEN 4 THEN 3 ELSE r.state END))
            AND NOT (e.kind = 5 AND EXISTS (
                SELECT 1 FROM payment_attempts a WHERE a.id = e.attempt_id AND a.captured > 0))
        ORDER BY e.source_id, e.kind LIMIT @limit
        """);

    public static void InsertEntries(Round round, IReadOnlyList<LedgerEntry> entries) =>
        round.Write(insertEntries, entries);

    public static void ReadEntries(Round round, IReadOnlyList<Guid> sourceIds, List<LedgerEntry> into) =>
        round.Read(entriesOf, sourceIds, MapEntry, into);

    public static void ReadMoved(Round round, MovedPage page, List<Guid> into) =>
        round.Read(attemptsMoved, [page], row => row.Uuid(0), into);

    public static void ReadNotPaidOut(Round round, MovedPage page, List<Guid> into) =>
        round.Read(attemptsNotPaidOut, [page], row => row.Uuid(0), into);

    public static async Task<List<AccountBalance>> BalancesAsync(Transaction open, CancellationToken cancel) =>
        await open.QueryAsync<AccountBalance>(balances, null, cancel);

    public static Task<long> CountEntriesAsync(Transaction open, CancellationToken cancel) =>
        open.FirstAsync<long>(countEntries, null, cancel);

    public static Task<List<OffendingRow>> JournalsOutOfBalanceAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, journalsOutOfBalance, cancel);

    public static Task<List<OffendingRow>> OrdersOutOfBalanceAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, ordersOutOfBalance, cancel);

    public static Task<List<OffendingRow>> ClearingNotCapturesAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, clearingNotCaptures, cancel);

    public static Task<List<OffendingRow>> OwedNotRefundingAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, owedNotRefunding, cancel);

    public static Task<List<OffendingRow>> MovementsWithoutJournalAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, movementsWithoutJournal, cancel);

    public static Task<List<OffendingRow>> JournalsWithoutMovementAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, journalsWithoutMovement, cancel);

    private static LedgerEntry MapEntry(Row row) => new(
        row.Uuid(0),
        (JournalKind)row.Int32(1),
        row.Int32(2),
        row.Text(3),
        row.Int64(4),
        row.Uuid(5),
        row.Uuid(6),
        row.Instant(7));
}

/// <summary>A page of a walk over what moved at a provider.</summary>
internal readonly record struct MovedPage(
    DateTimeOffset From, DateTimeOffset Until, string Account, Guid After, int Limit);
