using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>Pictures of ratings, and who may see them.</summary>
public sealed class ReadPictures(Database database, IOptions<RatingsOptions> options)
{
    /// <summary>One that everybody may see; null for all others.</summary>
    public async Task<PictureContent?> PublishedAsync(Guid picture, CancellationToken cancel) =>
        options.Value.Pictures ? await FindAsync(RatingsStore.PublishedPicture, new { picture }, cancel) : null;

    /// <summary>One of a rating, whatever state that is in. Whoever asks has checked who asks.</summary>
    public Task<PictureContent?> OfRatingAsync(Guid rating, Guid picture, CancellationToken cancel) =>
        FindAsync(RatingsStore.PictureOf, new { rating, picture }, cancel);

    internal static async Task<ILookup<Guid, RatingPicture>> OfAsync(
        Transaction open, IReadOnlyList<Guid> ratings, CancellationToken cancel)
    {
        var found = new List<RatingPicture>();
        var round = open.Round();
        round.Read(RatingsStore.PicturesOf, ratings, RatingsStore.ToPicture, found);
        await round.ExecuteAsync(cancel);
        return found.ToLookup(p => p.RatingId);
    }

    private async Task<PictureContent?> FindAsync(Sql sql, object asked, CancellationToken cancel)
    {
        var row = await database.ReadAsync(
            open => open.FirstAsync<RatingsStore.PictureRow>(sql, asked, cancel), cancel);
        return row is null ? null : new PictureContent(row.Digest, row.Content);
    }
}
