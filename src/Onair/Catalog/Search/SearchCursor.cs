using System.Buffers.Binary;
using System.Buffers.Text;

namespace Onair.Catalog.Search;

/// <summary>Where a page ended: behind this key, and behind this product among those with the same key.</summary>
internal readonly record struct SearchCursor(long Key, long Position)
{
    /// <summary>Before everything.</summary>
    public static readonly SearchCursor Start = new(long.MinValue, long.MaxValue);

    private const byte version = 2;
    private const int size = 2 + (2 * sizeof(long));

    /// <summary>The key where it falls instead of rises.</summary>
    public long Value => Key == long.MinValue ? long.MaxValue : -Key;

    public string Write(SearchSort sort)
    {
        Span<byte> bytes = stackalloc byte[size];
        bytes[0] = version;
        bytes[1] = (byte)sort;
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], Key);
        BinaryPrimitives.WriteInt64BigEndian(bytes[10..], Position);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False for what is no cursor of this sort.</summary>
    public static bool TryRead(string text, SearchSort sort, out SearchCursor cursor)
    {
        cursor = Start;
        Span<byte> bytes = stackalloc byte[size];
        if (text.Length != Base64Url.GetEncodedLength(size)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != size || bytes[0] != version || bytes[1] != (byte)sort)
            return false;
        cursor = new SearchCursor(
            BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), BinaryPrimitives.ReadInt64BigEndian(bytes[10..]));
        return cursor.Position > 0 && cursor.Key != long.MinValue;
    }
}
