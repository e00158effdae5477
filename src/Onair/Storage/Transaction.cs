using System.Data.Common;
using Dapper;

namespace Onair.Storage;

/// <summary>
/// An open transaction, handed to verbs as an argument so that stock, order and fact commit together. It commits when
/// the function that was given to <see cref="Database.WriteAsync{T}"/> returns, and rolls back when that throws.
/// </summary>
public abstract class Transaction
{
    public abstract Dialect Dialect { get; }

    /// <summary>Statements over many rows that travel to the database together.</summary>
    public abstract Round Round();

    public virtual Task<int> ExecuteAsync(Sql sql, object? arguments, CancellationToken cancel) =>
        Connection.ExecuteAsync(Command(sql, arguments, cancel));

    public virtual async Task<List<T>> QueryAsync<T>(Sql sql, object? arguments, CancellationToken cancel) =>
        (await Connection.QueryAsync<T>(Command(sql, arguments, cancel))).AsList();

    /// <summary>The first row or the type's default (null for classes).</summary>
    public virtual Task<T?> FirstAsync<T>(Sql sql, object? arguments, CancellationToken cancel) =>
        Connection.QueryFirstOrDefaultAsync<T>(Command(sql, arguments, cancel));

    protected abstract DbConnection Connection { get; }

    protected abstract DbTransaction? Open { get; }

    private CommandDefinition Command(Sql sql, object? arguments, CancellationToken cancel) =>
        new(sql.TextFor(Dialect), arguments, Open, cancellationToken: cancel);
}
