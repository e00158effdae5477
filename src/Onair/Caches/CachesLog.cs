using Microsoft.Extensions.Logging;

namespace Onair.Caches;

/// <summary>Event ids 2100-2119.</summary>
internal static partial class CachesLog
{
    [LoggerMessage(2100, LogLevel.Warning, "Redis is away ({Why}): the database answers everything until it is back")]
    public static partial void RedisIsAway(ILogger logger, string why);

    [LoggerMessage(2101, LogLevel.Information, "Redis answers")]
    public static partial void RedisIsUp(ILogger logger);
}
