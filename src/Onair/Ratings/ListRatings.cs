using Onair.Storage;

namespace Onair.Ratings;

/// <summary>A rating as moderators see it.</summary>
/// <param name="Reports">Readers who say that something is wrong with it.</param>
public sealed record QueuedRating(Rating Rating, IReadOnlyList<RatingPicture> Pictures, long Reports);

/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record RatingQueue(IReadOnlyList<QueuedRating> Ratings, Guid? Next);

/// <summary>A rating and its log, the oldest step first.</summary>
public sealed record RatingFile(QueuedRating Rating, IReadOnlyList<RatingStep> Steps);

/// <summary>What moderators look at, who has waited longest first.</summary>
public sealed class ListRatings(Database database)
{
    public const int LimitMax = 200;

    /// <summary>Steps that are shown: an author's are bounded, and nobody decides on one hundreds of times.</summary>
    private const int stepsMax = 500;

    /// <param name="state">Of which state.</param>
    /// <param name="isReported">True: of the published ones those that readers reported, whatever the state
    /// says.</param>
    /// <param name="after">The cursor; null for the first page.</param>
    /// <param name="limit">1 to <see cref="LimitMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<RatingQueue> RunAsync(
        RatingState state, bool isReported, Guid? after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var asked = new { state = (int)state, after = after ?? Guid.Empty, limit = limit + 1 };
        return database.ReadAsync(
            async open =>
            {
                var rows = await open.QueryAsync<Rating>(
                    isReported ? RatingsStore.Reported : RatingsStore.InState, asked, cancel);
                var page = rows.Take(limit).ToList();
                return new RatingQueue(
                    await WithAsync(open, page, cancel), rows.Count > limit ? page[^1].Id : null);
            },
            cancel);
    }

    /// <summary>Null when there is no such rating.</summary>
    public Task<RatingFile?> ShowAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            if (await open.FirstAsync<Rating>(RatingsStore.ById, new { id }, cancel) is not { } rating) return null;
            var steps = await open.QueryAsync<RatingStep>(
                RatingsStore.StepsOf, new { id, limit = stepsMax }, cancel);
            return new RatingFile((await WithAsync(open, [rating], cancel))[0], steps);
        },
        cancel);

    private static async Task<List<QueuedRating>> WithAsync(
        Transaction open, List<Rating> page, CancellationToken cancel)
    {
        var ids = page.ConvertAll(r => r.Id);
        var pictures = await ReadPictures.OfAsync(open, ids, cancel);
        var reports = new List<(Guid Id, long Count)>();
        var round = open.Round();
        round.Read(RatingsStore.CountReportsOf, ids, row => (row.Uuid(0), row.Int64(1)), reports);
        await round.ExecuteAsync(cancel);
        var counted = reports.ToDictionary(r => r.Id, r => r.Count);
        return page.ConvertAll(
            r => new QueuedRating(r, [.. pictures[r.Id]], counted.GetValueOrDefault(r.Id)));
    }
}
