using Onair.Storage;

namespace Onair.Jobs;

/// <summary>The SQL of the outbox: tables <c>outbox</c> and <c>parked_facts</c>.</summary>
internal static class FactsStore
{
    private const string parkedColumns = """
        SELECT id AS Id, subscriber AS Subscriber, stream AS Stream, envelope_id AS EnvelopeId, ordinal AS Ordinal,
            kind AS Kind, fact_at AS FactAt, payload AS Payload, at AS At, attempts AS Attempts, reason AS Reason
        FROM parked_facts
        """;

    public static readonly Bulk<NewEnvelope> Insert = Bulk<NewEnvelope>
        .InsertInto("outbox")
        .Instant(envelope => envelope.At, "at")
        .Int32(envelope => envelope.FactCount, "fact_count")
        .Text(envelope => envelope.Payload, "payload");

    public static readonly Sql AnyWaiting = new(
        "SELECT COUNT(*) FROM (SELECT 1 FROM outbox WHERE delivered_at IS NULL LIMIT 1) AS w");

    /// <summary>
    /// The oldest envelopes that hold at most so many facts together, and always at least one. Not "after the last id
    /// that was read": two transactions may commit in the other order than they drew their ids, and the later one to
    /// appear would be skipped. Per stream the order still holds: an id is drawn after the stream's row was locked, so
    /// of two transactions on one stream the first has committed, and can be seen,
    /// before the second draws its id.
    /// </summary>
    public static readonly Sql Waiting = new("""
        SELECT w.id AS Id, w.payload AS Payload FROM (
            SELECT id, payload, fact_count, SUM(fact_count) OVER (ORDER BY id) AS total FROM (
                SELECT id, payload, fact_count FROM outbox WHERE delivered_at IS NULL ORDER BY id LIMIT @envelopesMax
            ) AS oldest
        ) AS w
        WHERE w.total - w.fact_count < @factsMax ORDER BY w.id
        """);

    public static readonly Bulk<DeliveredEnvelope> Deliver = new Bulk<DeliveredEnvelope>(
        sqlite: "UPDATE outbox SET delivered_at = ?2 WHERE id = ?1",
        postgres: "UPDATE outbox SET delivered_at = ($2)[1] WHERE id = ANY ($1)")
        .Int64(envelope => envelope.Id)
        .Instant(envelope => envelope.At);

    public static readonly Sql AnyParked = new("SELECT COUNT(*) FROM (SELECT 1 FROM parked_facts LIMIT 1) AS p");

    /// <summary>Which of the streams stand still for which subscriber.</summary>
    public static readonly Bulk<Guid> ParkedStreams = new Bulk<Guid>(
        sqlite: "SELECT DISTINCT subscriber, stream FROM parked_facts WHERE stream = ?1",
        postgres: "SELECT DISTINCT subscriber, stream FROM parked_facts WHERE stream = ANY ($1)")
        .Uuid(stream => stream);

    public static readonly Bulk<ParkedFact> Park = Bulk<ParkedFact>
        .InsertInto("parked_facts")
        .Text(fact => fact.Subscriber, "subscriber")
        .Uuid(fact => fact.Stream, "stream")
        .Int64(fact => fact.EnvelopeId, "envelope_id")
        .Int32(fact => fact.Ordinal, "ordinal")
        .Text(fact => fact.Kind, "kind")
        .Instant(fact => fact.FactAt, "fact_at")
        .Text(fact => fact.Payload, "payload")
        .Instant(fact => fact.At, "at")
        .Int32(fact => fact.Attempts, "attempts")
        .Text(fact => fact.Reason, "reason");

    // One fact's effects can be undone without those of the facts before it. Both databases nest savepoints.
    public static readonly Sql Savepoint = new("SAVEPOINT one_fact");

    public static readonly Sql RollbackTo = new("ROLLBACK TO SAVEPOINT one_fact");

    public static readonly Sql Release = new("RELEASE SAVEPOINT one_fact");

    public static readonly Sql ListParked = new(parkedColumns + """
         WHERE (@subscriber = '' OR subscriber = @subscriber) AND id > @after ORDER BY id LIMIT @limit
        """);

    /// <summary>The first parked fact of each stream: the one that holds up the others.</summary>
    public static readonly Sql ParkedHeads = new(parkedColumns + """
         WHERE subscriber = @subscriber AND id > @after
            AND id IN (SELECT MIN(id) FROM parked_facts WHERE subscriber = @subscriber GROUP BY stream)
        ORDER BY id LIMIT @limit
        """);

    public static readonly Bulk<ParkedStream> NextParked = new Bulk<ParkedStream>(
        sqlite: """
            SELECT id, kind, fact_at, payload FROM parked_facts WHERE subscriber = ?1 AND stream = ?2
            ORDER BY id LIMIT 1
            """,
        postgres: """
            SELECT id, kind, fact_at, payload FROM parked_facts WHERE subscriber = ($1)[1] AND stream = ($2)[1]
            ORDER BY id LIMIT 1
            """)
        .Text(parked => parked.Subscriber)
        .Uuid(parked => parked.Stream);

    public static readonly Sql Unpark = new("DELETE FROM parked_facts WHERE id = @id");

    public static readonly Sql FailedAgain = new(
        "UPDATE parked_facts SET attempts = attempts + 1, reason = @reason WHERE id = @id");

    /// <summary>Looks at the oldest envelopes only, so that it never walks over the history
    /// that is still kept.</summary>
    public static readonly Sql Purge = new("""
        DELETE FROM outbox WHERE id IN (
            SELECT id FROM (SELECT id, delivered_at FROM outbox ORDER BY id LIMIT @limit) AS oldest
            WHERE delivered_at <= @before)
        """);

    public static readonly Sql Lag = new("""
        SELECT COUNT(*) AS Waiting, MIN(at) AS OldestAt, (SELECT COUNT(*) FROM parked_facts) AS Parked
        FROM outbox WHERE delivered_at IS NULL
        """);

    public static readonly Sql Page = new("""
        SELECT id AS Id, fact_count AS FactCount, payload AS Payload FROM outbox WHERE id > @after
        ORDER BY id LIMIT @limit
        """);

    /// <summary>Parking and marking as delivered are one transaction:
    /// a parked fact of a waiting envelope cannot be.</summary>
    public static readonly Sql ParkedTooEarly = new("""
        SELECT p.id AS Id, p.subscriber AS Subscriber, p.envelope_id AS EnvelopeId
        FROM parked_facts p JOIN outbox o ON o.id = p.envelope_id
        WHERE o.delivered_at IS NULL ORDER BY p.id LIMIT @limit
        """);

    public static readonly Sql CountParked = new("SELECT COUNT(*) FROM parked_facts");
}

/// <summary>A row of <see cref="FactsStore.Insert"/>.</summary>
internal readonly record struct NewEnvelope(DateTimeOffset At, int FactCount, string Payload);

internal readonly record struct DeliveredEnvelope(long Id, DateTimeOffset At);

/// <summary>What stands still for whom.</summary>
internal readonly record struct ParkedStream(string Subscriber, Guid Stream);

internal sealed class WaitingEnvelope
{
    public long Id { get; init; }

    public string Payload { get; init; } = "";
}

internal sealed class StoredEnvelope
{
    public long Id { get; init; }

    public int FactCount { get; init; }

    public string Payload { get; init; } = "";
}

internal sealed class EarlyParked
{
    public long Id { get; init; }

    public string Subscriber { get; init; } = "";

    public long EnvelopeId { get; init; }
}
