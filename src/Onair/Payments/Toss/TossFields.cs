using System.Globalization;
using System.Text.Json;

namespace Onair.Payments.Toss;

/// <summary>
/// Lenient reading: Toss adds fields and codes without notice. What is not there, or is of another type than expected,
/// is null; numbers may come as text. A missing object reads as one without fields.
/// </summary>
internal static class TossFields
{
    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    /// <summary>The three shapes that occur, and a day alone.</summary>
    private static readonly string[] instants =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
    ];

    private static readonly JsonDocumentOptions lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>An object; null for everything else, an HTML page or half a document among it.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) body = body["\uFEFF"u8.Length..];
        try
        {
            using var document = JsonDocument.Parse(body, lenient);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? document.RootElement.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement Field(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var field) ? field : default;

    public static IEnumerable<JsonElement> Items(this JsonElement from) =>
        from.ValueKind == JsonValueKind.Array ? from.EnumerateArray() : [];

    /// <summary>Null for an empty text, too.</summary>
    public static string? Text(this JsonElement from, string name)
    {
        var field = from.Field(name);
        return field.ValueKind switch
        {
            // Half a surrogate pair is written as an escape and cannot be read as text.
            JsonValueKind.String => TextOf(field) is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => field.GetRawText(),
            _ => null,
        };
    }

    /// <summary>Whole won; a fraction is none.</summary>
    public static long? Won(this JsonElement from, string name)
    {
        if (from.Text(name) is not { } text) return null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        return number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue ? (long)number : null;
    }

    /// <summary>Time without an offset is Korea's.</summary>
    public static DateTimeOffset? Instant(this JsonElement from, string name)
    {
        if (from.Text(name) is not { } text) return null;
        if (!DateTimeOffset.TryParseExact(
            text, instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
        return (hasOffset ? at : new DateTimeOffset(at.DateTime, korea)).ToUniversalTime();
    }

    public static DateOnly? Day(this JsonElement from, string name) => from.Text(name) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var day)
            ? day
            : null;

    /// <summary>As listings are asked for: Korea's time, without an offset.</summary>
    public static string Local(DateTimeOffset at) =>
        at.ToOffset(korea).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The same for an end: a started second counts whole, so that nothing within it is missed.</summary>
    public static string LocalAfter(DateTimeOffset at)
    {
        var over = at.Ticks % TimeSpan.TicksPerSecond;
        return Local(over == 0 ? at : at.AddTicks(TimeSpan.TicksPerSecond - over));
    }

    private static string? TextOf(JsonElement field)
    {
        try
        {
            return field.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
