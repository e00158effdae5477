using System.Net;
using System.Text.RegularExpressions;
using Onair.Tests.Account;

namespace Onair.Tests.Http;

/// <summary>
/// The headers and the markup of every answer that is read: what a page may run and load is what it does run and load.
/// </summary>
public sealed partial class PagePoliciesTests
{
    /// <summary>The one page that is a package's: its script wants styles and scripts of its own in the page.</summary>
    private const string foreignPage = "GET /reference/{documentName?}";

    [Fact]
    public async Task Every_answer_says_what_it_may_do_and_does_no_more()
    {
        await using var world = await AccessWorld.OpenAsync();
        var customer = world.Callers.Single(c => c.Caller == "customer").Headers;
        var pages = 0;
        foreach (var row in AccessMatrix.Rows.Where(row => row.Method == HttpMethod.Get))
        {
            foreach (var language in new[] { "", "lang=en" })
            {
                var address = world.Fill(row.Address);
                var request = new HttpRequestMessage(
                    HttpMethod.Get, address + (address.Contains('?') ? "&" : "?") + language);
                request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*");
                // Under the name that passkeys know: pages with a script of their own.
                request.Headers.Host = "localhost";
                foreach (var (name, value) in customer.Append(world.Right))
                    request.Headers.TryAddWithoutValidation(name, value);
                var answer = await world.Shop.Live.SendAsync(request, row.IsStream);
                var faults = Faults(row, answer).ToList();
                Assert.True(faults.Count == 0, $"{row} {language}: {string.Join("; ", faults)}");
                if (IsPage(answer)) pages++;
            }
        }

        Assert.InRange(pages, 40, 1000);
    }

    [Fact]
    public async Task Nonce_is_another_one_in_every_answer()
    {
        await using var shop = await AccountShop.OpenAsync(Onair.Storage.Dialect.Sqlite);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
            request.Headers.Host = "localhost";
            var answer = await shop.Live.SendAsync(request);
            var nonce = Nonce().Match(answer.Header("Content-Security-Policy")).Groups["nonce"].Value;
            Assert.InRange(Convert.FromBase64String(nonce).Length, 16, 64);
            Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(answer.Text));
            Assert.True(seen.Add(nonce));
        }
    }

    private static bool IsPage(Answer answer) =>
        answer.Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal);

    private static IEnumerable<string> Faults(AccessRow row, Answer answer)
    {
        if (answer.Header("X-Content-Type-Options") != "nosniff") yield return "may be sniffed";
        if (answer.Header("X-Frame-Options") != "DENY") yield return "may be framed";
        if (answer.Header("Server").Length > 0) yield return "says what serves it";
        var referrer = answer.Header("Referrer-Policy");
        if (referrer is not ("same-origin" or "no-referrer" or "strict-origin")) yield return $"referrer {referrer}";
        var policy = answer.Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries)
            .ToLookup(part => part.Split(' ')[0], part => part.Split(' ')[1..]);
        string[] Allowed(string what) =>
            policy[what].FirstOrDefault() ?? policy["default-src"].FirstOrDefault() ?? ["*"];
        if (Allowed("frame-ancestors") is not ["'none'"]) yield return "its policy lets it be framed";
        if (!IsPage(answer) || row.Endpoint == foreignPage) yield break;
        if (policy["default-src"].Single() is not ["'none'"]) yield return "loads what nobody thought of";
        if (Allowed("base-uri") is not ["'none'"]) yield return "its base may be moved";
        if (!policy.Contains("form-action")) yield return "its forms go anywhere";
        var scripts = Allowed("script-src");
        foreach (var word in scripts.Where(s => s != "'self'" && !s.StartsWith("'nonce-", StringComparison.Ordinal)))
            yield return $"runs scripts of {word}";
        if (Allowed("style-src") is not ["'self'"]) yield return "has styles of others";
        foreach (var script in Script().Matches(answer.Text).Select(m => m.Value))
        {
            var nonce = WebUtility.HtmlDecode(Attribute().Match(script).Groups["nonce"].Value);
            var isKnown = script.Contains("ld+json") || script.Contains("src=\"/assets/")
                && (nonce.Length == 0 || scripts.Contains($"'nonce-{nonce}'"));
            if (!isKnown) yield return $"has {script}";
        }

        if (Inline().Match(answer.Text) is { Success: true } inline) yield return $"has {inline.Value} in its markup";
    }

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Script();

    [GeneratedRegex("nonce=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nonce();

    [GeneratedRegex("<style|\\sstyle=\"|\\son[a-z]+=\"|javascript:", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Inline();
}
