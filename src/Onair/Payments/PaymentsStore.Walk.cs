using Onair.Storage;

namespace Onair.Payments;

/// <summary>A page of a walk over attempts in the order of their ids, which is that of their making.</summary>
internal readonly record struct AttemptPage(Guid After, Guid Until, int Limit);

/// <summary>An attempt that is looked at to see whether anybody works on it.</summary>
internal readonly record struct AttemptGlance(Guid Id, AttemptState State, DateTimeOffset ChangedAt);

/// <summary>An attempt of a walk; <see cref="IsKept"/>: it was captured, and none of that is on its way back.</summary>
internal readonly record struct KeptMoney(Guid Id, Guid OrderId, bool IsKept);

internal static partial class PaymentsStore
{
    // The walk of the poller. By ids and not by an index on the state: that would be written with every step of every
    // attempt, on the path where it counts.
    private static readonly Bulk<AttemptPage> glances = new Bulk<AttemptPage>(
        """
        SELECT id, state, changed_at FROM payment_attempts WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
        """,
        """
        SELECT id, state, changed_at FROM payment_attempts WHERE id > ($1)[1] AND id < ($2)[1] ORDER BY id
        LIMIT ($3)[1]
        """)
        .Uuid(p => p.After)
        .Uuid(p => p.Until)
        .Int32(p => p.Limit);

    private static readonly Bulk<AttemptPage> keptMoney = new Bulk<AttemptPage>(
        """
        SELECT id, order_id, CASE WHEN captured > 0 AND refunding + refunded = 0 THEN 1 ELSE 0 END
        FROM payment_attempts WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
        """,
        """
        SELECT id, order_id, CASE WHEN captured > 0 AND refunding + refunded = 0 THEN 1 ELSE 0 END
        FROM payment_attempts WHERE id > ($1)[1] AND id < ($2)[1] ORDER BY id LIMIT ($3)[1]
        """)
        .Uuid(p => p.After)
        .Uuid(p => p.Until)
        .Int32(p => p.Limit);

    public static void ReadKept(Round round, AttemptPage asked, ICollection<KeptMoney> into) => round.Read(
        keptMoney, [asked], row => new KeptMoney(row.Uuid(0), row.Uuid(1), row.Int32(2) == 1), into);

    public static void ReadGlances(Round round, AttemptPage asked, ICollection<AttemptGlance> into) => round.Read(
        glances, [asked], row => new AttemptGlance(row.Uuid(0), (AttemptState)row.Int32(1), row.Instant(2)), into);
}
