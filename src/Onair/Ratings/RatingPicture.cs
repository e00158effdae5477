namespace Onair.Ratings;

/// <summary>A picture of a rating, without its content.</summary>
public sealed record RatingPicture
{
    public Guid Id { get; init; }

    public Guid RatingId { get; init; }

    /// <summary>Pixels, as it is kept.</summary>
    public int Width { get; init; }

    public int Height { get; init; }
}

/// <summary>What is sent for one picture.</summary>
/// <param name="Digest">Names the content: the answer's tag.</param>
/// <param name="Content">WebP.</param>
public sealed record PictureContent(Guid Digest, byte[] Content);
