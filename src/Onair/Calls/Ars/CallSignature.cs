using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Calls.Ars;

/// <summary>What a signature is worth. Sent as problem codes; never renumber.</summary>
public enum CallSignatureStatus
{
    Valid = 1,

    /// <summary>One of the three headers is not there, or there twice.</summary>
    Missing = 2,

    /// <summary>Its time is no time, or too far from ours, in either direction: played again, or a clock is wrong.
    /// </summary>
    Stale = 3,

    /// <summary>No signature of it is one of ours over this message.</summary>
    Wrong = 4,
}

/// <summary>
/// Signatures as Standard Webhooks has them: HMAC-SHA256 over <c>id.timestamp.body</c>, as <c>v1,BASE64</c>, several
/// with a space between while secrets change.
/// </summary>
internal static class CallSignature
{
    public const string SecretShape = "is whsec_ and 24 to 64 bytes in base64";

    /// <summary>Characters of <c>webhook-id</c>: a UUID with a prefix is half of it.</summary>
    private const int idLengthMax = 100;

    /// <summary>Signatures of one message that are looked at: an old, a new and some of other kinds.</summary>
    private const int signaturesMax = 5;

    private const string secretStart = "whsec_";
    private const string kind = "v1,";
    private const int secretBytesMin = 24;
    private const int secretBytesMax = 64;
    private const int timestampLengthMax = 11;

    public static bool IsSecret(string text)
    {
        Span<byte> bytes = stackalloc byte[secretBytesMax + 1];
        return text.StartsWith(secretStart, StringComparison.Ordinal)
            && Convert.TryFromBase64Chars(text.AsSpan(secretStart.Length), bytes, out var count)
            && count is >= secretBytesMin and <= secretBytesMax;
    }

    /// <exception cref="InvalidOperationException">It is no secret.</exception>
    public static byte[] SecretOf(string text) => IsSecret(text)
        ? Convert.FromBase64String(text[secretStart.Length..])
        : throw new InvalidOperationException($"The webhook secret of calls {SecretShape}.");

    /// <param name="secrets">Any of them may have signed.</param>
    /// <param name="headers">Id, timestamp and signatures, each null when it is not there once.</param>
    /// <param name="body">As it came.</param>
    /// <param name="now">Our time.</param>
    /// <param name="tolerance">How far the message's time may be from it.</param>
    public static CallSignatureStatus Check(
        IReadOnlyList<byte[]> secrets,
        (string? Id, string? Timestamp, string? Signatures) headers,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        TimeSpan tolerance)
    {
        if (headers is not ({ Length: > 0 and <= idLengthMax } id, { Length: > 0 } timestamp, { Length: > 0 } sent))
            return CallSignatureStatus.Missing;
        // Text that is no time is refused as one that is too old: nobody can say when it was signed.
        if (timestamp.Length > timestampLengthMax
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > (long)tolerance.TotalSeconds)
            return CallSignatureStatus.Stale;
        var isRight = false;
        foreach (var secret in secrets)
        {
            var right = Sign(secret, id, timestamp, body);
            // All of them, whichever is right: how long it takes tells nothing.
            foreach (var one in sent.Split(' ', signaturesMax + 1).Take(signaturesMax)) isRight |= IsSame(one, right);
        }

        return isRight ? CallSignatureStatus.Valid : CallSignatureStatus.Wrong;
    }

    /// <summary>As the voice system makes it.</summary>
    public static byte[] Sign(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static bool IsSame(string sent, byte[] right)
    {
        Span<byte> bytes = stackalloc byte[HMACSHA256.HashSizeInBytes + 1];
        return sent.StartsWith(kind, StringComparison.Ordinal)
            && Convert.TryFromBase64Chars(sent.AsSpan(kind.Length), bytes, out var count)
            && CryptographicOperations.FixedTimeEquals(bytes[..count], right);
    }
}
