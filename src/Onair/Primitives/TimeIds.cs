using System.Buffers.Binary;

namespace Onair.Primitives;

/// <summary>Ids of version 7 begin with the milliseconds of their making: a span of time is a span of ids.</summary>
public static class TimeIds
{
    /// <summary>Before every id.</summary>
    public static readonly Guid Least = Guid.Empty;

    /// <summary>After every id.</summary>
    public static readonly Guid Most = Guid.AllBitsSet;

    /// <summary>The last second of the year 9999.</summary>
    private const long endMilliseconds = 253_402_300_799_000;

    /// <summary>The least id that can have been made then.</summary>
    public static Guid First(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, at.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When it was made. Ids that say nothing sensible are taken for the end of time.</summary>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, endMilliseconds));
    }
}
