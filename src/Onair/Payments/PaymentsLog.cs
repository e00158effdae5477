using Microsoft.Extensions.Logging;
using Onair.Payments.Routing;

namespace Onair.Payments;

/// <summary>Event ids 4000-4099. Ids and codes only: no names, no card data, no provider messages.</summary>
internal static partial class PaymentsLog
{
    [LoggerMessage(4000, LogLevel.Warning, "a call to {Provider} for attempt {Attempt} ended with {Error}")]
    public static partial void CallFailed(ILogger logger, string provider, Guid attempt, string error);

    [LoggerMessage(4001, LogLevel.Warning, "attempt {Attempt} at {Provider} is unknown: {Code}")]
    public static partial void AttemptUnknown(ILogger logger, Guid attempt, string provider, string? code);

    [LoggerMessage(4002, LogLevel.Error, "attempt {Attempt} at {Provider} was captured late and is refunded")]
    public static partial void CapturedLate(ILogger logger, Guid attempt, string provider);

    [LoggerMessage(4003, LogLevel.Error, "attempt {Attempt} is {State} and refuses the answer {Answer}")]
    public static partial void AnswerRefused(ILogger logger, Guid attempt, AttemptState state, AnswerKind answer);

    [LoggerMessage(4004, LogLevel.Error, "refund {Refund} of attempt {Attempt} was refused for good: {Code}")]
    public static partial void RefundRefused(ILogger logger, Guid refund, Guid attempt, string? code);

    [LoggerMessage(4005, LogLevel.Critical, "attempt {Attempt} does not match its sealed body and is not sent")]
    public static partial void BodyDiffers(ILogger logger, Guid attempt);

    [LoggerMessage(4006, LogLevel.Warning, "the breaker of {Provider} is {State} now")]
    public static partial void BreakerChanged(ILogger logger, string provider, BreakerState state);

    [LoggerMessage(4040, LogLevel.Critical,
        "attempt {Attempt} at {Provider} is {State} and its deposit was taken back: the money is not there")]
    public static partial void DepositTakenBack(ILogger logger, Guid attempt, string provider, AttemptState state);

    [LoggerMessage(4020, LogLevel.Information,
        "no SealKeys are set: refund accounts are sealed under a key that lies in the database beside them")]
    public static partial void SealKeyInDatabase(ILogger logger);
}
