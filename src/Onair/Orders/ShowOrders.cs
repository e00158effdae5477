using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>A step of an order as the timeline keeps it.</summary>
public sealed class Transition
{
    public int Version { get; init; }

    public OrderStatus From { get; init; }

    public OrderStatus To { get; init; }

    public DateTimeOffset At { get; init; }

    public string Actor { get; init; } = "";

    public string? Reason { get; init; }

    /// <summary>Why pieces went back; null when nobody said.</summary>
    public EndCause? Cause { get; init; }

    /// <summary>Won that the shop kept for the way back.</summary>
    public long Fee { get; init; }
}

/// <summary>An order with everything that happened to it.</summary>
public sealed record ShownOrder(Order Order, IReadOnlyList<Transition> Timeline, IReadOnlyList<Attempt> Attempts)
{
    /// <summary>Money on its way back, the oldest first.</summary>
    public IReadOnlyList<Refund> Refunds { get; init; } = [];

    /// <summary>Receipts of cash, per payment in the order of their places.</summary>
    public IReadOnlyList<CashReceipt> Receipts { get; init; } = [];

    /// <summary>The receipts that say something: not those asked for with a payment that has ended.</summary>
    public IReadOnlyList<CashReceipt> ReceiptsInForce =>
    [
        .. Receipts.Where(r => r.State switch
        {
            CashReceiptState.Asked => AttemptRules.IsLiving(Attempts.First(a => a.Id == r.AttemptId).State),
            CashReceiptState.Dropped => false,
            CashReceiptState.Planned or CashReceiptState.Issued or CashReceiptState.Cancelling
                or CashReceiptState.Cancelled or CashReceiptState.Failed => true,
        }),
    ];

    /// <summary>What was asked for last and waits for its money; null: nothing. A payment begun again may carry it on.
    /// </summary>
    public ReceiptChoice? ReceiptAsked =>
        Receipts.LastOrDefault(r => r.State == CashReceiptState.Asked) is { SealedNumber: { } number } asked
            ? new ReceiptChoice(asked.Purpose, number, asked.MaskedNumber ?? "")
            : null;

    /// <summary>What the customer is giving back; null when nothing is open.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>Counts what changes without the order and its attempts, for the ETag.</summary>
    internal string Marks =>
        $"{(Refunds.Count(NeedsAccount) * 2) + (Withdrawal is null ? 0 : 1)}-{Receipts.Sum(r => r.Version)}";

    /// <summary>True for a refund that waits until somebody says where it goes back to.</summary>
    public bool NeedsAccount(Refund refund) =>
        RefundAccounts.IsMissing(Attempts.First(attempt => attempt.Id == refund.AttemptId), refund);
}

/// <summary>Reads of orders.</summary>
public sealed class ShowOrders(Database database, OrderTokens tokens)
{
    /// <summary>The order of a guest; null when the number is unknown or the token is not its own.</summary>
    public async Task<ShownOrder?> OfGuestAsync(string number, string token, CancellationToken cancel) =>
        await ByNumberAsync(number, cancel) is { } shown && tokens.IsValid(shown.Order.Id, token) ? shown : null;

    /// <summary>For staff, who need no token.</summary>
    public async Task<ShownOrder?> ByNumberAsync(string number, CancellationToken cancel)
    {
        if (!OrderNumber.IsValid(number)) return null;
        return await database.ReadAsync(
            async open =>
            {
                var orders = new List<Order>(1);
                var first = open.Round();
                first.Read(OrdersStore.ByNumber, [number], OrdersStore.Map, orders);
                await first.ExecuteAsync(cancel);
                if (orders.Count == 0) return null;
                var lines = new List<OrderLine>();
                var attempts = new List<Attempt>();
                var second = open.Round();
                second.Read(OrdersStore.LinesOf, [orders[0].Id], OrdersStore.MapLine, lines);
                FindAttempts.OfOrders(second, [orders[0].Id], attempts);
                await second.ExecuteAsync(cancel);
                orders[0].Lines.AddRange(lines);
                var timeline = await open.QueryAsync<Transition>(
                    OrdersStore.Timeline, new { id = orders[0].Id }, cancel);
                var refunds = new List<Refund>();
                var third = open.Round();
                FindAttempts.RefundsOf(third, attempts.ConvertAll(attempt => attempt.Id), refunds);
                var receipts = new List<CashReceipt>();
                FindReceipts.OfAttempts(third, attempts.ConvertAll(attempt => attempt.Id), receipts);
                await third.ExecuteAsync(cancel);
                var withdrawals = await WithdrawalsStore.ReadOpenAsync(open, [orders[0].Id], cancel);
                return new ShownOrder(orders[0], timeline, attempts)
                {
                    Refunds = refunds,
                    Receipts = receipts,
                    Withdrawal = withdrawals.GetValueOrDefault(orders[0].Id),
                };
            },
            cancel);
    }

    /// <summary>One attempt of a guest's order; null when either is unknown or does not belong to the other.</summary>
    public Task<Attempt?> AttemptAsync(string number, string token, Guid attemptId, CancellationToken cancel) =>
        database.ReadAsync(
            async open =>
            {
                var attempt = await FindAttempts.ByIdAsync(open, attemptId, cancel);
                return attempt is not null && attempt.OrderNumber == number && tokens.IsValid(attempt.OrderId, token)
                    ? attempt
                    : null;
            },
            cancel);
}
