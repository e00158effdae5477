using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>
/// One parameter of a <see cref="Bulk{T}"/>: how it is bound for one row on SQLite, and as an array of all rows on
/// PostgreSQL. No boxing and no allocation per field: at thousands of orders a second they are what one would see
/// first.
/// </summary>
internal abstract class Column<T>
{
    public abstract string PostgresType { get; }

    /// <summary>SQLite's result code.</summary>
    public abstract int Bind(sqlite3_stmt statement, int index, T row);

    public abstract NpgsqlParameter ToArray(IReadOnlyList<T> rows);
}

internal sealed class Int64Column<T>(Func<T, long> read) : Column<T>
{
    public override string PostgresType => "bigint[]";

    public override int Bind(sqlite3_stmt statement, int index, T row) =>
        raw.sqlite3_bind_int64(statement, index, read(row));

    public override NpgsqlParameter ToArray(IReadOnlyList<T> rows)
    {
        var values = new long[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
        return new NpgsqlParameter<long[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        };
    }
}

internal sealed class NullableInt64Column<T>(Func<T, long?> read) : Column<T>
{
    public override string PostgresType => "bigint[]";

    public override int Bind(sqlite3_stmt statement, int index, T row) => read(row) is { } value
        ? raw.sqlite3_bind_int64(statement, index, value)
        : raw.sqlite3_bind_null(statement, index);

    public override NpgsqlParameter ToArray(IReadOnlyList<T> rows)
    {
        var values = new long?[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
        return new NpgsqlParameter<long?[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        };
    }
}

internal sealed class Int32Column<T>(Func<T, int> read) : Column<T>
{
    public override string PostgresType => "integer[]";

    public override int Bind(sqlite3_stmt statement, int index, T row) =>
        raw.sqlite3_bind_int(statement, index, read(row));

    public override NpgsqlParameter ToArray(IReadOnlyList<T> rows)
    {
        var values = new int[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
        return new NpgsqlParameter<int[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
        };
    }
}

internal sealed class UuidColumn<T>(Func<T, Guid> read) : Column<T>
{
    public override string PostgresType => "uuid[]";

    public override int Bind(sqlite3_stmt statement, int index, T row)
    {
        Span<byte> bytes = stackalloc byte[16];
        // Big endian, so that UUIDv7 sorts by time as bytes.
        read(row).TryWriteBytes(bytes, bigEndian: true, out _);
        return raw.sqlite3_bind_blob(statement, index, bytes);
    }

    public override NpgsqlParameter ToArray(IReadOnlyList<T> rows)
    {
        var values = new Guid[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
        return new NpgsqlParameter<Guid[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        };
    }
}

internal sealed class NullableUuidColumn<T>(Func<T, Guid?> read) : Column<T>
{
    public override string PostgresType => "uuid[]";

    public override int Bind(sqlite3_stmt statement, int index, T row)
    {
        if (read(row) is not { } value) return raw.sqlite3_bind_null(statement, index);
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return raw.sqlite3_bind_blob(statement, index, bytes);
    }

    public override NpgsqlParameter ToArray(IReadOnlyList<T> rows)
    {
        var values = new Guid?[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
        return new NpgsqlParameter<Guid?[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        };
    }
}

internal sealed class TextColumn<T>(Func<T, string?> read) : Column<T>
{
    private const int stackBytesMax = 512;

    public override string PostgresType => "text[]";

    public override int Bind(sqlite3_stmt statement, int index, T row)
    {
        var text = read(row);
        if (text is null) return raw.sqlite3_bind_null(statement, index);
        var bytesMax = System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
        if (bytesMax > stackBytesMax) return BindLong(statement, index, text, bytesMax);
        Span<byte> bytes = stackalloc byte[stackBytesMax];
        var written = System.Text.Encoding.UTF8.GetBytes(text, bytes);
        return raw.sqlite3_bind_text(statement, index, bytes[..written]);
    }

    /// <summary>Rented: an envelope of 256 facts would be a large object, collected with everything else.</summary>
    private static int BindLong(sqlite3_stmt statement, int index, string text, int bytesMax)
    {
        var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(bytesMax);
        var written = System.Text.Encoding.UTF8.GetBytes(text, bytes);
        var code = raw.sqlite3_bind_text(statement, index, bytes.AsSpan(0, written));
        System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        return code;
    }

    public override NpgsqlParameter ToArray(IReadOnlyList<T> rows)
    {
        var values = new string?[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = read(rows[i]);
        return new NpgsqlParameter<string?[]>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        };
    }
}
