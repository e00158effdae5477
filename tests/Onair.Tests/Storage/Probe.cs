using System.Buffers.Binary;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>A row with one column of each kind that the shop keeps.</summary>
internal sealed record Probe(Guid Id, long Number, string? Word, DateTimeOffset At, long? Maybe = null, int Small = 0)
{
    public static readonly Bulk<Probe> Insert = Bulk<Probe>.InsertInto("probes")
        .Uuid(row => row.Id, "id")
        .Int64(row => row.Number, "number")
        .Text(row => row.Word, "word")
        .Instant(row => row.At, "at")
        .NullableInt64(row => row.Maybe, "maybe")
        .Int32(row => row.Small, "small");

    public static readonly Bulk<Guid> ById = new Bulk<Guid>(
        sqlite: "SELECT id, number, word, at, maybe, small FROM probes WHERE id = ?1",
        postgres: "SELECT id, number, word, at, maybe, small FROM probes WHERE id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<Probe> Double = new Bulk<Probe>(
        sqlite: "UPDATE probes SET number = number * 2 WHERE id = ?1",
        postgres: "UPDATE probes SET number = number * 2 WHERE id = ANY ($1)").Uuid(row => row.Id);

    public static readonly Sql Count = new("SELECT count(*) FROM probes");

    public static readonly Sql Add = new(
        "INSERT INTO probes (id, number, word, at, maybe, small) VALUES (@id, @number, @word, @at, @maybe, 0)");

    public static readonly Sql Find = new(
        """
        SELECT id AS "Id", number AS "Number", word AS "Word", at AS "At", maybe AS "Maybe" FROM probes WHERE id = @id
        """);

    private static readonly Sql create = new(
        sqlite: """
            CREATE TABLE probes (id BLOB PRIMARY KEY NOT NULL, number INTEGER NOT NULL CHECK (number >= 0), word TEXT,
            at INTEGER NOT NULL, maybe INTEGER, small INTEGER NOT NULL) STRICT
            """,
        postgres: """
            CREATE TABLE probes (id uuid PRIMARY KEY, number bigint NOT NULL CHECK (number >= 0), word text,
            at bigint NOT NULL, maybe bigint, small integer NOT NULL)
            """);

    public static Probe From(Row row) =>
        new(row.Uuid(0), row.Int64(1), row.NullableText(2), row.Instant(3), row.NullableInt64(4), row.Int32(5));

    /// <summary>
    /// The same number gives the same row; its id is a UUIDv7 of that millisecond, with nothing random in it.
    /// </summary>
    public static Probe Numbered(long number) => new(Id7(number), number, $"word {number}", TestDatabase.Start);

    /// <summary>A database with the table of these rows.</summary>
    public static async Task<TestDatabase> DatabaseAsync(Dialect dialect, Action<StorageOptions>? configure = null)
    {
        var shop = await TestDatabase.CreateEmptyAsync(dialect, configure);
        await shop.Database.WriteAsync(open => open.ExecuteAsync(create, null, default), default);
        return shop;
    }

    public static Task<int> InsertAsync(Transaction open, params IReadOnlyList<Probe> rows)
    {
        var round = open.Round();
        round.Write(Insert, rows);
        return round.ExecuteAsync(default);
    }

    public static async Task<List<Probe>> FindAsync(Transaction open, params IReadOnlyList<Guid> ids)
    {
        var found = new List<Probe>();
        var round = open.Round();
        round.Read(ById, ids, From, found);
        await round.ExecuteAsync(default);
        return found;
    }

    private static Guid Id7(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (TestDatabase.Start.ToUnixTimeMilliseconds() + number) << 16);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }

    public static Task<long> CountAsync(Database database) =>
        database.ReadAsync(open => open.FirstAsync<long>(Count, null, default), default);
}
