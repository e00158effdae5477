using Microsoft.Extensions.Logging;

namespace Onair.Incidents;

/// <summary>Events 2340 to 2359.</summary>
internal static partial class IncidentsLog
{
    [LoggerMessage(2340, LogLevel.Warning,
        "contacts are sealed with a key that is in the same database: set Onair:Incidents:SealKeys")]
    public static partial void SealKeyInDatabase(ILogger logger);

    [LoggerMessage(2341, LogLevel.Error, "incident {Incident}: rung {Rung} is {Late} late")]
    public static partial void RungLate(ILogger logger, Guid incident, int rung, TimeSpan late);

    [LoggerMessage(2342, LogLevel.Error, "the outside heartbeat was not taken: {Note}")]
    public static partial void HeartbeatFailed(ILogger logger, string note);

    [LoggerMessage(2343, LogLevel.Error, "incident {Incident}: nobody is on call, and there is no last resort")]
    public static partial void NobodyAtAll(ILogger logger, Guid incident);
}
