using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum RequestWithdrawalStatus
{
    /// <summary>It is written; the refund follows when the goods are back.</summary>
    Requested = 1,

    /// <summary>One is open for this order: it is handed back, and nothing changed.</summary>
    AlreadyRequested = 2,

    UnknownOrder = 3,

    /// <summary>Not shipped yet: it is cancelled, not given back. Or it has ended.</summary>
    WrongState = 4,

    /// <summary>The time of the law is over: see <see cref="Order.WithdrawBefore"/>.</summary>
    TooLate = 5,

    /// <summary>A SKU is not in the order, or fewer pieces are left.</summary>
    NotInOrder = 6,

    /// <summary>It was paid into an account: somebody must say where the money goes back to.</summary>
    AccountNeeded = 7,
}

/// <summary>A customer's word that they give pieces back.</summary>
/// <param name="Number">The order.</param>
/// <param name="Token">The guest's token.</param>
/// <param name="Cause">Anything but <see cref="EndCause.SupplyFailure"/>.</param>
/// <param name="Pieces">Which; null for all that are left.</param>
/// <param name="SealedAccount">Where a deposit goes back to, sealed; null for what goes back the way it came.</param>
public sealed record RequestWithdrawal(
    string Number,
    string Token,
    EndCause Cause,
    IReadOnlyList<(string Sku, int Pieces)>? Pieces,
    string? SealedAccount);

/// <summary>The withdrawal of the order after the verb; null for the statuses without one.</summary>
public readonly record struct RequestedWithdrawal(
    RequestWithdrawalStatus Status, Withdrawal? Withdrawal, Order? Order);

/// <summary>Takes the word of customers who give goods back, while the law lets them.</summary>
public sealed class RequestWithdrawals(Database database, OrderTokens tokens, TimeProvider time)
{
    public Task<RequestedWithdrawal> RunAsync(RequestWithdrawal request, CancellationToken cancel)
    {
        if (request.Cause == EndCause.SupplyFailure)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.Cause, "not a customer's cause");
        }

        return database.WriteAsync(open => RunAsync(open, request, cancel), cancel);
    }

    private async Task<RequestedWithdrawal> RunAsync(
        Transaction open, RequestWithdrawal request, CancellationToken cancel)
    {
        // :: load
        var found = await OrderChanges.LockAsync(open, [request.Number], withLines: true, cancel);
        if (!found.TryGetValue(request.Number, out var order) || !tokens.IsValid(order.Id, request.Token))
        {
            return new RequestedWithdrawal(RequestWithdrawalStatus.UnknownOrder, null, null);
        }

        var opened = await WithdrawalsStore.ReadOpenAsync(open, [order.Id], cancel);
        if (opened.TryGetValue(order.Id, out var same))
        {
            return new RequestedWithdrawal(RequestWithdrawalStatus.AlreadyRequested, same, order);
        }

        var attempts = new List<Attempt>();
        var steps = await open.QueryAsync<Transition>(OrdersStore.Timeline, new { id = order.Id }, cancel);
        var reading = open.Round();
        FindAttempts.OfOrders(reading, [order.Id], attempts);
        await reading.ExecuteAsync(cancel);

        // :: decide
        var now = time.GetUtcNow().ToStored();
        var deliveredAt = steps.Find(step => step.To == OrderStatus.Delivered)?.At;
        var isDeposit = attempts.Exists(a => a.Refundable > 0 && a.DepositUntil is not null);
        var pieces = request.Pieces is null ? OrderChange.Left(order) : EndOrders.Find(order, request.Pieces);
        if (Refuse(request, order, pieces, deliveredAt, isDeposit, now) is { } refused)
        {
            return new RequestedWithdrawal(refused, null, order);
        }

        var withdrawal = Withdrawal.Of(
            Guid.CreateVersion7(now),
            order.Id,
            request.Cause,
            WithdrawalState.Open,
            now,
            null,
            isDeposit ? request.SealedAccount : null);
        withdrawal.Lines.AddRange(pieces!.Select(piece => (piece.Line.Line, piece.Pieces)));

        // :: write
        var writing = open.Round();
        WithdrawalsStore.Write(writing, withdrawal);
        await writing.ExecuteAsync(cancel);
        return new RequestedWithdrawal(RequestWithdrawalStatus.Requested, withdrawal, order);
    }

    private static RequestWithdrawalStatus? Refuse(
        RequestWithdrawal request,
        Order order,
        List<(OrderLine Line, int Pieces)>? pieces,
        DateTimeOffset? deliveredAt,
        bool isDeposit,
        DateTimeOffset now)
    {
        if (OrderRules.Next(order.Status, OrderStep.Return) is null) return RequestWithdrawalStatus.WrongState;
        if (deliveredAt is { } received && now >= Until(request.Cause, received, now))
        {
            return RequestWithdrawalStatus.TooLate;
        }

        if (pieces is null) return RequestWithdrawalStatus.NotInOrder;
        return isDeposit && request.SealedAccount is null ? RequestWithdrawalStatus.AccountNeeded : null;
    }

    /// <summary>
    /// Who says today that goods are broken is taken to know it since today: the burden of proof is the seller's.
    /// </summary>
    private static DateTimeOffset Until(EndCause cause, DateTimeOffset receivedAt, DateTimeOffset now) =>
        cause == EndCause.ChangeOfMind
            ? LegalDeadlines.WithdrawBefore(receivedAt)
            : LegalDeadlines.WithdrawMismatchBefore(receivedAt, now);
}
