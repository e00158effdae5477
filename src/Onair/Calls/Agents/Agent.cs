using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Calls.Agents;

/// <summary>Somebody who takes orders on the telephone.</summary>
public sealed class Agent
{
    public Guid Id { get; init; }

    /// <summary>1-50 characters; whose orders they took is written under it, so it is never another's.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the token, in hexadecimal letters.</summary>
    public string TokenDigest { get; init; } = "";

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>From when the token opens nothing; null while it does.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>Tokens of agents, as <c>agent_ID_SECRET</c>: the id finds the row, the secret is compared.</summary>
internal static class AgentTokens
{
    private const string start = "agent_";
    private const int idLength = 32;
    private const int secretBytes = 32;

    /// <summary>What is compared with when there is no such agent: the answer takes as long.</summary>
    public static readonly string Nobody = new('0', SHA256.HashSizeInBytes * 2);

    public static string New(Guid agent) =>
        $"{start}{agent:N}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(secretBytes))}";

    /// <summary>Whose it claims to be; null for what is no token of an agent.</summary>
    public static Guid? AgentOf(string token)
    {
        var length = start.Length + idLength + 1 + Base64Url.GetEncodedLength(secretBytes);
        return token.Length == length && token.StartsWith(start, StringComparison.Ordinal)
            && token[start.Length + idLength] == '_'
            && Guid.TryParseExact(token.AsSpan(start.Length, idLength), "N", out var id)
                ? id
                : null;
    }

    public static string DigestOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Digests are compared, in constant time.</summary>
    public static bool IsRight(string token, string digest) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(DigestOf(token)), Encoding.ASCII.GetBytes(digest));
}
