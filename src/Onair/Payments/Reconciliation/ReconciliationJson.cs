using System.Text.Json.Serialization;
using Onair.Payments.Ledger;

namespace Onair.Payments.Reconciliation;

/// <summary>An attempt as operators see it: no names, no card, no tokens.</summary>
public sealed record AttemptRow(
    Guid Id,
    string OrderNumber,
    int Number,
    string Provider,
    string? Method,
    string State,
    long Amount,
    long Captured,
    long Refunding,
    long Refunded,
    string? FailureCode,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt)
{
    public static AttemptRow Of(Attempt attempt) => new(
        attempt.Id,
        attempt.OrderNumber,
        attempt.Number,
        attempt.Provider,
        attempt.Method,
        ReconciliationWords.Of(attempt.State),
        attempt.Amount,
        attempt.Captured,
        attempt.Refunding,
        attempt.Refunded,
        attempt.FailureCode,
        attempt.CreatedAt,
        attempt.ChangedAt);
}

/// <param name="Next">Send it as <c>cursor</c> to read on; absent on the last page.</param>
public sealed record AttemptRows(IReadOnlyList<AttemptRow> Attempts, Guid? Next);

public sealed record RefundRow(
    Guid Id, long Amount, string State, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, string? FailureCode);

public sealed record EntryRow(string Kind, string Account, long Amount, DateTimeOffset At);

public sealed record AttemptFile(
    AttemptRow Attempt, IReadOnlyList<RefundRow> Refunds, IReadOnlyList<EntryRow> Ledger);

/// <summary>A case as operators see it.</summary>
/// <param name="AgeSeconds">Since it was opened; of a resolved case, until it was resolved.</param>
public sealed record CaseRow(
    Guid Id,
    string Provider,
    string Subject,
    string Bucket,
    string State,
    string Owner,
    Guid? AttemptId,
    string ProviderOrderId,
    string? Reference,
    long Ours,
    long Theirs,
    DateTimeOffset HappenedAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset ChangedAt,
    long AgeSeconds,
    string Actor,
    string? Reason,
    string? Note,
    int Version)
{
    public static CaseRow Of(ReconciliationCase one, DateTimeOffset now) => new(
        one.Id,
        one.Provider,
        ReconciliationWords.Of(one.Subject),
        ReconciliationWords.Of(one.Bucket),
        ReconciliationWords.Of(one.State),
        one.Owner,
        one.AttemptId,
        one.OrderId,
        one.Reference,
        one.Ours,
        one.Theirs,
        one.HappenedAt,
        one.OpenedAt,
        one.ChangedAt,
        (long)((one.IsLive ? now : one.ChangedAt) - one.OpenedAt).TotalSeconds,
        one.Actor,
        one.Reason,
        one.Note,
        one.Version);
}

/// <param name="Next">Send it as <c>cursor</c> to read on; absent on the last page.</param>
public sealed record CaseRows(IReadOnlyList<CaseRow> Cases, Guid? Next);

public sealed record CaseStepRow(string State, DateTimeOffset At, string Actor, string? Reason, string? Note);

public sealed record CaseFile(CaseRow Case, IReadOnlyList<CaseStepRow> Steps);

/// <param name="Reason">1-500 characters; needed to resolve.</param>
/// <param name="Note">At most 500 characters.</param>
public sealed record ChangeCaseBody(string? Reason, string? Note);

/// <summary>A run as operators see it.</summary>
/// <param name="Day">yyyymmdd in Korea; 0 for a sliding run.</param>
public sealed record RunRow(
    Guid Id,
    string Provider,
    string Kind,
    int Day,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string Status,
    bool IsListing,
    int SettlementLines,
    int Matched,
    int InFlight,
    int OursOnly,
    int TheirsOnly,
    int AmountDiffers,
    int StatusDiffers,
    int Opened,
    int Closed,
    string? Failure)
{
    public static RunRow Of(ReconciliationRun run) => new(
        run.Id,
        run.Provider,
        ReconciliationWords.Of(run.Kind),
        run.Day,
        run.StartedAt,
        run.EndedAt,
        ReconciliationWords.Of(run.Status),
        run.IsListing,
        run.SettlementLines,
        run.Matched,
        run.InFlight,
        run.OursOnly,
        run.TheirsOnly,
        run.AmountDiffers,
        run.StatusDiffers,
        run.Opened,
        run.Closed,
        run.Failure);
}

/// <param name="Next">Send it as <c>cursor</c> to read on; absent on the last page.</param>
public sealed record RunRows(IReadOnlyList<RunRow> Runs, Guid? Next);

/// <summary>All accounts; their balances sum to zero.</summary>
public sealed record LedgerRows(IReadOnlyList<AccountBalance> Accounts);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AttemptRows))]
[JsonSerializable(typeof(AttemptFile))]
[JsonSerializable(typeof(CaseRows))]
[JsonSerializable(typeof(CaseFile))]
[JsonSerializable(typeof(CaseRow))]
[JsonSerializable(typeof(RunRows))]
[JsonSerializable(typeof(LedgerRows))]
[JsonSerializable(typeof(ChangeCaseBody))]
internal sealed partial class ReconciliationJson : JsonSerializerContext;
