using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>Seals the secrets that messages are signed with.</summary>
public sealed class WebhooksSeal(SecretStore secrets, IOptions<WebhooksOptions> options, ILogger<WebhooksSeal> logger)
    : Seal(secrets, "webhooks-seal")
{
    protected override IEnumerable<string> GivenKeys => options.Value.SealKeys;

    protected override void KeyIsInDatabase() => WebhooksLog.SealKeyInDatabase(logger);

    internal static string PurposeOf(Guid webhook) => $"webhook:{webhook:N}";
}
