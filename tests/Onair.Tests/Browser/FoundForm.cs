using System.Net;
using System.Text.RegularExpressions;

namespace Onair.Tests.Browser;

/// <summary>A form as it stands in the markup of a page.</summary>
/// <param name="Page">The row of the page.</param>
/// <param name="Method">get or post.</param>
/// <param name="Action">Where it goes.</param>
/// <param name="Fields">Its fields in their order; a group of radio buttons is one.</param>
internal sealed partial record FoundForm(
    string Page, string Method, string Action, IReadOnlyList<FoundField> Fields)
{
    public string Path => Action.Split('?')[0];

    public bool HasFile => Fields.Any(one => one.Type == "file");

    /// <summary>What a person fills in.</summary>
    public IEnumerable<FoundField> Own => Fields.Where(one => one.Type is not ("hidden" or "submit"));

    public static IEnumerable<FoundForm> In(string page, string address, string markup)
    {
        foreach (Match form in Forms().Matches(markup))
        {
            var given = Attributes(form.Groups["given"].Value);
            var fields = Inputs().Matches(form.Groups["inner"].Value)
                .Select(m => FieldOf(m.Groups["tag"].Value, Attributes(m.Groups["given"].Value)))
                .Where(field => field.Name.Length > 0)
                .GroupBy(field => field.Type is "radio" ? field.Name : $"{field.Name} {field.Value}")
                .Select(same => same.First());
            yield return new FoundForm(
                page, given.GetValueOrDefault("method", "get"), given.GetValueOrDefault("action") ?? address,
                [.. fields]);
        }
    }

    /// <summary>The value that a text field shows; null when the page has no such field.</summary>
    public static string? ValueIn(string markup, string name)
    {
        foreach (Match field in Inputs().Matches(markup))
        {
            var given = Attributes(field.Groups["given"].Value);
            if (given.GetValueOrDefault("name") != name) continue;
            if (field.Groups["tag"].Value != "textarea") return given.GetValueOrDefault("value", "");
            var from = field.Index + field.Length;
            return WebUtility.HtmlDecode(markup[from..markup.IndexOf("</textarea>", from, StringComparison.Ordinal)]);
        }

        return null;
    }

    private static FoundField FieldOf(string tag, Dictionary<string, string> given) => new(
        given.GetValueOrDefault("name", ""),
        given.GetValueOrDefault("id", ""),
        tag switch
        {
            "select" or "textarea" => tag, "button" => "submit", _ => given.GetValueOrDefault("type", "text"),
        },
        given.GetValueOrDefault("value", ""),
        given.ContainsKey("required"),
        given.TryGetValue("maxlength", out var most) ? int.Parse(most) : null);

    private static Dictionary<string, string> Attributes(string text)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match one in Attribute().Matches(text))
            given[one.Groups["name"].Value] = WebUtility.HtmlDecode(one.Groups["value"].Value);
        return given;
    }

    [GeneratedRegex(
        "<form\\b(?<given>[^>]*)>(?<inner>.*?)</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex(
        "<(?<tag>input|select|textarea|button)\\b(?<given>[^>]*)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex("(?<name>[\\w-]+)(=\"(?<value>[^\"]*)\")?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}

/// <summary>A field of a form, as its markup has it.</summary>
internal sealed record FoundField(string Name, string Id, string Type, string Value, bool IsRequired, int? LengthMax)
{
    /// <summary>Typed letter by letter.</summary>
    public bool IsText => Type is not
        ("hidden" or "submit" or "radio" or "checkbox" or "select" or "password" or "file");
}
