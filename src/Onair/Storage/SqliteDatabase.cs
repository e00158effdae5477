using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>
/// The embedded database: WAL, synchronous=FULL, one writer loop, a pool of readers. Writes that wait are committed
/// together, each in a savepoint of its own, so that one fsync serves them all and one failure touches only itself.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    /// <summary>Writes per commit. More would make the first wait for the last; 64 waiting lanes do not exist.</summary>
    private const int writesPerCommitMax = 64;

    private readonly StorageOptions options;
    private readonly ILogger logger;
    private readonly string path;
    private readonly Channel<SqliteWrite> writes;
    private readonly Channel<SqliteReader> readers;
    private readonly Lazy<Task> loop;

    public SqliteDatabase(StorageOptions options, ILogger<Database> logger)
    {
        StoredTypes.Register();
        this.options = options;
        this.logger = logger;
        Directory.CreateDirectory(options.Data);
        path = Path.Combine(options.Data, "onair.db");
        writes = Channel.CreateBounded<SqliteWrite>(
            new BoundedChannelOptions(options.SqliteQueueMax) { SingleReader = true });
        readers = Channel.CreateBounded<SqliteReader>(options.SqliteReaders);
        for (var i = 0; i < options.SqliteReaders; i++) readers.Writer.TryWrite(new SqliteReader(path));
        loop = new Lazy<Task>(() => Task.Run(WriteLoopAsync));
    }

    public override Dialect Dialect => Dialect.Sqlite;

    public override int Lanes => 1;

    public override async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancel)
    {
        _ = loop.Value;
        var pending = new SqliteWrite<T>(write);
        await writes.Writer.WriteAsync(pending, cancel);
        return await pending.Answer.Task;
    }

    public override async Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel)
    {
        var reader = await readers.Reader.ReadAsync(cancel);
        try
        {
            return await reader.RunAsync(read);
        }
        finally
        {
            readers.Writer.TryWrite(reader);
        }
    }

    /// <summary>A read transaction of WAL is a snapshot by nature.</summary>
    public override Task<T> SnapshotAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel) =>
        ReadAsync(read, cancel);

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        // Evolve has no lock of its own on SQLite; two processes on one folder take turns by a file.
        await using var turn = await FileTurn.TakeAsync(Path.Combine(options.Data, "migrate.lock"), cancel);
        await using var connection = OpenWriter();
        Migrations.Run(connection, Dialect.Sqlite, logger);
    }

    public override bool IsTransient(Exception error) =>
        error is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED };

    public override async ValueTask DisposeAsync()
    {
        writes.Writer.TryComplete();
        if (loop.IsValueCreated) await loop.Value;
        while (readers.Reader.TryRead(out var reader)) reader.Dispose();
    }

    private async Task WriteLoopAsync()
    {
        await using var connection = OpenWriter();
        using var statements = new SqliteStatements(connection);
        var transaction = new EmbeddedTransaction(connection, statements);
        var group = new List<SqliteWrite>(writesPerCommitMax);
        while (await writes.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < writesPerCommitMax && writes.Reader.TryRead(out var write)) group.Add(write);
            await CommitAsync(statements, transaction, group);
        }
    }

    private static async Task CommitAsync(SqliteStatements statements, EmbeddedTransaction transaction, List<SqliteWrite> group)
    {
        try
        {
            statements.Run("BEGIN IMMEDIATE");
            foreach (var write in group)
            {
                statements.Run("SAVEPOINT one");
                if (!await write.RunAsync(transaction)) statements.Run("ROLLBACK TO one");
                statements.Run("RELEASE one");
            }

            statements.Run("COMMIT");
        }
        catch (Exception error)
        {
            // Disk full and I/O errors roll back by themselves; anything else is rolled back here. Either way nothing
            // of this group was written, and every caller hears so.
            if (raw.sqlite3_get_autocommit(statements.Handle) == 0) statements.Run("ROLLBACK");
            foreach (var write in group) write.Fail(error);
            return;
        }

        foreach (var write in group) write.Complete();
    }

    private SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 15 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        // 64 MiB of cache; a checkpoint every 4,000 pages keeps the WAL near 16 MiB without a stall in every batch.
        command.CommandText = """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=15000;
            PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY;
            """;
        command.ExecuteNonQuery();
        return connection;
    }
}
