using System.Text;
using System.Xml;

namespace Onair.Catalog;

/// <summary>
/// What a text of the catalog may hold, so that it survives every place it goes to: both databases (no NUL), XML 1.0
/// feeds (no control characters, no half surrogates), one line of an order or a label.
/// </summary>
internal static class TextRule
{
    /// <summary>The stored form: line ends are LF, no white space around.</summary>
    public static string Clean(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    /// <summary>What is wrong with a clean text, or null.</summary>
    /// <param name="lengthMax">UTF-16 units.</param>
    /// <param name="lines">True when line breaks and tabs are welcome.</param>
    public static string? Fault(string text, int lengthMax, bool lines)
    {
        if (text.Length > lengthMax) return $"has {text.Length} characters; at most {lengthMax} are kept";
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (unit is '\n' or '\t')
            {
                if (!lines) return "has a line break or a tab; it is one line";
                continue;
            }

            if (unit == '\uFFFD') return "is not UTF-8 (save the file as UTF-8, not as EUC-KR or UTF-16)";
            if (char.IsControl(unit) || !XmlConvert.IsXmlChar(unit)) return $"has the character U+{(int)unit:X4}";
        }

        return null;
    }

    /// <summary>The form that <c>q</c> is looked for in: lower case by Unicode, the same on both databases.</summary>
    public static string ForSearch(params ReadOnlySpan<string> texts)
    {
        var search = new StringBuilder();
        foreach (var text in texts) search.Append(text.ToLowerInvariant()).Append('\n');
        return search.ToString();
    }
}
