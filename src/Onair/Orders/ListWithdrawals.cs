using Onair.Primitives;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>A withdrawal in a list.</summary>
public sealed class WithdrawalRow
{
    public Guid Id { get; init; }

    public Guid OrderId { get; init; }

    public string OrderNumber { get; internal set; } = "";

    public EndCause Cause { get; init; }

    public WithdrawalState State { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the goods were here; null: not yet.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Pieces that come back.</summary>
    public long Pieces { get; init; }
}

/// <summary>What customers give back, the oldest word first.</summary>
public sealed class ListWithdrawals(Database database)
{
    public const int LimitMax = 500;

    /// <summary>Rows that a page looks at before the filter.</summary>
    private const int scanMax = 20_000;

    /// <summary>A page, and where the next one begins: null when that was all.</summary>
    public Task<(List<WithdrawalRow> Rows, Guid? Next)> RunAsync(
        WithdrawalState? state, Guid? after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var asked = new
        {
            after = after ?? TimeIds.Least, state = (int?)state ?? 0, scan = scanMax, skip = scanMax - 1, limit,
        };
        return database.ReadAsync(
            async open =>
            {
                var rows = await open.QueryAsync<WithdrawalRow>(WithdrawalsStore.PageRows, asked, cancel);
                var orders = new List<Order>(rows.Count);
                var round = open.Round();
                round.Read(OrdersStore.ById, [.. rows.Select(row => row.OrderId)], OrdersStore.Map, orders);
                await round.ExecuteAsync(cancel);
                var numbers = orders.ToDictionary(order => order.Id, order => order.Number);
                foreach (var row in rows) row.OrderNumber = numbers[row.OrderId];
                var next = rows.Count == limit
                    ? rows[^1].Id
                    : await open.FirstAsync<Guid?>(WithdrawalsStore.PageReach, asked, cancel);
                return (rows, next);
            },
            cancel);
    }
}
