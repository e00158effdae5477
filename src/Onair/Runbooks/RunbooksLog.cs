using Microsoft.Extensions.Logging;

namespace Onair.Runbooks;

/// <summary>Events 2360 to 2369.</summary>
internal static partial class RunbooksLog
{
    [LoggerMessage(2360, LogLevel.Error, "runbook {Runbook} is not valid and was not taken: {Errors}")]
    public static partial void Refused(ILogger logger, string runbook, string errors);
}
