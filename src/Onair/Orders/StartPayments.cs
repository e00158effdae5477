using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Payments.Routing;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum StartPaymentStatus
{
    /// <summary>An attempt was made, and a worker will ask the provider.</summary>
    Started = 1,

    /// <summary>An attempt is open already: it is handed back, and no second one is made beside it.</summary>
    AlreadyStarted = 2,

    AlreadyPaid = 3,

    UnknownOrder = 4,

    /// <summary>The order has ended, or its time to pay is over.</summary>
    NotPayable = 5,

    UnknownProvider = 6,

    /// <summary>Too many attempts failed for this order.</summary>
    TooManyAttempts = 7,

    Busy = 8,

    /// <summary>Nothing is left to pay (a gift): the order counts as paid now, without an attempt.</summary>
    NothingToPay = 9,

    /// <summary>The provider, or every provider when none was named, does not take this way to pay.</summary>
    MethodNotTaken = 10,

    /// <summary>
    /// A receipt of cash was asked for: the method is no cash, or nobody who takes it issues receipts through us. A
    /// provider whose window asks for it by itself is not asked twice.
    /// </summary>
    ReceiptNotTaken = 11,
}

/// <summary>Asks to pay an order.</summary>
/// <param name="Number">The order.</param>
/// <param name="Token">The guest's token.</param>
/// <param name="Provider">Who is to take it; null: the shop chooses by weight and health.</param>
/// <param name="Method">The way to pay.</param>
public sealed record StartPayment(string Number, string Token, string? Provider, PaymentMethod Method)
{
    /// <summary>The receipt of cash that the customer wants; null: none.</summary>
    public ReceiptChoice? Receipt { get; init; }
}

/// <summary>The attempt; null for the statuses without one.</summary>
public readonly record struct StartedPayment(StartPaymentStatus Status, Attempt? Attempt);

/// <summary>
/// Starts payments: a row in one transaction, and a job where approval begins at once; for a provider with a window it
/// begins when the browser comes back. The provider is asked by a worker, never in the request's thread. A node with
/// workers of its own writes the attempts of a batch as begun, leases their one job to itself, and hands both over
/// after the commit: who dies between is found by the lease, and the provider is asked what became of it.
/// </summary>
public sealed class StartPayments : IAsyncDisposable
{
    private readonly OrderChanges changes;
    private readonly OrderTokens tokens;
    private readonly PrepareAttempts prepare;
    private readonly RoutePayments route;
    private readonly PlanReceipts receipts;
    private readonly JobQueue jobs;
    private readonly IOptions<OrdersOptions> options;
    private readonly TimeProvider time;
    private readonly GroupCommit<StartPayment, Answer> queue;

    internal StartPayments(
        OrderQueues queues,
        OrderChanges changes,
        OrderTokens tokens,
        PrepareAttempts prepare,
        RoutePayments route,
        PlanReceipts receipts,
        JobQueue jobs,
        IOptions<OrdersOptions> options,
        TimeProvider time)
    {
        this.options = options;
        this.changes = changes;
        this.tokens = tokens;
        this.prepare = prepare;
        this.route = route;
        this.receipts = receipts;
        this.jobs = jobs;
        this.time = time;
        queue = queues.Open<StartPayment, Answer>(
            "payments", new Answer(new StartedPayment(StartPaymentStatus.Busy, null), null), RunAsync);
    }

