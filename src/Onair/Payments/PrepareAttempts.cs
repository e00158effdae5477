using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>Asks for an attempt to pay an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="OrderNumber">6-37 of <c>[A-Za-z0-9_-]</c>: <see cref="Attempt.ProviderOrderId"/> adds three.</param>
/// <param name="Provider">Name of a provider: <c>demo</c>.</param>
/// <param name="Method">The way to pay; one that the provider takes.</param>
/// <param name="Amount">Integer won to be captured, at least 1.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Deadline">Approval must begin until then: the order's payment deadline.</param>
/// <param name="BeginsNow">The caller calls the provider after the commit: an attempt without a window is written as
/// begun (<see cref="AttemptState.Approving"/>), sealed for its call.</param>
public sealed record NewAttempt(
    Guid OrderId,
    string OrderNumber,
    string Provider,
    PaymentMethod Method,
    long Amount,
    string Currency,
    DateTimeOffset Deadline,
    bool BeginsNow = false);

/// <summary>Sent to clients; never renumber.</summary>
public enum PrepareAttemptStatus
{
    /// <summary>
    /// A new attempt stands in <see cref="AttemptState.Prepared"/>, or is begun at once where that was asked for.
    /// </summary>
    Prepared = 1,

    /// <summary>
    /// The order has an open attempt: it is handed back, and no second one is made beside it. One that only stands in
    /// its window, of another provider or way to pay, is ended instead, as the customer has changed their mind.
    /// </summary>
    AttemptOpen = 2,

    /// <summary>The order has an approved attempt, which is handed back.</summary>
    AlreadyPaid = 3,

    UnknownProvider = 4,

    /// <summary>The order used up <see cref="PaymentsOptions.AttemptsPerOrderMax"/>.</summary>
    TooManyAttempts = 5,

    /// <summary>The provider does not take this way to pay.</summary>
    MethodNotTaken = 6,
}

/// <summary>The attempt is null for the statuses without one.</summary>
public readonly record struct PreparedAttempt(PrepareAttemptStatus Status, Attempt? Attempt);

/// <summary>
/// Makes attempts, many orders in two round trips. Two nodes that prepare for one order at the same time are told apart
/// by the unique index; a caller that has locked the order never gets that far.
/// </summary>
public sealed class PrepareAttempts(PaymentProviders providers, IOptions<PaymentsOptions> options)
{
    /// <summary>The failure code of an attempt whose customer chose another way to pay.</summary>
    public const string ReplacedCode = "REPLACED";

    /// <summary>Losing a race means that another attempt lives; it must have ended for a second loss.</summary>
    private const int racesMax = 5;

    /// <summary>
    /// One answer per request, in their order. Two requests for one order: the second finds the first open.
    /// </summary>
    /// <exception cref="TimeoutException">Other nodes were faster five times in a row; nothing is wrong with the
    /// rows.</exception>
    public async Task<IReadOnlyList<PreparedAttempt>> RunAsync(
        Transaction open, IReadOnlyList<NewAttempt> requests, DateTimeOffset now, CancellationToken cancel)
    {
        Bounds.CheckCount(requests.Count);
        var answers = new PreparedAttempt[requests.Count];
        List<int> waiting = [.. Enumerable.Range(0, requests.Count)];
        for (var race = 1; race <= racesMax; race++)
        {
            // :: load
            var existing = await OfOrdersAsync(open, [.. waiting.Select(i => requests[i].OrderId).Distinct()], cancel);

            // :: decide
            var replaced = await ReplaceAsync(open, requests, waiting, existing, now.ToStored(), cancel);
            Decide(requests, waiting, replaced, now.ToStored(), answers);

            // :: write, in the order of the orders, so that two batches never wait for each other in a circle
            List<Attempt> fresh = [.. waiting
                .Where(i => answers[i].Status == PrepareAttemptStatus.Prepared)
                .Select(i => answers[i].Attempt!)
                .OrderBy(a => a.OrderId)];
            if (fresh.Count == 0) return answers;
            var inserted = new HashSet<Guid>(fresh.Count);
            var round = open.Round();
            PaymentsStore.InsertAttempts(round, fresh, inserted);
            await round.ExecuteAsync(cancel);
            if (inserted.Count == fresh.Count) return answers;

            // Another node was first for some orders. Those are decided again from what it wrote.
            HashSet<Guid> lost = [.. fresh.Where(a => !inserted.Contains(a.Id)).Select(a => a.OrderId)];
            waiting.RemoveAll(i => !lost.Contains(requests[i].OrderId));
        }

        throw new TimeoutException("Attempts for the same orders are being prepared elsewhere.");
    }

    /// <summary>True: the customer finishes in the provider's window, and approval begins after that.</summary>
    public bool HasWindow(Attempt attempt) => providers.Find(attempt.Provider) is { HasWindow: true };

