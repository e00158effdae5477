using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>A read-only connection with its prepared statements; one caller at a time.</summary>
internal sealed class SqliteReader(string path) : IDisposable
{
    private SqliteConnection? connection;
    private SqliteStatements? statements;

    public async Task<T> RunAsync<T>(Func<Transaction, Task<T>> read)
    {
        Open();
        statements!.Run("BEGIN");
        try
        {
            return await read(new EmbeddedTransaction(connection!, statements));
        }
        finally
        {
            // An I/O error ends the transaction by itself.
            if (raw.sqlite3_get_autocommit(statements.Handle) == 0) statements.Run("ROLLBACK");
        }
    }

    public void Dispose()
    {
        statements?.Dispose();
        connection?.Dispose();
    }

    /// <summary>A connection of its own with its settings; nothing stays open when one of them fails.</summary>
    public static SqliteConnection Connect(string path, string pragmas)
    {
        var opened = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 15 }.ToString());
        try
        {
            opened.Open();
            using var command = opened.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Opened late: the file exists only after the first migration.</summary>
    private void Open()
    {
        if (connection is not null) return;
        connection = Connect(
            path,
            "PRAGMA query_only=ON; PRAGMA busy_timeout=15000; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;");
        statements = new SqliteStatements(connection);
    }
}

/// <summary>SQLite's side of <see cref="Transaction"/>, for the writer loop and for readers.</summary>
internal sealed class EmbeddedTransaction(SqliteConnection connection, SqliteStatements statements) : Transaction
{
    public override Dialect Dialect => Dialect.Sqlite;

    // Begin and commit are the loop's own statements; Microsoft.Data.Sqlite knows of no open transaction.
    protected override DbTransaction? Open => null;

    protected override DbConnection Connection => connection;

    public override Round Round() => new SqliteRound(statements);
}
