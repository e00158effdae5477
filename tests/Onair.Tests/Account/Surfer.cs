using System.Net;
using System.Text.RegularExpressions;
using Onair.Tests.Http;

namespace Onair.Tests.Account;

/// <summary>A browser without a screen: keeps cookies, fills in forms, follows nothing by itself.</summary>
internal sealed partial class Surfer(HttpClient client)
{
    public const string Password = "a sentence of my own";

    /// <summary>Looks for a letter: half a minute, as the worker that carries it may be on a busy machine.</summary>
    private const int looksMax = 1500;

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>The Set-Cookie lines of the last answer.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public Task<Answer> GetAsync(string address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Opens the page, takes the token of its forms, and posts.</summary>
    public async Task<Answer> PostAsync(string page, string address, params (string Name, string Value)[] fields)
    {
        var token = TokenIn((await GetAsync(page)).Text);
        return await SendFormAsync(address, [("form", token), .. fields]);
    }

    public Task<Answer> SendFormAsync(string address, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (Cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            using var response = await client.SendAsync(request, LiveShop.Cancel);
            SetCookies = response.Headers.TryGetValues("Set-Cookie", out var lines) ? [.. lines] : [];
            foreach (var line in SetCookies) Keep(line);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
            return new Answer(
                (int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(LiveShop.Cancel));
        }
    }

    /// <summary>Signs up, opens the link in the letter, and signs in.</summary>
    public async Task JoinAsync(string email)
    {
        var asked = await PostAsync("/account/sign-up", "/account/sign-up", SignUpForm(email));
        Assert.Equal((303, "/account/sent"), (asked.Status, asked.Header("Location")));
        var link = await LinkAsync(email, "verify");
        Assert.Equal(200, (await PostAsync(link, link)).Status);
        await SignInAsync(email);
    }

    public async Task SignInAsync(string email, string password = Password)
    {
        var answer = await PostAsync(
            "/account/sign-in", "/account/sign-in", ("email", email), ("password", password));
        Assert.Equal((303, "/account"), (answer.Status, answer.Header("Location")));
    }

    public static (string, string)[] SignUpForm(string email) =>
    [
        ("email", email), ("name", "홍길동"), ("phone", "010-1234-5678"), ("password", Password),
        ("agree-age", "yes"), ("agree-terms", "yes"), ("agree-privacy", "yes"),
    ];

    /// <summary>The newest link of a kind to this person, without the shop's origin; waits for the letter.</summary>
    public async Task<string> LinkAsync(string email, string kind)
    {
        for (var looks = 0; looks < looksMax; looks++)
        {
            var page = (await GetAsync("/dev/mail")).Text;
            var letter = page.Split("<li>").FirstOrDefault(l => l.Contains(email) && l.Contains($"/account/{kind}/"));
            if (letter is not null)
            {
                var link = WebUtility.HtmlDecode(Links().Match(letter).Groups["link"].Value);
                return new Uri(link).PathAndQuery;
            }

            // The letter is a job of its own: looked for again, as a person would.
            await Task.Delay(20, LiveShop.Cancel);
        }

        throw new InvalidOperationException($"no letter with a link of {kind} came");
    }

    public static string TokenIn(string page) => Tokens().Match(page).Groups["token"].Value;

    private void Keep(string line)
    {
        var pair = line.Split(';')[0];
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        if (pair.Length == at + 1) Cookies.Remove(pair[..at]);
        else Cookies[pair[..at]] = pair[(at + 1)..];
    }

    [GeneratedRegex("name=\"form\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Tokens();

    [GeneratedRegex("href=\"(?<link>http[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Links();
}
