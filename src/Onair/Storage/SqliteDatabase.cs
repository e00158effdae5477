using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>
/// The embedded database: WAL, synced before any answer, one writer loop, a pool of readers. Writes that wait are
/// committed together, each in a savepoint of its own, so that one fsync serves them all and one failure touches only
/// itself.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    /// <summary>
    /// Writes per commit. More would make the first wait for the last; 64 waiting lanes do not exist.
    /// </summary>
    private const int writesPerCommitMax = 64;

    private readonly StorageOptions options;
    private readonly ILogger logger;
    private readonly string path;
    private readonly Channel<SqliteWrite> writes;
    private readonly Channel<SqliteReader> readers;
    private readonly Action<SafeFileHandle> flush;
    private readonly Lazy<Task> loop;

    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        // Nobody reads SQLite's memory statistics, and counting takes one lock for all connections at every malloc. A
        // process that has opened a database before keeps its own setting, which is only slower.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public SqliteDatabase(StorageOptions options, ILogger<Database> logger)
        : this(options, logger, RandomAccess.FlushToDisk)
    {
    }

    /// <param name="options">Where.</param>
    /// <param name="logger">Told of migrations and of a disk that refuses.</param>
    /// <param name="flush">The operating system's fsync; tests have one that fails.</param>
    internal SqliteDatabase(StorageOptions options, ILogger<Database> logger, Action<SafeFileHandle> flush)
    {
        this.flush = flush;
        StoredTypes.Register();
        this.options = options;
        this.logger = logger;
        Directory.CreateDirectory(options.Data);
        path = Path.Combine(options.Data, "onair.db");
        writes = Channel.CreateBounded<SqliteWrite>(
            new BoundedChannelOptions(options.SqliteQueueMax) { SingleReader = true });
        readers = Channel.CreateBounded<SqliteReader>(options.SqliteReaders);
        for (var i = 0; i < options.SqliteReaders; i++) readers.Writer.TryWrite(new SqliteReader(path));
        // A thread of its own: on the pool the writer would stand in line behind the requests that wait for it.
        loop = new Lazy<Task>(() => Task.Factory.StartNew(
            WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    public override Dialect Dialect => Dialect.Sqlite;

    public override int Lanes => 1;

    public override bool MayHaveNodes => false;

    /// <summary>The writer's thread decides the next group while the last one is on its way to the disk.</summary>
    public override bool OverlapsCommits => true;

    public override async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancel)
    {
        _ = loop.Value;
        var pending = new SqliteWrite<T>(write, cancel);
        try
        {
            await writes.Writer.WriteAsync(pending, cancel);
        }
        catch (ChannelClosedException error)
        {
            throw new ObjectDisposedException(nameof(SqliteDatabase), error);
        }

        return await pending.Answer.Task;
    }

    public override async Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel)
    {
        SqliteReader? reader;
        while (!readers.Reader.TryRead(out reader))
        {
            // Another caller was quicker.
            if (!await readers.Reader.WaitToReadAsync(cancel))
                throw new ObjectDisposedException(nameof(SqliteDatabase));
        }

        try
        {
            return await reader.RunAsync(read);
        }
        finally
        {
            if (!readers.Writer.TryWrite(reader)) reader.Dispose();
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

    /// <summary>Locks of another process, and the disk's weather: full, or not answering.</summary>
    public override bool IsTransient(Exception error) => error is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED
            or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN,
    };

    public override async ValueTask DisposeAsync()
    {
        writes.Writer.TryComplete();
        readers.Writer.TryComplete();
        if (loop.IsValueCreated) await loop.Value;
        while (readers.Reader.TryRead(out var reader)) reader.Dispose();
    }

    /// <summary>Blocks its thread while nothing waits, and while SQLite works: neither is ever asynchronous.</summary>
    private void WriteLoop()
    {
        var sync = new SqliteSync(path, flush, logger);
        SqliteWriter? writer = null;
        var group = new List<SqliteWrite>(writesPerCommitMax);
        while (writes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < writesPerCommitMax && writes.Reader.TryRead(out var write)) group.Add(write);
            try
            {
                if (sync.IsBroken) writer = Repair(writer, sync);
                writer ??= new SqliteWriter(OpenWriter());
                writer.CommitAsync(group).GetAwaiter().GetResult();
                sync.Take(group);
            }
            catch (Exception error)
            {
                // Nothing of this group was written, and every caller hears so.
                sync.Drain();
                writer?.Dispose();
                writer = null;
                foreach (var write in group) write.Fail(error);
            }
        }

        sync.Close();
        writer?.Dispose();
    }

    /// <summary>
    /// Pages of the log may be lost that SQLite takes for written. They are still in memory: copied into the database
    /// and synced there, they are safe, and the log begins anew.
    /// </summary>
    private SqliteWriter? Repair(SqliteWriter? writer, SqliteSync sync)
    {
        sync.Drain();
        writer?.Dispose();
        using var connection = OpenWriter();
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        if (Convert.ToInt64(checkpoint.ExecuteScalar(), CultureInfo.InvariantCulture) != 0)
            throw new SqliteException("The log is in use and cannot be copied.", raw.SQLITE_BUSY);
        sync.Repaired();
        return null;
    }

    private SqliteConnection OpenWriter()
    {
        // NORMAL syncs the log's beginning and every checkpoint, and leaves the sync of a commit to SqliteSync, which
        // FULL would do inside of it.
        const string pragmas = """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=15000;
            PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=16000; PRAGMA temp_store=MEMORY;
            """;
        return SqliteReader.Connect(path, pragmas);
    }
}
