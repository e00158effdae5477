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
                try
                {
                    Check(raw.sqlite3_step(statement));
                }
                finally
                {
                    raw.sqlite3_reset(statement);
                }
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
                try
                {
                    int code;
                    while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW) into.Add(map(row));
                    Check(code);
                }
                finally
                {
                    // A statement that is left standing would refuse its next parameters.
                    raw.sqlite3_reset(statement);
                }
            }

            return 0;
        });
    }

    public override Task<int> ExecuteAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var written = 0;
        foreach (var step in steps) written += step();
        return Task.FromResult(written);
    }

    private void Bind<T>(sqlite3_stmt statement, Bulk<T> bulk, T row)
    {
        for (var i = 0; i < bulk.Columns.Count; i++)
        {
            var code = bulk.Columns[i].Bind(statement, i + 1, row);
            if (code != raw.SQLITE_OK) throw Failed(code);
        }
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) throw Failed(code);
    }

    private SqliteException Failed(int code) => new(
        $"SQLite Error {code}: '{raw.sqlite3_errmsg(statements.Handle).utf8_to_string()}'.",
        code,
        raw.sqlite3_extended_errcode(statements.Handle));
}
