using System.Net;
using System.Text;

namespace Onair.Sandbox.Inicis;

/// <summary>Forms in the two charsets of the gateway.</summary>
internal static class InicisText
{
    /// <summary>
    /// What the web calls EUC-KR is code page 949: it holds the syllables that the old standard lacks, and browsers
    /// and gateways both mean it.
    /// </summary>
    public static readonly Encoding Korean = CodePagesEncodingProvider.Instance.GetEncoding(949)!;

    private static readonly Encoding plain = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Null: the gateway speaks no such charset.</summary>
    public static Encoding? Of(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" => plain,
        "EUC-KR" or "EUCKR" => Korean,
        _ => null,
    };

    public static Encoding Utf8 => plain;

    public static string NameOf(Encoding charset) => ReferenceEquals(charset, Korean) ? "EUC-KR" : "UTF-8";

    /// <summary>The last of two fields with one name wins; a field without <c>=</c> is empty.</summary>
    public static Dictionary<string, string> ReadForm(byte[] body, Encoding charset)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var start = 0; start < body.Length;)
        {
            var end = Array.IndexOf(body, (byte)'&', start);
            if (end < 0) end = body.Length;
            var split = Array.IndexOf(body, (byte)'=', start, end - start);
            var nameEnd = split < 0 ? end : split;
            var name = Decode(body, start, nameEnd - start, charset);
            if (name.Length > 0) fields[name] = split < 0 ? "" : Decode(body, split + 1, end - split - 1, charset);
            start = end + 1;
        }

        return fields;
    }

    public static byte[] WriteForm(IEnumerable<KeyValuePair<string, string>> fields, Encoding charset) =>
        Encoding.ASCII.GetBytes(string.Join(
            '&', fields.Select(field => $"{Encode(field.Key, charset)}={Encode(field.Value, charset)}")));

    private static string Decode(byte[] body, int start, int length, Encoding charset) =>
        charset.GetString(WebUtility.UrlDecodeToBytes(body, start, length)!);

    private static string Encode(string text, Encoding charset)
    {
        var bytes = charset.GetBytes(text);
        return Encoding.ASCII.GetString(WebUtility.UrlEncodeToBytes(bytes, 0, bytes.Length)!);
    }
}
