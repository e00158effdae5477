using Microsoft.Extensions.Logging;
using Onair.Payments.Ledger;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>What became of a refund. Never renumber.</summary>
public enum SettleRefundStatus
{
    /// <summary>Paid back now.</summary>
    Done = 1,

    /// <summary>Refused for good now: the money is still owed, and a person must see to it.</summary>
    Failed = 2,

    /// <summary>Still pending: run it again, under the same key.</summary>
    Again = 3,

    /// <summary>Old news: it had ended before.</summary>
    AlreadySettled = 4,

    UnknownRefund = 5,
}

/// <summary>The refund and its attempt as they stand after the verb; null when they are not known.</summary>
public readonly record struct SettledRefund(SettleRefundStatus Status, Refund? Refund, Attempt? Attempt);

/// <summary>
/// Applies answers of providers to refunds and their attempts, in the caller's transaction. Harmless to repeat.
/// </summary>
public sealed class SettleRefunds(ILogger<SettleRefunds> logger)
{
    /// <summary>One result per answer, in their order; three round trips for any number of them.</summary>
    public async Task<IReadOnlyList<SettledRefund>> RunAsync(
        Transaction open, IReadOnlyList<AnsweredRefund> answers, DateTimeOffset now, CancellationToken cancel)
    {
        // :: load: attempts are locked first; their lock guards their refunds too
        var batch = await AttemptBatch.LockAsync(open, answers.Select(a => a.AttemptId), cancel);
        var loaded = new List<Refund>();
        var reading = open.Round();
        PaymentsStore.ReadRefunds(reading, [.. answers.Select(a => a.RefundId).Distinct()], loaded);
        await reading.ExecuteAsync(cancel);

        // :: decide
        var refunds = loaded.ToDictionary(r => r.Id);
        var results = new SettledRefund[answers.Count];
        for (var i = 0; i < results.Length; i++) results[i] = Decide(batch, refunds, answers[i], now.ToStored());

        // :: write
        var writing = open.Round();
        batch.Write(writing);
        var ended = results.Where(r => r.Status is SettleRefundStatus.Done or SettleRefundStatus.Failed).ToList();
        PaymentsStore.UpdateRefunds(writing, ended.ConvertAll(r => r.Refund!));
        Journal.Post(writing, ended.SelectMany(r => r.Status == SettleRefundStatus.Done
            ? Journal.RefundDone(r.Attempt!, r.Refund!)
            : Journal.RefundFailed(r.Attempt!, r.Refund!)));
        await writing.ExecuteAsync(cancel);
        return results;
    }

    /// <summary>Logs refusals. Call it after the commit.</summary>
    public void Announce(IReadOnlyList<SettledRefund> settled)
    {
        foreach (var (status, refund, attempt) in settled)
        {
            if (status == SettleRefundStatus.Failed)
            {
                PaymentsLog.RefundRefused(logger, refund!.Id, attempt!.Id, refund.FailureCode);
            }
        }
    }

    private static SettledRefund Decide(
        AttemptBatch batch, Dictionary<Guid, Refund> refunds, in AnsweredRefund answered, DateTimeOffset now)
    {
        if (!refunds.TryGetValue(answered.RefundId, out var refund)
            || refund.AttemptId != answered.AttemptId
            || batch.Find(answered.AttemptId) is not { } attempt)
        {
            return new SettledRefund(SettleRefundStatus.UnknownRefund, null, null);
        }

        if (refund.State != RefundState.Pending) return new(SettleRefundStatus.AlreadySettled, refund, attempt);
        var answer = answered.Answer;
        if (answer.Kind == RefundAnswerKind.Again) return new(SettleRefundStatus.Again, refund, attempt);

        var done = answer.Kind == RefundAnswerKind.Done;
        var amount = refund.Amount;
        var happened = !done ? AttemptEvent.RefundFailed
            : attempt.Refunded + amount == attempt.Captured ? AttemptEvent.FullyRefunded
            : AttemptEvent.PartRefunded;
        var step = batch.Apply(attempt, happened, now, answer.Code, a => a with
        {
            Refunding = a.Refunding - amount,
            Refunded = done ? a.Refunded + amount : a.Refunded,
        });
        if (step.Status != AttemptStepStatus.Moved)
        {
            throw new InvalidOperationException($"A pending refund belongs to an attempt that is {attempt.State}.");
        }

        var ended = refund with
        {
            State = done ? RefundState.Done : RefundState.Failed,
            EndedAt = now,
            ProviderReference = answer.Reference,
            FailureCode = answer.Code,
        };
        refunds[refund.Id] = ended;
        return new SettledRefund(
            done ? SettleRefundStatus.Done : SettleRefundStatus.Failed, ended, batch.Find(attempt.Id));
    }
}
