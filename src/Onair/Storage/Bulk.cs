namespace Onair.Storage;

/// <summary>
/// A statement over many rows or keys: SQLite runs it once per row (a call there costs a microsecond), PostgreSQL once
/// with an array per column (a round trip there costs a hundred). Positional parameters: <c>?1, ?2</c> on SQLite,
/// <c>$1, $2</c> on PostgreSQL, in the order of the columns.
/// </summary>
public sealed class Bulk<T> : IStatement
{
    private readonly List<Column<T>> columns = [];
    private readonly List<string> names = [];
    private readonly string? table;
    private readonly string sqlite = "";
    private readonly string postgres = "";
    private readonly string onConflict = "";
    private string? sqliteBuilt;
    private string? postgresBuilt;

    /// <summary>Two texts, side by side.</summary>
    public Bulk(string sqlite, string postgres)
    {
        this.sqlite = sqlite;
        this.postgres = postgres;
    }

    private Bulk(string table, string onConflict, bool _)
    {
        this.table = table;
        this.onConflict = onConflict;
    }

    public IReadOnlyList<string> PostgresTypes => columns.ConvertAll(column => column.PostgresType);

    internal IReadOnlyList<Column<T>> Columns => columns;

    /// <summary>
    /// An insert whose columns are named as they are added. <paramref name="onConflict"/> is appended as it is.
    /// </summary>
    public static Bulk<T> InsertInto(string table, string onConflict = "") => new(table, onConflict, true);

    public Bulk<T> Int64(Func<T, long> read, string name = "") => With(new Int64Column<T>(read), name);

    public Bulk<T> NullableInt64(Func<T, long?> read, string name = "") => With(new NullableInt64Column<T>(read), name);

    public Bulk<T> Int32(Func<T, int> read, string name = "") => With(new Int32Column<T>(read), name);

    public Bulk<T> Uuid(Func<T, Guid> read, string name = "") => With(new UuidColumn<T>(read), name);

    public Bulk<T> NullableUuid(Func<T, Guid?> read, string name = "") => With(new NullableUuidColumn<T>(read), name);

    public Bulk<T> Text(Func<T, string?> read, string name = "") => With(new TextColumn<T>(read), name);

    /// <summary>An instant: microseconds since 1970 in UTC (docs/adr/0003).</summary>
    public Bulk<T> Instant(Func<T, DateTimeOffset> read, string name = "") =>
        With(new Int64Column<T>(row => read(row).ToMicroseconds()), name);

    public string TextFor(Dialect dialect) => dialect == Dialect.Sqlite
        ? sqliteBuilt ??= table is null
            ? sqlite
            : $"INSERT INTO {table} ({Join(n => n)}) VALUES ({Marks('?')}) {onConflict}"
        : postgresBuilt ??= table is null
            ? postgres
            : $"INSERT INTO {table} ({Join(n => n)}) SELECT * FROM unnest({Marks('$')}) {onConflict}";

    private Bulk<T> With(Column<T> column, string name)
    {
        columns.Add(column);
        names.Add(name);
        return this;
    }

    private string Join(Func<string, string> text) => string.Join(", ", names.Select(text));

    private string Marks(char mark) => string.Join(", ", columns.Select((_, i) => $"{mark}{i + 1}"));
}
