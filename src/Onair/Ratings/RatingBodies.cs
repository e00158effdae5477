using System.Buffers;
using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Ratings;

/// <summary>Strict readers of the room's bodies: every wrong field is named at once.</summary>
internal static class RatingBodies
{
    private const int byLengthMax = 40;

    public static (RateBody? Body, List<FieldError> Errors) Rate(ReadOnlySequence<byte> bytes)
    {
        var errors = new List<FieldError>();
        var fields = new JsonFields(bytes, errors);
        if (!fields.Open()) return (null, errors);
        var seen = default(SeenFields);
        string sku = "", text = "", language = "ko";
        var stars = 0L;
        while (fields.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "sku": sku = fields.Text(field, 1, Variant.SkuLengthMax) ?? ""; break;
                case "stars": stars = fields.Integer(field, Rating.StarsMin, Rating.StarsMax); break;
                case "text": text = fields.Lines(field, 0, RatingsOptions.TextLengthMax) ?? ""; break;
                case "language": language = fields.Text(field, 1, byLengthMax) ?? "ko"; break;
                default: fields.Unknown(field); break;
            }
        }

        if (!fields.Close()) return (null, errors);
        if (!seen.Has("sku")) errors.Add(new FieldError("sku", "is missing"));
        else if (sku.Length > 0 && !Variant.IsSku(sku)) errors.Add(new FieldError("sku", "is not a SKU"));
        if (!seen.Has("stars")) errors.Add(new FieldError("stars", "is missing"));
        // What is missing or wrong is named already; the rules know the rest.
        errors.AddRange(RatingRules.Check(stars == 0 ? Rating.StarsMin : (int)stars, text, language));
        return errors.Count > 0 ? (null, errors) : (new RateBody(sku, (int)stars, text, language), errors);
    }

    /// <summary>What a moderator says; a reason is asked for where something is refused, and only there.</summary>
    public static (ModerateRequest? Request, List<FieldError> Errors) Moderate(
        ReadOnlySequence<byte> bytes, Guid id, Moderation step)
    {
        var errors = new List<FieldError>();
        var fields = new JsonFields(bytes, errors);
        if (!fields.Open()) return (null, errors);
        var seen = default(SeenFields);
        var version = 0L;
        string? word = null, note = null, by = null;
        while (fields.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "version": version = fields.Integer(field, 1, int.MaxValue); break;
                case "reason": word = fields.Text(field, 1, byLengthMax); break;
                case "note": note = fields.OptionalText(field, RatingsOptions.NoteLengthMax); break;
                case "by": by = fields.Text(field, 1, byLengthMax); break;
                default: fields.Unknown(field); break;
            }
        }

        if (!fields.Close()) return (null, errors);
        if (!seen.Has("version")) errors.Add(new FieldError("version", "is missing"));
        var reason = RatingRules.OfWord<RefusalReason>(word);
        if (step == Moderation.Publish && seen.Has("reason"))
            errors.Add(new FieldError("reason", "is for what is refused"));
        else if (step != Moderation.Publish && !seen.Has("reason")) errors.Add(new FieldError("reason", "is missing"));
        else if (word is not null && reason is null) errors.Add(new FieldError("reason", ReasonRule));
        if (by is not null && !IsName(by)) errors.Add(new FieldError("by", "has 1 to 40 of a-z 0-9 . _ -"));
        return errors.Count > 0
            ? (null, errors)
            : (new ModerateRequest(id, step, (int)version, ActorOf(by), reason, note), errors);
    }

    public static string ReasonRule =>
        "must be one of " + string.Join(", ", Enum.GetValues<RefusalReason>().Select(RatingRules.Word));

    /// <summary>Who decided, as the log names them.</summary>
    public static string ActorOf(string? by) =>
        string.IsNullOrEmpty(by) ? Orders.OrderActors.Operator : "staff:" + by;

    public static bool IsName(string by) =>
        by.Length is > 0 and <= byLengthMax
        && by.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');
}
