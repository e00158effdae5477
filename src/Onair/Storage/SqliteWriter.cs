using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>
/// The one connection that writes. Writes that wait are committed together, each in a savepoint of its own, so that one
/// fsync serves them all and one failure touches only itself. A write that is alone needs no savepoint, for which
/// SQLite would keep a copy of every page that it changes. After an error of the whole group the connection is to be
/// closed: the next group starts on a fresh one.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteStatements statements;
    private readonly EmbeddedTransaction transaction;

    public SqliteWriter(SqliteConnection connection)
    {
        this.connection = connection;
        statements = new SqliteStatements(connection);
        transaction = new EmbeddedTransaction(connection, statements);
    }

    /// <summary>
    /// Commits the group, or throws when nothing of it was written. A write that ended the whole transaction (disk
    /// full, I/O error: SQLite rolls back by itself) leaves the group with its error, and the others run again without
    /// it.
    /// </summary>
    public async Task CommitAsync(List<SqliteWrite> group)
    {
        while (group.Count > 0)
        {
            statements.Run("BEGIN IMMEDIATE");
            if (group.Count == 1)
            {
                var done = await group[0].RunAsync(transaction);
                if (!IsOver) statements.Run(done ? "COMMIT" : "ROLLBACK");
                else if (done) group[0].Fail(Ended());
                return;
            }

            if (await RunAsync(group) is not { } culprit)
            {
                statements.Run("COMMIT");
                return;
            }

            group.Remove(culprit);
            culprit.Fail(Ended());
        }
    }

    /// <summary>SQLite has ended the transaction by itself.</summary>
    private bool IsOver => raw.sqlite3_get_autocommit(statements.Handle) != 0;

    private static SqliteException Ended() =>
        new("The transaction ended before its commit.", raw.SQLITE_ABORT);

    public void Dispose()
    {
        // An open transaction is rolled back by closing.
        statements.Dispose();
        connection.Dispose();
    }

    /// <summary>The write that took the transaction down; null when all have run.</summary>
    private async Task<SqliteWrite?> RunAsync(List<SqliteWrite> group)
    {
        foreach (var write in group)
        {
            statements.Run("SAVEPOINT one");
            var done = await write.RunAsync(transaction);
            if (IsOver) return write;
            if (!done) statements.Run("ROLLBACK TO one");
            statements.Run("RELEASE one");
        }

        return null;
    }
}
