using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Onair.Primitives;

/// <summary>Which fields of an object were there, to find missing and repeated ones.</summary>
public ref struct SeenFields
{
    /// <summary>Fields of one object; looking for repeated ones among thousands would be work for nothing.</summary>
    internal const int CountMax = 32;

    private Names names;

    public readonly bool Has(string name) => names[..Count].Contains(name);

    internal int Count { get; private set; }

    internal bool Add(string name)
    {
        if (Has(name)) return false;
        names[Count++] = name;
        return true;
    }

    [InlineArray(CountMax)]
    private struct Names
    {
        private string first;
    }
}

/// <summary>
/// Field names that were met before, so that the same few do not become new strings with every request. A sender of
/// names that nobody knows only replaces what is kept.
/// </summary>
internal static class KnownNames
{
    private const int lengthMax = 24;
    private static readonly string?[] names = new string?[256];

    public static string Of(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > lengthMax) return Encoding.UTF8.GetString(name);
        ref var place = ref names[((name.Length * 31) + (name[0] * 7) + name[^1]) & 255];
        // Another thread may put its name here meanwhile: what was read stays what it is.
        var known = place;
        return known is not null && Ascii.Equals(name, known) ? known : place = Encoding.ASCII.GetString(name);
    }
}

/// <summary>
/// A strict reader of small JSON bodies that goes on after a wrong field, so that all of them are named. Broken JSON
/// ends it at once, as nothing behind a broken token can be trusted.
/// </summary>
public ref struct JsonFields(ReadOnlySequence<byte> body, List<FieldError> errors)
{
    private Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = 8 });
    private bool broken;

    /// <summary>Goes into the body, which must be an object.</summary>
    public bool Open()
    {
        if (!Read()) return false;
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        Add("", "the body must be a JSON object");
        broken = true;
        return false;
    }

    /// <summary>True when the body was whole and nothing stands behind it.</summary>
    public bool Close()
    {
        if (broken) return false;
        try
        {
            if (!reader.Read()) return true;
        }
        catch (JsonException)
        {
            // Something stands behind the object; the sentence below says so.
        }

        Break("something stands behind the JSON object");
        return false;
    }

    /// <summary>The next field of the object; false at its end.</summary>
    public bool Next(ref SeenFields seen, string prefix, out string field)
    {
        field = "";
        while (Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject) return false;
            if (Name() is not { } name)
            {
                Break("a field name is not valid UTF-8");
                return false;
            }

            if (name.Length > 64) name = name[..64];
            if (seen.Count == SeenFields.CountMax)
            {
                Break($"an object has more than {SeenFields.CountMax} fields");
                return false;
            }

            if (!Read()) return false;
            if (seen.Add(name))
            {
                field = name;
                return true;
            }

            Add(prefix + name, "stands here twice");
            Skip();
        }

        return false;
    }

    public bool EnterObject(string field) => Enter(field, JsonTokenType.StartObject, "must be an object");

    public bool EnterArray(string field) => Enter(field, JsonTokenType.StartArray, "must be an array");

    /// <summary>The next item of the array; false at its end.</summary>
    public bool NextItem() => Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Goes to the end of the array that <see cref="NextItem"/> walks.</summary>
    public void SkipRest()
    {
        do Skip();
        while (NextItem());
    }

    /// <summary>A text of so many characters, without control characters; null after naming what is wrong.</summary>
    public string? Text(string field, int lengthMin, int lengthMax) => Text(field, lengthMin, lengthMax, lines: false);

    /// <summary>The same, where line breaks and tabs are welcome; line ends become LF.</summary>
    public string? Lines(string field, int lengthMin, int lengthMax) => Text(field, lengthMin, lengthMax, lines: true);

    private string? Text(string field, int lengthMin, int lengthMax, bool lines)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Add(field, "must be a text");
            Skip();
            return null;
        }

        var text = Text()?.Trim();
        if (lines) text = text?.ReplaceLineEndings("\n");
        if (text is null) Add(field, "is not valid UTF-8");
        else if (text.Length < lengthMin) Add(field, "is empty");
        else if (text.Length > lengthMax) Add(field, $"is longer than {lengthMax} characters");
        else if (HasControl(text, lines)) Add(field, "has a control character");
        else return text;
        return null;
    }

    private static bool HasControl(string text, bool lines)
    {
        foreach (var unit in text)
        {
            if (unit is < ' ' or '\u007f' && !(lines && unit is '\n' or '\t')) return true;
        }

        return false;
    }

    /// <summary>A text that may be absent, null or empty.</summary>
    public string? OptionalText(string field, int lengthMax)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        return Text(field, 0, lengthMax) is { Length: > 0 } text ? text : null;
    }

    /// <summary>A whole number in a range; 0 after naming what is wrong.</summary>
    public long Integer(string field, long min, long max)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            Add(field, "must be a number");
            Skip();
        }
        else if (!reader.TryGetInt64(out var value))
        {
            Add(field, $"must be a whole number from {min} to {max}");
        }
        else if (value < min || value > max)
        {
            Add(field, $"must be from {min} to {max}");
        }
        else
        {
            return value;
        }

        return 0;
    }

    /// <summary>True or false; false after naming what is wrong.</summary>
    public bool Flag(string field)
    {
        if (reader.TokenType == JsonTokenType.True) return true;
        if (reader.TokenType == JsonTokenType.False) return false;
        Add(field, "must be true or false");
        Skip();
        return false;
    }

    public void Unknown(string field)
    {
        Add(field, "is not a field of this request");
        Skip();
    }

    private bool Enter(string field, JsonTokenType type, string message)
    {
        if (reader.TokenType == type) return true;
        Add(field, message);
        Skip();
        return false;
    }

    private readonly string? Name() =>
        !reader.HasValueSequence && !reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan)
            ? KnownNames.Of(reader.ValueSpan)
            : Text();

    private readonly string? Text()
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Not UTF-8, or half of a surrogate pair.
            return null;
        }
    }

    private bool Read()
    {
        if (broken) return false;
        try
        {
            if (reader.Read()) return true;
            Break("the JSON is incomplete");
        }
        catch (JsonException error)
        {
            Break($"the JSON is broken at line {error.LineNumber + 1}, byte {error.BytePositionInLine}");
        }

        return false;
    }

    private void Skip()
    {
        if (broken) return;
        try
        {
            if (!reader.TrySkip()) Break("the JSON is incomplete");
        }
        catch (JsonException error)
        {
            Break($"the JSON is broken at line {error.LineNumber + 1}, byte {error.BytePositionInLine}");
        }
    }

    private void Break(string message)
    {
        broken = true;
        // Errors so far are guesses about a body that is no JSON.
        errors.RemoveAll(error => error.Field.Length > 0 && char.IsAsciiLetterLower(error.Field[0]));
        Add("", message);
    }

    private readonly void Add(string field, string message)
    {
        errors.Add(new FieldError(field.Length == 0 ? "body" : field, message));
    }
}
