using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Onair.Tests.Storefront;

/// <summary>The pages of the programme as a browser without script gets them.</summary>
public sealed partial class ShowPagesTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private const int pageBytesMax = 40 * 1024;
    private const int scriptBytesMax = 25 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "ko", "지금 소개 중", "바로 구매"), InlineData("?lang=en", "en", "Shown now", "Buy now")]
    public async Task Show_on_the_air_says_price_stock_and_what_comes_next(
        string language, string code, string shown, string buy)
    {
        var show = await OnAirAsync();
        using var response = await shop.Client.GetAsync($"/broadcasts/{show["id"]}{language}", Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy);
        Assert.DoesNotContain("unsafe", policy);
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);
        Assert.InRange(bytes.Length, 1000, pageBytesMax);
        var page = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.Contains($"<html lang=\"{code}\">", page);
        foreach (var says in new[] { shown, buy, "name=\"offer\"", "<meter", "type=\"application/vnd.apple.mpegurl\"" })
            Assert.Contains(says, page);
        Assert.Equal(3, Regex.Count(page, "data-row=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Single(Regex.Matches(page, "<h1", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain(" style=", page);
        Assert.DoesNotMatch(@"\son\w+=", page);
        foreach (Match picture in Sized().Matches(page))
            Assert.Matches("width=\"[0-9]+\" height=\"[0-9]+\"", picture.Value);

        var described = JsonNode.Parse(Described().Match(page).Groups["json"].Value)!;
        Assert.Equal(
            ("BroadcastEvent", true), ((string)described["@type"]!, (bool)described["isLiveBroadcast"]!));
        Assert.Equal(3, described["offers"]!.AsArray().Count);

        // Searches and messages may show it: one address, a picture, and no word that forbids it.
        Assert.DoesNotContain("noindex", page);
        Assert.Contains("rel=\"canonical\"", page);
        Assert.Contains("property=\"og:type\" content=\"video.other\"", page);
        Assert.DoesNotContain("noindex", await shop.Client.GetStringAsync("/schedule", Cancel));
        Assert.Contains("noindex", await shop.Client.GetStringAsync("/schedule?day=2026-01-01", Cancel));
    }

    [Fact]
    public async Task Scripts_are_small_and_kept_for_ever()
    {
        var page = await shop.Client.GetStringAsync($"/broadcasts/{(await OnAirAsync())["id"]}", Cancel);
        foreach (var (address, most) in new[]
        {
            (Script().Match(page).Value, scriptBytesMax), (Player().Match(page).Value, 200 * 1024),
        })
        {
            using var script = await shop.Client.GetAsync(address, Cancel);
            Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
            Assert.Contains("immutable", script.Headers.CacheControl!.ToString());
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                await gzip.WriteAsync(await script.Content.ReadAsByteArrayAsync(Cancel), Cancel);
            Assert.InRange(packed.Length, 1000, most);
        }
    }

    [Fact]
    public async Task Person_without_script_buys_under_the_offer_at_its_price()
    {
        var show = await OnAirAsync();
        var offer = show["offers"]!.AsArray().First(o => (string)o!["id"]! == (string)show["onAirOffer"]!)!;
        var (id, price) = (((string)offer["id"]!).Replace("-", "", StringComparison.Ordinal), (long)offer["price"]!);
        var page = await shop.Client.GetStringAsync($"/checkout?sku={offer["sku"]}&offer={id}&quantity=1", Cancel);
        Assert.Contains($"name=\"offer\" value=\"{id}\"", page);
        Assert.Contains($"name=\"price\" value=\"{price}\"", page);
        using var sent = await shop.Watcher.PostAsync(
            "/checkout",
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["key"] = Key().Match(page).Groups["key"].Value,
                ["sku"] = (string)offer["sku"]!,
                ["offer"] = id,
                ["price"] = $"{price}",
                ["quantity"] = "1",
                ["name"] = "홍길동",
                ["phone"] = "010-1234-5678",
                ["postcode"] = "06236",
                ["line1"] = "서울특별시 강남구 테헤란로 1",
                ["pay"] = "card",
            }),
            Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var order = await shop.Client.GetStringAsync(sent.Headers.Location, Cancel);
        Assert.Contains($"{price:N0}", order);

        // An offer that is none is not carried on: the shop's own price is asked.
        var none = await shop.Client.GetStringAsync($"/checkout?sku={offer["sku"]}&offer={Guid.NewGuid():N}", Cancel);
        Assert.DoesNotContain("name=\"offer\"", none);
        Assert.DoesNotContain($"name=\"price\" value=\"{price}\"", none);
    }

    [Theory]
    [InlineData("/schedule", "편성표"), InlineData("/schedule?lang=en", "Schedule")]
    public async Task Schedule_has_a_show_for_every_hour_of_a_day_ahead(string address, string says)
    {
        var page = await shop.Client.GetStringAsync(address, Cancel);
        Assert.Contains(says, page);
        Assert.Contains("data-state=\"on-air\"", page);
        var tomorrow = WebUtility.HtmlDecode(Day().Match(page).Groups["to"].Value);
        page = await shop.Client.GetStringAsync(tomorrow, Cancel);
        Assert.Equal(24, Regex.Count(page, "/broadcasts/", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.InRange(page.Length, 1000, pageBytesMax);
    }

    [Fact]
    public async Task Front_page_leads_to_what_is_on_the_air()
    {
        var show = await OnAirAsync();
        var id = ((string)show["id"]!).Replace("-", "", StringComparison.Ordinal);
        Assert.Contains($"/broadcasts/{id}", await shop.Client.GetStringAsync("/", Cancel));
        using var live = await shop.Watcher.GetAsync("/live?lang=en", Cancel);
        Assert.Equal(HttpStatusCode.Found, live.StatusCode);
        Assert.Equal($"/broadcasts/{id}?lang=en", live.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/schedule?day=tomorrow"), InlineData("/schedule?day=9999-01-01"), InlineData("/broadcasts/none")]
    [InlineData("/broadcasts/00000000000000000000000000000000"), InlineData("/sample/3.ts")]
    public async Task What_is_not_there_is_not_found(string address)
    {
        using var response = await shop.Client.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<JsonNode> OnAirAsync()
    {
        // The first second of a show may pass before the clock has begun it.
        while (true)
        {
            var list = JsonNode.Parse(await shop.Client.GetStringAsync("/api/v1/broadcasts/on-air", Cancel))!;
            if (list["broadcasts"]!.AsArray().FirstOrDefault()?["onAirOffer"] is not null)
                return list["broadcasts"]![0]!;
        }
    }

    [GeneratedRegex("<(img|video)[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sized();

    [GeneratedRegex("ld\\+json\">(?<json>[^<]+)</script>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Described();

    [GeneratedRegex("/assets/show[^\"]+js", RegexOptions.None, 1000)]
    private static partial Regex Script();

    [GeneratedRegex("/assets/hls[^\"]+js", RegexOptions.None, 1000)]
    private static partial Regex Player();

    [GeneratedRegex("name=\"key\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("href=\"(?<to>/schedule[^\"]*day=[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Day();
}
