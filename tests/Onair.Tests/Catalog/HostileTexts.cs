using CsCheck;

namespace Onair.Tests.Catalog;

/// <summary>Texts that break careless files: quotes, marks of our own grammar, formulas, emoji, markup. All of them are
/// texts that the catalog keeps: clean, and not empty.</summary>
internal static class HostileTexts
{
    private static readonly string[] pieces =
    [
        "a", "가", "뷁", "é", "🎁", "👨‍👩‍👧", "\"", "\"\"", "'", "''", ",", ";", "|", "=",
        ">", "\\", "\\|", "=1+1", "+82", "-5", "@cmd", "&", "<", "&amp;", "]]>", "<![CDATA[", " ", "  ", "%", "_",
        "\u00A0", "\u2028", "\uFEFF", "0", "null", "-- ", "{}", "$(x)",
    ];

    private static readonly Gen<string> piece = Any(pieces);

    /// <summary>One line.</summary>
    public static readonly Gen<string> Line = Of(piece, 50);

    /// <summary>With line breaks and tabs.</summary>
    public static readonly Gen<string> Lines = Of(Gen.Frequency((5, piece), (1, Any("\n", "\n\n", "\t", "\n="))), 200);

    /// <summary>One of these.</summary>
    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Of(Gen<string> part, int lengthMax) => part.Array[1, 8]
        .Select(parts => string.Concat(parts).Trim())
        .Where(text => text.Length is > 0 && text.Length <= lengthMax);
}
