using Onair.Storage;

namespace Onair.Jobs;

/// <summary>The SQL of named leases: table <c>leases</c>.</summary>
internal static class LeasesStore
{
    /// <summary>Takes what is free, lapsed or already ours; the names that are ours now come back.</summary>
    public static readonly Bulk<LeaseWish> Take = new Bulk<LeaseWish>(
        sqlite: """
            INSERT INTO leases (name, holder, until) VALUES (?1, ?2, ?4)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE leases.holder = excluded.holder OR leases.until <= ?3
            RETURNING name
            """,
        postgres: """
            INSERT INTO leases (name, holder, until)
            SELECT l.name, l.holder, l.until FROM unnest($1, $2, $3, $4) AS l (name, holder, now, until) ORDER BY l.name
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE leases.holder = excluded.holder OR leases.until <= ($3)[1]
            RETURNING name
            """)
        .Text(wish => wish.Name)
        .Text(wish => wish.Holder)
        .Instant(wish => wish.Now)
        .Instant(wish => wish.Until);

    /// <summary>Proves inside a transaction that the lease is ours,
    /// and keeps others from taking it until the commit.</summary>
    public static readonly Bulk<LeaseWish> Keep = new Bulk<LeaseWish>(
        sqlite: "UPDATE leases SET until = ?3 WHERE name = ?1 AND holder = ?2 RETURNING name",
        postgres: "UPDATE leases SET until = ($3)[1] WHERE name = ($1)[1] AND holder = ($2)[1] RETURNING name")
        .Text(wish => wish.Name)
        .Text(wish => wish.Holder)
        .Instant(wish => wish.Until);

    /// <summary>Locks the row, whoever holds the lease: its holder's transactions wait,
    /// the lease stays where it is.</summary>
    public static readonly Sql Freeze = new("""
        INSERT INTO leases (name, holder, until) VALUES (@name, '', 0)
        ON CONFLICT (name) DO UPDATE SET holder = leases.holder
        """);

    public static readonly Sql Release = new("UPDATE leases SET until = @now WHERE name = @name AND holder = @holder");
}

/// <summary>Who wants which lease until when.</summary>
internal readonly record struct LeaseWish(string Name, string Holder, DateTimeOffset Now, DateTimeOffset Until);
