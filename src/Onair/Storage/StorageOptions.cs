using System.ComponentModel.DataAnnotations;

namespace Onair.Storage;

/// <summary>Where the shop's rows live. Deployment settings: command line, <c>ONAIR__...</c> or appsettings.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>
    /// Folder of the embedded database (<c>onair.db</c>); created when missing. Not used with PostgreSQL.
    /// </summary>
    public string Data { get; set; } = "data";

    /// <summary>PostgreSQL connection string; empty means the embedded SQLite.</summary>
    public string Postgres { get; set; } = "";

    /// <summary>
    /// Group-commit lanes per node on PostgreSQL. Two: while one waits for the disk the other fills; a third only waits
    /// for the hot row (measured on two cores: 2 lanes 1.00, 3 lanes 0.97, 1 lane 0.78 of the orders per second).
    /// </summary>
    [Range(1, 16)]
    public int PostgresLanes { get; set; } = 2;

    /// <summary>
    /// Connections a node may hold to PostgreSQL: lanes, jobs and reads. A server's default limit is 100.
    /// </summary>
    [Range(4, 500)]
    public int PostgresPoolMax { get; set; } = 24;

    /// <summary>
    /// Connections for reads on SQLite. Readers never wait for the writer in WAL; four keep two cores busy.
    /// </summary>
    [Range(1, 64)]
    public int SqliteReaders { get; set; } = 4;

    /// <summary>Writes that may wait for SQLite's writer; beyond it callers wait, which is backpressure.</summary>
    [Range(4, 65536)]
    public int SqliteQueueMax { get; set; } = 4096;

    /// <summary>
    /// Attempts for a write or read that met a serialization failure, a deadlock or a lost connection.
    /// </summary>
    [Range(1, 20)]
    public int WriteAttemptsMax { get; set; } = 5;

    /// <summary>How long a statement may take before the database is taken to be away.</summary>
    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 15;

    /// <summary>Keys that seal the protection keys, 32 bytes in base64 each; the first seals, all open.</summary>
    public IList<string> ProtectionSealKeys { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ProtectionSealKeys.All(Seal.IsKey))
            yield return new ValidationResult("each is 32 bytes in base64", [nameof(ProtectionSealKeys)]);
    }
}
