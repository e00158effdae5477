using System.Text.Json.Serialization;

namespace Onair.Ratings;

/// <summary>What a buyer sends. Read by hand (<c>RatingBodies</c>); this is its description.</summary>
/// <param name="Sku">A SKU of the order; its product is rated.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Text">At most 1,000 characters; absent: stars alone.</param>
/// <param name="Language"><c>ko</c> (also when absent) or <c>en</c>.</param>
public sealed record RateBody(string Sku, int Stars, string? Text, string? Language);

/// <param name="Version">Of the rating that was looked at.</param>
/// <param name="Reason"><c>personal-data</c>, <c>abuse</c>, <c>unlawful</c>, <c>advertising</c>, <c>off-topic</c> or
/// <c>others-work</c>; absent when it is published.</param>
/// <param name="Note">For whoever looks next, at most 500 characters; its author does not see it.</param>
/// <param name="By">Who decided, 1 to 40 of <c>a-z 0-9 . _ -</c>; absent: whoever holds the operator's token.</param>
public sealed record ModerateBody(int Version, string? Reason, string? Note, string? By);

/// <param name="Count">Published ratings.</param>
/// <param name="Average">With one decimal; 0 when there are none.</param>
/// <param name="Stars">Ratings with 1, 2, 3, 4 and 5 stars, in this order.</param>
public sealed record RatingSumView(long Count, decimal Average, IReadOnlyList<long> Stars)
{
    internal static RatingSumView Of(RatingSum sum) => new(
        sum.Count, sum.Average, [sum.Stars1, sum.Stars2, sum.Stars3, sum.Stars4, sum.Stars5]);
}

/// <param name="Url">A path on this shop.</param>
public sealed record RatingPictureView(Guid Id, string Url, int Width, int Height);

/// <summary>A rating as everybody sees it. Every one is of somebody who bought the product here.</summary>
/// <param name="Author">The masked name of who bought.</param>
/// <param name="Text">Empty: stars alone.</param>
public sealed record RatingView(
    Guid Id, int Stars, string Text, string Language, string Author, DateTimeOffset WrittenAt,
    IReadOnlyList<RatingPictureView> Pictures)
{
    internal static RatingView Of(ShownRating shown) => new(
        shown.Rating.Id, shown.Rating.Stars ?? 0, shown.Rating.Body, shown.Rating.Language, shown.Rating.Author,
        shown.Rating.WrittenAt,
        [
            .. shown.Pictures.Select(
                p => new RatingPictureView(p.Id, RatingPicturesApi.AddressOf(p), p.Width, p.Height)),
        ]);
}

/// <param name="Summary">Of all published ratings, not of this page.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record RatingListView(RatingSumView Summary, IReadOnlyList<RatingView> Ratings, string? Next);

/// <summary>A rating as its author sees it.</summary>
/// <param name="State"><c>pending</c>, <c>published</c>, <c>rejected</c> or <c>hidden</c>.</param>
/// <param name="Reason">Why it is rejected or hidden.</param>
public sealed record OwnRatingView(
    Guid Id, string Sku, int Stars, string Text, string Language, string State, string? Reason,
    DateTimeOffset WrittenAt, long Pictures)
{
    internal static OwnRatingView Of(Rating rating, long pictures) => new(
        rating.Id, rating.Sku, rating.Stars ?? 0, rating.Body, rating.Language, RatingRules.Word(rating.State),
        rating.Reason is { } reason ? RatingRules.Word(reason) : null, rating.WrittenAt, pictures);
}

/// <param name="Sku">The first SKU of the order that is this product.</param>
/// <param name="Rating">Null: nothing is said yet.</param>
public sealed record RatableView(string Sku, string NameKo, string NameEn, OwnRatingView? Rating);

/// <summary>What can be rated of an order; empty while it is not shipped.</summary>
public sealed record RatableListView(IReadOnlyList<RatableView> Products);

/// <summary>A rating as moderators see it.</summary>
/// <param name="Reports">Readers who say that something is wrong with it.</param>
public sealed record QueuedRatingView(
    Guid Id, Guid ProductId, string Sku, int? Stars, string Text, string Language, string Author, string State,
    string? Reason, int Version, DateTimeOffset WrittenAt, DateTimeOffset ChangedAt, long Reports,
    IReadOnlyList<Guid> Pictures)
{
    internal static QueuedRatingView Of(QueuedRating queued)
    {
        var rating = queued.Rating;
        return new QueuedRatingView(
            rating.Id, rating.ProductId, rating.Sku, rating.Stars, rating.Body, rating.Language, rating.Author,
            RatingRules.Word(rating.State), rating.Reason is { } reason ? RatingRules.Word(reason) : null,
            rating.Version, rating.WrittenAt, rating.ChangedAt, queued.Reports,
            [.. queued.Pictures.Select(p => p.Id)]);
    }
}

/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record RatingQueueView(IReadOnlyList<QueuedRatingView> Ratings, Guid? Next);

/// <param name="From">Null: it was not there before.</param>
/// <param name="Actor"><c>buyer</c>, <c>operator</c> or <c>staff:name</c>.</param>
public sealed record RatingStepView(
    int Version, string? From, string To, DateTimeOffset At, string Actor, string? Reason, string? Note)
{
    internal static RatingStepView Of(RatingStep step) => new(
        step.Version, step.From is { } from ? RatingRules.Word(from) : null, RatingRules.Word(step.To), step.At,
        step.Actor, step.Reason is { } reason ? RatingRules.Word(reason) : null, step.Note);
}

public sealed record RatingFileView(QueuedRatingView Rating, IReadOnlyList<RatingStepView> Steps);

[JsonSerializable(typeof(RateBody))]
[JsonSerializable(typeof(ModerateBody))]
[JsonSerializable(typeof(RatingListView))]
[JsonSerializable(typeof(OwnRatingView))]
[JsonSerializable(typeof(RatableListView))]
[JsonSerializable(typeof(RatingQueueView))]
[JsonSerializable(typeof(QueuedRatingView))]
[JsonSerializable(typeof(RatingFileView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RatingsJson : JsonSerializerContext;
