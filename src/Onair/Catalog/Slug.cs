using System.Text;

namespace Onair.Catalog;

/// <summary>
/// The part of an address that names a thing: 1 to 80 of <c>a-z 0-9</c> and single hyphens between them. Made from the
/// English name; a Korean one is romanized syllable by syllable (Revised Romanization, without sound changes).
/// </summary>
public static class Slug
{
    public const int LengthMax = 80;

    private const int firstSyllable = 0xAC00;
    private const int lastSyllable = 0xD7A3;

    private static readonly string[] initials =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];

    private static readonly string[] vowels =
    [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
        "ui", "i",
    ];

    private static readonly string[] finals =
    [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l",
        "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];

    /// <summary>Empty when the text has no letter or digit that an address can show.</summary>
    public static string From(string text)
    {
        var slug = new StringBuilder();
        foreach (var unit in text)
        {
            if (slug.Length >= LengthMax) break;
            if (char.IsAsciiLetterOrDigit(unit)) slug.Append(char.ToLowerInvariant(unit));
            else if (unit is >= (char)firstSyllable and <= (char)lastSyllable) slug.Append(Romanize(unit));
            else if (unit is not '\'' and not '’' && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString(0, Math.Min(slug.Length, LengthMax)).TrimEnd('-');
    }

    public static bool IsValid(string slug)
    {
        if (slug.Length is 0 or > LengthMax || slug[0] == '-' || slug[^1] == '-') return false;
        for (var i = 0; i < slug.Length; i++)
        {
            if (slug[i] == '-' ? slug[i - 1] == '-' : !char.IsAsciiDigit(slug[i]) && !char.IsAsciiLetterLower(slug[i]))
                return false;
        }

        return true;
    }

    private static string Romanize(char syllable)
    {
        var index = syllable - firstSyllable;
        var vowel = index / finals.Length;
        return initials[vowel / vowels.Length] + vowels[vowel % vowels.Length] + finals[index % finals.Length];
    }
}
