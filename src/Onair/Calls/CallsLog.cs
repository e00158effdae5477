using Microsoft.Extensions.Logging;

namespace Onair.Calls;

/// <summary>Event ids 7600-7699. Ids and words only: who called, and whom an agent spoke with, stands in no log.
/// </summary>
internal static partial class CallsLog
{
    [LoggerMessage(7600, LogLevel.Information, "a webhook of the voice system was refused: {Why}")]
    public static partial void SignatureRefused(ILogger logger, string why);

    [LoggerMessage(7601, LogLevel.Information, "call {Call} ended at {Step}")]
    public static partial void CallEnded(ILogger logger, Guid call, string step);

    [LoggerMessage(7602, LogLevel.Warning, "call {Call}: its order is not the one that it was to place")]
    public static partial void OrderDiffers(ILogger logger, Guid call);

    [LoggerMessage(7603, LogLevel.Information, "agent {Agent} was added")]
    public static partial void AgentAdded(ILogger logger, Guid agent);

    [LoggerMessage(7604, LogLevel.Information, "agent {Agent} was revoked")]
    public static partial void AgentRevoked(ILogger logger, Guid agent);
}
