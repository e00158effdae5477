namespace Onair.Host.StaffConsole;

/// <summary>Event ids 2100-2119. No names and no data: ids only.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(2100, LogLevel.Error, "a page of the console failed ({Number})")]
    public static partial void PageFailed(ILogger logger, string number, Exception error);

    [LoggerMessage(
        2101, LogLevel.Warning, "the numbers of show {Show} could not be read; the page says how old they are")]
    public static partial void MeterFailed(ILogger logger, Guid show, Exception error);
}
