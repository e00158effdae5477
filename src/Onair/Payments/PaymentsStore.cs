using Onair.Primitives;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>A step that the attempt's own columns do not tell.</summary>
internal sealed record AttemptTransition(
    Guid AttemptId,
    int Version,
    AttemptEvent Event,
    AttemptState From,
    AttemptState To,
    DateTimeOffset At,
    string? Reason);

/// <summary>An attempt as it shall be, if it is still at the version it was read at.</summary>
internal sealed record AttemptUpdate(Attempt Attempt, int ReadVersion);

/// <summary>A page of a walk over orders.</summary>
internal readonly record struct OrderPage(Guid After, int Limit);

/// <summary>How much a verification looked at.</summary>
internal sealed class CheckedRows
{
    public long Rows { get; init; }

    public long Groups { get; init; }
}

/// <summary>A row that breaks an invariant, with the two numbers that should agree.</summary>
internal sealed class OffendingRow
{
    public Guid Id { get; init; }

    public long First { get; init; }

    public long Second { get; init; }
}

/// <summary>The rows of attempts, their transitions and refunds.</summary>
internal static partial class PaymentsStore
{
    private const string attemptColumns = """
        id, order_id, order_number, number, provider, method, amount, currency, state, body_hash, session, deadline,
        session_until, provider_reference, failure_code, failure_message, created_at, changed_at, began_at, approved_at,
        captured, refunding, refunded, version, deposit_until
        """;

    private const string refundColumns = """
        id, attempt_id, amount, reason, state, idempotency_key, requested_at, ended_at, provider_reference,
        failure_code, vat, tax_free, sealed_account, due_at
        """;

    private const string moneyColumns = """
        order_id,
        CAST(SUM(captured) AS bigint), CAST(SUM(refunding) AS bigint), CAST(SUM(refunded) AS bigint),
        CAST(SUM(CASE WHEN state IN (4, 9, 10) THEN 1 ELSE 0 END) AS bigint),
        CAST(SUM(CASE WHEN state IN (3, 6, 7) THEN 1 ELSE 0 END) AS bigint),
        CAST(SUM(CASE WHEN state = 4 THEN 1 ELSE 0 END) AS bigint)
        """;

    private static readonly Bulk<Guid> attemptsById = new Bulk<Guid>(
        $"SELECT {attemptColumns} FROM payment_attempts WHERE id = ?1",
        $"SELECT {attemptColumns} FROM payment_attempts WHERE id = ANY($1)").Uuid(id => id);

    // Locked in the order of their ids, by every transaction, so that no two batches wait for each other in a circle.
    private static readonly Bulk<Guid> attemptsLocked = new Bulk<Guid>(
        $"SELECT {attemptColumns} FROM payment_attempts WHERE id = ?1",
        $"SELECT {attemptColumns} FROM payment_attempts WHERE id = ANY($1) ORDER BY id FOR UPDATE").Uuid(id => id);

    private static readonly Bulk<Guid> attemptsOfOrders = new Bulk<Guid>(
        $"SELECT {attemptColumns} FROM payment_attempts WHERE order_id = ?1 ORDER BY number",
        $"SELECT {attemptColumns} FROM payment_attempts WHERE order_id = ANY($1) ORDER BY order_id, number")
        .Uuid(id => id);

    private static readonly Bulk<Guid> attemptsOfOrdersLocked = new Bulk<Guid>(
        $"SELECT {attemptColumns} FROM payment_attempts WHERE order_id = ?1",
        $"SELECT {attemptColumns} FROM payment_attempts WHERE order_id = ANY($1) ORDER BY id FOR UPDATE")
        .Uuid(id => id);

