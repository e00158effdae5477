using Onair.Orders;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>
/// Folds ratings from their rows: the counters are the published ones, every step is in the log, what is withdrawn says
/// nothing, and who rated has bought. One consistent snapshot, a page at a time.
/// </summary>
public sealed class VerifyRatings(Database database)
{
    private const int pageCount = 1000;

    public Task<IReadOnlyList<Verification>> RunAsync(CancellationToken cancel) => database.SnapshotAsync(
        async open =>
        {
            var fold = new RatingFold();
            var after = Guid.Empty;
            while (true)
            {
                var page = await open.QueryAsync<Rating>(
                    RatingsStore.Page, new { after, limit = pageCount }, cancel);
                if (page.Count == 0) break;
                var last = page[^1].Id;
                var steps = await open.QueryAsync<RatingStep>(RatingsStore.StepsBetween, new { after, last }, cancel);
                var pictures = await ReadPictures.OfAsync(open, page.ConvertAll(r => r.Id), cancel);
                var lines = await ReadPurchases.LinesAsync(
                    open, [.. page.Select(r => r.OrderId).Distinct()], cancel);
                fold.Add(page, steps.ToLookup(s => s.RatingId), pictures, lines.ToLookup(l => l.OrderId));
                after = last;
            }

            return fold.Compare(await SumsAsync(open, cancel));
        },
        cancel);

    private static async Task<List<RatingSum>> SumsAsync(Transaction open, CancellationToken cancel)
    {
        var all = new List<RatingSum>();
        while (true)
        {
            var after = all.Count == 0 ? Guid.Empty : all[^1].ProductId;
            var page = await open.QueryAsync<RatingSum>(
                RatingsStore.SumsPage, new { after, limit = pageCount }, cancel);
            all.AddRange(page);
            if (page.Count < pageCount) return all;
        }
    }
}
