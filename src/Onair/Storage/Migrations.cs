using System.Data.Common;
using EvolveDb;
using Microsoft.Extensions.Logging;

namespace Onair.Storage;

/// <summary>
/// The schema's history: <c>Migrations/V0001__room_what.sql</c> in the rooms, one text for both databases, with
/// placeholders where their types have other names. What only one of them can say (a trigger) stands between
/// <c>if_sqlite</c> and <c>end_sqlite</c>, which the other reads as a comment. A file that has landed is never edited.
/// </summary>
internal static class Migrations
{
    private static readonly Dictionary<string, string> sqliteTypes = new(StringComparer.Ordinal)
    {
        ["${uuid}"] = "BLOB",
        ["${text}"] = "TEXT",
        ["${bytes}"] = "BLOB",
        ["${int}"] = "INTEGER",
        ["${long}"] = "INTEGER",
        ["${instant}"] = "INTEGER",
        ["${serial}"] = "INTEGER PRIMARY KEY AUTOINCREMENT",
        ["${strict}"] = "STRICT",
        // The primary key is the table: one tree to write instead of two.
        ["${clustered}"] = "STRICT, WITHOUT ROWID",
        ["${hot}"] = "STRICT",
        ["${if_sqlite}"] = "",
        ["${end_sqlite}"] = "",
        ["${if_postgres}"] = "/*",
        ["${end_postgres}"] = "*/",
    };

    private static readonly Dictionary<string, string> postgresTypes = new(StringComparer.Ordinal)
    {
        ["${uuid}"] = "uuid",
        ["${text}"] = "text",
        ["${bytes}"] = "bytea",
        ["${int}"] = "integer",
        ["${long}"] = "bigint",
        ["${instant}"] = "bigint",
        ["${serial}"] = "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        ["${strict}"] = "",
        ["${clustered}"] = "",
        // Rows that change often keep free space on their page, so that an update needs no new index entry.
        ["${hot}"] = "WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.01)",
        ["${if_sqlite}"] = "/*",
        ["${end_sqlite}"] = "*/",
        ["${if_postgres}"] = "",
        ["${end_postgres}"] = "",
    };

    public static void Run(DbConnection connection, Dialect dialect, ILogger logger)
    {
        var evolve = new Evolve(connection)
        {
            EmbeddedResourceAssemblies = [typeof(Migrations).Assembly],
            EmbeddedResourceFilters = ["Onair.Migrations"],
            Placeholders = dialect == Dialect.Sqlite ? sqliteTypes : postgresTypes,
            MetadataTableName = "schema_history",
            IsEraseDisabled = true,
        };
        evolve.Migrate();
        StorageLog.Migrated(logger, evolve.AppliedMigrations.LastOrDefault() ?? "", evolve.NbMigration);
    }
}
