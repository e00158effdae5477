using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Onair.Primitives;

/// <summary>A token of the deployment, sent as <c>Authorization: Bearer ...</c>.</summary>
public static class BearerToken
{
    /// <summary>What is compared: neither content nor length of a token can be timed.</summary>
    public static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static bool IsSent(HttpRequest request, byte[] digest) =>
        request.Headers.Authorization is [{ } sent]
        && AuthenticationHeaderValue.TryParse(sent, out var header)
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
        && header.Parameter is { Length: > 0 } token
        && CryptographicOperations.FixedTimeEquals(DigestOf(token), digest);
}
