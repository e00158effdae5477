using Microsoft.Extensions.Logging;

namespace Onair.Customers;

/// <summary>Event ids 6000-6099. Ids only: who a customer is stands in no log.</summary>
internal static partial class CustomersLog
{
    [LoggerMessage(6000, LogLevel.Information,
        "no SealKeys are set: TOTP secrets and links are sealed under a key that lies in the database beside them")]
    public static partial void SealKeyInDatabase(ILogger logger);

    [LoggerMessage(6001, LogLevel.Information, "customer {Customer} signed in by {How}")]
    public static partial void SignedIn(ILogger logger, Guid customer, string how);

    [LoggerMessage(6002, LogLevel.Information, "customer {Customer} left; the account is erased")]
    public static partial void Left(ILogger logger, Guid customer);

    [LoggerMessage(6003, LogLevel.Warning, "passkey of customer {Customer} was refused: {Reason}")]
    public static partial void PasskeyRefused(ILogger logger, Guid? customer, string reason);

    [LoggerMessage(6004, LogLevel.Warning, "the list of breached passwords is not sorted or not readable at {Offset}")]
    public static partial void ListBroken(ILogger logger, long offset);

    [LoggerMessage(6005, LogLevel.Information, "customer {Customer} has another mailbox now")]
    public static partial void EmailChanged(ILogger logger, Guid customer);

    [LoggerMessage(6006, LogLevel.Warning, "the old mailbox of customer {Customer} took a change of mailbox back")]
    public static partial void EmailTakenBack(ILogger logger, Guid customer);
}
