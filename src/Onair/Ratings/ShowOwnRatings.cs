using Onair.Catalog;
using Onair.Orders;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>A product of an order, and what its buyer said of it.</summary>
/// <param name="Line">The first line of the order that is this product.</param>
/// <param name="Rating">Null when nothing is said, or it was withdrawn.</param>
public sealed record OwnRating(OrderLine Line, Rating? Rating, IReadOnlyList<RatingPicture> Pictures);

/// <summary>What the buyer of an order can rate and has rated, whatever state it is in.</summary>
public sealed class ShowOwnRatings(Database database)
{
    /// <summary>One per product, in the order of the lines; none while the order may not be rated.</summary>
    /// <param name="order">With its lines; whoever asks has checked whose it is.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<OwnRating>> RunAsync(Order order, CancellationToken cancel)
    {
        if (!RatingRules.MayRate(order.Status)) return [];
        var lines = order.Lines.Where(RatingRules.WasSent).ToList();
        if (lines.Count == 0) return [];
        return await database.ReadAsync(
            async open =>
            {
                var products = await FindProducts.OfSkusAsync(open, lines.ConvertAll(l => l.Sku), cancel);
                var ratings = (await OfOrderAsync(open, order.Id, cancel)).ToDictionary(r => r.ProductId);
                var pictures = await ReadPictures.OfAsync(
                    open, [.. ratings.Values.Select(r => r.Id)], cancel);
                return lines.DistinctBy(l => products[l.Sku]).Select(line =>
                {
                    var rating = ratings.GetValueOrDefault(products[line.Sku]);
                    return new OwnRating(line, rating, rating is null ? [] : [.. pictures[rating.Id]]);
                }).ToList();
            },
            cancel);
    }

    /// <summary>What was said of the products of these orders, for their owner to take away.</summary>
    public Task<List<Rating>> OfOrdersAsync(IReadOnlyList<Guid> orders, CancellationToken cancel) =>
        database.ReadAsync(
            async open =>
            {
                var all = new List<Rating>();
                foreach (var order in orders) all.AddRange(await OfOrderAsync(open, order, cancel));
                return all;
            },
            cancel);

    private static async Task<List<Rating>> OfOrderAsync(Transaction open, Guid order, CancellationToken cancel)
    {
        var rows = await open.QueryAsync<Rating>(
            RatingsStore.OfOrder, new { order, limit = OrdersOptions.LinesMax }, cancel);
        return rows.FindAll(r => r.State != RatingState.Withdrawn);
    }
}
