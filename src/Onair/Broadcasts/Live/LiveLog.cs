using Microsoft.Extensions.Logging;

namespace Onair.Broadcasts.Live;

/// <summary>Event ids 1900-1919.</summary>
internal static partial class LiveLog
{
    [LoggerMessage(1900, LogLevel.Warning, "live updates: the database does not answer")]
    public static partial void FeedUnreachable(ILogger logger, Exception error);
}
