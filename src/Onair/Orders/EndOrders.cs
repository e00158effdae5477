using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Sent as problem codes and exit codes; never renumber.</summary>
public enum EndOrderStatus
{
    /// <summary>The whole order ended.</summary>
    Ended = 1,

    /// <summary>Some pieces were given back; the order goes on with the rest.</summary>
    PartlyEnded = 2,

    /// <summary>It had ended before; nothing was done.</summary>
    AlreadyEnded = 3,

    UnknownOrder = 4,

    /// <summary>
    /// The diagram has no such arrow from the order's state: shipped orders are returned, not cancelled.
    /// </summary>
    WrongState = 5,

    /// <summary>A payment's outcome is not known yet: it must be, before anybody can say what is owed.</summary>
    PaymentPending = 6,

    /// <summary>A line names a SKU that is not in the order, or more pieces than are left.</summary>
    NotInOrder = 7,

    /// <summary>The order changed since the sender looked at it.</summary>
    Changed = 8,

    Busy = 9,

    /// <summary>The cause does not go with the step: see <see cref="EndCauses"/>.</summary>
    WrongCause = 10,
}

/// <summary>Asks to end an order, or to give some of its pieces back.</summary>
/// <param name="Number">The order.</param>
/// <param name="Token">The guest's token; null when staff ask.</param>
/// <param name="Step"><see cref="OrderStep.Cancel"/> before it was shipped, <see cref="OrderStep.Return"/>
/// after.</param>
/// <param name="Pieces">Which; null for all that are left.</param>
/// <param name="Reason">For the timeline, or null.</param>
/// <param name="Actor">Who.</param>
/// <param name="IfVersion">The version the sender saw; null when it does not matter.</param>
public sealed record EndOrder(
    string Number,
    string? Token,
    OrderStep Step,
    IReadOnlyList<(string Sku, int Pieces)>? Pieces,
    string? Reason,
    string Actor,
    int? IfVersion)
{
    /// <summary>Why, by the law's kinds; null when nobody said, and then nothing is deducted.</summary>
    public EndCause? Cause { get; init; }

    /// <summary>
    /// The customer's withdrawal whose goods came back: its pieces, cause and account count then. Null for others.
    /// </summary>
    public Guid? WithdrawalId { get; init; }
}

/// <summary>The order as it stands after the verb; null when it is unknown or the queue was full.</summary>
public readonly record struct EndedOrder(EndOrderStatus Status, Order? Order);

/// <summary>
/// Cancels and returns, whole or by pieces: stock goes back, and money that was taken is asked back in the same
/// transaction. A group commit, as the evening's cancellations come together too.
/// </summary>
public sealed class EndOrders : IAsyncDisposable
{
    private readonly OrderChanges changes;
    private readonly OrderTokens tokens;
    private readonly WithdrawAttempts withdraw;
    private readonly RequestRefunds refunds;
    private readonly JobQueue jobs;
    private readonly FactOutbox outbox;
    private readonly OrdersOptions options;
    private readonly TimeProvider time;
    private readonly GroupCommit<EndOrder, EndedOrder> queue;

    internal EndOrders(
        OrderQueues queues,
        OrderChanges changes,
        OrderTokens tokens,
        WithdrawAttempts withdraw,
        RequestRefunds refunds,
        JobQueue jobs,
        FactOutbox outbox,
        IOptions<OrdersOptions> options,
        TimeProvider time)
    {
        this.changes = changes;
        this.tokens = tokens;
        this.withdraw = withdraw;
        this.refunds = refunds;
        this.jobs = jobs;
        this.outbox = outbox;
        this.options = options.Value;
        this.time = time;
        // The whole order ends once, however often it is asked; some pieces of it would be given back again.
        queue = queues.Open<EndOrder, EndedOrder>(
            "ends", new EndedOrder(EndOrderStatus.Busy, null), RunAsync, isRepeatable: request =>
                request.Pieces is null);
    }

