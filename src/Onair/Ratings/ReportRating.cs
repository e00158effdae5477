using Onair.Primitives;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>Never renumber.</summary>
public enum ReportRatingStatus
{
    /// <summary>Moderators see it; the same reader's second report changes nothing.</summary>
    Reported = 1,

    /// <summary>No such rating, or it is not published.</summary>
    UnknownRating = 2,
}

/// <summary>
/// A reader says that something is wrong with a published rating. It stays where it is until a moderator has looked:
/// readers cannot vote a rating away.
/// </summary>
public sealed class ReportRating(Database database, SecretStore secrets, TimeProvider time)
{
    private volatile string? key;

    /// <param name="id">The rating.</param>
    /// <param name="reader">Who says so, such as their address; kept as a fingerprint under a key of the shop, for this
    /// rating alone, and only until a moderator has looked.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ReportRatingStatus> RunAsync(
        Guid id, string reader, RefusalReason reason, CancellationToken cancel)
    {
        var secret = key ??= Convert.ToBase64String(await secrets.GetAsync("rating-report", cancel));
        var fingerprint = Digest.Of("rating-report", secret, id.ToString("N"), reader);
        return await database.WriteAsync(
            async open =>
            {
                var rating = await open.FirstAsync<Rating>(RatingsStore.LockById, new { id }, cancel);
                if (rating?.State != RatingState.Published) return ReportRatingStatus.UnknownRating;
                // Behind the rating's lock: the count is exact. One too many is thanked and left out.
                if (await open.FirstAsync<long>(RatingsStore.CountReports, new { id }, cancel)
                    < RatingsOptions.ReportsMax)
                {
                    await open.ExecuteAsync(
                        RatingsStore.Report,
                        new { id, reader = fingerprint, reason = (int)reason, now = time.GetUtcNow() },
                        cancel);
                }

                return ReportRatingStatus.Reported;
            },
            cancel);
    }
}
