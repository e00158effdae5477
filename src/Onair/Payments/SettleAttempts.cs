using Microsoft.Extensions.Logging;
using Onair.Payments.Ledger;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>A provider's answer, and whether the order would take the money.</summary>
/// <param name="Answer">From approve, query or net cancel.</param>
/// <param name="OrderMayBePaid"> Read by the caller under the order's lock: the order waits for payment. An approval
/// that finds it false is late, unless this very attempt is approved already. </param>
public readonly record struct Settlement(AttemptAnswer Answer, bool OrderMayBePaid)
{
    /// <summary>How the money goes back if it came too late.</summary>
    public LateTerms Late { get; init; }
}

/// <summary>What is known of a late capture before it is one.</summary>
/// <param name="Vat">Won of VAT within it.</param>
/// <param name="TaxFree">Won within it that bear no VAT.</param>
/// <param name="DueAt">By law it is back by then; null when no clock runs.</param>
public readonly record struct LateTerms(long Vat, long TaxFree, DateTimeOffset? DueAt);

/// <summary>What became of an attempt. Sent as a metric label; never renumber.</summary>
public enum SettleStatus
{
    /// <summary>Captured now, and the order's: mark it paid in this transaction.</summary>
    Approved = 1,

    /// <summary>Declined now: the customer may start another attempt.</summary>
    Declined = 2,

    /// <summary>Still not known: ask at <see cref="AttemptRules.NextQueryAt"/>.</summary>
    Unknown = 3,

    /// <summary>
    /// Captured, but the order cannot have it: <see cref="SettledAttempt.Refund"/> is written; enqueue its run.
    /// </summary>
    Late = 4,

    /// <summary>Cancelled now.</summary>
    Canceled = 5,

    /// <summary>
    /// Old news: it was settled before, nothing changed. <see cref="SettledAttempt.Attempt"/> tells how.
    /// </summary>
    AlreadySettled = 6,

    /// <summary>The answer contradicts what was settled before. Nothing changed; a person must look.</summary>
    Contradicted = 7,

    UnknownAttempt = 8,

    /// <summary>
    /// The customer has an account to pay into: keep the order until <see cref="Attempt.DepositUntil"/>, ask at
    /// <see cref="AttemptRules.NextQueryAt"/>.
    /// </summary>
    AwaitingDeposit = 9,
}

/// <summary>The attempt as it stands after the verb; null when it is not known. A refund only when late.</summary>
public readonly record struct SettledAttempt(SettleStatus Status, Attempt? Attempt, AnswerKind Answer, Refund? Refund);

/// <summary>
/// Applies answers of providers to attempts, in the caller's transaction, so that attempt, order and stock commit
/// together. Harmless to repeat; two workers with one answer, or with two different ones, end in the same place.
/// </summary>
public sealed class SettleAttempts(ILogger<SettleAttempts> logger)
{
    /// <summary>The reason of refunds that return late captures.</summary>
    public const string LateReason = "captured after the order had ended";

    /// <summary>One result per settlement, in their order; two round trips for any number of them.</summary>
    public async Task<IReadOnlyList<SettledAttempt>> RunAsync(
        Transaction open, IReadOnlyList<Settlement> settlements, DateTimeOffset now, CancellationToken cancel)
    {
        // :: load
        var batch = await AttemptBatch.LockAsync(open, settlements.Select(s => s.Answer.AttemptId), cancel);

        // :: decide
        var results = new SettledAttempt[settlements.Count];
        for (var i = 0; i < results.Length; i++) results[i] = Decide(batch, settlements[i], now.ToStored());

        // :: write
        var round = open.Round();
        batch.Write(round);
        PaymentsStore.InsertRefunds(round, [.. results.Where(r => r.Refund is not null).Select(r => r.Refund!)]);
        Journal.Post(round, results.SelectMany(Entries));
        DetailsStore.Save(round, Details(settlements, results, now.ToStored()));
        await round.ExecuteAsync(cancel);
        return results;
    }