    public async Task<EndedOrder> RunAsync(EndOrder request)
    {
        var answer = await queue.SubmitAsync(request);
        if (answer.Status is EndOrderStatus.Ended or EndOrderStatus.PartlyEnded)
        {
            outbox.Wake();
            jobs.Wake(RefundPayments.JobKind);
        }

        return answer;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private async Task<IReadOnlyList<EndedOrder>> RunAsync(
        Transaction open, IReadOnlyList<EndOrder> asked, CancellationToken cancel)
    {
        // :: load
        var orders = await OrderChanges.LockAsync(open, [.. asked.Select(r => r.Number)], withLines: true, cancel);
        var now = time.GetUtcNow().ToStored();
        var withdrawals = await WithdrawalsStore.ReadOpenAsync(open, Returning(asked, orders), cancel);
        var requests = asked.Select(request => Fill(request, orders, withdrawals)).ToList();
        var living = await WithdrawAsync(open, requests, orders, now, cancel);

        // :: decide
        var made = new List<OrderChange>(requests.Count);
        var answers = new EndedOrder[requests.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var order = orders.GetValueOrDefault(requests[i].Number);
            answers[i] = Decide(requests[i], order, living, now, made);
        }

        // :: write
        var accounts = End(withdrawals, requests, answers, now);
        var round = open.Round();
        changes.Write(round, made);
        round.Write(WithdrawalsStore.End, [.. withdrawals.Values.Where(w => w.State == WithdrawalState.Done)]);
        await round.ExecuteAsync(cancel);
        await RefundAsync(open, made, living, accounts, now, cancel);
        return answers;
    }

    private static List<Guid> Returning(IReadOnlyList<EndOrder> requests, Dictionary<string, Order> orders) =>
    [
        .. requests
            .Where(request => request.Step == OrderStep.Return && orders.ContainsKey(request.Number))
            .Select(request => orders[request.Number].Id)
            .Distinct(),
    ];

    /// <summary>A request about a withdrawal says what the withdrawal says.</summary>
    private static EndOrder Fill(
        EndOrder request, Dictionary<string, Order> orders, Dictionary<Guid, Withdrawal> withdrawals)
    {
        if (request.WithdrawalId is not { } id || !orders.TryGetValue(request.Number, out var order)) return request;
        // Ended meanwhile, or never of this order: refused by the empty list of pieces.
        if (!withdrawals.TryGetValue(order.Id, out var withdrawal) || withdrawal.Id != id)
        {
            return request with { Pieces = [] };
        }

        return request with
        {
            Cause = withdrawal.Cause,
            Pieces = [.. withdrawal.Lines.Select(l => (order.Lines.First(line => line.Line == l.Line).Sku, l.Pieces))],
        };
    }

    /// <summary>
    /// Withdrawals end with the return that answers them, and with the order. Their accounts, by order, go on with the
    /// refunds.
    /// </summary>
    private static Dictionary<Guid, string> End(
        Dictionary<Guid, Withdrawal> withdrawals,
        List<EndOrder> requests,
        EndedOrder[] answers,
        DateTimeOffset now)
    {
        var accounts = new Dictionary<Guid, string>();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Status is not (EndOrderStatus.Ended or EndOrderStatus.PartlyEnded)) continue;
            var order = answers[i].Order!;
            if (!withdrawals.TryGetValue(order.Id, out var open) || open.State != WithdrawalState.Open) continue;
            if (requests[i].WithdrawalId is null && !OrderRules.IsFinal(order.Status)) continue;
            if (open.SealedAccount is { } account) accounts[order.Id] = account;
            open.End(now);
        }

