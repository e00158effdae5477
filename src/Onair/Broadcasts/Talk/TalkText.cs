using System.Globalization;
using System.Text;
using Onair.Catalog;

namespace Onair.Broadcasts.Talk;

/// <summary>What may stand in a line that everybody reads. Pure.</summary>
internal static class TalkText
{
    /// <summary>The fewest digits of a telephone number with its prefix (02-123-4567); a price of a hundred million
    /// won has as many, and its commas tell it from a number.</summary>
    private const int phoneDigitsMin = 9;

    /// <summary>The stored form: one line, without white space around or doubled.</summary>
    public static string Clean(string text)
    {
        var words = text.Split([' ', '\t', '\r', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words);
    }

    /// <summary>What is wrong with a clean text, or null.</summary>
    public static string? Fault(string text, int lengthMax)
    {
        if (text.Length == 0) return "is empty";
        if (TextRule.Fault(text, lengthMax, lines: false) is { } fault) return fault;
        foreach (var rune in text.EnumerateRunes())
        {
            // They turn the direction of what stands around them; joiners of letters and pictures do not.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D))
                return $"has the character U+{rune.Value:X4}";
        }

        return null;
    }

    /// <summary>
    /// True for what looks like an e-mail address, a telephone number or a number of an account or a person: those do
    /// not belong into a show, and what is not taken cannot be shown by mistake.
    /// </summary>
    public static bool IsPersonal(string text)
    {
        var digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsDigit(text[i]))
            {
                if (++digits >= phoneDigitsMin) return true;
            }
            else if (text[i] is not (' ' or '-' or '.' or ')' or '(' or '+'))
            {
                digits = 0;
            }

            if (text[i] == '@' && i > 0 && char.IsLetterOrDigit(text[i - 1]) && text.IndexOf('.', i) > i + 1)
                return true;
        }

        return false;
    }
}
