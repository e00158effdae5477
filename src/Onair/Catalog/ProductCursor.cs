using System.Buffers.Binary;
using System.Buffers.Text;

namespace Onair.Catalog;

/// <summary>Where a page ended, as a text that says nothing to who reads it: a version byte and a position.</summary>
internal static class ProductCursor
{
    private const byte version = 1;
    private const int size = 1 + sizeof(long);

    public static string Write(long position)
    {
        Span<byte> bytes = stackalloc byte[size];
        bytes[0] = version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], position);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string cursor, out long position)
    {
        position = 0;
        Span<byte> bytes = stackalloc byte[size];
        if (cursor.Length != Base64Url.GetEncodedLength(size)
            || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
            || written != size
            || bytes[0] != version)
            return false;
        position = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        return position > 0;
    }
}
