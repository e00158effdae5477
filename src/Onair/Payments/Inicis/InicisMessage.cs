using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Onair.Payments.Inicis;

/// <summary>An answer of the gateway as flat fields, whatever shape it came in. Prints nothing of them.</summary>
internal sealed partial class InicisMessage
{
    private const int depthMax = 8;

    private static readonly JsonSerializerOptions plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> fields;

    private InicisMessage(Dictionary<string, string> fields) => this.fields = fields;

    public string? this[string name] =>
        fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Null for what is neither JSON nor pairs: an error page, a broken answer, a word.</summary>
    public static InicisMessage? Read(string body, Encoding charset)
    {
        var text = body.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (text.StartsWith('{')) return Json(text);
        if (text.StartsWith('<')) return null;
        return InicisText.Pairs(text, charset) is { } pairs ? new InicisMessage(pairs) : null;
    }

    /// <summary>
    /// What is kept for a dispute: without the people and without secrets. A card's number comes masked; one that does
    /// not is masked here.
    /// </summary>
    public string Kept()
    {
        var kept = new JsonObject();
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!Personal().IsMatch(name)) kept.Add(name, IsCard(name) ? Mask(value) : value);
        }

        var text = kept.ToJsonString(plain);
        return text.Length > AnswerDetail.RawLengthMax ? text[..AnswerDetail.RawLengthMax] : text;
    }

    public static string Mask(string number) => LongNumber().Replace(number, found =>
        string.Concat(found.Value.AsSpan(0, 6), new string('*', found.Value.Length - 6)));

    public override string ToString() => "(message)";

    private static bool IsCard(string name) => name.Contains("card", StringComparison.OrdinalIgnoreCase);

    private static InicisMessage? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = depthMax });
            var flat = new Dictionary<string, string>(StringComparer.Ordinal);
            Flatten(document.RootElement, flat);
            return new InicisMessage(flat);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The outer field of two of one name counts: an inner part never speaks for the whole.
    private static void Flatten(JsonElement element, Dictionary<string, string> into)
    {
        var inner = new List<JsonElement>();
        foreach (var field in element.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object) inner.Add(field.Value);
            else if (field.Value.ValueKind == JsonValueKind.String) into.TryAdd(field.Name, field.Value.GetString()!);
            else if (field.Value.ValueKind == JsonValueKind.Number) into.TryAdd(field.Name, field.Value.GetRawText());
        }

        foreach (var one in inner) Flatten(one, into);
    }

    [GeneratedRegex(
        "buyer|cust|uname|e-?mail|tel|mobile|phone|inputname|nm_input|token|signature|acct_?num|P_VACT_NAME|VACT_Name",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Personal();

    [GeneratedRegex("[0-9]{13,19}", RegexOptions.None, 1000)]
    private static partial Regex LongNumber();
}