    /// <summary>
    /// Counts and logs what was settled. Call it after the commit: a transaction may run twice, this may not.
    /// </summary>
    public void Announce(IReadOnlyList<SettledAttempt> settled)
    {
        foreach (var result in settled)
        {
            var (status, attempt, answer, _) = result;
            if (attempt is null) continue;
            ShopSignals.PaymentsSettled.Add(1, new("provider", attempt.Provider), new("outcome", OutcomeOf(status)));
            if (status == SettleStatus.Unknown)
            {
                PaymentsLog.AttemptUnknown(logger, attempt.Id, attempt.Provider, attempt.FailureCode);
            }
            else if (status == SettleStatus.Late)
            {
                PaymentsLog.CapturedLate(logger, attempt.Id, attempt.Provider);
            }
            else if (IsTakenBack(result))
            {
                ShopSignals.DepositsTakenBack.Add(1, new KeyValuePair<string, object?>("provider", attempt.Provider));
                PaymentsLog.DepositTakenBack(logger, attempt.Id, attempt.Provider, attempt.State);
            }
            else if (status == SettleStatus.Contradicted)
            {
                PaymentsLog.AnswerRefused(logger, attempt.Id, attempt.State, answer);
            }
        }
    }

    /// <summary>Captured by our books, and the provider waits for the deposit again: a bank took it back.</summary>
    internal static bool IsTakenBack(SettledAttempt settled) => settled is
    {
        Status: SettleStatus.Contradicted, Answer: AnswerKind.AwaitingDeposit, Attempt.Captured: > 0,
    };

    /// <summary>Pure: which event an answer is.</summary>
    internal static AttemptEvent EventOf(Attempt attempt, in Settlement settlement) =>
        settlement.Answer.Answer.Kind switch
        {
            AnswerKind.Approved => settlement.OrderMayBePaid ? AttemptEvent.Approved : AttemptEvent.ApprovedLate,
            AnswerKind.Declined => AttemptEvent.Declined,
            AnswerKind.Unknown => AttemptEvent.OutcomeUnknown,
            AnswerKind.NotFound => settlement.Answer.AskedAt >= attempt.SessionUntil
                ? AttemptEvent.NotFoundAfterSession
                : AttemptEvent.NotFoundInSession,
            AnswerKind.NetCanceled => AttemptEvent.NetCanceled,
            AnswerKind.AwaitingDeposit => AttemptEvent.DepositAwaited,
        };

    /// <summary>Pure: one settlement against the batch.</summary>
    internal static SettledAttempt Decide(AttemptBatch batch, in Settlement settlement, DateTimeOffset now)
    {
        var answer = settlement.Answer.Answer;
        if (batch.Find(settlement.Answer.AttemptId) is not { } attempt)
        {
            return new SettledAttempt(SettleStatus.UnknownAttempt, null, answer.Kind, null);
        }

        // Nothing was ever asked for it, so there is nothing that could be answered.
        if (attempt.BeganAt is null) return new(SettleStatus.Contradicted, attempt, answer.Kind, null);
        var happened = EventOf(attempt, settlement);
        var isLate = AttemptRules.Decide(attempt.State, happened)
            is (AttemptStepStatus.Moved, AttemptState.RefundPending);
        var refund = isLate ? LateRefund(attempt, answer, settlement.Late, now) : null;
        var step = batch.Apply(
            attempt, happened, now, answer.Code, a => Fill(a, answer, refund, now));
        var after = batch.Find(attempt.Id)!;
        var status = step.Status switch
        {
            AttemptStepStatus.Moved => StatusOf(after.State),
            AttemptStepStatus.Unchanged => StatusUnchanged(after.State),
            AttemptStepStatus.Refused => SettleStatus.Contradicted,
        };
        return new SettledAttempt(status, after, answer.Kind, refund);
    }

    /// <summary>What a settlement did to the ledger: a capture, and a late one is owed back at once.</summary>
    private static IEnumerable<LedgerEntry> Entries(SettledAttempt settled) => settled switch
    {
        { Status: SettleStatus.Approved, Attempt: { } attempt } => Journal.Captured(attempt),
        { Status: SettleStatus.Late, Attempt: { } attempt, Refund: { } refund } =>
            Journal.Captured(attempt).Concat(Journal.RefundRequested(attempt, refund)),
        _ => [],
    };

