using Microsoft.Extensions.Logging;

namespace Onair.Jobs;

/// <summary>Event ids 1100-1199.</summary>
internal static partial class JobsLog
{
    [LoggerMessage(1100, LogLevel.Warning, "a batch of {Count} {Kind} jobs failed as a whole; each is run alone")]
    public static partial void BatchSplit(ILogger logger, int count, string kind, Exception error);

    [LoggerMessage(1101, LogLevel.Warning, "{Count} {Kind} jobs failed and are tried again")]
    public static partial void RunFailed(ILogger logger, int count, string kind, Exception error);

    [LoggerMessage(1102, LogLevel.Error, "{Kind} job {Id} is dead after {Attempts} runs: {Reason}")]
    public static partial void Dead(ILogger logger, string kind, Guid id, int attempts, string reason);

    [LoggerMessage(1103, LogLevel.Error, "the queue could not be worked off; looking again in {Pause}")]
    public static partial void QueueUnreachable(ILogger logger, TimeSpan pause, Exception error);

    [LoggerMessage(1104, LogLevel.Warning, "{Count} batches did not end within {Wait} of the stop; their leases lapse")]
    public static partial void BatchesLeft(ILogger logger, int count, TimeSpan wait);

    [LoggerMessage(1105, LogLevel.Warning, "{Count} {Kind} jobs lost their lease before they ended")]
    public static partial void LeasesLost(ILogger logger, int count, string kind);

    [LoggerMessage(1110, LogLevel.Warning, "a delivery of {Count} envelopes failed; each is delivered alone")]
    public static partial void DeliverySplit(ILogger logger, int count, Exception error);

    [LoggerMessage(1111, LogLevel.Error, "fact {Ordinal} of envelope {Envelope} is parked for {Subscriber}")]
    public static partial void FactParked(
        ILogger logger, int ordinal, long envelope, string subscriber, Exception error);

    [LoggerMessage(1112, LogLevel.Error, "facts could not be delivered; trying again in {Pause}")]
    public static partial void DeliveryFailed(ILogger logger, TimeSpan pause, Exception error);

    [LoggerMessage(1113, LogLevel.Information, "this node leads {Name}")]
    public static partial void Leads(ILogger logger, string name);

    [LoggerMessage(1120, LogLevel.Error, "timed verb {Name} failed and runs again at its next time")]
    public static partial void TimedVerbFailed(ILogger logger, string name, Exception error);

    [LoggerMessage(1121, LogLevel.Error, "the timers' leases could not be renewed; trying again in {Pause}")]
    public static partial void TimersUnreachable(ILogger logger, TimeSpan pause, Exception error);
}
