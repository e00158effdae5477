using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Onair.Tests.Account;
using Onair.Tests.Http;

namespace Onair.Tests.Browser;

/// <summary>
/// Every form that stands on a page, filled in as nobody should: never an error of ours, every wrong field named in a
/// summary that takes the focus and beside itself, and what was typed stays. The forms are read from the pages.
/// </summary>
[Collection(PagesCollection.Name)]
public sealed partial class BadFormsTests(PageShop shop)
{
    private const string script = "<script>alert(1)</script>";

    /// <summary>No browser can send it: such a form is none of ours, and is answered as one.</summary>
    private const string zero = "a\u0000b";

    /// <summary>What is typed into every field at once, and whether a form may take it.</summary>
    private static readonly (string Name, string Typed, bool MayPass)[] payloads =
    [
        ("nothing", "", false),
        ("too long", new string('x', 300), false),
        ("a bell", "a\u0007b", false),
        ("a zero", zero, false),
        ("emoji", "🫖🇰🇷", true),
        ("a script", script, true),
        ("a formula", "=1+1\"'", true),
        ("no number", "-1.5e9", true),
    ];

    /// <summary>Forms that no page shows, with the reason.</summary>
    private static readonly Dictionary<string, string> unseen = new(StringComparer.Ordinal)
    {
        ["POST /pay/return/{attempt:guid}/{token}/{language:regex(^en$)?}"] = "sent by providers",
        ["POST /pay/close/{attempt:guid}/{token}/{language:regex(^en$)?}"] = "sent by providers",
        ["POST /account/passkeys/question"] = "sent by a script",
        ["POST /account/security/passkeys/question"] = "sent by a script",
        ["POST /account/security/passkeys/{id:guid}/remove"] = "needs a passkey: AccountPageTests",
        ["POST /watch/{page:guid}/{token}"] = "has no field: WatchDoorTests",
        ["POST /cart/agree"] = "needs a price that changed; has no field",
        ["POST /orders/{number}/{token}/cash-receipt"] = "needs a paid deposit: MoneyPageTests",
        ["POST /orders/{number}/{token}/refund-account"] = "needs a paid deposit: MoneyPageTests",
        ["POST /account/verify/again"] = "needs an address that is not verified; its field is hidden",
    };

    private readonly List<string> faults = [];

    [Fact]
    public async Task Every_form_survives_everything_and_says_what_is_wrong()
    {
        var forms = new Dictionary<string, (FoundForm Form, Surfer Who)>(StringComparer.Ordinal);
        foreach (var (name, who, answer) in await VisitAsync())
        {
            foreach (var form in FoundForm.In(name, "", answer.Text))
            {
                var fields = string.Join(',', form.Fields.Select(f => f.Name));
                forms.TryAdd($"{form.Method} {RouteOf(form)} {fields}", (form, who));
            }
        }

        var seen = forms.Values.Where(f => f.Form.Method == "post").Select(f => "POST " + RouteOf(f.Form)).ToHashSet();
        seen.UnionWith(forms.Values.Any(f => f.Form.Fields.Any(x => x.Name == "sku")) ? ["POST /cart/add"] : []);
        var missing = AccessMatrix.Rows.Select(row => row.Endpoint)
            .Where(e => e.StartsWith("POST ", StringComparison.Ordinal) && !e.Contains("/api/"))
            .Where(e => !seen.Contains(e) && !unseen.ContainsKey(e)).ToList();
        Assert.True(missing.Count == 0, $"""
            {string.Join(", ", missing)}: no page shows this form. Add a page that does to BadFormsTests.VisitAsync
            (or to ShopPages.cs), or a reason to {nameof(unseen)}.
            """);
        foreach (var (form, who) in forms.Values.Where(f => !IsEnd(f.Form)))
        {
            foreach (var payload in payloads) await SendAsync(form, who, payload);
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    /// <summary>Buttons that end what the other forms need; they have no field.</summary>
    private static bool IsEnd(FoundForm form) =>
        !form.Own.Any() || form.Path is "/account/sign-out" or "/account/leave";

    /// <summary>Every page that is read, and those that only a form leads to.</summary>
    private async Task<List<(string Name, Surfer Who, Answer Answer)>> VisitAsync()
    {
        var found = new List<(string, Surfer, Answer)>();
        // Those that a deposit makes need a browser, and a link that is used up is none for the other tests.
        foreach (var row in ShopPages.All.Where(
            p => p is { Then: null, IsBare: false } && !p.Address.StartsWith("{deposit}", StringComparison.Ordinal)
                && !p.Address.StartsWith("{owed}", StringComparison.Ordinal)
                && p.Address != "{reset}"))
        {
            var who = SurferOf(row.Who);
            found.Add((row.Name, who, await who.GetAsync(row.In("ko", shop))));
        }

        var forgetful = shop.Surfer();
        found.Add(("reset", forgetful, await forgetful.GetAsync(shop.Places["resetbad"])));
        var buyer = shop.Surfer();
        await buyer.SendFormAsync("/cart/add", ("sku", "MUG-001"), ("quantity", "1"));
        found.Add(("cart", buyer, await buyer.GetAsync("/cart")));
        found.Add(("checkout-cart", buyer, await buyer.GetAsync("/checkout?cart=1")));
        var guarded = shop.Surfer();
        await guarded.PostAsync(
            "/account/sign-in", "/account/sign-in", ("email", PageShop.EmailOf(Visitor.Guarded, "ko")),
            ("password", Surfer.Password));
        found.Add(("code", guarded, await guarded.GetAsync("/account/code")));
        var newcomer = SurferOf(Visitor.Newcomer);
        found.Add(("app", newcomer, await newcomer.PostAsync(
            "/account/security", "/account/security/app", ("app-current", Surfer.Password), ("do", "on"))));
        return found;
    }

    private Surfer SurferOf(Visitor who)
    {
        var surfer = shop.Surfer();
        foreach (var (name, value) in shop.CookiesOf(who, "ko")) surfer.Cookies[name] = value;
        return surfer;
    }

    private async Task SendAsync(FoundForm form, Surfer who, (string Name, string Typed, bool MayPass) payload)
    {
        var at = $"{form.Method} {form.Path} ({form.Page}) with {payload.Name}";
        var sent = new List<(string Name, string Value)>();
        foreach (var field in form.Fields)
        {
            if (field.Type is "hidden" || (field.Type == "submit" && sent.All(s => s.Name != field.Name)))
                sent.Add((field.Name, field.Value));
            else if (field.Type is not "submit" && !(payload.Typed.Length == 0 && field.Type is "radio" or "checkbox"))
                sent.Add((field.Name, payload.Typed));
        }

        // The form's token may be of a page before: a fresh one comes with the page that has the form.
        var answer = form.HasFile ? await UploadAsync(form, who, sent)
            : form.Method == "post" ? await who.SendFormAsync(form.Action, [.. sent])
            : await who.GetAsync(form.Path + "?" + string.Join('&', sent.Select(
                s => $"{Uri.EscapeDataString(s.Name)}={Uri.EscapeDataString(s.Value)}")));
        if (answer.Status >= 500) faults.Add($"{at}: {answer.Status}");
        if (answer.Text.Contains(script, StringComparison.Ordinal)) faults.Add($"{at}: runs what was typed");
        if (form.Method != "post") return;
        // A file may have any bytes.
        if (payload.Typed == zero && !form.HasFile)
        {
            if (answer.Status is not (303 or 400 or 404 or 410)) faults.Add($"{at}: {answer.Status}");
            return;
        }

        if (answer.Status is 400 or 409 || (form.HasFile && answer.Status is 413 or 415))
            faults.AddRange(Unnamed(form, payload.Typed, answer).Select(fault => $"{at}: {fault}"));
        else if (answer.Status is 303 or 200 && !payload.MayPass
            && (payload.Typed.Length > 0 ? HasWords(form) : IsAsked(form)))
            faults.Add($"{at}: was taken ({answer.Status} {answer.Header("Location")})");
        else if (answer.Status is not (303 or 200 or 404 or 410 or 429)) faults.Add($"{at}: {answer.Status}");
    }

    private static async Task<Answer> UploadAsync(
        FoundForm form, Surfer who, List<(string Name, string Value)> sent)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in sent)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
            if (form.Fields.Any(f => f.Name == name && f.Type == "file")) content.Add(part, name, "photo.jpg");
            else content.Add(part, name);
        }

