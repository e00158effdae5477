using System.Security.Cryptography;

namespace Onair.Primitives;

/// <summary>
/// Random bytes of the operating system, taken a thousand at a time: the lane that decides orders would otherwise call
/// into the kernel twice for each of them, for its id and for its number.
/// </summary>
public static class RandomBytes
{
    private const int takenAtOnce = 1024;

    [ThreadStatic]
    private static byte[]? taken;

    [ThreadStatic]
    private static int used;

    /// <param name="into">At most 1,024 bytes.</param>
    public static void Fill(Span<byte> into)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(into.Length, takenAtOnce, nameof(into));
        if (taken is null || used + into.Length > takenAtOnce)
        {
            RandomNumberGenerator.Fill(taken ??= new byte[takenAtOnce]);
            used = 0;
        }

        var bytes = taken.AsSpan(used, into.Length);
        bytes.CopyTo(into);
        // What was given out once may not stand here a second time.
        bytes.Clear();
        used += into.Length;
    }

    /// <summary>A UUIDv7: 48 bits of milliseconds, then random ones.</summary>
    public static Guid Uuid7(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        var milliseconds = now.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
