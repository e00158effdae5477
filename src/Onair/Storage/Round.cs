namespace Onair.Storage;

/// <summary>
/// Statements that travel together: one round trip on PostgreSQL, one after the other on SQLite, in the order in which
/// they were added on both. Nothing happens before <see cref="ExecuteAsync"/>.
/// </summary>
public abstract class Round
{
    /// <summary>Adds a write of all rows. No rows: nothing is added.</summary>
    public abstract void Write<T>(Bulk<T> bulk, IReadOnlyList<T> rows);

    /// <summary>
    /// Adds a read by all keys; rows are appended to <paramref name="into"/>. No keys: nothing is added.
    /// </summary>
    public abstract void Read<TKey, TRow>(
        Bulk<TKey> bulk, IReadOnlyList<TKey> keys, Func<Row, TRow> map, ICollection<TRow> into);

    /// <summary>Runs what was added. The result is the number of rows written, all writes together.</summary>
    public abstract Task<int> ExecuteAsync(CancellationToken cancel);
}
