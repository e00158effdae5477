using Microsoft.Extensions.Logging;

namespace Onair.Orders;

/// <summary>Event ids 5000-5099. Numbers and ids only.</summary>
internal static partial class OrdersLog
{
    [LoggerMessage(5000, LogLevel.Error,
        "the table of Korean holidays ends on {Until}: get a newer version before deadlines cannot be told")]
    public static partial void HolidaysEnd(ILogger logger, DateOnly until);
}
