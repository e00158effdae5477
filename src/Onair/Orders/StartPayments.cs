using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
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
}

/// <summary>Asks to pay an order.</summary>
/// <param name="Number">The order.</param>
/// <param name="Token">The guest's token.</param>
/// <param name="Provider">Who is to take it; null: the shop chooses by weight and health.</param>
/// <param name="Method">The way to pay.</param>
public sealed record StartPayment(string Number, string Token, string? Provider, PaymentMethod Method);

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
        JobQueue jobs,
        IOptions<OrdersOptions> options,
        TimeProvider time)
    {
        this.options = options;
        this.changes = changes;
        this.tokens = tokens;
        this.prepare = prepare;
        this.route = route;
        this.jobs = jobs;
        this.time = time;
        queue = queues.Open<StartPayment, Answer>(
            "payments", new Answer(new StartedPayment(StartPaymentStatus.Busy, null), null), RunAsync);
    }

    public async Task<StartedPayment> RunAsync(StartPayment request)
    {
        var (answer, work) = await queue.SubmitAsync(request);
        if (work is not null) work.HandOnce(jobs);
        else if (answer.Status == StartPaymentStatus.Started) jobs.Wake(ApprovePayments.JobKind);
        return answer;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private async Task<IReadOnlyList<Answer>> RunAsync(
        Transaction open, IReadOnlyList<StartPayment> requests, CancellationToken cancel)
    {
        // :: load
        var now = time.GetUtcNow().ToStored();
        var orders = await OrderChanges.LockAsync(open, [.. requests.Select(r => r.Number)], withLines: false, cancel);
        var unpriced = orders.Values.Where(order => order.Remaining == 0).ToList();
        if (unpriced.Count > 0) await OrderChanges.ReadLinesAsync(open, unpriced, cancel);

        // :: decide
        var begins = jobs.CanHand(ApprovePayments.JobKind);
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

            if ((requests[i].Provider ?? route.Choose(requests[i].Method, order.Id)) is not { } provider)
            {
                answers[i] = new StartedPayment(StartPaymentStatus.MethodNotTaken, null);
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
                begins));
        }

        // :: write
        var prepared = asked.Count == 0 ? [] : await prepare.RunAsync(open, asked, now, cancel);
        var work = new List<NewJob>();
        var begun = new List<Attempt>(prepared.Count);
        for (var i = 0; i < prepared.Count; i++)
        {
            answers[places[i]] = new StartedPayment(StatusOf(prepared[i].Status), prepared[i].Attempt);
            if (prepared[i].Status != PrepareAttemptStatus.Prepared) continue;
            var attempt = prepared[i].Attempt!;
            if (attempt.State == AttemptState.Approving) begun.Add(attempt);
            else if (!prepare.HasWindow(attempt)) work.Add(ApprovePayments.JobOf(attempt.Id, now));
        }

        var round = open.Round();
        changes.Write(round, free);
        if (work.Count > 0) jobs.Enqueue(round, work);
        var handed = begun.Count == 0 ? null : new HandedWork(jobs.EnqueueLeased(
            round, ApprovePayments.JobOf(begun.ConvertAll(a => a.Id), now), options.Value.PaymentLease, begun));
        await round.ExecuteAsync(cancel);
        return Array.ConvertAll(
            answers,
            answer => new Answer(answer, answer.Attempt?.State == AttemptState.Approving ? handed : null));
    }

    private readonly record struct Answer(StartedPayment Started, HandedWork? Work);

    /// <summary>The job of a batch, which whoever is answered first hands over.</summary>
    private sealed class HandedWork(Job job)
    {
        private int handed;

        public void HandOnce(JobQueue jobs)
        {
            if (Interlocked.Exchange(ref handed, 1) == 0) jobs.Hand(job);
        }
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
}
