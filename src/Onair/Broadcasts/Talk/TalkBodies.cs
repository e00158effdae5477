using System.Buffers;
using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Broadcasts.Talk;

/// <summary>Readers of the bodies of questions and announcements; each names everything that is wrong.</summary>
internal static class TalkBodies
{
    /// <summary>Bytes of any of them: 300 characters, all of them written as escapes.</summary>
    public const int BytesMax = 4096;

    /// <summary>
    /// Longest text that is read at all; the rules of each text then say how much of it may be kept.
    /// </summary>
    private const int charsMax = 1000;

    public static (AskBody? Asked, List<FieldError> Errors) Question(ReadOnlySequence<byte> body)
    {
        var (texts, errors) = Read(body, ["text"], ["language"]);
        return (texts is null ? null : new AskBody(texts["text"], texts.GetValueOrDefault("language")), errors);
    }

    public static (AnswerBody? Asked, List<FieldError> Errors) Answer(ReadOnlySequence<byte> body)
    {
        var (texts, errors) = Read(body, ["text"], []);
        return (texts is null ? null : new AnswerBody(texts["text"]), errors);
    }

    public static (LocalText? Text, List<FieldError> Errors) Announcement(ReadOnlySequence<byte> body)
    {
        var (texts, errors) = Read(body, ["textKo", "textEn"], []);
        return (texts is null ? null : new LocalText(texts["textKo"], texts["textEn"]), errors);
    }

    /// <summary>Null when anything is wrong.</summary>
    private static (Dictionary<string, string>? Texts, List<FieldError> Errors) Read(
        ReadOnlySequence<byte> body, string[] wanted, string[] optional)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Next(ref seen, "", out var field))
        {
            if (wanted.Contains(field) || optional.Contains(field))
            {
                if (json.Text(field, 1, charsMax) is { } text) texts[field] = text;
            }
            else
            {
                json.Unknown(field);
            }
        }

        foreach (var name in wanted)
            if (!seen.Has(name)) errors.Add(new FieldError(name, "is missing"));
        return json.Close() && errors.Count == 0 ? (texts, errors) : (null, errors);
    }
}
