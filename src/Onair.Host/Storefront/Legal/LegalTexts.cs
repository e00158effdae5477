using System.Text;
using Markdig;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Onair.Host.Storefront.Legal;

/// <summary>The texts that a shop must show. Part of addresses; never renamed.</summary>
public enum LegalText
{
    Terms = 1,
    Privacy = 2,
    Withdrawal = 3,
}

/// <summary>
/// The legal texts as HTML, made from Markdown when the first is asked for: ours, or the merchant's own. Raw HTML in
/// them is shown as text, so a text can bring no script.
/// </summary>
internal sealed class LegalTexts
{
    private const int bytesMax = 256 * 1024;

    private static readonly MarkdownPipeline pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    private readonly Dictionary<(LegalText, bool), MarkupString> texts = [];

    public LegalTexts(IOptions<MerchantOptions> options)
    {
        foreach (var text in Enum.GetValues<LegalText>())
        {
            foreach (var isEnglish in (bool[])[false, true])
            {
                var source = Fill(Read(text, isEnglish, options.Value.Texts), options.Value, isEnglish);
                texts[(text, isEnglish)] = new MarkupString(Markdown.ToHtml(source, pipeline));
            }
        }
    }

    public MarkupString Of(LegalText text, bool isEnglish) => texts[(text, isEnglish)];

    /// <summary><c>/legal/terms</c> and so on.</summary>
    public static string PathOf(LegalText text) => "/legal/" + Word(text);

    private static string Word(LegalText text) => text switch
    {
        LegalText.Terms => "terms",
        LegalText.Privacy => "privacy",
        LegalText.Withdrawal => "withdrawal",
    };

    private static string Read(LegalText text, bool isEnglish, string folder)
    {
        var name = $"{Word(text)}.{(isEnglish ? "en" : "ko")}.md";
        var own = Path.Combine(folder, name);
        if (folder.Length > 0 && File.Exists(own))
        {
            if (new FileInfo(own).Length > bytesMax)
            {
                throw new InvalidOperationException($"Onair:Merchant:Texts: {name} is larger than {bytesMax} bytes");
            }

            return File.ReadAllText(own, Encoding.UTF8);
        }

        using var part = typeof(LegalTexts).Assembly
            .GetManifestResourceStream($"Onair.Host.Storefront.Legal.{name}")
            ?? throw new InvalidOperationException($"The program lacks its part {name}.");
        using var reader = new StreamReader(part, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Fill(string text, MerchantOptions merchant, bool isEnglish)
    {
        var practice = isEnglish ? "(practice shop)" : "(연습용 상점)";
        (string Name, string Value)[] values =
        [
            ("merchant", isEnglish && merchant.NameEn.Length > 0 ? merchant.NameEn : merchant.Name),
            ("representative", merchant.Representative),
            ("address", merchant.Address),
            ("phone", merchant.Phone),
            ("email", merchant.Email),
            ("businessNumber", merchant.BusinessNumber),
            ("mailOrderNumber", merchant.MailOrderNumber),
            ("privacyOfficer", merchant.PrivacyOfficer),
        ];
        foreach (var (name, value) in values)
        {
            text = text.Replace("{" + name + "}", value.Length > 0 ? Plain(value) : practice, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A detail is no Markdown: every sign that could be one is escaped.</summary>
    private static string Plain(string value)
    {
        var plain = new StringBuilder(value.Length + 8);
        foreach (var sign in value)
        {
            if (char.IsAscii(sign) && (char.IsPunctuation(sign) || char.IsSymbol(sign))) plain.Append('\\');
            plain.Append(sign);
        }

        return plain.ToString();
    }
}