    // Returns the ids that went in: an order that got a living attempt meanwhile is not an error, but an answer.
    private static readonly Bulk<Attempt> insertAttempts = new Bulk<Attempt>(
        """
        INSERT INTO payment_attempts (id, order_id, order_number, number, slot, provider, amount, currency, state,
            idempotency_key, deadline, created_at, method, changed_at, captured, refunding, refunded, version,
            body_hash, began_at, session_until)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?12, 0, 0, 0, ?14, ?15, ?16, ?17)
        ON CONFLICT (order_id, slot) DO NOTHING RETURNING id
        """,
        """
        INSERT INTO payment_attempts (id, order_id, order_number, number, slot, provider, amount, currency, state,
            idempotency_key, deadline, created_at, method, changed_at, captured, refunding, refunded, version,
            body_hash, began_at, session_until)
        SELECT a.id, a.order_id, a.order_number, a.number, a.slot, a.provider, a.amount, a.currency, a.state,
            a.idempotency_key, a.deadline, a.created_at, a.method, a.created_at, 0, 0, 0, a.version, a.body_hash,
            a.began_at, a.session_until
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS a (id, order_id,
            order_number, number, slot, provider, amount, currency, state, idempotency_key, deadline, created_at,
            method, version, body_hash, began_at, session_until)
        ON CONFLICT (order_id, slot) DO NOTHING RETURNING id
        """)
        .Uuid(a => a.Id)
        .Uuid(a => a.OrderId)
        .Text(a => a.OrderNumber)
        .Int32(a => a.Number)
        .Uuid(a => a.Slot)
        .Text(a => a.Provider)
        .Int64(a => a.Amount)
        .Text(a => a.Currency)
        .Int32(a => (int)a.State)
        .Text(a => a.IdempotencyKey)
        .Instant(a => a.Deadline)
        .Instant(a => a.CreatedAt)
        .Text(a => a.Method)
        .Int32(a => a.Version)
        .Text(a => a.BodyHash)
        .NullableInt64(a => a.BeganAt?.ToMicroseconds())
        .NullableInt64(a => a.SessionUntil?.ToMicroseconds());

    private static readonly Bulk<AttemptUpdate> updateAttempts = new Bulk<AttemptUpdate>(
        """
        UPDATE payment_attempts SET version = ?3, state = ?4, slot = ?5, method = ?6, body_hash = ?7, session = ?8,
            session_until = ?9, provider_reference = ?10, failure_code = ?11, failure_message = ?12, changed_at = ?13,
            began_at = ?14, approved_at = ?15, captured = ?16, refunding = ?17, refunded = ?18, deposit_until = ?19
        WHERE id = ?1 AND version = ?2
        """,
        """
        UPDATE payment_attempts SET version = u.version, state = u.state, slot = u.slot, method = u.method,
            body_hash = u.body_hash, session = u.session, session_until = u.session_until,
            provider_reference = u.provider_reference, failure_code = u.failure_code,
            failure_message = u.failure_message, changed_at = u.changed_at, began_at = u.began_at,
            approved_at = u.approved_at, captured = u.captured, refunding = u.refunding, refunded = u.refunded,
            deposit_until = u.deposit_until
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) AS u (id,
            read_version, version, state, slot, method, body_hash, session, session_until, provider_reference,
            failure_code, failure_message, changed_at, began_at, approved_at, captured, refunding, refunded,
            deposit_until)
        WHERE payment_attempts.id = u.id AND payment_attempts.version = u.read_version
        """)
        .Uuid(u => u.Attempt.Id)
        .Int32(u => u.ReadVersion)
        .Int32(u => u.Attempt.Version)
        .Int32(u => (int)u.Attempt.State)
        .Uuid(u => u.Attempt.Slot)
        .Text(u => u.Attempt.Method)
        .Text(u => u.Attempt.BodyHash)
        .Text(u => u.Attempt.Session)
        .NullableInt64(u => u.Attempt.SessionUntil?.ToMicroseconds())
        .Text(u => u.Attempt.ProviderReference)
        .Text(u => u.Attempt.FailureCode)
        .Text(u => u.Attempt.FailureMessage)
        .Instant(u => u.Attempt.ChangedAt)
        .NullableInt64(u => u.Attempt.BeganAt?.ToMicroseconds())
        .NullableInt64(u => u.Attempt.ApprovedAt?.ToMicroseconds())
        .Int64(u => u.Attempt.Captured)
        .Int64(u => u.Attempt.Refunding)
        .Int64(u => u.Attempt.Refunded)
        .NullableInt64(u => u.Attempt.DepositUntil?.ToMicroseconds());

