using Microsoft.Extensions.Logging;

namespace Onair.Mail;

/// <summary>Event ids 1200-1299. Ids and codes only: neither addresses nor texts.</summary>
internal static partial class MailLog
{
    [LoggerMessage(1200, LogLevel.Information,
        "no SealKeys are set: letters are sealed under a key that lies in the database beside them")]
    public static partial void SealKeyInDatabase(ILogger logger);

    [LoggerMessage(1201, LogLevel.Warning, "letter {Letter} was refused for good: {Reason}")]
    public static partial void Refused(ILogger logger, Guid letter, string reason);

    [LoggerMessage(1202, LogLevel.Warning, "letter {Letter} could not be handed over and is tried again: {Reason}")]
    public static partial void Delayed(ILogger logger, Guid letter, string reason);

    [LoggerMessage(1203, LogLevel.Warning,
        "no mail server is named (Onair:Mail:Host): letters become files in {Folder} and reach nobody")]
    public static partial void NoServer(ILogger logger, string folder);
}
