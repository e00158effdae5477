using Microsoft.Extensions.Logging;

namespace Onair.Alarms;

/// <summary>Events 2320 to 2339.</summary>
internal static partial class AlarmsLog
{
    [LoggerMessage(2320, LogLevel.Warning, "alarm {Key}: {From} -> {To}")]
    public static partial void Changed(ILogger logger, string key, AlarmLevel from, AlarmLevel to);

    [LoggerMessage(2321, LogLevel.Error, "rule {Rule} could not be evaluated")]
    public static partial void RuleFailed(ILogger logger, string rule, Exception error);

    [LoggerMessage(2322, LogLevel.Information, "rule {Rule}: version {Version} of its file is in force")]
    public static partial void RuleLoaded(ILogger logger, string rule, int version);

    [LoggerMessage(2323, LogLevel.Warning,
        "rule {Rule}: version {Version} of its file waits, as somebody has edited the rule")]
    public static partial void RuleWaits(ILogger logger, string rule, int version);

    [LoggerMessage(2324, LogLevel.Error, "rules of {File} are not valid and were not taken: {Errors}")]
    public static partial void FileRefused(ILogger logger, string file, string errors);
}
