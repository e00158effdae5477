using Microsoft.Extensions.Logging;

namespace Onair.Orders;

/// <summary>Event ids 5000-5099. Numbers and ids only.</summary>
internal static partial class OrdersLog
{
    [LoggerMessage(5000, LogLevel.Error,
        "the table of Korean holidays ends on {Until}: get a newer version before deadlines cannot be told")]
    public static partial void HolidaysEnd(ILogger logger, DateOnly until);

    [LoggerMessage(5001, LogLevel.Information,
        "no Orders:SealKeys are set: deliveries are sealed under a key that lies in the database beside them")]
    public static partial void SealKeyInDatabase(ILogger logger);

    [LoggerMessage(5002, LogLevel.Information, "{Count} orders forgot whom they were for")]
    public static partial void Forgotten(ILogger logger, int count);

    [LoggerMessage(5003, LogLevel.Information, "the persons of {Count} orders are kept apart: they have left")]
    public static partial void KeptApart(ILogger logger, int count);

    [LoggerMessage(5004, LogLevel.Warning, "the person of order {Order} was shown, who is kept apart")]
    public static partial void PersonShown(ILogger logger, Guid order);

    [LoggerMessage(5010, LogLevel.Warning, "pages of orders: the database does not answer")]
    public static partial void FeedUnreachable(ILogger logger, Exception error);
}
