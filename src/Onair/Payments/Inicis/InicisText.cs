using System.Text;
using System.Web;

namespace Onair.Payments.Inicis;

/// <summary>Forms and name-value pairs in the two charsets of the gateway. Pure.</summary>
internal static class InicisText
{
    public const string Utf8Name = "utf-8";
    public const string KoreanName = "euc-kr";

    /// <summary>Fields of one message: the longest known, a card approval, has about 60.</summary>
    public const int FieldsMax = 200;

    // Code page 949 is EUC-KR with the syllables that it left out; what is written in one is read by the other.
    private static readonly Encoding korean = CodePagesEncodingProvider.Instance.GetEncoding(949)!;

    /// <summary>Null for a charset that is neither of the two.</summary>
    public static Encoding? Find(string? charset) => charset?.ToLowerInvariant() switch
    {
        Utf8Name or "utf8" => Encoding.UTF8,
        KoreanName => korean,
        _ => null,
    };

    /// <summary>Every value is escaped whole: a bare plus sign would arrive as a space and break base64.</summary>
    public static string Form(IEnumerable<KeyValuePair<string, string>> fields, Encoding charset) =>
        string.Join('&', fields.Select(f => $"{f.Key}={HttpUtility.UrlEncode(f.Value, charset)}"));

    /// <summary>Null when it is no list of pairs. The first of two fields of one name counts.</summary>
    public static Dictionary<string, string>? Pairs(string text, Encoding charset)
    {
        var pairs = text.Trim().Split('&');
        if (pairs.Length > FieldsMax) return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (pair.Length == 0) continue;
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) return null;
            fields.TryAdd(pair[..at], HttpUtility.UrlDecode(pair[(at + 1)..], charset));
        }

        return fields.Count == 0 ? null : fields;
    }

    /// <summary>As much of a text as fits into that many bytes, never half a character.</summary>
    public static string Cut(string text, int bytesMax, Encoding charset)
    {
        if (charset.GetByteCount(text) <= bytesMax) return text;
        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = rune.ToString();
            bytes += charset.GetByteCount(piece);
            if (bytes > bytesMax) break;
            kept.Append(piece);
        }

        return kept.ToString();
    }

    /// <summary>Digits only, at least 1; null for anything else.</summary>
    public static long? Won(string? text) =>
        text is { Length: > 0 and <= 15 } && text.All(char.IsAsciiDigit) && long.Parse(text) is > 0 and var won
            ? won
            : null;
}
