using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Onair.Storage;
using Onair.Tests.Fixtures;
using SQLitePCL;

namespace Onair.Tests.Tidy;

/// <summary>
/// Every statement of every store is prepared, and not run, on both databases: a name that is not in the schema fails
/// here.
/// </summary>
public sealed partial class PrepareAllTest
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_statement_of_every_store_is_understood(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var complaints = new List<string>();
        var found = Statements(typeof(Database).Assembly).ToList();
        foreach (var (name, statement) in found)
        {
            if (await PrepareAsync(shop, statement) is { } error) complaints.Add($"{name}: {error}");
        }

        Assert.True(found.Count >= 10, $"only {found.Count} statements found");
        Rule.Holds(complaints);
    }

    public static TheoryData<Dialect, int> Wrong { get; } = new()
    {
        { Dialect.Sqlite, 0 }, { Dialect.Sqlite, 1 }, { Dialect.Sqlite, 2 },
        { Dialect.Postgres, 0 }, { Dialect.Postgres, 1 }, { Dialect.Postgres, 2 },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_wrong_statement_is_found(Dialect dialect, int which)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var (_, statement) = Statements(typeof(Planted)).ElementAt(which);
        Assert.NotNull(await PrepareAsync(shop, statement));
    }

    [Theory]
    [InlineData("a = @a AND b = @b OR a = @a", "a = $1 AND b = $2 OR a = $1")]
    [InlineData("'@no' || @yes::text", "'@no' || $1::text")]
    public void Names_become_positions(string named, string numbered) => Assert.Equal(numbered, Numbered(named));

    private static IEnumerable<(string Name, IStatement Statement)> Statements(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.ContainsGenericParameters).SelectMany(Statements);

    private static IEnumerable<(string Name, IStatement Statement)> Statements(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(field => !field.IsLiteral)
            .SelectMany(field => field.FieldType.IsAssignableTo(typeof(IStatement))
                ? [($"{type.Name}.{field.Name}", (IStatement)field.GetValue(null)!)]
                : field.FieldType.IsAssignableTo(typeof(IEnumerable<IStatement>))
                    ? ((IEnumerable<IStatement>)field.GetValue(null)!).Select(
                        (one, i) => ($"{type.Name}.{field.Name}[{i}]", one))
                    : []);

    private static Task<string?> PrepareAsync(TestDatabase shop, IStatement statement) => shop.Dialect == Dialect.Sqlite
        ? Task.FromResult(PrepareOnSqlite(shop.Options.Data, statement.TextFor(Dialect.Sqlite)))
        : PrepareOnPostgresAsync(shop.Options.Postgres, statement);

    private static string? PrepareOnSqlite(string folder, string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "onair.db")};Pooling=False");
        connection.Open();
        var code = raw.sqlite3_prepare_v2(connection.Handle, text, out var statement, out var tail);
        using (statement)
        {
            if (code != raw.SQLITE_OK) return raw.sqlite3_errmsg(connection.Handle).utf8_to_string();
            // What stands behind the first statement would never run in a round.
            return string.IsNullOrWhiteSpace(tail) ? null : $"a second statement: {tail}";
        }
    }

    private static async Task<string?> PrepareOnPostgresAsync(string server, IStatement statement)
    {
        // PREPARE takes rows' statements only; these name nothing of the schema.
        if (TransactionWord().IsMatch(statement.TextFor(Dialect.Postgres))) return null;
        var types = statement.PostgresTypes.Count == 0 ? "" : $"({string.Join(", ", statement.PostgresTypes)})";
        await using var connection = new NpgsqlConnection(server + ";Pooling=false;No Reset On Close=true");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"PREPARE probe {types} AS {Numbered(statement.TextFor(Dialect.Postgres))}", connection);
        try
        {
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException error)
        {
            return error.MessageText;
        }
    }

    /// <summary>PREPARE knows positions only. Texts in quotes stay as they are.</summary>
    private static string Numbered(string text)
    {
        var names = new List<string>();
        return Parameter().Replace(text, match =>
        {
            if (!match.Groups["name"].Success) return match.Value;
            var name = match.Groups["name"].Value;
            if (!names.Contains(name, StringComparer.Ordinal)) names.Add(name);
            return $"${names.IndexOf(name) + 1}";
        });
    }

    [GeneratedRegex(@"'[^']*'|(?<![\w@])@(?<name>\w+)", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\s*(SAVEPOINT|ROLLBACK TO( SAVEPOINT)?|RELEASE( SAVEPOINT)?) \w+\s*$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TransactionWord();

    private static class Planted
    {
        public static readonly Sql NoSuchTable = new("SELECT id FROM no_such_table WHERE id = @id");

        public static readonly Sql NoSuchColumn = new("UPDATE products SET no_such_column = @value");

        public static readonly Bulk<long> TooFewValues = Bulk<long>.InsertInto("brands")
            .Int64(n => n, "no_such_column");
    }
}
