using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Webhooks;

/// <summary>
/// Pure: signatures as Standard Webhooks writes them: <c>v1,</c> and the base64 of HMAC-SHA256 over id, seconds since
/// 1970 and body with full stops between. Secrets are <c>whsec_</c> and the base64 of 24 to 64 bytes.
/// </summary>
public static class WebhookSignature
{
    private const string prefix = "whsec_";
    private const int secretBytes = 32;

    public static string NewSecret() => prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(secretBytes));

    /// <summary>One signature per secret, with spaces between: the receiver may know either.</summary>
    public static string Of(IEnumerable<string> secrets, string id, DateTimeOffset at, string body)
    {
        var signed = Encoding.UTF8.GetBytes($"{id}.{Seconds(at)}.{body}");
        return string.Join(' ', secrets.Select(secret =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(
                Convert.FromBase64String(secret[prefix.Length..]), signed))));
    }

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
