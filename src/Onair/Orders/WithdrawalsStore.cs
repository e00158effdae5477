using Onair.Storage;

namespace Onair.Orders;

/// <summary>Tables <c>withdrawals</c> and <c>withdrawal_lines</c>.</summary>
internal static class WithdrawalsStore
{
    private const string columns = "w.id, w.order_id, w.cause, w.state, w.requested_at, w.ended_at, w.sealed_account";

    /// <summary>The open one of each order; guarded by the order's lock.</summary>
    public static readonly Bulk<Guid> OpenOf = new Bulk<Guid>(
        sqlite: $"SELECT {columns} FROM withdrawals w WHERE w.order_id = ?1 AND w.state = 1",
        postgres: $"SELECT {columns} FROM withdrawals w WHERE w.order_id = ANY ($1) AND w.state = 1").Uuid(id => id);

    public static readonly Bulk<Guid> OpenLinesOf = new Bulk<Guid>(
        sqlite: """
            SELECT l.withdrawal_id, l.line, l.pieces
            FROM withdrawal_lines l JOIN withdrawals w ON w.id = l.withdrawal_id
            WHERE w.order_id = ?1 AND w.state = 1 ORDER BY l.line
            """,
        postgres: """
            SELECT l.withdrawal_id, l.line, l.pieces
            FROM withdrawal_lines l JOIN withdrawals w ON w.id = l.withdrawal_id
            WHERE w.order_id = ANY ($1) AND w.state = 1 ORDER BY l.withdrawal_id, l.line
            """).Uuid(id => id);

    /// <summary>A page by age; the window before the filter keeps it quick.</summary>
    public static readonly Sql PageRows = new(
        """
        SELECT w.id AS Id, w.order_id AS OrderId, w.cause AS Cause, w.state AS State, w.requested_at AS RequestedAt,
            w.ended_at AS EndedAt,
            CAST((SELECT SUM(l.pieces) FROM withdrawal_lines l WHERE l.withdrawal_id = w.id) AS bigint) AS Pieces
        FROM (SELECT * FROM withdrawals WHERE id > @after ORDER BY id LIMIT @scan) w
        WHERE (@state = 0 OR w.state = @state) ORDER BY w.id LIMIT @limit
        """);

    public static readonly Sql PageReach = new(
        "SELECT id FROM withdrawals WHERE id > @after ORDER BY id LIMIT 1 OFFSET @skip");

    public static readonly Bulk<Withdrawal> Add = Bulk<Withdrawal>
        .InsertInto("withdrawals")
        .Uuid(w => w.Id, "id")
        .Uuid(w => w.OrderId, "order_id")
        .Int32(w => (int)w.Cause, "cause")
        .Int32(w => (int)w.State, "state")
        .Instant(w => w.RequestedAt, "requested_at")
        .Text(w => w.SealedAccount, "sealed_account");

    public static readonly Bulk<LineRow> AddLine = Bulk<LineRow>
        .InsertInto("withdrawal_lines")
        .Uuid(l => l.WithdrawalId, "withdrawal_id")
        .Int32(l => l.Line, "line")
        .Int32(l => l.Pieces, "pieces");

    public static readonly Bulk<Withdrawal> End = new Bulk<Withdrawal>(
        sqlite: "UPDATE withdrawals SET state = 2, ended_at = ?2, sealed_account = NULL WHERE id = ?1",
        postgres: """
            UPDATE withdrawals SET state = 2, ended_at = d.ended_at, sealed_account = NULL
            FROM unnest($1, $2) AS d (id, ended_at) WHERE withdrawals.id = d.id
            """)
        .Uuid(w => w.Id)
        .NullableInt64(w => w.EndedAt?.ToMicroseconds());

    public static Withdrawal Map(Row row) => Withdrawal.Of(
        row.Uuid(0),
        row.Uuid(1),
        (EndCause)row.Int32(2),
        (WithdrawalState)row.Int32(3),
        row.Instant(4),
        row.IsNull(5) ? null : row.Instant(5),
        row.NullableText(6));

    public static LineRow MapLine(Row row) => new(row.Uuid(0), row.Int32(1), row.Int32(2));

    /// <summary>The open withdrawals of these orders with their lines, by order.</summary>
    public static async Task<Dictionary<Guid, Withdrawal>> ReadOpenAsync(
        Transaction open, IReadOnlyList<Guid> orderIds, CancellationToken cancel)
    {
        if (orderIds.Count == 0) return [];
        var found = new List<Withdrawal>();
        var lines = new List<LineRow>();
        var round = open.Round();
        round.Read(OpenOf, orderIds, Map, found);
        round.Read(OpenLinesOf, orderIds, MapLine, lines);
        await round.ExecuteAsync(cancel);
        var byId = found.ToDictionary(withdrawal => withdrawal.Id);
        foreach (var line in lines) byId[line.WithdrawalId].Lines.Add((line.Line, line.Pieces));
        return found.ToDictionary(withdrawal => withdrawal.OrderId);
    }

    public static void Write(Round round, Withdrawal withdrawal)
    {
        round.Write(Add, [withdrawal]);
        round.Write(
            AddLine, [.. withdrawal.Lines.Select(line => new LineRow(withdrawal.Id, line.Line, line.Pieces))]);
    }

    internal readonly record struct LineRow(Guid WithdrawalId, int Line, int Pieces);
}
