using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Onair.Storage;

namespace Onair.Tests.Fixtures;

/// <summary>
/// A real database for one test: a file in a temporary folder, or a database of its own on the shared PostgreSQL. It is
/// copied from a migrated template, which takes milliseconds, and it is gone after the test.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>A Monday evening in Seoul, in the middle of prime time.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<string>> sqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> postgresTemplate = new(MakePostgresTemplateAsync);

    // Nodes may be opened at the same time.
    private readonly System.Collections.Concurrent.ConcurrentQueue<Database> opened = [];
    private readonly PostgresServer? home;

    private TestDatabase(Dialect dialect, StorageOptions options, PostgresServer? home)
    {
        Dialect = dialect;
        Options = options;
        this.home = home;
        Database = OpenAnother();
    }

    public Dialect Dialect { get; }

    public StorageOptions Options { get; }

    /// <summary>What the rooms of this test take for the time. It stands still until the test moves it.</summary>
    public FakeTimeProvider Time { get; } = new(Start);

    public Database Database { get; private set; }

    /// <summary>A migrated database.</summary>
    /// <param name="dialect">Which.</param>
    /// <param name="configure">Changes the options before it is opened.</param>
    public static Task<TestDatabase> CreateAsync(Dialect dialect, Action<StorageOptions>? configure = null) =>
        OpenAsync(dialect, migrated: true, configure);

    /// <summary>An empty database, for tests of the migrations themselves.</summary>
    public static Task<TestDatabase> CreateEmptyAsync(Dialect dialect, Action<StorageOptions>? configure = null) =>
        OpenAsync(dialect, migrated: false, configure);

    /// <summary>
    /// The same database seen from another node (PostgreSQL) or another opening of the file (SQLite).
    /// </summary>
    public Database OpenAnother()
    {
        var database = Open(Options);
        opened.Enqueue(database);
        return database;
    }

    /// <summary>As after a restart of the process: everything in memory is gone.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = OpenAnother();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in opened) await database.DisposeAsync();
        if (Dialect == Dialect.Sqlite)
        {
            Directory.Delete(Options.Data, recursive: true);
            return;
        }

        var name = new NpgsqlConnectionStringBuilder(Options.Postgres).Database!;
        if (home is { IsRunning: true }) await AdminAsync(home, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>
    /// Opens what the options name. Retries wait in real time: a test that stands still in time would wait for ever.
    /// </summary>
    internal static Database Open(StorageOptions options) => options.Postgres.Length > 0
        ? new PostgresDatabase(options, TimeProvider.System, NullLogger<Database>.Instance)
        : new SqliteDatabase(options, NullLogger<Database>.Instance);

    /// <summary>
    /// A new empty database on a server of the test's own, for crash tests. The caller owns the server.
    /// </summary>
    public static async Task<string> CreateOnAsync(PostgresServer server, string? template = null)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await AdminAsync(server, $"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
        return server.ConnectionString(name);
    }

    private static async Task<TestDatabase> OpenAsync(Dialect dialect, bool migrated, Action<StorageOptions>? configure)
    {
        var options = new StorageOptions { PostgresPoolMax = 12 };
        PostgresServer? server = null;
        if (dialect == Dialect.Sqlite)
        {
            options.Data = "";
            configure?.Invoke(options);
            if (options.Data.Length == 0) options.Data = Directory.CreateTempSubdirectory("onair-sqlite-").FullName;
            if (migrated) File.Copy(await sqliteTemplate.Value, Path.Combine(options.Data, "onair.db"));
        }
        else
        {
            server = await OnePostgres.ServerAsync();
            options.Postgres = await CreateOnAsync(server, migrated ? await postgresTemplate.Value : null);
            configure?.Invoke(options);
        }

        return new TestDatabase(dialect, options, server);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("onair-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using var database = Open(new StorageOptions { Data = folder });
        await database.MigrateAsync(CancellationToken.None);
        return Path.Combine(folder, "onair.db");
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var server = await OnePostgres.ServerAsync();
        var connection = await CreateOnAsync(server);
        await using var database = Open(new StorageOptions { Postgres = connection });
        await database.MigrateAsync(CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(connection).Database!;
    }

    private static async Task AdminAsync(PostgresServer server, string text)
    {
        // No pool: an idle connection of ours would stand in the way of the next test that copies or drops.
        var builder = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}
