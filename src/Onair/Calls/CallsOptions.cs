using System.ComponentModel.DataAnnotations;
using System.Net;
using Onair.Calls.Ars;

namespace Onair.Calls;

/// <summary>Orders by telephone, under <c>Calls</c>: <c>ONAIR__CALLS__NUMBER=080-123-4567</c>.</summary>
public sealed class CallsOptions : IValidatableObject
{
    /// <summary>Agents that are or were: a large call centre has some hundreds of desks.</summary>
    public const int AgentsMax = 1000;

    /// <summary>Characters of an agent's name.</summary>
    public const int AgentNameMax = 50;

    /// <summary>Characters of <see cref="Number"/>: <c>+82 (0)80-1234-5678</c>.</summary>
    public const int NumberMax = 30;

    /// <summary>The number that is called to order, as the TV picture shows it; empty: none is shown.</summary>
    [MaxLength(NumberMax)]
    public string Number { get; set; } = "";

    /// <summary>
    /// What the voice system signs its webhooks with, as <c>whsec_</c> and 24 to 64 bytes in base64 (Standard
    /// Webhooks). Empty, and no file: there is no such address.
    /// </summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>A file with the secret in it, instead of <see cref="WebhookSecret"/>.</summary>
    public string WebhookSecretFile { get; set; } = "";

    /// <summary>Taken as well, while the voice system changes from one secret to the other.</summary>
    public string SecondWebhookSecret { get; set; } = "";

    /// <summary>
    /// How far a webhook's time may be from ours, in either direction. Five minutes is what Standard Webhooks says.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A call is handed to an agent after this long: who has not ordered by then wants a person.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "02:00:00")]
    public TimeSpan CallLengthMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A call that says nothing for so long is over, whatever its voice system forgot to tell. Longer than any pause
    /// for a digit, and far longer than <see cref="Tolerance"/> with what comes again after a failure.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Silence { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long an ended call is kept, to know its events when they come again: a voice system that lost the way to
    /// the shop tries for hours. It is longer than <see cref="Tolerance"/>, so that nothing can be played again.
    /// </summary>
    [Range(typeof(TimeSpan), "02:00:00", "30.00:00:00")]
    public TimeSpan CallsKept { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Calls at one time; who calls then is handed to an agent. A hundred lines are a large voice system.
    /// </summary>
    [Range(1, 100_000)]
    public int CallsMax { get; set; } = 2000;

    /// <summary>
    /// How long it is kept what agents did: the notice on safety measures (art. 8) asks for two years where 50,000
    /// people are known.
    /// </summary>
    [Range(typeof(TimeSpan), "365.00:00:00", "3650.00:00:00")]
    public TimeSpan DeedsKept { get; set; } = TimeSpan.FromDays(731);

    /// <summary>How often calls are ended and rows purged.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan EndEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Proxies that are believed, as everywhere in the shop: <c>ONAIR__TRUSTEDPROXIES__0</c>.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>The secrets that are taken, the first one first; none: no webhook.</summary>
    internal IReadOnlyList<byte[]> Secrets()
    {
        var first = WebhookSecret.Length == 0 && WebhookSecretFile.Length > 0
            ? File.ReadAllText(WebhookSecretFile).Trim()
            : WebhookSecret;
        return [.. new[] { first, SecondWebhookSecret }.Where(text => text.Length > 0).Select(CallSignature.SecretOf)];
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WebhookSecretFile.Length > 0 && !File.Exists(WebhookSecretFile))
            yield return new ValidationResult("does not exist", [nameof(WebhookSecretFile)]);
        if (WebhookSecret.Length > 0 && !CallSignature.IsSecret(WebhookSecret))
            yield return new ValidationResult(CallSignature.SecretShape, [nameof(WebhookSecret)]);
        if (SecondWebhookSecret.Length > 0 && !CallSignature.IsSecret(SecondWebhookSecret))
            yield return new ValidationResult(CallSignature.SecretShape, [nameof(SecondWebhookSecret)]);
        if (SecondWebhookSecret.Length > 0 && WebhookSecret.Length + WebhookSecretFile.Length == 0)
            yield return new ValidationResult("needs a first one", [nameof(SecondWebhookSecret)]);
        foreach (var text in TrustedProxies.Where(t => !IPNetwork.TryParse(t, out _) && !IPAddress.TryParse(t, out _)))
            yield return new ValidationResult($"'{text}' is no address and no network", [nameof(TrustedProxies)]);
    }
}
