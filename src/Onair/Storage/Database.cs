namespace Onair.Storage;

/// <summary>
/// The one database of a shop. Writes run in a transaction that commits before the call returns; a write that fails is
/// as if it had never been asked for. The functions may run again after a serialization failure, a deadlock or a
/// connection that was lost before the commit was sent, so they may touch nothing but the transaction.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    /// <summary>
    /// How many group-commit lanes make sense: one for SQLite's single writer, several for PostgreSQL.
    /// </summary>
    public abstract int Lanes { get; }

    /// <summary>
    /// True: the next transaction is decided while the last one's commit is on its way to the disk, so a lane need not
    /// wait for its answer. False: a transaction that is not committed keeps its rows locked until then.
    /// </summary>
    public abstract bool OverlapsCommits { get; }

    /// <summary>True: other processes may serve the same shop, and change what this one has read.</summary>
    public abstract bool MayHaveNodes { get; }

    /// <summary>Runs one write transaction and commits it.</summary>
    /// <exception cref="System.Data.Common.DbException">Weather: the database is away, full or broken.</exception>
    public abstract Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancel);

    /// <summary>Runs reads; they may run again. Each statement sees what was committed when it began.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel);

    /// <summary>Runs reads that all see the shop at one moment, however long they take. They may run again.</summary>
    public abstract Task<T> SnapshotAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel);

    /// <summary>Brings the schema to this version; safe when several nodes start at once.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel);

    /// <summary>True for errors that go away by themselves: the same call may succeed later.</summary>
    public abstract bool IsTransient(Exception error);

    public Task WriteAsync(Func<Transaction, Task> write, CancellationToken cancel) =>
        WriteAsync(
            async transaction =>
            {
                await write(transaction);
                return 0;
            },
            cancel);

    public abstract ValueTask DisposeAsync();
}
