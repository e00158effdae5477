using Microsoft.Extensions.Logging;

namespace Onair.Payments.Inbox;

/// <summary>Event ids 4050-4059. Ids and codes only: what a notice says is never logged.</summary>
internal static partial class InboxLog
{
    [LoggerMessage(4050, LogLevel.Information, "a message at the door of {Provider} is no notice of it: {Code}")]
    public static partial void Invalid(ILogger logger, string provider, string code);

    [LoggerMessage(4051, LogLevel.Warning, "notice {Notice} of {Provider} is refused: {Code}")]
    public static partial void Refused(ILogger logger, Guid notice, string provider, string? code);

    [LoggerMessage(4052, LogLevel.Error, "notice {Notice} of {Provider}: the provider never said what became of it")]
    public static partial void Unanswered(ILogger logger, Guid notice, string provider);
}