    private static readonly Bulk<AttemptTransition> insertTransitions = Bulk<AttemptTransition>
        .InsertInto("attempt_transitions")
        .Uuid(t => t.AttemptId, "attempt_id")
        .Int32(t => t.Version, "version")
        .Int32(t => (int)t.Event, "event")
        .Int32(t => (int)t.From, "from_state")
        .Int32(t => (int)t.To, "to_state")
        .Instant(t => t.At, "at")
        .Text(t => t.Reason, "reason");

    private static readonly Bulk<Guid> transitionsOf = new Bulk<Guid>(
        """
        SELECT attempt_id, version, event, from_state, to_state, at, reason FROM attempt_transitions
        WHERE attempt_id = ?1 ORDER BY version
        """,
        """
        SELECT attempt_id, version, event, from_state, to_state, at, reason FROM attempt_transitions
        WHERE attempt_id = ANY($1) ORDER BY attempt_id, version
        """).Uuid(id => id);

    private static readonly Bulk<Refund> insertRefunds = Bulk<Refund>
        .InsertInto("refunds")
        .Uuid(r => r.Id, "id")
        .Uuid(r => r.AttemptId, "attempt_id")
        .Int64(r => r.Amount, "amount")
        .Text(r => r.Reason, "reason")
        .Int32(r => (int)r.State, "state")
        .Text(r => r.IdempotencyKey, "idempotency_key")
        .Instant(r => r.RequestedAt, "requested_at")
        .Int64(r => r.Vat, "vat")
        .Int64(r => r.TaxFree, "tax_free")
        .Text(r => r.SealedAccount, "sealed_account")
        .NullableInt64(r => r.DueAt?.ToMicroseconds(), "due_at");

    private static readonly Bulk<Refund> updateRefunds = new Bulk<Refund>(
        """
        UPDATE refunds SET state = ?2, ended_at = ?3, provider_reference = ?4, failure_code = ?5,
            sealed_account = CASE WHEN ?2 = 2 THEN NULL ELSE sealed_account END
        WHERE id = ?1 AND state = 1
        """,
        """
        UPDATE refunds SET state = u.state, ended_at = u.ended_at, provider_reference = u.provider_reference,
            failure_code = u.failure_code,
            sealed_account = CASE WHEN u.state = 2 THEN NULL ELSE refunds.sealed_account END
        FROM unnest($1, $2, $3, $4, $5) AS u (id, state, ended_at, provider_reference, failure_code)
        WHERE refunds.id = u.id AND refunds.state = 1
        """)
        .Uuid(r => r.Id)
        .Int32(r => (int)r.State)
        .NullableInt64(r => r.EndedAt?.ToMicroseconds())
        .Text(r => r.ProviderReference)
        .Text(r => r.FailureCode);

    private static readonly Bulk<Guid> refundsById = new Bulk<Guid>(
        $"SELECT {refundColumns} FROM refunds WHERE id = ?1",
        $"SELECT {refundColumns} FROM refunds WHERE id = ANY($1)").Uuid(id => id);

    private static readonly Bulk<string> refundsByKey = new Bulk<string>(
        $"SELECT {refundColumns} FROM refunds WHERE idempotency_key = ?1",
        $"SELECT {refundColumns} FROM refunds WHERE idempotency_key = ANY($1)").Text(key => key);

    private static readonly Bulk<Guid> refundsOf = new Bulk<Guid>(
        $"SELECT {refundColumns} FROM refunds WHERE attempt_id = ?1 ORDER BY requested_at, id",
        $"SELECT {refundColumns} FROM refunds WHERE attempt_id = ANY($1) ORDER BY attempt_id, requested_at, id")
        .Uuid(id => id);

    private static readonly Bulk<(Guid AttemptId, string Account)> giveAccount = new Bulk<(Guid, string)>(
        """
        UPDATE refunds SET sealed_account = ?2 WHERE attempt_id = ?1 AND state = 1 AND sealed_account IS NULL
        RETURNING id
        """,
        """
        UPDATE refunds SET sealed_account = g.account FROM unnest($1, $2) AS g (attempt_id, account)
        WHERE refunds.attempt_id = g.attempt_id AND refunds.state = 1 AND refunds.sealed_account IS NULL
        RETURNING refunds.id
        """)
        .Uuid(g => g.Item1)
        .Text(g => g.Item2);

