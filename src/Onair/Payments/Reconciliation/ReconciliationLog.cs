using Microsoft.Extensions.Logging;

namespace Onair.Payments.Reconciliation;

/// <summary>Event ids 4060-4079. Ids, days and numbers only.</summary>
internal static partial class ReconciliationLog
{
    [LoggerMessage(
        4060, LogLevel.Information,
        "{Provider} is reconciled for {Day}: {Matched} matched, {InFlight} in flight, {Mismatches} differ")]
    public static partial void Reconciled(
        ILogger logger, string provider, int day, int matched, int inFlight, int mismatches);

    [LoggerMessage(4061, LogLevel.Error, "case {Case} at {Provider}: {Subject} {Bucket}")]
    public static partial void CaseOpened(
        ILogger logger, Guid @case, string provider, CaseSubject subject, Bucket bucket);

    [LoggerMessage(4062, LogLevel.Error, "the books of {Provider} for {Day} could not be read: {Failure}")]
    public static partial void BooksClosed(ILogger logger, string provider, int day, string failure);
}
