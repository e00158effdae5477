using System.Globalization;
using Onair.Storage;

namespace Onair.Broadcasts.Talk;

/// <summary>A place in the list of questions as the API writes it: its time in hexadecimal, and its id.</summary>
internal static class QuestionCursor
{
    public static string Write(Question question) => $"{question.AskedAt.ToMicroseconds():x}-{question.Id:N}";

    /// <summary>Null for a text that is no cursor of ours.</summary>
    public static QuestionPlace? Read(string text)
    {
        var at = text.IndexOf('-', StringComparison.Ordinal);
        return at is > 0 and <= 14
            && long.TryParse(text.AsSpan(0, at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out var time)
            && Guid.TryParseExact(text.AsSpan(at + 1), "N", out var id)
            ? new QuestionPlace(Instants.FromMicroseconds(time), id)
            : null;
    }
}
