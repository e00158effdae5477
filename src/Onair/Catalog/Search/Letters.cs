using System.Text;

namespace Onair.Catalog.Search;

/// <summary>
/// Words as one types them: Hangul syllables taken apart into their letters, so that <c>먹</c>, half of <c>머그</c>, is
/// its beginning, and <c>머그겁</c> is one letter away from <c>머그컵</c>.
/// </summary>
internal static class Letters
{
    /// <summary>Words of fewer letters have too many neighbours.</summary>
    public const int SpelledMin = 4;

    /// <summary>Letters of a word that are compared: ten syllables or so.</summary>
    public const int LengthMax = 30;

    private const int finalsCount = 28;
    private const int vowelsCount = 21;

    private const string initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    /// <summary>What a keyboard needs two strokes for is two letters.</summary>
    private static readonly string[] vowels =
    [
        "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ",
        "ㅣ",
    ];

    private static readonly string[] finals =
    [
        "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ",
        "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
    ];

    /// <summary>Of a normal word; cut at <see cref="LengthMax"/>.</summary>
    public static string Of(string word)
    {
        var letters = new StringBuilder(word.Length * 3);
        foreach (var unit in word)
        {
            if (!SearchText.IsSyllable(unit))
            {
                letters.Append(unit);
                continue;
            }

            var index = unit - 0xAC00;
            letters.Append(initials[index / finalsCount / vowelsCount])
                .Append(vowels[index / finalsCount % vowelsCount])
                .Append(finals[index % finalsCount]);
        }

        return letters.ToString(0, Math.Min(letters.Length, LengthMax));
    }

    /// <summary>
    /// The letters, and what is left without one of them. Two words that differ by one letter that is wrong, missing,
    /// too many or swapped with its neighbour have one of these in common.
    /// </summary>
    public static IReadOnlyList<string> Spellings(string letters)
    {
        if (letters.Length < SpelledMin) return [letters];
        var spellings = new HashSet<string>(StringComparer.Ordinal) { letters };
        for (var i = 0; i < letters.Length; i++) spellings.Add(letters.Remove(i, 1));
        return [.. spellings];
    }

    /// <summary>
    /// How many letters are wrong, missing, too many or swapped (optimal string alignment).
    /// </summary>
    public static int Distance(string a, string b)
    {
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(
                    Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}
