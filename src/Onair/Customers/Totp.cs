using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Customers;

/// <summary>
/// Codes of an authenticator app (RFC 6238: HMAC-SHA1, six digits, 30 seconds). Ours instead of Identity's because time
/// is an argument here and a code works once.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;

    private const int secondsPerStep = 30;

    /// <summary>RFC 4226 asks for 160 bits.</summary>
    private const int secretBytes = 20;

    /// <summary>Clocks of phones: one step to either side.</summary>
    private const int driftSteps = 1;

    private const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret in base 32, as apps take it.</summary>
    public static string NewSecret()
    {
        var bytes = RandomNumberGenerator.GetBytes(secretBytes);
        var text = new StringBuilder(32);
        var (bits, held) = (0, 0);
        foreach (var b in bytes)
        {
            held = (held << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(alphabet[(held >> bits) & 31]);
            }

            held &= (1 << bits) - 1;
        }

        return text.ToString();
    }

    /// <summary>The step whose code this is, when it is later than the one used last; null for a wrong code.</summary>
    /// <param name="secret">Base 32.</param>
    /// <param name="code">Six digits; spaces between are fine.</param>
    /// <param name="lastStep">The step that was used last.</param>
    /// <param name="now">The time.</param>
    public static long? StepOf(string secret, string code, long lastStep, DateTimeOffset now)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        if (typed.Length != Digits || !typed.All(char.IsAsciiDigit)) return null;
        var key = Decode(secret);
        var step = now.ToUnixTimeSeconds() / secondsPerStep;
        long? found = null;
        // All are compared, whichever fits: how long it takes says nothing.
        for (var at = step - driftSteps; at <= step + driftSteps; at++)
        {
            var isSame = CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(typed), Encoding.ASCII.GetBytes(CodeAt(key, at)));
            if (isSame && at > lastStep) found ??= at;
        }

        return found;
    }

    /// <summary>The code of a moment, for tests and nothing else of ours.</summary>
    public static string CodeAt(string secret, DateTimeOffset now) =>
        CodeAt(Decode(secret), now.ToUnixTimeSeconds() / secondsPerStep);

    /// <summary>What an authenticator app reads from the picture.</summary>
    public static string AddressOf(string secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}"
        + $"?secret={secret}&issuer={Uri.EscapeDataString(issuer)}&digits={Digits}&period={secondsPerStep}";

    private static string CodeAt(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, mac);
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string secret)
    {
        var bytes = new List<byte>(secretBytes);
        var (bits, held) = (0, 0);
        foreach (var c in secret)
        {
            var value = alphabet.IndexOf(c);
            if (value < 0) throw new FormatException("not base 32");
            held = (held << 5) | value;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(held >> bits));
            held &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
