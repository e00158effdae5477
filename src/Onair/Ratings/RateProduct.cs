using Microsoft.Extensions.Options;
using Onair.Catalog;
using Onair.Orders;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum RateProductStatus
{
    /// <summary>It is written, for the first time or after it was withdrawn.</summary>
    Rated = 1,

    /// <summary>The order's rating of this product says something else now.</summary>
    Changed = 2,

    /// <summary>It says so already: a form that is sent twice rates once.</summary>
    Unchanged = 3,

    /// <summary>No such number, or not its token: not told apart.</summary>
    UnknownOrder = 4,

    /// <summary>The SKU is not in the order, or all its pieces were cancelled.</summary>
    NotInOrder = 5,

    /// <summary>It is not shipped yet, or never was.</summary>
    NotReceived = 6,

    /// <summary>It was changed too often: see <see cref="RatingsOptions.VersionMax"/>.</summary>
    TooManyChanges = 7,

    /// <summary>See the errors.</summary>
    Invalid = 8,
}

/// <param name="Number">The order.</param>
/// <param name="Token">The guest's token.</param>
/// <param name="Sku">A SKU of the order; its product is rated.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Text">At most <see cref="RatingsOptions.TextLengthMax"/> characters; may be empty.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>: in which it is written.</param>
public sealed record RateRequest(
    string Number, string Token, string Sku, int Stars, string Text, string Language);

/// <summary>The rating after the verb; null for the statuses without one.</summary>
public readonly record struct RatedProduct(
    RateProductStatus Status, Rating? Rating, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Pictures that it has.</summary>
    public long Pictures { get; init; }
}

/// <summary>
/// A buyer says what they think of what they bought: once per order and product, to be changed as often as they change
/// their mind.
/// </summary>
public sealed class RateProduct(
    Database database, OrderTokens tokens, IOptions<RatingsOptions> options, TimeProvider time)
{
    public async Task<RatedProduct> RunAsync(RateRequest request, CancellationToken cancel)
    {
        var text = TextRule.Clean(request.Text);
        var errors = RatingRules.Check(request.Stars, text, request.Language);
        if (errors.Count > 0) return new RatedProduct(RateProductStatus.Invalid, null, errors);
        return await database.WriteAsync(
            open => RunAsync(open, request with { Text = text }, cancel), cancel);
    }

    private async Task<RatedProduct> RunAsync(Transaction open, RateRequest request, CancellationToken cancel)
    {
        // :: load
        var order = await ReadPurchases.FindAsync(open, request.Number, cancel);
        if (order is null || !tokens.IsValid(order.Id, request.Token)) return Refused(RateProductStatus.UnknownOrder);
        if (order.Lines.Find(l => l.Sku == request.Sku && RatingRules.WasSent(l)) is null)
            return Refused(RateProductStatus.NotInOrder);
        if (!RatingRules.MayRate(order.Status)) return Refused(RateProductStatus.NotReceived);
        var products = await FindProducts.OfSkusAsync(open, [request.Sku], cancel);
        var product = products[request.Sku];

        // :: decide and write: what comes first is new, whoever else comes finds it.
        var now = time.GetUtcNow().ToStored();
        var mode = options.Value.Moderation;
        var rating = new Rating
        {
            Id = Guid.CreateVersion7(now),
            ProductId = product,
            OrderId = order.Id,
            Sku = request.Sku,
            State = RatingRules.AfterWriting(mode, request.Text.Length == 0, null),
            Version = 1,
            Stars = request.Stars,
            Body = request.Text,
            Author = RatingRules.Masked(order.CustomerName),
            Language = request.Language,
            WrittenAt = now,
            ChangedAt = now,
        };
        if (await OpenRating.TryAddAsync(open, rating, cancel))
            return new RatedProduct(RateProductStatus.Rated, rating, []);
        var before = await open.FirstAsync<Rating>(
            RatingsStore.LockOfOrder, new { order = order.Id, product }, cancel)
            ?? throw new InvalidOperationException("A rating that stands in the way is not there.");
        var pictures = await open.FirstAsync<long>(RatingsStore.CountPictures, new { id = before.Id }, cancel);
        if (IsSame(before, rating))
            return new RatedProduct(RateProductStatus.Unchanged, before, []) { Pictures = pictures };
        if (before.Version >= RatingsOptions.VersionMax) return Refused(RateProductStatus.TooManyChanges);
        var isPlain = request.Text.Length == 0 && pictures == 0;
        var after = rating with
        {
            Id = before.Id,
            Sku = before.Sku,
            Version = before.Version + 1,
            State = RatingRules.AfterWriting(mode, isPlain, before.State),
        };
        await OpenRating.ChangeAsync(open, before, after, RatingRules.Buyer, null, cancel);
        var isNew = before.State == RatingState.Withdrawn;
        return new RatedProduct(isNew ? RateProductStatus.Rated : RateProductStatus.Changed, after, [])
        {
            Pictures = pictures,
        };
    }

    private static bool IsSame(Rating before, Rating now) =>
        (before.Stars, before.Body, before.Language) == (now.Stars, now.Body, now.Language);

    private static RatedProduct Refused(RateProductStatus status) => new(status, null, []);
}
