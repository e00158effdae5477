using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Onair.Sandbox.Windows;

/// <summary>The pages as text. Everything that came from outside is encoded here, by <see cref="E"/>.</summary>
internal static class WindowHtml
{
    /// <summary>Sends its form by itself; its hash stands in the page's policy.</summary>
    public const string HandoverScript = "document.forms[0].submit()";

    public static string Render(WindowPage page)
    {
        var words = WindowWords.Of(page.Korean);
        var form = new StringBuilder($"""<form method="post" action="{E(page.Action)}">""");
        AppendHidden(form, page.Hidden);
        form.Append(Choices(page, words));
        form.Append($"""
            <button class="pay" name="button" value="pay">{Pay(page, words)}</button>
            <div class="others">
            <button name="button" value="decline">{E(words.Decline)}</button>
            <button name="button" value="cancel">{E(words.Cancel)}</button>
            <button name="button" value="close">{E(words.Close)}</button>
            </div></form>
            """);
        return Shell(words, page.Gateway, $"""
            <dl>
            <dt>{E(words.Merchant)}</dt><dd>{E(page.Merchant)}</dd>
            <dt>{E(words.Order)}</dt><dd>{E(page.OrderName)} <small>{E(page.OrderId)}</small></dd>
            <dt>{E(words.Amount)}</dt><dd class="amount">{Won(page)}</dd>
            </dl>
            {form}
            """);
    }

    /// <summary>A page whose only purpose is a POST to the shop.</summary>
    /// <param name="charset">Of the fields, for gateways that speak EUC-KR.</param>
    public static string Handover(
        string target, IReadOnlyDictionary<string, string> fields, bool korean, string charset = "utf-8")
    {
        var words = WindowWords.Of(korean);
        var form = new StringBuilder(
            $"""<form method="post" action="{E(target)}" accept-charset="{E(charset)}">""");
        AppendHidden(form, fields);
        form.Append($"""<button class="pay">{E(words.GoOn)}</button></form><script>{HandoverScript}</script>""");
        return Shell(words, words.GoOn, form.ToString());
    }

    /// <summary>What a customer sees when the shop's request was wrong.</summary>
    public static string Failure(string gateway, string code, string message, bool korean)
    {
        var words = WindowWords.Of(korean);
        return Shell(words, gateway,
            $"""<p class="wrong" role="alert">{E(words.Failed)}<br><code>{E(code)}</code> {E(message)}</p>""");
    }

    private static StringBuilder AppendHidden(StringBuilder form, IReadOnlyDictionary<string, string> fields)
    {
        foreach (var (name, value) in fields)
            form.Append($"""<input type="hidden" name="{E(name)}" value="{E(value)}">""");
        return form;
    }

    private static string Choices(WindowPage page, WindowWords words) => page.Choice switch
    {
        WindowChoice.Card =>
            Fields(words.ChooseCard, "card", InventedCards.All.Where(card => card.Refusal == CardRefusal.None)
                .Select(card => (card.Id, page.Korean ? card.Korean : card.English, card.Number)), checkFirst: true)
            + Fields(words.Refusing, "card", InventedCards.All.Where(card => card.Refusal != CardRefusal.None)
                .Select(card => (card.Id, page.Korean ? card.Korean : card.English, card.Number)), checkFirst: false),
        WindowChoice.Bank => Fields(words.ChooseBank, "bank", InventedBanks.All
            .Select(bank => (bank.Code, page.Korean ? bank.Korean : bank.English, bank.Code)), checkFirst: true),
        WindowChoice.None => $"<p>{E(words.Phone)}</p>",
    };

    private static string Fields(
        string legend, string name, IEnumerable<(string Id, string Label, string Note)> choices, bool checkFirst)
    {
        var text = new StringBuilder($"<fieldset><legend>{E(legend)}</legend>");
        var check = checkFirst ? " checked" : "";
        foreach (var (id, label, note) in choices)
        {
            text.Append($"""
                <label><input type="radio" name="{name}" value="{E(id)}"{check}>
                <span>{E(label)}</span><small>{E(note)}</small></label>
                """);
            check = "";
        }

        return text.Append("</fieldset>").ToString();
    }

    private static string Shell(WindowWords words, string heading, string body) => $"""
        <!doctype html>
        <html lang="{words.Language}"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
        <title>{E(words.Title)} · {E(heading)}</title><link rel="stylesheet" href="/window.css"></head>
        <body><main><h1>{E(heading)}</h1><p class="test" role="note">{E(words.Test)}</p>
        {body}
        </main></body></html>
        """;

    private static string Pay(WindowPage page, WindowWords words) =>
        page.Korean ? $"{Won(page)} {E(words.Pay)}" : $"{E(words.Pay)} {Won(page)}";

    private static string Won(WindowPage page) => page.Korean
        ? string.Create(CultureInfo.InvariantCulture, $"{page.Amount:N0}원")
        : string.Create(CultureInfo.InvariantCulture, $"₩{page.Amount:N0}");

    private static string E(string text) => HtmlEncoder.Default.Encode(text);
}
