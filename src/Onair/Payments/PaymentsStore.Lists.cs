using Onair.Storage;

namespace Onair.Payments;

/// <summary>Attempts by what a provider or an operator knows of them.</summary>
internal static partial class PaymentsStore
{
    private static readonly Bulk<string> attemptsByNumber = new Bulk<string>(
        $"SELECT {attemptColumns} FROM payment_attempts WHERE order_number = ?1",
        $"SELECT {attemptColumns} FROM payment_attempts WHERE order_number = ANY($1)").Text(number => number);

    // Ids begin with the time, so that the primary key leads to those of the last days.
    private static readonly Bulk<InFlightPage> attemptsInFlight = new Bulk<InFlightPage>(
        """
        SELECT id FROM payment_attempts WHERE provider = ?1 AND id > ?2 AND state IN (3, 6, 7) ORDER BY id LIMIT ?3
        """,
        """
        SELECT id FROM payment_attempts WHERE provider = ($1)[1] AND id > ($2)[1] AND state IN (3, 6, 7)
        ORDER BY id LIMIT ($3)[1]
        """)
        .Text(p => p.Provider)
        .Uuid(p => p.After)
        .Int32(p => p.Limit);

    private static readonly Bulk<AttemptQuery> attemptsNewestFirst = new Bulk<AttemptQuery>(
        $"""
        SELECT {attemptColumns} FROM payment_attempts
        WHERE id < ?1 AND (?2 = 0 OR state = ?2) AND (?3 = '' OR provider = ?3) ORDER BY id DESC LIMIT ?4
        """,
        $"""
        SELECT {attemptColumns} FROM payment_attempts
        WHERE id < ($1)[1] AND (($2)[1] = 0 OR state = ($2)[1]) AND (($3)[1] = '' OR provider = ($3)[1])
        ORDER BY id DESC LIMIT ($4)[1]
        """)
        .Uuid(q => q.Before)
        .Int32(q => q.State)
        .Text(q => q.Provider)
        .Int32(q => q.Limit);

    // One that was refused, and whose payment is all back by another, is owed no more.
    private static readonly Sql refundsOverdue = new(
        """
        SELECT r.id AS Id, r.attempt_id AS AttemptId, a.provider AS Provider, a.order_number AS OrderNumber,
            a.number AS Number, r.amount AS Amount, r.due_at AS DueAt
        FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id
        WHERE r.state IN (1, 3) AND r.due_at <= @now AND r.id > @after AND (r.state = 1 OR a.state <> 10)
        ORDER BY r.id LIMIT @limit
        """);

    public static Task<List<OverdueRefund>> OverdueAsync(
        Transaction open, DateTimeOffset now, Guid after, int limit, CancellationToken cancel) =>
        open.QueryAsync<OverdueRefund>(refundsOverdue, new { now, after, limit }, cancel);

    public static void ReadAttemptsByNumber(Round round, IReadOnlyList<string> orderNumbers, List<Attempt> into) =>
        round.Read(attemptsByNumber, orderNumbers, MapAttempt, into);

    public static void ReadInFlight(Round round, InFlightPage page, List<Guid> into) =>
        round.Read(attemptsInFlight, [page], row => row.Uuid(0), into);

    public static void ReadNewestFirst(Round round, AttemptQuery query, List<Attempt> into) =>
        round.Read(attemptsNewestFirst, [query], MapAttempt, into);
}

/// <summary>A refund that is not back, although its day has passed.</summary>
internal sealed class OverdueRefund
{
    public Guid Id { get; init; }

    public Guid AttemptId { get; init; }

    public string Provider { get; init; } = "";

    public string OrderNumber { get; init; } = "";

    public int Number { get; init; }

    public long Amount { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public string ProviderOrderId => Attempt.ProviderOrderIdOf(OrderNumber, Number);
}

/// <summary>A page of a walk over attempts in flight.</summary>
internal readonly record struct InFlightPage(string Provider, Guid After, int Limit);

/// <summary>A page of attempts, newest first. State 0 and an empty provider mean all.</summary>
internal readonly record struct AttemptQuery(Guid Before, int State, string Provider, int Limit);
