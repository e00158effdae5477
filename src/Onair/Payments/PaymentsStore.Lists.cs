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

    public static void ReadAttemptsByNumber(Round round, IReadOnlyList<string> orderNumbers, List<Attempt> into) =>
        round.Read(attemptsByNumber, orderNumbers, MapAttempt, into);

    public static void ReadInFlight(Round round, InFlightPage page, List<Guid> into) =>
        round.Read(attemptsInFlight, [page], row => row.Uuid(0), into);

    public static void ReadNewestFirst(Round round, AttemptQuery query, List<Attempt> into) =>
        round.Read(attemptsNewestFirst, [query], MapAttempt, into);
}

/// <summary>A page of a walk over attempts in flight.</summary>
internal readonly record struct InFlightPage(string Provider, Guid After, int Limit);

/// <summary>A page of attempts, newest first. State 0 and an empty provider mean all.</summary>
internal readonly record struct AttemptQuery(Guid Before, int State, string Provider, int Limit);