    public async Task<StartedPayment> RunAsync(StartPayment request)
    {
        var (answer, work) = await queue.SubmitAsync(request);
        if (work is not null) work.HandOnce(jobs);
        else if (answer.Status == StartPaymentStatus.Started)
            jobs.Wake(ApprovePayments.KindOf(answer.Attempt!.Provider));
        return answer;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private async Task<IReadOnlyList<Answer>> RunAsync(
        Transaction open, IReadOnlyList<StartPayment> requests, CancellationToken cancel)
    {
        // :: load
        var now = time.GetUtcNow().ToStored();
        var orders = await OrderChanges.LockAsync(open, [.. requests.Select(r => r.Number)], withLines: false, cancel);
        await ReadLinesAsync(open, requests, orders, cancel);

        // :: decide
        var answers = new StartedPayment[requests.Count];
        var asked = new List<NewAttempt>(requests.Count);
        var places = new List<int>(requests.Count);
        var free = new List<OrderChange>();
        for (var i = 0; i < answers.Length; i++)
        {
            var order = orders.GetValueOrDefault(requests[i].Number);
            if (Refuse(requests[i], order, now) is { } refused)
            {
                answers[i] = new StartedPayment(refused, null);
                continue;
            }

            if (order!.Remaining == 0)
            {
                free.Add(OrderChange.Advance(order, OrderStep.Pay, now, OrderActors.Shopper, "nothing to pay"));
                answers[i] = new StartedPayment(StartPaymentStatus.NothingToPay, null);
                continue;
            }

            if (ProviderOf(requests[i], order) is not { } provider)
            {
                answers[i] = new StartedPayment(
                    requests[i].Receipt is null
                        ? StartPaymentStatus.MethodNotTaken
                        : StartPaymentStatus.ReceiptNotTaken,
                    null);
                continue;
            }

            places.Add(i);
            asked.Add(new NewAttempt(
                order.Id,
                order.Number,
                provider,
                requests[i].Method,
                order.Remaining,
                order.Currency,
                order.PayBefore,
                jobs.CanHand(ApprovePayments.KindOf(provider))));
        }

        // :: write
        var prepared = asked.Count == 0 ? [] : await prepare.RunAsync(open, asked, now, cancel);
        for (var i = 0; i < prepared.Count; i++)
            answers[places[i]] = new StartedPayment(StatusOf(prepared[i].Status), prepared[i].Attempt);
        await ChooseAsync(open, requests, answers, orders, now, cancel);
        var round = open.Round();
        changes.Write(round, free);
        var handed = Cover(round, prepared, now);
        await round.ExecuteAsync(cancel);
        return Array.ConvertAll(answers, answer => new Answer(answer, WorkOf(answer, handed)));
    }

    /// <summary>
    /// A job for every attempt that a worker goes on with: for those that are begun one per kind, handed over.
    /// </summary>
    private Dictionary<string, HandedWork> Cover(
        Round round, IReadOnlyList<PreparedAttempt> prepared, DateTimeOffset now)
    {
        var made = prepared
            .Where(p => p.Status == PrepareAttemptStatus.Prepared && !prepare.HasWindow(p.Attempt!))
            .Select(p => p.Attempt!)
            .ToLookup(attempt => attempt.State == AttemptState.Approving);
        if (made[false].Any()) jobs.Enqueue(round, [.. made[false].Select(a => ApprovePayments.JobOf(a, now))]);
        return made[true].GroupBy(attempt => ApprovePayments.KindOf(attempt.Provider)).ToDictionary(
            kind => kind.Key,
            kind => new HandedWork(jobs.EnqueueLeased(
                round, ApprovePayments.JobOf([.. kind], now), options.Value.PaymentLease, kind.ToList())));
    }

    private static HandedWork? WorkOf(StartedPayment answer, Dictionary<string, HandedWork> handed) =>
        answer is { Status: StartPaymentStatus.Started, Attempt: { State: AttemptState.Approving } attempt }
            ? handed[ApprovePayments.KindOf(attempt.Provider)]
            : null;

    /// <summary>
    /// Null when nobody takes the method, or nobody who takes it issues the receipt that is asked for.
    /// </summary>
    private string? ProviderOf(StartPayment request, Order order)
    {
        bool Issues(string provider) => request.Receipt is null || receipts.IsTaken(provider, request.Method);
        if (request.Provider is { } named) return Issues(named) ? named : null;
        return route.Choose(request.Method, order.Id, Issues);
    }

    /// <summary>
    /// The receipts that customers chose, with the attempts that are open now. Who starts again says again what they
    /// want: the last word counts.
    /// </summary>
    private Task ChooseAsync(
        Transaction open,
        IReadOnlyList<StartPayment> requests,
        StartedPayment[] answers,
        Dictionary<string, Order> orders,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var chosen = new List<(Attempt, ReceiptChoice?, string)>();
        for (var i = 0; i < answers.Length; i++)
        {
            var (status, attempt) = answers[i];
            if (attempt is null || attempt.Captured > 0) continue;
            var isOpen = status == StartPaymentStatus.AlreadyStarted;
            if (requests[i].Receipt is not { } receipt)
            {
                if (isOpen) chosen.Add((attempt, null, ""));
                continue;
            }

            chosen.Add((attempt, receipt, OpenWindows.NameOf(orders[requests[i].Number], isEnglish: false)));
        }

        return receipts.ChooseAsync(open, chosen, now, cancel);
    }

    /// <summary>
    /// Lines are read only for those whose answer needs them: gifts, and receipts that name the goods.
    /// </summary>
    private static async Task ReadLinesAsync(
        Transaction open,
        IReadOnlyList<StartPayment> requests,
        Dictionary<string, Order> orders,
        CancellationToken cancel)
    {
        var named = requests.Where(r => r.Receipt is not null).Select(r => r.Number).ToHashSet(StringComparer.Ordinal);
        var unread = orders.Values.Where(order => order.Remaining == 0 || named.Contains(order.Number)).ToList();
        if (unread.Count > 0) await OrderChanges.ReadLinesAsync(open, unread, cancel);
    }

    private StartPaymentStatus? Refuse(StartPayment request, Order? order, DateTimeOffset now)
    {
        if (order is null || !tokens.IsValid(order.Id, request.Token)) return StartPaymentStatus.UnknownOrder;
        if (OrderRules.IsPaid(order.Status)) return StartPaymentStatus.AlreadyPaid;
        return order.Status != OrderStatus.Placed || order.PayBefore <= now ? StartPaymentStatus.NotPayable : null;
    }

    private static StartPaymentStatus StatusOf(PrepareAttemptStatus status) => status switch
    {
        PrepareAttemptStatus.Prepared => StartPaymentStatus.Started,
        PrepareAttemptStatus.AttemptOpen => StartPaymentStatus.AlreadyStarted,
        PrepareAttemptStatus.AlreadyPaid => StartPaymentStatus.AlreadyPaid,
        PrepareAttemptStatus.UnknownProvider => StartPaymentStatus.UnknownProvider,
        PrepareAttemptStatus.TooManyAttempts => StartPaymentStatus.TooManyAttempts,
        PrepareAttemptStatus.MethodNotTaken => StartPaymentStatus.MethodNotTaken,
    };

    private readonly record struct Answer(StartedPayment Started, HandedWork? Work);

    /// <summary>A job of a batch, which whoever is answered first hands over.</summary>
    private sealed class HandedWork(Job job)
    {
        private int handed;

        public void HandOnce(JobQueue jobs)
        {
            if (Interlocked.Exchange(ref handed, 1) == 0) jobs.Hand(job);
        }
    }
}
