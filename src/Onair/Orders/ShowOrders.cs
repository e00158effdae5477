using Onair.Orders.Shipments;
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

    /// <summary>Its parcels, the first one first.</summary>
    public IReadOnlyList<Shipment> Parcels { get; init; } = [];

    /// <summary>What the customer is giving back; null when nothing is open.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>
    /// Changes with everything that its owner sees: the ETag of reads. Payments change without the order, a deadline is
    /// put off without either, and so are receipts and what waits for goods or an account.
    /// </summary>
    public string Mark =>
        $"{Order.Version}-{Attempts.Sum(a => a.Version)}-{Order.PayBefore.ToUnixTimeSeconds()}-{Marks}";

    /// <summary>Counts what changes without the order and its attempts.</summary>
    private string Marks =>
        $"{(Refunds.Count(NeedsAccount) * 2) + (Withdrawal is null ? 0 : 1)}-{Receipts.Sum(r => r.Version)}{Sent}";

    private string Sent => Parcels.Count > 0 ? $"-{Parcels.Count}" : "";

    /// <summary>True for a refund that waits until somebody says where it goes back to.</summary>
    public bool NeedsAccount(Refund refund) =>
        RefundAccounts.IsMissing(Attempts.First(attempt => attempt.Id == refund.AttemptId), refund);
}

/// <summary>Reads of orders.</summary>
public sealed class ShowOrders(Database database, OrderTokens tokens, DeliverySeal deliveries)
{
    /// <summary>The order of a guest; null when the number is unknown or the token is not its own.</summary>
    public async Task<ShownOrder?> OfGuestAsync(string number, string token, CancellationToken cancel) =>
        await ByNumberAsync(number, cancel) is { } shown && tokens.IsValid(shown.Order.Id, token) ? shown : null;

    /// <summary>For staff, who need no token.</summary>
    public async Task<ShownOrder?> ByNumberAsync(string number, CancellationToken cancel) =>
        OrderNumber.IsValid(number) ? await ReadAsync(OrdersStore.ByNumber, number, cancel) : null;

    internal Task<ShownOrder?> ByIdAsync(Guid id, CancellationToken cancel) =>
        ReadAsync(OrdersStore.ById, id, cancel);

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

    private async Task<ShownOrder?> ReadAsync<TKey>(Bulk<TKey> by, TKey key, CancellationToken cancel)
    {
        var shown = await database.ReadAsync(open => ReadAsync(open, by, key, cancel), cancel);
        if (shown is not null) await deliveries.OpenAsync(shown.Order, cancel);
        return shown;
    }

    private static async Task<ShownOrder?> ReadAsync<TKey>(
        Transaction open, Bulk<TKey> by, TKey key, CancellationToken cancel)
    {
        var orders = new List<Order>(1);
        var first = open.Round();
        first.Read(by, [key], OrdersStore.Map, orders);
        await first.ExecuteAsync(cancel);
        if (orders.Count == 0) return null;
        var order = orders[0];
        var attempts = new List<Attempt>();
        var sent = new List<SealedDelivery>(1);
        var second = open.Round();
        second.Read(OrdersStore.LinesOf, [order.Id], OrdersStore.MapLine, order.Lines);
        second.Read(OrdersStore.DeliveriesOf, [order.Id], OrdersStore.MapDelivery, sent);
        FindAttempts.OfOrders(second, [order.Id], attempts);
        var parcels = new List<Shipment>();
        second.Read(OrdersStore.ShipmentsOf, [order.Id], OrdersStore.MapShipment, parcels);
        await second.ExecuteAsync(cancel);
        OrdersStore.Join(orders, sent);
        var timeline = await open.QueryAsync<Transition>(OrdersStore.Timeline, new { id = order.Id }, cancel);
        var refunds = new List<Refund>();
        var receipts = new List<CashReceipt>();
        var third = open.Round();
        FindAttempts.RefundsOf(third, attempts.ConvertAll(attempt => attempt.Id), refunds);
        FindReceipts.OfAttempts(third, attempts.ConvertAll(attempt => attempt.Id), receipts);
        await third.ExecuteAsync(cancel);
        var withdrawals = await WithdrawalsStore.ReadOpenAsync(open, [order.Id], cancel);
        return new ShownOrder(order, timeline, attempts)
        {
            Refunds = refunds,
            Receipts = receipts,
            Parcels = [.. parcels.OrderBy(parcel => parcel.At)],
            Withdrawal = withdrawals.GetValueOrDefault(order.Id),
        };
    }
}
