using Onair.Storage;

namespace Onair.Ratings;

/// <summary>A published rating with its pictures.</summary>
public sealed record ShownRating(Rating Rating, IReadOnlyList<RatingPicture> Pictures);

/// <param name="Sum">Of all published ratings of the product.</param>
/// <param name="Ratings">The page.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record RatingPage(RatingSum Sum, IReadOnlyList<ShownRating> Ratings, string? Next)
{
    public static readonly RatingPage None = new(RatingSum.None, [], null);
}

/// <summary>What everybody may read: published ratings, and what they add up to.</summary>
public sealed class ReadRatings(Database database)
{
    /// <summary>A page of a product's ratings; null for a cursor that is none of this sort.</summary>
    /// <param name="product">Whose.</param>
    /// <param name="sort">In which order.</param>
    /// <param name="cursor">As the page before gave it; empty for the first page.</param>
    /// <param name="limit">1 to <see cref="RatingsOptions.PageMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<RatingPage?> PageAsync(
        Guid product, RatingSort sort, string cursor, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, RatingsOptions.PageMax);
        var after = RatingCursor.Start(sort);
        if (cursor.Length > 0 && !RatingCursor.TryRead(cursor, sort, out after)) return null;
        return await database.ReadAsync(
            async open =>
            {
                var sums = await SumsAsync(open, [product], cancel);
                // One more than asked for tells whether there is a next page.
                var rows = await open.QueryAsync<Rating>(
                    StatementOf(sort),
                    new { product, stars = after.Stars, at = after.At, id = after.Id, limit = limit + 1 },
                    cancel);
                var next = rows.Count > limit ? RatingCursor.Of(rows[limit - 1]).Write(sort) : null;
                var page = rows.Take(limit).ToList();
                var pictures = await ReadPictures.OfAsync(open, page.ConvertAll(r => r.Id), cancel);
                return new RatingPage(
                    sums.GetValueOrDefault(product, RatingSum.None),
                    page.ConvertAll(r => new ShownRating(r, [.. pictures[r.Id]])),
                    next);
            },
            cancel);
    }

    /// <summary>What the ratings of these products add up to; products without any are left out.</summary>
    public Task<Dictionary<Guid, RatingSum>> SumsAsync(IReadOnlyList<Guid> products, CancellationToken cancel) =>
        products.Count == 0
            ? Task.FromResult<Dictionary<Guid, RatingSum>>([])
            : database.ReadAsync(open => SumsAsync(open, products, cancel), cancel);

    private static async Task<Dictionary<Guid, RatingSum>> SumsAsync(
        Transaction open, IReadOnlyList<Guid> products, CancellationToken cancel)
    {
        var sums = new List<RatingSum>(products.Count);
        var round = open.Round();
        round.Read(RatingsStore.SumsOf, [.. products.Distinct()], RatingsStore.ToSum, sums);
        await round.ExecuteAsync(cancel);
        return sums.Where(s => s.Count > 0).ToDictionary(s => s.ProductId);
    }

    private static Sql StatementOf(RatingSort sort) => sort switch
    {
        RatingSort.Newest => RatingsStore.Newest,
        RatingSort.Highest => RatingsStore.Highest,
        RatingSort.Lowest => RatingsStore.Lowest,
    };
}