    /// <summary>The last answer about an attempt counts; an attempt may have two in one batch.</summary>
    private static List<AttemptDetail> Details(
        IReadOnlyList<Settlement> settlements, SettledAttempt[] results, DateTimeOffset now)
    {
        var details = new Dictionary<Guid, AttemptDetail>();
        for (var i = 0; i < results.Length; i++)
        {
            var said = settlements[i].Answer.Answer;
            if (results[i].Attempt is not { } attempt || said.Detail is not { } detail) continue;
            details[attempt.Id] = new AttemptDetail
            {
                AttemptId = attempt.Id,
                Answer = detail,
                SecretDigest = detail.Secret is { } secret ? AttemptDetail.DigestOf(secret) : null,
                ChangedAt = now,
            };
        }

        return [.. details.Values.OrderBy(d => d.AttemptId)];
    }

    private static SettleStatus StatusUnchanged(AttemptState state) => state switch
    {
        AttemptState.AwaitingDeposit => SettleStatus.AwaitingDeposit,
        AttemptState.Approving or AttemptState.Unknown or AttemptState.NetCancelPending => SettleStatus.Unknown,
        AttemptState.Prepared or AttemptState.Authenticated or AttemptState.Approved or AttemptState.Declined
            or AttemptState.Canceled or AttemptState.RefundPending or AttemptState.Refunded
            => SettleStatus.AlreadySettled,
    };

    private static Attempt Fill(Attempt attempt, ProviderAnswer answer, Refund? refund, DateTimeOffset now) =>
        answer.Kind switch
        {
            AnswerKind.Approved => attempt with
            {
                ProviderReference = answer.Reference,
                Method = answer.Method,
                Captured = answer.Amount,
                Refunding = refund?.Amount ?? 0,
                ApprovedAt = now,
                FailureCode = null,
                FailureMessage = null,
            },
            AnswerKind.AwaitingDeposit => attempt with
            {
                ProviderReference = answer.Reference,
                Method = answer.Method,
                DepositUntil = answer.Detail?.Deposit?.Until,
                FailureCode = answer.Code,
                FailureMessage = null,
            },
            AnswerKind.Declined or AnswerKind.Unknown or AnswerKind.NotFound or AnswerKind.NetCanceled =>
                attempt with { FailureCode = answer.Code, FailureMessage = answer.Message },
        };

    private static Refund LateRefund(
        Attempt attempt, ProviderAnswer answer, LateTerms terms, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AttemptId = attempt.Id,
        Amount = answer.Amount,
        Reason = LateReason,
        State = RefundState.Pending,
        IdempotencyKey = $"late:{attempt.Id:N}",
        RequestedAt = now,
        Vat = terms.Vat,
        TaxFree = terms.TaxFree,
        DueAt = terms.DueAt,
    };

    private static SettleStatus StatusOf(AttemptState state) => state switch
    {
        AttemptState.Approved => SettleStatus.Approved,
        AttemptState.Declined => SettleStatus.Declined,
        AttemptState.Approving or AttemptState.Unknown or AttemptState.NetCancelPending => SettleStatus.Unknown,
        AttemptState.Canceled => SettleStatus.Canceled,
        AttemptState.RefundPending => SettleStatus.Late,
        AttemptState.AwaitingDeposit => SettleStatus.AwaitingDeposit,
        AttemptState.Prepared or AttemptState.Authenticated or AttemptState.Refunded =>
            throw new InvalidOperationException($"No answer of a provider leads to {state}."),
    };

    private static string OutcomeOf(SettleStatus status) => status switch
    {
        SettleStatus.Approved => "approved",
        SettleStatus.Declined => "declined",
        SettleStatus.Unknown => "unknown",
        SettleStatus.Late => "late",
        SettleStatus.Canceled => "canceled",
        SettleStatus.AlreadySettled => "already-settled",
        SettleStatus.Contradicted => "contradicted",
        SettleStatus.UnknownAttempt => "unknown-attempt",
        SettleStatus.AwaitingDeposit => "awaiting-deposit",
    };
}
