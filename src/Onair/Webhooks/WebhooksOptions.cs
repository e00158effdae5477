using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Onair.Webhooks;

/// <summary>Settings under <c>Webhooks</c>: <c>ONAIR__WEBHOOKS__TIMEOUT=00:00:20</c>.</summary>
public sealed class WebhooksOptions
{
    /// <summary>Webhooks of one shop: each fact is a row for each of them.</summary>
    public const int WebhooksMax = 50;

    /// <summary>
    /// Networks that may be called although they are not public, as <c>10.20.0.0/16</c>; there also without TLS.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>How long a receiver may take; Standard Webhooks recommends 15 to 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long messages that ended are kept, for the log and for sending them again.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan MessagesKept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the secret before signs too.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Keys that seal secrets, 32 bytes in base64 each; the first seals, all open.</summary>
    public IList<string> SealKeys { get; } = [];

    internal IReadOnlyList<IPNetwork> Networks => [.. AllowedNetworks.Select(IPNetwork.Parse)];

    internal static bool AreNetworks(WebhooksOptions options) =>
        options.AllowedNetworks.All(text => IPNetwork.TryParse(text, out _));
}
