using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>Runs each row of each statement on statements that stay prepared for the life of the connection.</summary>
internal sealed class SqliteRound(SqliteStatements statements) : Round
{
    private readonly List<Func<int>> steps = [];

    public override void Write<T>(Bulk<T> bulk, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0) return;
        steps.Add(() =>
        {
            var statement = statements.Get(bulk);
            foreach (var row in rows)
            {
                Bind(statement, bulk, row);
                Finish(statement, raw.sqlite3_step(statement));
            }

            return rows.Count;
        });
    }

    public override void Read<TKey, TRow>(
        Bulk<TKey> bulk, IReadOnlyList<TKey> keys, Func<Row, TRow> map, ICollection<TRow> into)
    {
        if (keys.Count == 0) return;
        steps.Add(() =>
        {
            var statement = statements.Get(bulk);
            var row = new SqliteRow(statement);
            foreach (var key in keys)
            {
                Bind(statement, bulk, key);
                Finish(statement, Step(statement, row, map, into));
            }

            return 0;
        });
    }

    public override Task<int> ExecuteAsync(CancellationToken cancel)
    {
        var written = 0;
        foreach (var step in steps) written += step();
        return Task.FromResult(written);
    }

    private static int Step<TRow>(sqlite3_stmt statement, SqliteRow row, Func<Row, TRow> map, ICollection<TRow> into)
    {
        try
        {
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW) into.Add(map(row));
            return code;
        }
        catch
        {
            // A statement that stays half read cannot be bound again, and SQLite would not say so aloud.
            raw.sqlite3_reset(statement);
            throw;
        }
    }

    private static void Bind<T>(sqlite3_stmt statement, Bulk<T> bulk, T row)
    {
        for (var i = 0; i < bulk.Columns.Count; i++) bulk.Columns[i].Bind(statement, i + 1, row);
    }

    private void Finish(sqlite3_stmt statement, int code)
    {
        if (code is raw.SQLITE_DONE or raw.SQLITE_ROW)
        {
            raw.sqlite3_reset(statement);
            return;
        }

        var extended = raw.sqlite3_extended_errcode(statements.Handle);
        var message = raw.sqlite3_errmsg(statements.Handle).utf8_to_string();
        raw.sqlite3_reset(statement);
        throw new SqliteException($"SQLite Error {code}: '{message}'.", code, extended);
    }
}
