using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Onair.Tests.Storefront;

/// <summary>The pages as a browser gets them.</summary>
public sealed partial class StorefrontTests(SampleShop shop) : IClassFixture<SampleShop>
{
    // Shelves and searches, and a week of shows in two languages.
    private const int pagesMax = 1600;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "ko", "39,900원"), InlineData("/?lang=en", "en", "₩39,900")]
    [InlineData("/products/ondam-mug-set", "ko", "39,900원")]
    [InlineData("/products/ondam-mug-set?lang=en", "en", "₩39,900")]
    [InlineData("/search?q=mug&lang=en", "en", "Ondam everyday mug set of 4")]
    [InlineData("/search?q=nothing-like-that&lang=en", "en", "Nothing matches")]
    [InlineData("/search", "ko", "전체 상품"), InlineData("/cart", "ko", "장바구니가 비어 있어요")]
    [InlineData("/categories/kitchen/cookware", "ko", "프라이팬")]
    [InlineData("/categories/kitchen?lang=en&sort=price&inStock=1", "en", "Kitchen")]
    [InlineData("/brands/ondam", "ko", "온담"), InlineData("/brands/ondam?lang=en", "en", "Ondam")]
    public async Task A_page_speaks_one_language_and_keeps_the_rules_of_pages(
        string address, string language, string says)
    {
        using var response = await shop.Client.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        var page = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains($"<html lang=\"{language}\">", page);
        Assert.Contains(says, page);
        Assert.Single(Regex.Matches(page, "<h1", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("<main id=\"content\"", page);
        Assert.Contains("href=\"#content\"", page);
        // Scripts are the shop's own files, or facts for search engines, which run nothing.
        Assert.All(Script().Matches(page), script => Assert.Matches(
            "<script (src=\"/assets/[a-z0-9.]+\\.js\" defer|type=\"application/ld\\+json\")>", script.Value));
        Assert.DoesNotContain(" style=", page);
        Assert.DoesNotMatch(@"\son\w+=", page);
        foreach (Match picture in Picture().Matches(page))
        {
            Assert.Matches("alt=\"[^\"]+\"", picture.Value);
            Assert.Matches("width=\"[0-9]+\" height=\"[0-9]+\"", picture.Value);
        }
    }

    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { "/" };
        var waiting = new Queue<string>(seen);
        while (waiting.TryDequeue(out var address))
        {
            using var response = await shop.Client.GetAsync(address, Cancel);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}");
            if (response.Content.Headers.ContentType?.MediaType != "text/html" || address == "/reference") continue;
            var page = await response.Content.ReadAsStringAsync(Cancel);
            foreach (Match link in Link().Matches(page))
            {
                var next = WebUtility.HtmlDecode(link.Groups["to"].Value);
                if (next.StartsWith('/') && seen.Add(next)) waiting.Enqueue(next);
            }

            Assert.InRange(seen.Count, 1, pagesMax);
        }

        Assert.InRange(seen.Count(a => a.StartsWith("/products/", StringComparison.Ordinal)), 2 * 47, pagesMax);
        Assert.InRange(seen.Count(a => a.StartsWith("/pictures/", StringComparison.Ordinal)), 47, pagesMax);
    }

    [Theory]
    [InlineData("/products/none"), InlineData("/products/%20")]
    [InlineData("/search?cursor=zzz"), InlineData("/search?category=%3Cscript%3E"), InlineData("/search?sort=best")]
    [InlineData("/categories/none"), InlineData("/categories/kitchen/none"), InlineData("/brands/none")]
    public async Task What_is_not_there_is_a_page_that_says_so(string address)
    {
        using var response = await shop.Client.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_a_visitor_writes_is_never_markup()
    {
        const string hostile = "\"><script>alert(1)</script>";
        var page = await shop.Client.GetStringAsync("/search?q=" + Uri.EscapeDataString(hostile), Cancel);
        Assert.DoesNotContain("<script>", page);
        Assert.Contains("&lt;script", page);
    }

    [Fact]
    public async Task The_style_is_kept_for_ever_and_pictures_are_too_by_their_digests()
    {
        var page = await shop.Client.GetStringAsync("/", Cancel);
        using var style = await shop.Client.GetAsync(Style().Match(page).Value, Cancel);
        Assert.Equal("text/css", style.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", style.Headers.CacheControl!.ToString());

        using var picture = await shop.Client.GetAsync("/pictures/mug-set.svg", Cancel);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = picture.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", policy);
        Assert.Equal(TimeSpan.FromDays(1), picture.Headers.CacheControl!.MaxAge);
        var called = DigestPicture().Match(page).Value;
        using var lasting = await shop.Client.GetAsync(called, Cancel);
        Assert.Equal("image/svg+xml", lasting.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", lasting.Headers.CacheControl!.ToString());
        var other = called[..^5] + (called[^5] == '0' ? '1' : '0') + ".svg";
        using var gone = await shop.Client.GetAsync(other, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/pictures/mug-set.svg");
        again.Headers.IfNoneMatch.Add(picture.Headers.ETag!);
        using var same = await shop.Client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var none = await shop.Client.GetAsync("/pictures/../appsettings.svg", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    /// <summary>WCAG 2.2, 1.4.3: texts have a contrast of 4.5 to what they stand on.</summary>
    [Theory]
    [InlineData("ink", "paper"), InlineData("ink", "panel"), InlineData("soft", "paper"), InlineData("soft", "panel")]
    [InlineData("accent-text", "paper"), InlineData("accent-text", "panel"), InlineData("on-accent", "accent")]
    [InlineData("good", "paper"), InlineData("good", "panel"), InlineData("key", "paper"), InlineData("text", "paper")]
    [InlineData("digit", "paper"), InlineData("paper", "ink")]
    public async Task Texts_can_be_read_by_day_and_by_night(string text, string ground)
    {
        var page = await shop.Client.GetStringAsync("/", Cancel);
        var style = await shop.Client.GetStringAsync(Style().Match(page).Value, Cancel);
        var night = style.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        var day = Colors(style[..night]);
        Assert.InRange(Contrast(day[text], day[ground]), 4.5, 21);
        var dark = new Dictionary<string, string>(day, StringComparer.Ordinal);
        foreach (var (name, color) in Colors(style[night..])) dark[name] = color;
        Assert.InRange(Contrast(dark[text], dark[ground]), 4.5, 21);
    }

    private static Dictionary<string, string> Colors(string style) => Color().Matches(style)
        .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["color"].Value, StringComparer.Ordinal);

    private static double Contrast(string a, string b)
    {
        var (light, dark) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string color)
    {
        return (0.2126 * Part(0)) + (0.7152 * Part(2)) + (0.0722 * Part(4));

        double Part(int at)
        {
            var value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Script();

    [GeneratedRegex("<img[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Picture();

    [GeneratedRegex("/pictures/[a-z-]+\\.[0-9a-f]{12}\\.svg", RegexOptions.None, 1000)]
    private static partial Regex DigestPicture();

    [GeneratedRegex("(?:href|src)=\"(?<to>[^\"#]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("/assets/storefront[^\"]+css", RegexOptions.None, 1000)]
    private static partial Regex Style();

    [GeneratedRegex("--(?<name>[a-z-]+): #(?<color>[0-9a-f]{6});", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Color();
}
