namespace Onair.Storage;

/// <summary>
/// The two databases that Onair runs on. The numbers are written into health answers; never renumber.
/// </summary>
public enum Dialect
{
    /// <summary>Embedded: WAL, synchronous=FULL, one writer.</summary>
    Sqlite = 1,

    /// <summary>PostgreSQL 15 or newer.</summary>
    Postgres = 2,
}