    private static readonly Sql refundsDue = new(
        """
        SELECT r.id AS Id, a.order_number AS OrderNumber, r.amount AS Amount, r.due_at AS DueAt, r.state AS State,
            CASE WHEN a.deposit_until IS NOT NULL AND r.sealed_account IS NULL THEN 1 ELSE 0 END AS NeedsAccount
        FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id
        WHERE r.state IN (1, 3) AND r.due_at < @before ORDER BY r.due_at LIMIT @limit
        """);

    private static readonly Sql countRefundsOverdue = new(
        "SELECT COUNT(*) FROM refunds WHERE state IN (1, 3) AND due_at <= @now");

    private static readonly Bulk<Guid> moneyOfOrders = new Bulk<Guid>(
        $"SELECT {moneyColumns} FROM payment_attempts WHERE order_id = ?1 GROUP BY order_id",
        $"SELECT {moneyColumns} FROM payment_attempts WHERE order_id = ANY($1) GROUP BY order_id").Uuid(id => id);

    private static readonly Bulk<OrderPage> moneyPage = new Bulk<OrderPage>(
        $"SELECT {moneyColumns} FROM payment_attempts WHERE order_id > ?1 GROUP BY order_id ORDER BY order_id LIMIT ?2",
        $"""
        SELECT {moneyColumns} FROM payment_attempts WHERE order_id > ($1)[1] GROUP BY order_id ORDER BY order_id
        LIMIT ($2)[1]
        """)
        .Uuid(page => page.After)
        .Int32(page => page.Limit);

    private static readonly Sql countAttempts = new(
        "SELECT COUNT(*) AS Rows, COUNT(DISTINCT order_id) AS Groups FROM payment_attempts");

    private static readonly Sql ordersPaidTwice = new(
        """
        SELECT order_id AS Id, COUNT(*) AS First, 1 AS Second FROM payment_attempts
        WHERE state = 4 GROUP BY order_id HAVING COUNT(*) > 1 ORDER BY order_id LIMIT @limit
        """);

    private static readonly Sql ordersWithTwoLiving = new(
        """
        SELECT order_id AS Id, COUNT(*) AS First, 1 AS Second FROM payment_attempts
        WHERE state IN (1, 2, 3, 4, 6, 7, 11) GROUP BY order_id HAVING COUNT(*) > 1 ORDER BY order_id LIMIT @limit
        """);

    private static readonly Sql amountsOutOfBounds = new(
        """
        SELECT id AS Id, captured AS First, refunding + refunded AS Second FROM payment_attempts
        WHERE refunding < 0 OR refunded < 0 OR refunding + refunded > captured OR captured > amount
        ORDER BY id LIMIT @limit
        """);

    private static readonly Sql refundedNotSumOfRefunds = new(
        """
        SELECT a.id AS Id, a.refunded AS First, CAST(COALESCE(SUM(r.amount), 0) AS bigint) AS Second
        FROM payment_attempts a LEFT JOIN refunds r ON r.attempt_id = a.id AND r.state = 2
        GROUP BY a.id, a.refunded HAVING a.refunded <> COALESCE(SUM(r.amount), 0) ORDER BY a.id LIMIT @limit
        """);

    private static readonly Sql refundingNotSumOfRefunds = new(
        """
        SELECT a.id AS Id, a.refunding AS First, CAST(COALESCE(SUM(r.amount), 0) AS bigint) AS Second
        FROM payment_attempts a LEFT JOIN refunds r ON r.attempt_id = a.id AND r.state = 1
        GROUP BY a.id, a.refunding HAVING a.refunding <> COALESCE(SUM(r.amount), 0) ORDER BY a.id LIMIT @limit
        """);

