using Microsoft.Extensions.Logging;

namespace Onair.Payments.Toss;

/// <summary>Event ids 4080-4089. Codes and their trace ids, never an address, a header or a body.</summary>
internal static partial class TossLog
{
    [LoggerMessage(4080, LogLevel.Error, "Toss refuses {Call} with {Code}: keys, contract or request (trace {Trace})")]
    public static partial void OurFault(ILogger logger, string call, string code, string? trace);

    [LoggerMessage(4081, LogLevel.Error, "Toss does not know secret key 1 ({Code}, trace {Trace}); key 2 is tried")]
    public static partial void FirstKeyRefused(ILogger logger, string code, string? trace);
}
