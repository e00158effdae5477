using System.Data.Common;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>One row of a result, read by position. Valid only inside the mapping function it is handed to.</summary>
public abstract class Row
{
    public abstract bool IsNull(int column);

    public abstract long Int64(int column);

    public abstract string Text(int column);

    public abstract Guid Uuid(int column);

    public int Int32(int column) => checked((int)Int64(column));

    public DateTimeOffset Instant(int column) => Instants.FromMicroseconds(Int64(column));

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);
}

internal sealed class SqliteRow(sqlite3_stmt statement) : Row
{
    public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public override long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public override string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public override Guid Uuid(int column) => new(raw.sqlite3_column_blob(statement, column), bigEndian: true);
}

internal sealed class PostgresRow(DbDataReader reader) : Row
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    // int4 columns are read as int8 by Npgsql; sums of int8 are numeric and are cast in the text that asks for them.
    public override long Int64(int column) => reader.GetInt64(column);

    public override string Text(int column) => reader.GetString(column);

    public override Guid Uuid(int column) => reader.GetGuid(column);
}