    /// <summary>
    /// What the customer's browser must do next. Calls the provider: after the commit, never inside it.
    /// </summary>
    public Task<BrowserStep> NextBrowserStepAsync(Attempt attempt, WindowRequest window, CancellationToken cancel) =>
        providers.Find(attempt.Provider)?.PrepareAsync(attempt, window, cancel) ?? Task.FromResult(BrowserStep.None);

    private static async Task<List<Attempt>> OfOrdersAsync(
        Transaction open, IReadOnlyList<Guid> orderIds, CancellationToken cancel)
    {
        var existing = new List<Attempt>();
        var round = open.Round();
        PaymentsStore.ReadAttemptsOfOrders(round, orderIds, existing);
        await round.ExecuteAsync(cancel);
        return existing;
    }

    /// <summary>
    /// Ends the attempts that the customers of this batch have turned away from: their windows may stand open, but
    /// nothing was asked for them, and a return to an ended attempt is refused.
    /// </summary>
    private async Task<IReadOnlyList<Attempt>> ReplaceAsync(
        Transaction open,
        IReadOnlyList<NewAttempt> requests,
        List<int> waiting,
        List<Attempt> existing,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var asked = waiting.Select(i => requests[i]).GroupBy(r => r.OrderId).ToDictionary(g => g.Key, g => g.First());
        var turned = existing.Where(a => IsTurnedAway(a, asked[a.OrderId])).Select(a => a.Id).ToList();
        if (turned.Count == 0) return existing;
        var batch = await AttemptBatch.LockAsync(open, turned, cancel);
        foreach (var attempt in batch.All.ToList())
        {
            // It may have come back from its window since it was read.
            if (!IsTurnedAway(attempt, asked[attempt.OrderId])) continue;
            batch.Apply(attempt, AttemptEvent.Replaced, now, null, a => a with { FailureCode = ReplacedCode });
        }

        await batch.WriteAsync(open, cancel);
        return existing.ConvertAll(a => batch.Find(a.Id) ?? a);
    }

    private bool IsTurnedAway(Attempt attempt, NewAttempt asked) =>
        attempt.State == AttemptState.Prepared
        && (attempt.Provider != asked.Provider || attempt.Method != PaymentMethods.Word(asked.Method))
        && providers.Find(attempt.Provider) is { HasWindow: true }
        && providers.Find(asked.Provider) is { } other && other.Methods.Contains(asked.Method);

    private void Decide(
        IReadOnlyList<NewAttempt> requests,
        List<int> waiting,
        IReadOnlyList<Attempt> existing,
        DateTimeOffset now,
        PreparedAttempt[] answers)
    {
        var byOrder = existing.GroupBy(a => a.OrderId).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var i in waiting)
        {
            if (!byOrder.TryGetValue(requests[i].OrderId, out var ofOrder))
            {
                byOrder.Add(requests[i].OrderId, ofOrder = []);
            }

            answers[i] = DecideOne(requests[i], ofOrder, now);
            if (answers[i].Status == PrepareAttemptStatus.Prepared) ofOrder.Add(answers[i].Attempt!);
        }
    }

    private PreparedAttempt DecideOne(NewAttempt request, IReadOnlyList<Attempt> ofOrder, DateTimeOffset now)
    {
        Bounds.CheckAmount(request.Amount);
        if (ofOrder.FirstOrDefault(a => AttemptRules.IsLiving(a.State)) is { } living)
        {
            return new PreparedAttempt(
                living.State == AttemptState.Approved
                    ? PrepareAttemptStatus.AlreadyPaid
                    : PrepareAttemptStatus.AttemptOpen,
                living);
        }

        if (providers.Find(request.Provider) is not { } provider)
            return new PreparedAttempt(PrepareAttemptStatus.UnknownProvider, null);
        if (!provider.Methods.Contains(request.Method)) return new(PrepareAttemptStatus.MethodNotTaken, null);
        if (ofOrder.Count >= options.Value.AttemptsPerOrderMax) return new(PrepareAttemptStatus.TooManyAttempts, null);
        var made = new Attempt
        {
            Id = Guid.CreateVersion7(now),
            OrderId = request.OrderId,
            OrderNumber = request.OrderNumber,
            Number = ofOrder.Count + 1,
            Provider = request.Provider,
            Method = PaymentMethods.Word(request.Method),
            Amount = request.Amount,
            Currency = request.Currency,
            State = AttemptState.Prepared,
            Deadline = request.Deadline.ToStored(),
            CreatedAt = now,
            ChangedAt = now,
            Version = 1,
        };
        return new PreparedAttempt(
            PrepareAttemptStatus.Prepared,
            request.BeginsNow && !provider.HasWindow
                ? made.Seal(now, provider.SessionWindow) with { State = AttemptState.Approving, Version = 2 }
                : made);
    }
}
