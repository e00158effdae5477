using Onair.Storage;

namespace Onair.Ratings;

/// <summary>Table <c>rating_pictures</c>.</summary>
internal static partial class RatingsStore
{
    public static readonly Bulk<Guid> PicturesOf = new Bulk<Guid>(
        sqlite: "SELECT id, rating_id, width, height FROM rating_pictures WHERE rating_id = ?1 ORDER BY id",
        postgres: "SELECT id, rating_id, width, height FROM rating_pictures WHERE rating_id = ANY ($1) ORDER BY id")
        .Uuid(id => id);

    public static readonly Sql CountPictures = new("SELECT COUNT(*) FROM rating_pictures WHERE rating_id = @id");

    /// <summary>0 rows: this rating has the same picture already.</summary>
    public static readonly Sql AddPicture = new(
        """
        INSERT INTO rating_pictures (id, rating_id, width, height, digest, content, added_at)
        VALUES (@id, @rating, @width, @height, @digest, @content, @now) ON CONFLICT (rating_id, digest) DO NOTHING
        """);

    public static readonly Sql RemovePicture = new(
        "DELETE FROM rating_pictures WHERE id = @picture AND rating_id = @rating");

    public static readonly Sql ForgetPictures = new("DELETE FROM rating_pictures WHERE rating_id = @id");

    /// <summary>Only while its rating is published.</summary>
    public static readonly Sql PublishedPicture = new(
        """
        SELECT p.digest AS Digest, p.content AS Content FROM rating_pictures p JOIN ratings r ON r.id = p.rating_id
        WHERE p.id = @picture AND r.state = 2
        """);

    /// <summary>Whatever state the rating is in: for its author and for moderators.</summary>
    public static readonly Sql PictureOf = new(
        "SELECT digest AS Digest, content AS Content FROM rating_pictures WHERE id = @picture AND rating_id = @rating");

    public static RatingPicture ToPicture(Row row) => new()
    {
        Id = row.Uuid(0),
        RatingId = row.Uuid(1),
        Width = row.Int32(2),
        Height = row.Int32(3),
    };

    internal sealed class PictureRow
    {
        public Guid Digest { get; init; }

        public byte[] Content { get; init; } = [];
    }
}
