using System.Globalization;
using System.Text.Json;
using Onair.Catalog;
using Onair.Orders;
using Onair.Primitives;

namespace Onair.Ratings;

/// <summary>What a moderator does. Sent; never renumber.</summary>
public enum Moderation
{
    Publish = 1,
    Reject = 2,
    Hide = 3,
}

/// <summary>The diagram of ratings, and who may rate. Pure. No rule here is told how many stars a rating has.</summary>
internal static class RatingRules
{
    /// <summary>The author as the log names them.</summary>
    public const string Buyer = "buyer";

    /// <summary>
    /// From shipped on: carriers' news comes late or never, and who has the goods in hand may say so. An order that
    /// came back counts as well: who gave it back had a reason, and silencing them would make the average a lie.
    /// </summary>
    public static bool MayRate(OrderStatus status) =>
        status is OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.Returned;

    /// <summary>Pieces of a line that were on their way to the buyer.</summary>
    public static bool WasSent(OrderLine line) => line.Quantity > line.Cancelled;

    /// <summary>Where a rating stands once it is written or changed.</summary>
    /// <param name="mode">The shop's choice.</param>
    /// <param name="isPlain">Stars alone, without text and pictures.</param>
    /// <param name="before">Null for a new one.</param>
    public static RatingState AfterWriting(ModerationMode mode, bool isPlain, RatingState? before)
    {
        // Else a hidden text would come back by a change of one letter.
        if (before is RatingState.Rejected or RatingState.Hidden) return RatingState.Pending;
        var isAtOnce = mode switch
        {
            ModerationMode.Before => false,
            ModerationMode.BeforeTexts => isPlain,
            ModerationMode.After => true,
        };
        return isAtOnce ? RatingState.Published : RatingState.Pending;
    }

    /// <summary>Null where the diagram has no such arrow.</summary>
    public static RatingState? AfterModeration(RatingState from, Moderation step) => (step, from) switch
    {
        (Moderation.Publish, RatingState.Pending or RatingState.Rejected or RatingState.Hidden
            or RatingState.Published) => RatingState.Published,
        (Moderation.Reject, RatingState.Pending or RatingState.Rejected) => RatingState.Rejected,
        (Moderation.Hide, RatingState.Published or RatingState.Hidden) => RatingState.Hidden,
        _ => null,
    };

    /// <summary>True for a step that the diagram or an author can make.</summary>
    public static bool IsArrow(RatingState? from, RatingState to) => (from, to) switch
    {
        (_, RatingState.Pending or RatingState.Published) => true,
        // A picture was taken away.
        (RatingState.Rejected, RatingState.Rejected) or (RatingState.Hidden, RatingState.Hidden) => true,
        (null or RatingState.Withdrawn, _) => false,
        (_, RatingState.Withdrawn) => true,
        (RatingState.Pending, RatingState.Rejected) => true,
        (RatingState.Published, RatingState.Hidden) => true,
        _ => false,
    };

    /// <summary>The first letter, and that there is more: 김**.</summary>
    public static string Masked(string name)
    {
        var plain = name.Trim();
        return plain.Length == 0 ? "**" : StringInfo.GetNextTextElement(plain) + "**";
    }

    /// <summary>Every wrong field; none for what can be kept.</summary>
    public static List<FieldError> Check(int stars, string text, string language)
    {
        var errors = new List<FieldError>();
        if (stars is < Rating.StarsMin or > Rating.StarsMax)
            errors.Add(new FieldError("stars", $"must be from {Rating.StarsMin} to {Rating.StarsMax}"));
        if (TextRule.Fault(text, RatingsOptions.TextLengthMax, lines: true) is { } fault)
            errors.Add(new FieldError("text", fault));
        if (language is not ("ko" or "en")) errors.Add(new FieldError("language", "must be ko or en"));
        return errors;
    }

    /// <summary>The words of the room's enums on the wire and on the command line: <c>off-topic</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a word; null for any other text.</summary>
    public static T? OfWord<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == word) return value;
        }

        return null;
    }
}
