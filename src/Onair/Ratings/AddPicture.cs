using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Onair.Catalog.Pictures;
using Onair.Orders;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum AddPictureStatus
{
    Added = 1,

    /// <summary>The rating has this very picture: a form that is sent twice adds it once.</summary>
    AlreadyThere = 2,

    /// <summary>No such order, not its token, no rating of this order, or it was withdrawn: not told apart.</summary>
    UnknownRating = 3,

    /// <summary>This shop takes no pictures.</summary>
    Off = 4,

    /// <summary>Neither JPEG nor PNG nor WebP, or broken.</summary>
    NotAPicture = 5,

    /// <summary>More pixels than the shop unpacks.</summary>
    TooManyPixels = 6,

    /// <summary>The rating has <see cref="RatingsOptions.PicturesMax"/>, or was changed too often.</summary>
    TooMany = 7,

    /// <summary>Others' pictures are being read. Try again after a moment.</summary>
    Busy = 8,
}

/// <summary>An author shows what they say. Pictures wait for a moderator unless the shop looks afterwards.</summary>
public sealed class AddPicture(
    Database database,
    OrderTokens tokens,
    RewritePictures rewrite,
    IOptions<RatingsOptions> options,
    TimeProvider time)
{
    /// <summary>Whether a picture may be sent at all: asked before its bytes are read.</summary>
    public Task<AddPictureStatus> MayAsync(string number, string token, Guid id, CancellationToken cancel) =>
        database.ReadAsync(
            async open => await RefuseAsync(
                open, await FindAsync(open, RatingsStore.ById, number, token, id, cancel), cancel),
            cancel);

    /// <param name="number">The order.</param>
    /// <param name="token">The guest's token.</param>
    /// <param name="id">A rating of the order.</param>
    /// <param name="sent">At most <see cref="RatingsOptions.PictureBytesMax"/> bytes.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<AddPictureStatus> RunAsync(
        string number, string token, Guid id, byte[] sent, CancellationToken cancel)
    {
        if (sent.Length > RatingsOptions.PictureBytesMax)
            throw new ArgumentException("Whoever reads pictures bounds them.", nameof(sent));
        if (await MayAsync(number, token, id, cancel) is var may && may != AddPictureStatus.Added) return may;
        var picture = await rewrite.RunAsync(sent, options.Value.PictureBounds, cancel);
        var digest = new Guid(SHA256.HashData(picture.Content).AsSpan(0, 16), bigEndian: true);
        return picture.Status switch
        {
            RewritePictureStatus.Rewritten => await database.WriteAsync(
                open => WriteAsync(open, number, token, id, picture, digest, cancel), cancel),
            RewritePictureStatus.NotAPicture => AddPictureStatus.NotAPicture,
            RewritePictureStatus.TooManyPixels => AddPictureStatus.TooManyPixels,
            RewritePictureStatus.Busy => AddPictureStatus.Busy,
        };
    }

    /// <summary>Takes one of one's own pictures away; false when there is none such.</summary>
    public Task<bool> RemoveAsync(string number, string token, Guid id, Guid picture, CancellationToken cancel) =>
        database.WriteAsync(
            async open =>
            {
                var before = await FindAsync(open, RatingsStore.LockById, number, token, id, cancel);
                if (before is null) return false;
                var removed = await open.ExecuteAsync(
                    RatingsStore.RemovePicture, new { picture, rating = id }, cancel);
                if (removed == 0) return false;
                // Less than was looked at needs no second look.
                await StepAsync(open, before, before.State, cancel);
                return true;
            },
            cancel);

    private async Task<AddPictureStatus> WriteAsync(
        Transaction open,
        string number,
        string token,
        Guid id,
        RewrittenPicture picture,
        Guid digest,
        CancellationToken cancel)
    {
        var before = await FindAsync(open, RatingsStore.LockById, number, token, id, cancel);
        var refused = await RefuseAsync(open, before, cancel);
        if (before is null || refused != AddPictureStatus.Added) return refused;
        var now = time.GetUtcNow().ToStored();
        var added = await open.ExecuteAsync(
            RatingsStore.AddPicture,
            new
            {
                id = Guid.CreateVersion7(now),
                rating = id,
                width = picture.Width,
                height = picture.Height,
                digest,
                content = picture.Content,
                now,
            },
            cancel);
        if (added == 0) return AddPictureStatus.AlreadyThere;
        await StepAsync(
            open, before, RatingRules.AfterWriting(options.Value.Moderation, isPlain: false, before.State), cancel);
        return AddPictureStatus.Added;
    }

    private async Task<AddPictureStatus> RefuseAsync(Transaction open, Rating? rating, CancellationToken cancel)
    {
        if (!options.Value.Pictures) return AddPictureStatus.Off;
        if (rating is null) return AddPictureStatus.UnknownRating;
        var pictures = await open.FirstAsync<long>(RatingsStore.CountPictures, new { id = rating.Id }, cancel);
        return pictures >= RatingsOptions.PicturesMax || rating.Version >= RatingsOptions.VersionMax
            ? AddPictureStatus.TooMany
            : AddPictureStatus.Added;
    }

    private async Task<Rating?> FindAsync(
        Transaction open, Sql sql, string number, string token, Guid id, CancellationToken cancel)
    {
        var order = await ReadPurchases.FindAsync(open, number, cancel);
        if (order is null || !tokens.IsValid(order.Id, token)) return null;
        var rating = await open.FirstAsync<Rating>(sql, new { id }, cancel);
        return rating?.OrderId == order.Id && rating.State != RatingState.Withdrawn ? rating : null;
    }

    private Task StepAsync(Transaction open, Rating before, RatingState to, CancellationToken cancel)
    {
        var after = before with
        {
            State = to,
            Version = before.Version + 1,
            Reason = to == before.State ? before.Reason : null,
            ChangedAt = time.GetUtcNow().ToStored(),
        };
        return OpenRating.ChangeAsync(open, before, after, RatingRules.Buyer, null, cancel);
    }
}
