using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Onair.Storage;

namespace Onair.Tests.Conformance;

/// <summary>Statements that go around the rules, for the last line of defence.</summary>
internal static class Refused
{
    private const int sqliteConstraint = 19;

    /// <summary>Runs a statement as somebody at a database prompt would; the result is the rows it changed.</summary>
    public static Task<int> ByHandAsync(Database database, string text, object? arguments = null) =>
        database.WriteAsync(
        open => open.ExecuteAsync(new Sql(text), arguments, TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken);

    /// <summary>The statement must meet a constraint; anything else (no such column, no row) fails the test.</summary>
    public static async Task ByConstraintAsync(Database database, string text)
    {
        var error = await Record.ExceptionAsync(() => ByHandAsync(database, text));
        var isConstraint = error is SqliteException { SqliteErrorCode: sqliteConstraint }
            or PostgresException { SqlState: ['2', '3', ..] };
        Assert.True(isConstraint, $"{text}\n{error?.GetType().Name ?? "it was allowed"}: {error?.Message}");
        Assert.IsAssignableFrom<DbException>(error);
    }
}
