using System.Buffers.Binary;
using System.Buffers.Text;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>In which order ratings are read. Sent; never renumber.</summary>
public enum RatingSort
{
    Newest = 1,
    Highest = 2,
    Lowest = 3,
}

/// <summary>Where a page ended: behind this rating.</summary>
internal readonly record struct RatingCursor(int Stars, DateTimeOffset At, Guid Id)
{
    private const byte version = 1;
    private const int size = 3 + sizeof(long) + 16;

    /// <summary>Before everything of this sort.</summary>
    public static RatingCursor Start(RatingSort sort) => new(
        sort == RatingSort.Lowest ? 0 : Rating.StarsMax + 1, DateTimeOffset.MaxValue, Guid.AllBitsSet);

    public static RatingCursor Of(Rating rating) =>
        new(rating.Stars ?? throw new ArgumentException("withdrawn", nameof(rating)), rating.WrittenAt, rating.Id);

    public string Write(RatingSort sort)
    {
        Span<byte> bytes = stackalloc byte[size];
        bytes[0] = version;
        bytes[1] = (byte)sort;
        bytes[2] = (byte)Stars;
        BinaryPrimitives.WriteInt64BigEndian(bytes[3..], At.ToMicroseconds());
        Id.TryWriteBytes(bytes[(3 + sizeof(long))..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False for what is no cursor of this sort.</summary>
    public static bool TryRead(string text, RatingSort sort, out RatingCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[size];
        if (text.Length != Base64Url.GetEncodedLength(size)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != size || bytes[0] != version || bytes[1] != (byte)sort)
            return false;
        var at = BinaryPrimitives.ReadInt64BigEndian(bytes[3..]);
        if (bytes[2] is < Rating.StarsMin or > Rating.StarsMax) return false;
        if (at < 0 || at > DateTimeOffset.MaxValue.ToMicroseconds()) return false;
        cursor = new RatingCursor(
            bytes[2], Instants.FromMicroseconds(at), new Guid(bytes[(3 + sizeof(long))..], bigEndian: true));
        return true;
    }
}
