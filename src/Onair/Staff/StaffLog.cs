using Microsoft.Extensions.Logging;

namespace Onair.Staff;

/// <summary>Event ids 7700-7799. Ids only: who did what with what stands in the audit log.</summary>
internal static partial class StaffLog
{
    [LoggerMessage(7700, LogLevel.Information, "{Inviter} invited somebody to work here as {Roles}")]
    public static partial void Invited(ILogger logger, Guid? inviter, string roles);

    [LoggerMessage(7701, LogLevel.Information, "{Member} joined as {Roles}")]
    public static partial void Joined(ILogger logger, Guid member, string roles);

    [LoggerMessage(7702, LogLevel.Information, "{Changer} changed the roles of {Member} to {Roles}")]
    public static partial void RolesChanged(ILogger logger, Guid? changer, Guid member, string roles);

    [LoggerMessage(7703, LogLevel.Information, "{Member} signed in to the console")]
    public static partial void SignedIn(ILogger logger, Guid member);

    /// <summary>Where logs are kept apart from the database, whoever rewrites the chain there has to rewrite these
    /// lines too.</summary>
    [LoggerMessage(7704, LogLevel.Information, "the audit log has {Entries} entries and ends with {Digest}")]
    public static partial void Anchored(ILogger logger, long entries, string digest);
}