    private static readonly Sql statesWithoutFields = new(
        """
        SELECT id AS Id, CAST(state AS bigint) AS First, captured AS Second FROM payment_attempts
        WHERE (state IN (3, 4, 5, 6, 7, 9, 10, 11) AND (began_at IS NULL OR session_until IS NULL OR body_hash IS NULL))
            OR (state IN (4, 9, 10) AND (captured = 0 OR approved_at IS NULL OR provider_reference IS NULL))
            OR (state NOT IN (4, 9, 10) AND captured <> 0)
            OR (state IN (5, 6, 7, 8) AND failure_code IS NULL)
            OR (state = 10 AND refunded <> captured)
            OR (state = 11 AND (deposit_until IS NULL OR provider_reference IS NULL))
            OR (state = 4 AND refunding + refunded = captured)
        ORDER BY id LIMIT @limit
        """);

    // Every change counts the version up by one, and all but the straight road leave a row: begun and approved are told
    // by their own columns, so that versions, rows and columns must add up.
    private static readonly Sql changesWithoutTrace = new(
        """
        SELECT a.id AS Id, CAST(a.version AS bigint) AS First, COUNT(t.version) AS Second
        FROM payment_attempts a LEFT JOIN attempt_transitions t ON t.attempt_id = a.id
        GROUP BY a.id, a.version, a.began_at, a.approved_at
        HAVING a.version - 1 - COUNT(t.version) <>
            CASE WHEN a.began_at IS NULL THEN 0 ELSE 1 END
            + CASE WHEN a.approved_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM attempt_transitions l
                WHERE l.attempt_id = a.id AND l.event IN (4, 5)) THEN 1 ELSE 0 END
        ORDER BY a.id LIMIT @limit
        """);

    public static void ReadAttempts(Round round, IReadOnlyList<Guid> ids, List<Attempt> into) =>
        round.Read(attemptsById, ids, MapAttempt, into);

    public static void LockAttempts(Round round, IReadOnlyList<Guid> ids, List<Attempt> into) =>
        round.Read(attemptsLocked, ids, MapAttempt, into);

    public static void ReadAttemptsOfOrders(Round round, IReadOnlyList<Guid> orderIds, List<Attempt> into) =>
        round.Read(attemptsOfOrders, orderIds, MapAttempt, into);

    public static void LockAttemptsOfOrders(Round round, IReadOnlyList<Guid> orderIds, List<Attempt> into) =>
        round.Read(attemptsOfOrdersLocked, orderIds, MapAttempt, into);

    public static void InsertAttempts(Round round, IReadOnlyList<Attempt> attempts, HashSet<Guid> inserted) =>
        round.Read(insertAttempts, attempts, row => row.Uuid(0), inserted);

    public static void UpdateAttempts(Round round, IReadOnlyList<AttemptUpdate> updates) =>
        round.Write(updateAttempts, updates);

    public static void InsertTransitions(Round round, IReadOnlyList<AttemptTransition> transitions) =>
        round.Write(insertTransitions, transitions);

    public static void ReadTransitions(Round round, IReadOnlyList<Guid> attemptIds, List<AttemptTransition> into) =>
        round.Read(transitionsOf, attemptIds, MapTransition, into);

    public static void InsertRefunds(Round round, IReadOnlyList<Refund> refunds) => round.Write(insertRefunds, refunds);

    public static void UpdateRefunds(Round round, IReadOnlyList<Refund> refunds) => round.Write(updateRefunds, refunds);

    public static void ReadRefunds(Round round, IReadOnlyList<Guid> ids, List<Refund> into) =>
        round.Read(refundsById, ids, MapRefund, into);

    public static void ReadRefundsByKey(Round round, IReadOnlyList<string> keys, List<Refund> into) =>
        round.Read(refundsByKey, keys, MapRefund, into);

    public static void ReadRefundsOf(Round round, IReadOnlyList<Guid> attemptIds, List<Refund> into) =>
        round.Read(refundsOf, attemptIds, MapRefund, into);

    public static void GiveAccount(
        Round round, IReadOnlyList<Guid> attemptIds, string sealedAccount, List<Guid> given) =>
        round.Read(giveAccount, [.. attemptIds.Select(id => (id, sealedAccount))], row => row.Uuid(0), given);

    public static Task<List<DueRefund>> DueAsync(
        Transaction open, DateTimeOffset before, int limit, CancellationToken cancel) =>
        open.QueryAsync<DueRefund>(refundsDue, new { before, limit }, cancel);

