using Microsoft.Extensions.Options;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Which clock of the law. Sent as metric labels; never renumber.</summary>
public enum DeadlineKind
{
    /// <summary>Paid goods are to be on their way.</summary>
    Ship = 1,

    /// <summary>Money is to be back.</summary>
    Refund = 2,
}

/// <summary>Something that must be done by a time.</summary>
/// <param name="Kind">Which clock.</param>
/// <param name="OrderNumber">The order.</param>
/// <param name="DueAt">The time is over then.</param>
/// <param name="Amount">Won of the refund; null for goods.</param>
/// <param name="Note">What stands in the way, when something is known to.</param>
public sealed record LegalDeadline(
    DeadlineKind Kind, string OrderNumber, DateTimeOffset DueAt, long? Amount, string? Note)
{
    public bool IsOverdue(DateTimeOffset now) => DueAt <= now;
}

/// <summary>What is overdue or due soon, the most urgent first.</summary>
public sealed class ListDeadlines(Database database, IOptions<OrdersOptions> options, TimeProvider time)
{
    /// <summary>Rows per kind: what one person can look at.</summary>
    public const int RowsMax = 500;

    public Task<IReadOnlyList<LegalDeadline>> RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() + options.Value.DueSoon;
        return database.ReadAsync<IReadOnlyList<LegalDeadline>>(
            async open =>
            {
                var ships = await open.QueryAsync<ShipRow>(
                    OrdersStore.ShipsDue, new { before, limit = RowsMax }, cancel);
                var refunds = await DueRefund.ListAsync(open, before, RowsMax, cancel);
                return
                [
                    .. ships.Select(row => new LegalDeadline(DeadlineKind.Ship, row.Number, row.DueAt, null, null))
                        .Concat(refunds.Select(Of))
                        .OrderBy(deadline => deadline.DueAt),
                ];
            },
            cancel);
    }

    /// <summary>How many are overdue now, of each kind.</summary>
    public Task<IReadOnlyDictionary<DeadlineKind, long>> CountAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync<IReadOnlyDictionary<DeadlineKind, long>>(
            async open => new Dictionary<DeadlineKind, long>
            {
                [DeadlineKind.Ship] = await open.FirstAsync<long>(OrdersStore.CountShipsOverdue, new { now }, cancel),
                [DeadlineKind.Refund] = await DueRefund.CountOverdueAsync(open, now, cancel),
            },
            cancel);
    }

    private static LegalDeadline Of(DueRefund row) => new(
        DeadlineKind.Refund,
        row.OrderNumber,
        row.DueAt,
        row.Amount,
        row.State == RefundState.Failed ? "refused by the provider"
            : row.NeedsAccount == 1 ? "waits for the customer's account"
            : null);

    private sealed class ShipRow
    {
        public string Number { get; init; } = "";

        public DateTimeOffset DueAt { get; init; }
    }
}