        return accounts;
    }

    /// <summary>
    /// Attempts that stand before any call to a provider end here, of orders that a request may really end: one that is
    /// refused (a stranger's token, an old version) must not take the owner's payment down.
    /// </summary>
    private async Task<Dictionary<Guid, WithdrawnAttempt>> WithdrawAsync(
        Transaction open,
        IReadOnlyList<EndOrder> requests,
        Dictionary<string, Order> orders,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        // The first request of an order that changes it sees the order as it was loaded, so it is found here.
        var ending = requests
            .Where(request => orders.TryGetValue(request.Number, out var order) && Refuse(request, order) is null)
            .Select(request => orders[request.Number].Id)
            .Distinct()
            .ToList();
        if (ending.Count == 0) return [];
        var answers = await withdraw.RunAsync(open, ending, WithdrawAttempts.OrderCanceled, now, cancel);
        var closing = answers.Where(a => a.Status == WithdrawAttemptStatus.Closing).ToList();
        if (closing.Count > 0)
        {
            await jobs.EnqueueAsync(
                open, [.. closing.Select(a => ResolvePayments.CloseOf(a.Attempt!, now))], cancel);
        }
        return ending.Zip(answers).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>
    /// Why a request cannot change the order as it stands; null when only its payment may stand in the way.
    /// </summary>
    private EndOrderStatus? Refuse(EndOrder request, Order order)
    {
        if (request.Token is { } token && !tokens.IsValid(order.Id, token)) return EndOrderStatus.UnknownOrder;
        if (OrderRules.IsFinal(order.Status)) return EndOrderStatus.AlreadyEnded;
        if (request.IfVersion is { } seen && seen != order.Version) return EndOrderStatus.Changed;
        if (OrderRules.Next(order.Status, request.Step) is null) return EndOrderStatus.WrongState;
        if (!EndCauses.Fits(request.Cause, request.Step, order.Status)) return EndOrderStatus.WrongCause;
        if (request.WithdrawalId is not null && request.Pieces is { Count: 0 }) return EndOrderStatus.AlreadyEnded;
        return request.Pieces is not null && Find(order, request.Pieces) is null ? EndOrderStatus.NotInOrder : null;
    }

    private EndedOrder Decide(
        EndOrder request,
        Order? order,
        Dictionary<Guid, WithdrawnAttempt> living,
        DateTimeOffset now,
        List<OrderChange> made)
    {
        if (order is null) return new(EndOrderStatus.UnknownOrder, null);
        if (Refuse(request, order) is { } refused)
        {
            return new EndedOrder(refused, refused == EndOrderStatus.UnknownOrder ? null : order);
        }

        if (living[order.Id].Status is WithdrawAttemptStatus.InFlight or WithdrawAttemptStatus.Closing)
        {
            return new EndedOrder(EndOrderStatus.PaymentPending, order);
        }

        if (request.Pieces is null)
        {
            made.Add(OrderChange.Undo(
                order, request.Step, now, request.Actor, request.Reason, request.Cause, options.ReturnShipping));
            return new EndedOrder(EndOrderStatus.Ended, order);
        }

        made.Add(OrderChange.Undo(
            order,
            request.Step,
            Find(order, request.Pieces)!,
            now,
            request.Actor,
            request.Reason,
            request.Cause,
            options.ReturnShipping));
        return new EndedOrder(
            OrderRules.IsFinal(order.Status) ? EndOrderStatus.Ended : EndOrderStatus.PartlyEnded, order);
    }

    /// <summary>The lines that are asked for; null when one is not in the order or has fewer pieces left.</summary>
    internal static List<(OrderLine Line, int Pieces)>? Find(
        Order order, IReadOnlyList<(string Sku, int Pieces)> asked)
    {
        var found = new List<(OrderLine Line, int Pieces)>(asked.Count);
        foreach (var (sku, pieces) in asked)
        {
            var line = order.Lines.Find(l => l.Sku == sku);
            if (line is null || line.Left < pieces) return null;
            found.Add((line, pieces));
        }

        return found;
    }

    /// <summary>What is owed goes back by a durable row and a job, never by a call from here.</summary>
    private async Task RefundAsync(
        Transaction open,
        List<OrderChange> made,
        Dictionary<Guid, WithdrawnAttempt> living,
        Dictionary<Guid, string> accounts,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var asked = made
            .Where(change => change.Refund > 0)
            .Select(change => new NewRefund(
                living[change.Order.Id].Attempt!.Id,
                change.Refund,
                // Never what a person typed: the provider may show it.
                change.From is OrderStatus.Shipped or OrderStatus.Delivered ? "order returned" : "order cancelled",
                $"order:{change.Order.Id:N}:{change.Version}")
            {
                Vat = change.Share.Vat,
                TaxFree = change.Share.TaxFree,
                SealedAccount = accounts.GetValueOrDefault(change.Order.Id),
                DueAt = LegalDeadlines.RefundBefore(
                    change.Cause, now, living[change.Order.Id].Attempt!.ApprovedAt ?? now),
            })
            .ToList();
        if (asked.Count == 0) return;
        var answers = await refunds.RunAsync(open, asked, now, cancel);
        if (answers.Any(answer => answer.Status != RequestRefundStatus.Requested))
        {
            throw new InvalidOperationException("a refund was refused that the order's state owes");
        }

        await jobs.EnqueueAsync(
            open, [.. answers.Select(answer => RefundPayments.JobOf(answer.Refund!.Id, now))], cancel);
    }
}
