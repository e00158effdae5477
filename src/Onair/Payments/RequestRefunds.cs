using Onair.Payments.Ledger;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>Asks for money to go back.</summary>
/// <param name="AttemptId">The attempt that captured it.</param>
/// <param name="Amount">Integer won, at least 1.</param>
/// <param name="Reason">Words the provider may show; 1-200 characters, no personal data.</param>
/// <param name="Key">Asking twice under one key is asking once; 1-100 characters.</param>
public sealed record NewRefund(Guid AttemptId, long Amount, string Reason, string Key)
{
    /// <summary>Won of VAT within <see cref="Amount"/>.</summary>
    public long Vat { get; init; }

    /// <summary>Won within that bear no VAT.</summary>
    public long TaxFree { get; init; }

    /// <summary>Where a deposit goes back to: <see cref="RefundAccounts.SealAsync"/>; null when nobody said.</summary>
    public string? SealedAccount { get; init; }

    /// <summary>By law it is paid back by then; null when no clock runs.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Never renumber.</summary>
public enum RequestRefundStatus
{
    /// <summary>The refund is written; enqueue its run.</summary>
    Requested = 1,

    /// <summary>The same key, attempt and amount: the same refund again.</summary>
    AlreadyRequested = 2,

    /// <summary>The key belongs to another refund. Nothing changed.</summary>
    KeyReused = 3,

    /// <summary>Nothing was captured by this attempt.</summary>
    NotCaptured = 4,

    /// <summary>More than is left: see <see cref="Attempt.Refundable"/>.</summary>
    MoreThanLeft = 5,

    UnknownAttempt = 6,
}

/// <summary>The refund of the key and the attempt after the verb; null for the statuses without them.</summary>
public readonly record struct RequestedRefund(RequestRefundStatus Status, Refund? Refund, Attempt? Attempt);

/// <summary>
/// Writes refunds before any provider is asked. A part leaves the attempt approved; once all of the capture is paid
/// back or on its way, the attempt is <see cref="AttemptState.RefundPending"/>.
/// </summary>
public sealed class RequestRefunds
{
    private const int reasonLengthMax = 200;
    private const int keyLengthMax = 100;

    /// <summary>One answer per request, in their order; three round trips for any number of them.</summary>
    public async Task<IReadOnlyList<RequestedRefund>> RunAsync(
        Transaction open, IReadOnlyList<NewRefund> requests, DateTimeOffset now, CancellationToken cancel)
    {
        // :: load: the keys after the locks, so that a request that waited for another sees what that one wrote
        var batch = await AttemptBatch.LockAsync(open, requests.Select(r => r.AttemptId), cancel);
        var known = new List<Refund>();
        var reading = open.Round();
        PaymentsStore.ReadRefundsByKey(reading, [.. requests.Select(r => r.Key).Distinct()], known);
        await reading.ExecuteAsync(cancel);

        // :: decide
        var byKey = known.ToDictionary(r => r.IdempotencyKey);
        var answers = new RequestedRefund[requests.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Decide(batch, byKey, requests[i], now.ToStored());

        // :: write
        var writing = open.Round();
        batch.Write(writing);
        var requested = answers.Where(a => a.Status == RequestRefundStatus.Requested).ToList();
        PaymentsStore.InsertRefunds(writing, requested.ConvertAll(a => a.Refund!));
        Journal.Post(writing, requested.SelectMany(a => Journal.RefundRequested(a.Attempt!, a.Refund!)));
        await writing.ExecuteAsync(cancel);
        return answers;
    }

    private static RequestedRefund Decide(
        AttemptBatch batch, Dictionary<string, Refund> byKey, NewRefund request, DateTimeOffset now)
    {
        Bounds.CheckAmount(request.Amount);
        Bounds.CheckText(request.Reason, reasonLengthMax);
        Bounds.CheckText(request.Key, keyLengthMax);

        var attempt = batch.Find(request.AttemptId);
        if (byKey.TryGetValue(request.Key, out var same))
        {
            var repeated = same.AttemptId == request.AttemptId && same.Amount == request.Amount;
            return new RequestedRefund(
                repeated ? RequestRefundStatus.AlreadyRequested : RequestRefundStatus.KeyReused,
                repeated ? same : null,
                attempt);
        }

        if (attempt is null) return new(RequestRefundStatus.UnknownAttempt, null, null);
        if (attempt.Captured == 0) return new(RequestRefundStatus.NotCaptured, null, attempt);
        if (request.Amount > attempt.Refundable) return new(RequestRefundStatus.MoreThanLeft, null, attempt);
        var refund = new Refund
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = attempt.Id,
            Amount = request.Amount,
            Reason = request.Reason,
            State = RefundState.Pending,
            IdempotencyKey = request.Key,
            RequestedAt = now,
            Vat = request.Vat,
            TaxFree = request.TaxFree,
            SealedAccount = request.SealedAccount,
            DueAt = request.DueAt,
        };
        batch.Apply(
            attempt,
            request.Amount == attempt.Refundable ? AttemptEvent.RestRefundRequested : AttemptEvent.PartRefundRequested,
            now,
            request.Key,
            a => a with { Refunding = a.Refunding + request.Amount });
        byKey.Add(request.Key, refund);
        return new RequestedRefund(RequestRefundStatus.Requested, refund, batch.Find(attempt.Id));
    }
}