    public static Task<long> CountOverdueAsync(Transaction open, DateTimeOffset now, CancellationToken cancel) =>
        open.FirstAsync<long>(countRefundsOverdue, new { now }, cancel);

    public static void ReadMoney(Round round, IReadOnlyList<Guid> orderIds, List<OrderMoney> into) =>
        round.Read(moneyOfOrders, orderIds, MapMoney, into);

    public static void ReadMoneyPage(Round round, Guid after, int limit, List<OrderMoney> into) =>
        round.Read(moneyPage, [new OrderPage(after, limit)], MapMoney, into);

    public static Task<CheckedRows?> CountAsync(Transaction open, CancellationToken cancel) =>
        open.FirstAsync<CheckedRows>(countAttempts, null, cancel);

    public static Task<List<OffendingRow>> OrdersPaidTwiceAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, ordersPaidTwice, cancel);

    public static Task<List<OffendingRow>> OrdersWithTwoLivingAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, ordersWithTwoLiving, cancel);

    public static Task<List<OffendingRow>> AmountsOutOfBoundsAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, amountsOutOfBounds, cancel);

    public static Task<List<OffendingRow>> RefundedNotSumOfRefundsAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, refundedNotSumOfRefunds, cancel);

    public static Task<List<OffendingRow>> RefundingNotSumOfRefundsAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, refundingNotSumOfRefunds, cancel);

    public static Task<List<OffendingRow>> StatesWithoutFieldsAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, statesWithoutFields, cancel);

    public static Task<List<OffendingRow>> ChangesWithoutTraceAsync(Transaction open, CancellationToken cancel) =>
        OffendingAsync(open, changesWithoutTrace, cancel);

    private static Task<List<OffendingRow>> OffendingAsync(Transaction open, Sql sql, CancellationToken cancel) =>
        open.QueryAsync<OffendingRow>(sql, new { limit = Verification.FindingsMax }, cancel);

    private static Attempt MapAttempt(Row row) => new()
    {
        Id = row.Uuid(0),
        OrderId = row.Uuid(1),
        OrderNumber = row.Text(2),
        Number = row.Int32(3),
        Provider = row.Text(4),
        Method = row.NullableText(5),
        Amount = row.Int64(6),
        Currency = row.Text(7),
        State = (AttemptState)row.Int32(8),
        BodyHash = row.NullableText(9),
        Session = row.NullableText(10),
        Deadline = row.Instant(11),
        SessionUntil = NullableInstant(row, 12),
        ProviderReference = row.NullableText(13),
        FailureCode = row.NullableText(14),
        FailureMessage = row.NullableText(15),
        CreatedAt = row.Instant(16),
        ChangedAt = row.Instant(17),
        BeganAt = NullableInstant(row, 18),
        ApprovedAt = NullableInstant(row, 19),
        Captured = row.Int64(20),
        Refunding = row.Int64(21),
        Refunded = row.Int64(22),
        Version = row.Int32(23),
        DepositUntil = NullableInstant(row, 24),
    };

    private static AttemptTransition MapTransition(Row row) => new(
        row.Uuid(0),
        row.Int32(1),
        (AttemptEvent)row.Int32(2),
        (AttemptState)row.Int32(3),
        (AttemptState)row.Int32(4),
        row.Instant(5),
        row.NullableText(6));

    private static Refund MapRefund(Row row) => new()
    {
        Id = row.Uuid(0),
        AttemptId = row.Uuid(1),
        Amount = row.Int64(2),
        Reason = row.Text(3),
        State = (RefundState)row.Int32(4),
        IdempotencyKey = row.Text(5),
        RequestedAt = row.Instant(6),
        EndedAt = NullableInstant(row, 7),
        ProviderReference = row.NullableText(8),
        FailureCode = row.NullableText(9),
        Vat = row.Int64(10),
        TaxFree = row.Int64(11),
        SealedAccount = row.NullableText(12),
        DueAt = NullableInstant(row, 13),
    };

    private static OrderMoney MapMoney(Row row) => new(
        row.Uuid(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int32(4), row.Int32(5), row.Int32(6));

    private static DateTimeOffset? NullableInstant(Row row, int column) =>
        row.IsNull(column) ? null : row.Instant(column);
}
