using System.Security.Cryptography;
using System.Text;

namespace Onair.Primitives;

/// <summary>
/// A 128-bit fingerprint of several texts, kept as a UUID column. SHA-256 cut in half: short enough for an index, long
/// enough that nobody can make two texts meet.
/// </summary>
public static class Digest
{
    private const int stackBytesMax = 1024;

    /// <summary>Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.</summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var bytesMax = 0;
        foreach (var part in parts) bytesMax += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        Span<byte> bytes = bytesMax <= stackBytesMax ? stackalloc byte[stackBytesMax] : new byte[bytesMax];
        var used = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, bytes[(used + sizeof(int))..]);
            BitConverter.TryWriteBytes(bytes[used..], length);
            used += sizeof(int) + length;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..used], hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
