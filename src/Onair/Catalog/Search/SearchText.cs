using System.Text;

namespace Onair.Catalog.Search;

/// <summary>
/// The form in which texts are compared: lower case, words of letters and digits with one space between them. Hangul
/// that was written as single letters (as some systems write file names) is put together, full-width Latin is made
/// narrow.
/// </summary>
internal static class SearchText
{
    /// <summary>Pieces of a text are one to so many characters long.</summary>
    public const int GramLengthMax = 3;

    private const char firstSyllable = '\uAC00';
    private const char lastSyllable = '\uD7A3';
    private const int vowels = 21;
    private const int finals = 28;

    public static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Characters beyond the first plane are pictures and rare names; half of one would be no text at all.
            if (rune.IsBmp && Rune.IsLetterOrDigit(rune)) Add(normal, (char)Rune.ToLowerInvariant(Narrow(rune)).Value);
            else if (normal.Length > 0 && normal[^1] != ' ') normal.Append(' ');
        }

        return normal.ToString().TrimEnd();
    }

    /// <summary>The words of a normal text, each once, in their order.</summary>
    public static IReadOnlyList<string> Words(string normal) =>
        [.. normal.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    public static bool IsSyllable(char letter) => letter is >= firstSyllable and <= lastSyllable;

    /// <summary>
    /// The pieces that a text is found by: syllables, pairs and triples of characters, and words of one character.
    /// </summary>
    public static IReadOnlySet<string> Grams(IEnumerable<string> words)
    {
        var grams = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (word.Length == 1) grams.Add(word);
            for (var i = 0; i < word.Length; i++)
            {
                if (IsSyllable(word[i])) grams.Add(word[i].ToString());
                for (var length = 2; length <= GramLengthMax && i + length <= word.Length; length++)
                    grams.Add(word.Substring(i, length));
            }
        }

        return grams;
    }

    /// <summary>The pieces that a text which has the word must have: the longest ones, which are the rarest.</summary>
    public static IEnumerable<string> GramsToFind(string word)
    {
        if (word.Length <= GramLengthMax) return [word];
        return Enumerable.Range(0, word.Length - GramLengthMax + 1).Select(i => word.Substring(i, GramLengthMax));
    }

    private static Rune Narrow(Rune rune) =>
        rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;

    /// <summary>Unicode's rule: initial + vowel, and a final behind both, are one syllable.</summary>
    private static void Add(StringBuilder normal, char letter)
    {
        if (normal.Length > 0)
        {
            var last = normal[^1];
            if (letter is >= '\u1161' and <= '\u1175' && last is >= '\u1100' and <= '\u1112')
            {
                normal[^1] = (char)(firstSyllable + ((((last - '\u1100') * vowels) + (letter - '\u1161')) * finals));
                return;
            }

            if (letter is >= '\u11A8' and <= '\u11C2' && IsSyllable(last) && (last - firstSyllable) % finals == 0)
            {
                normal[^1] = (char)(last + (letter - '\u11A7'));
                return;
            }
        }

        normal.Append(letter);
    }
}