        return await who.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = content });
    }

    /// <summary>A box with another value than its own is one that is not ticked.</summary>
    private static bool HasWords(FoundForm form) => form.Own.Any(field => field.Type is not "checkbox");

    private static bool IsAsked(FoundForm form) => form.Own.Any(field => field.IsRequired);

    private static IEnumerable<string> Unnamed(FoundForm form, string typed, Answer answer)
    {
        if (!Summary().IsMatch(answer.Text)) yield return "has no summary that takes the focus";
        var named = Link().Matches(answer.Text).Select(m => m.Groups["id"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var id in named.Where(id => !answer.Text.Contains($"id=\"{id}\"", StringComparison.Ordinal)))
            yield return $"leads to #{id}, which is not there";
        if (typed.Length == 0)
        {
            foreach (var field in form.Own.Where(f => f.IsRequired && (f.IsText || f.Type is "password" or "file")))
            {
                if (!named.Contains(field.Id)) yield return $"does not name {field.Name}";
                else if (!answer.Text.Contains($"id=\"{field.Id}-error\"", StringComparison.Ordinal))
                    yield return $"says nothing beside {field.Name}";
            }
        }

        foreach (var field in form.Own.Where(f => f.IsText && !isNeverShown.Contains(f.Name)))
        {
            var shown = FoundForm.ValueIn(answer.Text, field.Name);
            if (shown is not null && shown != typed.Trim()) yield return $"{field.Name} shows '{shown}'";
        }

        foreach (var field in form.Own.Where(f => f.Type == "password"))
        {
            if (FoundForm.ValueIn(answer.Text, field.Name) is { Length: > 0 }) yield return $"{field.Name} is shown";
        }
    }

    /// <summary>Codes are typed anew, like passwords.</summary>
    private static readonly string[] isNeverShown = ["code"];

    private string RouteOf(FoundForm form)
    {
        var routes = shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/'));
        return routes.Where(route => Regex.IsMatch(
                form.Path, "^" + Regex.Replace(Regex.Escape(route), @"\\\{[^}]*}", "[^/]+") + "$",
                RegexOptions.None, TimeSpan.FromSeconds(1)))
            .OrderBy(route => route.Count(c => c == '{')).FirstOrDefault() ?? WebUtility.UrlDecode(form.Path);
    }

    [GeneratedRegex(
        "<div class=\"problem\" role=\"alert\" tabindex=\"-1\" autofocus", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();

    [GeneratedRegex(
        "<li><a href=\"#(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
