using Microsoft.Extensions.Logging;

namespace Onair.Storage;

/// <summary>Event ids 1000-1099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(1000, LogLevel.Information, "schema is at version {Version} ({Applied} migrations applied now)")]
    public static partial void Migrated(ILogger logger, string version, int applied);

    [LoggerMessage(1001, LogLevel.Warning, "attempt {Attempt} failed and is made again")]
    public static partial void Retried(ILogger logger, int attempt, Exception error);

    [LoggerMessage(1002, LogLevel.Warning, "a batch of {Count} in lane {Lane} failed as a whole; each is tried alone")]
    public static partial void BatchSplit(ILogger logger, int count, string lane, Exception error);

    [LoggerMessage(1003, LogLevel.Error, "the disk refused to sync; the log is copied before the next write")]
    public static partial void SyncRefused(ILogger logger, Exception error);

    [LoggerMessage(1004, LogLevel.Information,
        "no ProtectionSealKeys are set: protection keys are sealed under a key that lies in the database beside them")]
    public static partial void SealKeyInDatabase(ILogger logger);
}
