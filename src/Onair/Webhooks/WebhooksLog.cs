using Microsoft.Extensions.Logging;

namespace Onair.Webhooks;

internal static partial class WebhooksLog
{
    [LoggerMessage(
        7800, LogLevel.Warning,
        "no Webhooks:SealKeys are set: secrets are sealed under a key that lies in the database beside them")]
    public static partial void SealKeyInDatabase(ILogger logger);

    [LoggerMessage(7801, LogLevel.Warning, "webhook {Webhook} is disabled: {Why}")]
    public static partial void Disabled(ILogger logger, Guid webhook, string why);
}
