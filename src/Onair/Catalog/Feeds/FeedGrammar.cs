using System.Text;

namespace Onair.Catalog.Feeds;

/// <summary>
/// Several texts in one cell: <c>색상|Color=빨강|Red; 크기|Size=대|L</c>. A backslash before <c>\ | = ; &gt;</c> makes it
/// a letter like any other.
/// </summary>
internal static class FeedGrammar
{
    private const string marks = @"\|=;>";

    /// <summary><c>한국어|English</c>, or one text for both.</summary>
    public static LocalText? ReadText(string cell)
    {
        var parts = Split(cell, '|');
        return parts.Count switch
        {
            1 => new LocalText(Unescape(parts[0]), Unescape(parts[0])),
            2 => new LocalText(Unescape(parts[0]), Unescape(parts[1])),
            _ => null,
        };
    }

    public static string Write(LocalText text) =>
        text.Ko == text.En ? Escape(text.Ko) : $"{Escape(text.Ko)}|{Escape(text.En)}";

    /// <summary>
    /// Shelves from the outermost: <c>주방|Kitchen &gt; 컵|Cups</c>. Null when a shelf has more than two names.
    /// </summary>
    public static IReadOnlyList<LocalText>? ReadPath(string cell)
    {
        if (cell.Length == 0) return [];
        var path = Split(cell, '>').ConvertAll(ReadText);
        return path.Contains(null) ? null : path.ConvertAll(text => text!);
    }

    public static string WritePath(IEnumerable<LocalText> path) => string.Join(" > ", path.Select(Write));

    /// <summary>Null when a choice is not <c>name=value</c>.</summary>
    public static IReadOnlyList<Option>? ReadOptions(string cell)
    {
        if (cell.Length == 0) return [];
        var options = new List<Option>();
        foreach (var choice in Split(cell, ';'))
        {
            var sides = Split(choice, '=');
            if (sides.Count != 2 || ReadText(sides[0]) is not { } name || ReadText(sides[1]) is not { } value)
                return null;
            options.Add(new Option(name, value));
        }

        return options;
    }

    public static string WriteOptions(IEnumerable<Option> options) =>
        string.Join("; ", options.Select(o => $"{Write(o.Name)}={Write(o.Value)}"));

    /// <summary>
    /// <c>address|한국어|English; address</c>: the words are what is seen. Null when there are more of them.
    /// </summary>
    public static IReadOnlyList<Picture>? ReadPictures(string cell)
    {
        if (cell.Length == 0) return [];
        var pictures = new List<Picture>();
        foreach (var one in Split(cell, ';'))
        {
            var parts = Split(one, '|').ConvertAll(Unescape);
            if (parts.Count > 3) return null;
            var alt = parts.Count switch
            {
                1 => LocalText.Empty,
                2 => new LocalText(parts[1], parts[1]),
                _ => new LocalText(parts[1], parts[2]),
            };
            pictures.Add(new Picture(parts[0], alt));
        }

        return pictures;
    }

    public static string WritePictures(IEnumerable<Picture> pictures) => string.Join(
        "; ", pictures.Select(p => p.Alt == LocalText.Empty ? Escape(p.Url) : $"{Escape(p.Url)}|{Write(p.Alt)}"));

    /// <summary>At separators without a backslash before them; the parts are trimmed and still escaped.</summary>
    private static List<string> Split(string cell, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == '\\')
            {
                i++;
            }
            else if (cell[i] == separator)
            {
                parts.Add(cell[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(cell[start..].Trim());
        return parts;
    }

    private static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(marks) < 0) return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var unit in text)
        {
            if (marks.Contains(unit, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(unit);
        }

        return escaped.ToString();
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
