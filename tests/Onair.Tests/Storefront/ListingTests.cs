using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Onair.Tests.Storefront;

/// <summary>Shelves, brands, searches, and what search engines and caches are told.</summary>
public sealed partial class ListingTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/search?q=%EB%A8%B8%EA%B7%B8%EA%B2%81", "/search?q=%EB%A8%B8%EA%B7%B8\"", "이렇게 찾아볼까요")]
    [InlineData("/search?q=blneder&lang=en", "/search?q=blender&amp;lang=en\"", "Did you mean")]
    public async Task Search_for_a_typing_error_leads_on(string address, string link, string says)
    {
        var page = await shop.Client.GetStringAsync(address, Cancel);
        Assert.Contains(says, page);
        Assert.Contains(link, page);
    }

    [Fact]
    public async Task Filters_narrow_and_sorts_order_without_script()
    {
        const string brand = "/search?q=%ED%95%98%EB%8A%98%EB%B6%80%EC%97%8C";
        var all = Slugs(await shop.Client.GetStringAsync(brand + "&sort=price", Cancel));
        Assert.InRange(all.Count, 4, 24);
        var some = Slugs(await shop.Client.GetStringAsync(
            brand + "&sort=price&priceMin=80,000&priceMax=100000&brand=haneul-kitchen", Cancel));
        Assert.InRange(some.Count, 1, all.Count - 1);
        Assert.Equal(all.Where(some.Contains), some);
        Assert.Equal(Enumerable.Reverse(some), Slugs(await shop.Client.GetStringAsync(
            brand + "&sort=price-down&priceMin=80000&priceMax=100000", Cancel)));
    }

    [Theory]
    [InlineData("priceMin=5&priceMax=4"), InlineData("priceMin=abc"), InlineData("priceMax=-1")]
    public async Task Mistyped_price_is_said_and_kept(string query)
    {
        using var response = await shop.Client.GetAsync("/search?" + query, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("role=\"alert\"", page);
        Assert.Contains("aria-invalid=\"true\"", page);
        Assert.Contains($"value=\"{query.Split('=')[^1]}\"", page);
    }

    [Fact]
    public async Task Old_addresses_of_shelves_and_searches_lead_to_the_new_ones()
    {
        using var search = await shop.Watcher.GetAsync("/?q=mug&lang=en", Cancel);
        Assert.Equal(HttpStatusCode.MovedPermanently, search.StatusCode);
        Assert.Equal("/search?q=mug&lang=en", search.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/products/ondam-mug-set", "Product"), InlineData("/products/ondam-mug-set?lang=en", "Product")]
    [InlineData("/categories/kitchen", "BreadcrumbList"), InlineData("/brands/ondam", "BreadcrumbList")]
    public async Task Page_says_what_it_is_to_machines(string address, string type)
    {
        var page = await shop.Client.GetStringAsync(address, Cancel);
        var facts = Facts().Matches(page).Select(m => JsonNode.Parse(m.Groups["json"].Value)!).ToList();
        Assert.Contains(type, facts.Select(f => (string?)f["@type"]));
        var path = address.Split('?')[0];
        var english = address.EndsWith("lang=en", StringComparison.Ordinal);
        var whole = shop.Client.BaseAddress!.AbsoluteUri.TrimEnd('/') + path;
        Assert.Contains($"<link rel=\"canonical\" href=\"{whole}{(english ? "?lang=en" : "")}\"", page);
        Assert.Contains($"hreflang=\"en\" href=\"{whole}?lang=en\"", page);
        Assert.Contains($"hreflang=\"ko\" href=\"{whole}\"", page);
        Assert.Contains("property=\"og:title\"", page);
        Assert.DoesNotContain("noindex", page);
        if (type != "Product") return;
        var product = facts.Single(f => (string?)f["@type"] == "Product");
        Assert.Equal(39_900, (long)product["offers"]![0]!["price"]!);
        Assert.Equal("KRW", (string?)product["offers"]![0]!["priceCurrency"]);
        Assert.EndsWith("/InStock", (string?)product["offers"]![0]!["availability"]);
    }

    [Theory]
    [InlineData("/search?q=mug"), InlineData("/categories/kitchen?sort=price"), InlineData("/cart")]
    [InlineData("/checkout?sku=MUG-001")]
    public async Task Page_that_is_only_a_view_of_others_is_not_to_be_listed(string address) =>
        Assert.Contains("content=\"noindex", await shop.Client.GetStringAsync(address, Cancel));

    [Fact]
    public async Task Maps_of_addresses_name_every_product_in_both_languages()
    {
        var index = XDocument.Parse(await shop.Client.GetStringAsync("/sitemap.xml", Cancel));
        var places = new List<string>();
        foreach (var file in index.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => e.Value))
        {
            var map = XDocument.Parse(await shop.Client.GetStringAsync(file, Cancel));
            places.AddRange(map.Descendants().Where(e => e.Name.LocalName == "loc").Select(e => e.Value));
        }

        Assert.Distinct(places);
        Assert.Equal(2 * 47, places.Count(p => p.Contains("/products/", StringComparison.Ordinal)));
        Assert.Contains(places, p => p.EndsWith("/categories/kitchen", StringComparison.Ordinal));
        Assert.Contains(places, p => p.EndsWith("/schedule", StringComparison.Ordinal));
        Assert.Contains(places, p => p.Contains("/broadcasts/", StringComparison.Ordinal));
        using var page = await shop.Client.GetAsync(places[^1], Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var none = await shop.Client.GetAsync("/sitemap-products-99999.xml", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        var robots = await shop.Client.GetStringAsync("/robots.txt", Cancel);
        Assert.Contains("Sitemap: " + shop.Client.BaseAddress!.AbsoluteUri + "sitemap.xml", robots);
        Assert.Contains("Disallow: /checkout", robots);
    }

    [Fact]
    public async Task Manifest_has_icons_that_are_there()
    {
        var manifest = JsonNode.Parse(await shop.Client.GetStringAsync("/site.webmanifest", Cancel))!;
        Assert.Equal("ko", (string?)manifest["lang"]);
        foreach (var icon in manifest["icons"]!.AsArray())
        {
            using var response = await shop.Client.GetAsync((string)icon!["src"]!, Cancel);
            Assert.Equal((string?)icon["type"], response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("/"), InlineData("/products/ondam-mug-set"), InlineData("/categories/kitchen")]
    [InlineData("/search?q=mug")]
    public async Task Public_page_is_small_has_a_tag_and_is_not_sent_twice(string address)
    {
        using var plain = await shop.Client.GetAsync(address, Cancel);
        using var first = await AskAsync(address, ("Accept-Encoding", "gzip, br"));
        Assert.Equal("br", Assert.Single(first.Content.Headers.ContentEncoding));
        Assert.Contains("Accept-Encoding", first.Headers.Vary);
        Assert.True(first.Content.Headers.ContentLength < plain.Content.Headers.ContentLength / 2);
        Assert.NotEqual(plain.Headers.ETag, first.Headers.ETag);
        await using var squeezed = await first.Content.ReadAsStreamAsync(Cancel);
        await using var opened = new System.IO.Compression.BrotliStream(
            squeezed, System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(opened);
        Assert.Equal(await plain.Content.ReadAsStringAsync(Cancel), await reader.ReadToEndAsync(Cancel));
        using var again = await AskAsync(
            address, ("Accept-Encoding", "gzip, br"), ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.StartsWith("default-src 'none'", again.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(TimeSpan.FromSeconds(1), again.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task Assets_are_small_and_kept_for_ever()
    {
        var page = await shop.Client.GetStringAsync("/", Cancel);
        foreach (var address in Asset().Matches(page).Select(m => m.Value).Distinct())
        {
            using var plain = await shop.Client.GetAsync(address, Cancel);
            using var small = await AskAsync(address, ("Accept-Encoding", "br"));
            Assert.Contains("immutable", small.Headers.CacheControl!.ToString());
            if (address.EndsWith(".png", StringComparison.Ordinal)) continue;
            Assert.Equal("br", Assert.Single(small.Content.Headers.ContentEncoding));
            Assert.True(small.Content.Headers.ContentLength < plain.Content.Headers.ContentLength);
            using var again = await AskAsync(
                address, ("Accept-Encoding", "br"), ("If-None-Match", small.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Fact]
    public async Task Page_of_one_visitor_is_kept_by_nobody()
    {
        foreach (var address in new[] { "/cart", "/checkout?sku=MUG-001" })
        {
            using var response = await AskAsync(address, ("Accept-Encoding", "br"));
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.Empty(response.Content.Headers.ContentEncoding);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await shop.Watcher.SendAsync(request, Cancel);
    }

    private static List<string> Slugs(string page) =>
        [.. Card().Matches(page).Select(m => m.Groups["slug"].Value)];

    [GeneratedRegex("<h2><a href=\"/products/(?<slug>[a-z0-9-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Card();

    [GeneratedRegex(
        "<script type=\"application/ld\\+json\">(?<json>[^<]*)</script>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Facts();

    [GeneratedRegex("/assets/[a-z0-9.-]+", RegexOptions.None, 1000)]
    private static partial Regex Asset();
}
