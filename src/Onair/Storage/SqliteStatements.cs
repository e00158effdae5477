using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>The prepared statements of one connection. Not thread-safe, as the connection is not.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>
    /// Stores keep statements in static fields; a few dozen exist. More means that somebody makes them as they go.
    /// </summary>
    private const int preparedMax = 1000;

    private readonly Dictionary<IStatement, sqlite3_stmt> prepared = [];
    private readonly Dictionary<string, Sql> fixedTexts = [];

    public sqlite3 Handle => connection.Handle!;

    public sqlite3_stmt Get(IStatement statement)
    {
        if (prepared.TryGetValue(statement, out var found)) return found;
        if (prepared.Count >= preparedMax)
            throw new InvalidOperationException("A statement is made anew for each call.");
        var code = raw.sqlite3_prepare_v3(
            Handle, statement.TextFor(Dialect.Sqlite), raw.SQLITE_PREPARE_PERSISTENT, out found);
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(
                $"SQLite Error {code}: '{raw.sqlite3_errmsg(Handle).utf8_to_string()}'.", code);
        }

        prepared.Add(statement, found);
        return found;
    }

    /// <summary>Runs a statement without parameters or rows: BEGIN, COMMIT and their kind.</summary>
    public void Run(string text)
    {
        if (!fixedTexts.TryGetValue(text, out var statement)) fixedTexts.Add(text, statement = new Sql(text));
        var found = Get(statement);
        var code = raw.sqlite3_step(found);
        var extended = code == raw.SQLITE_DONE ? code : raw.sqlite3_extended_errcode(Handle);
        var message = code == raw.SQLITE_DONE ? "" : raw.sqlite3_errmsg(Handle).utf8_to_string();
        raw.sqlite3_reset(found);
        if (code != raw.SQLITE_DONE) throw new SqliteException($"SQLite Error {code}: '{message}'.", code, extended);
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        prepared.Clear();
    }
}
