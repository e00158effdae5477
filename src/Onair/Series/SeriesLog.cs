using Microsoft.Extensions.Logging;

namespace Onair.Series;

/// <summary>Events 2300 to 2319.</summary>
internal static partial class SeriesLog
{
    [LoggerMessage(2300, LogLevel.Warning, "signals could not be written; {Waiting} frames wait")]
    public static partial void NotWritten(ILogger logger, int waiting, Exception error);

    [LoggerMessage(2301, LogLevel.Error, "the database was away for too long: {Lost} frames of signals are lost")]
    public static partial void Lost(ILogger logger, int lost);

    [LoggerMessage(2302, LogLevel.Warning, "an instrument's own reading failed")]
    public static partial void ReadingFailed(ILogger logger, Exception error);
}
