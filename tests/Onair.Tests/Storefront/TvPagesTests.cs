using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Onair.Broadcasts.Codes;
using Onair.Host.Storefront.Tv;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storefront;

/// <summary>The television picture: its links, QR codes and graphics, and the channel of who comes by it.</summary>
public sealed partial class TvPagesTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Short_link_of_an_offer_leads_to_its_order_however_it_is_typed()
    {
        var (show, offer) = await OnAirAsync();
        var code = await CodeAsync(offer);
        foreach (var address in new[]
        {
            $"/t/{code}", $"/T/{code}", $"/t/{code.ToLowerInvariant()}", "/tv", "/TV/ONAIR",
        })
        {
            using var answer = await shop.Watcher.GetAsync(address, Cancel);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal("public, must-revalidate, max-age=1", answer.Headers.CacheControl!.ToString());
            // Nothing of a person: the next one gets the same.
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            var to = answer.Headers.Location!.OriginalString;
            var query = QueryHelpers.ParseQuery(to[to.IndexOf('?', StringComparison.Ordinal)..]);
            Assert.StartsWith("/checkout?", to);
            Assert.Equal((string)offer["sku"]!, query["sku"]);
            Assert.Equal(Guid.Parse((string)offer["id"]!), Guid.Parse(query["offer"].ToString()));
            Assert.InRange(query["via"].ToString().Length, 10, TvVisits.LengthMax);
        }

        using var english = await shop.Watcher.GetAsync($"/t/{code}?lang=en", Cancel);
        Assert.Contains("lang=en", english.Headers.Location!.OriginalString);
        // An offer whose time has not come leads to its show.
        var planned = show["offers"]!.AsArray().FirstOrDefault(o => (string)o!["state"]! == "planned");
        if (planned is null) return;
        using var later = await shop.Watcher.GetAsync($"/t/{await CodeAsync(planned)}", Cancel);
        Assert.StartsWith(
            $"/broadcasts/{Guid.Parse((string)show["id"]!):N}?via=", later.Headers.Location!.OriginalString);
        var page = await shop.Client.GetStringAsync(later.Headers.Location, Cancel);
        Assert.Contains("name=\"via\"", page);
        Assert.Contains("&amp;via=", page);
    }

    [Theory]
    [InlineData("/t/000000"), InlineData("/t/x"), InlineData("/t/'%20or%201"), InlineData("/tv/a%20b")]
    [InlineData("/overlay/a%20b")]
    public async Task Link_that_leads_nowhere_is_not_found(string address)
    {
        using var answer = await shop.Client.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Feed_without_a_show_leads_to_the_schedule()
    {
        using var answer = await shop.Watcher.GetAsync("/tv/another", Cancel);
        Assert.Equal("/schedule", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Qr_codes_say_the_link_and_are_sharp_enough_for_a_television_picture()
    {
        var (_, offer) = await OnAirAsync();
        var code = await CodeAsync(offer);
        var origin = shop.Client.BaseAddress!.GetLeftPart(UriPartial.Authority).ToUpperInvariant();
        foreach (var (query, says) in new[]
        {
            ($"code={code}", $"{origin}/T/{code}"), ($"offer={offer["id"]}", $"{origin}/T/{code}"),
            ("feed=onair", $"{origin}/TV/ONAIR"), ("", $"{origin}/TV"),
        })
        {
            Assert.Equal(says, QrReading.OfSvg(await shop.Client.GetStringAsync("/tv/qr.svg?" + query, Cancel)));
            foreach (var size in new[] { 240, 360, 500, 1080 })
            {
                using var answer = await shop.Client.GetAsync($"/tv/qr.png?size={size}&{query}", Cancel);
                Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
                var (text, side) = QrReading.OfPng(await answer.Content.ReadAsByteArrayAsync(Cancel));
                Assert.Equal(says, text);
                Assert.InRange(side, 33 * TvQr.LinesPerModuleMin, size);
            }
        }
    }

    [Theory]
    [InlineData("https://shop.example/t/7K3M9Q", 360, 33, 10), InlineData("https://shop.example/t/7K3M9Q", 240, 33, 6)]
    [InlineData("https://www.my-shop.example/t/7K3M9Q", 360, 37, 8)]
    [InlineData("https://a-shop-with-a-rather-long-name.example/t/7K3M9Q", 360, 41, 8)]
    public void Qr_code_has_even_modules_of_six_lines_at_least(string link, int lines, int modules, int each)
    {
        var code = TvQr.Fit(link, lines)!;
        Assert.Equal((modules, each), (code.Picture.Modules, code.LinesPerModule));
        Assert.Null(TvQr.Fit(link, TvQr.LinesMin(link) - 1));
        Assert.Equal(TvQr.LinesPerModuleMin, TvQr.Fit(link, TvQr.LinesMin(link))!.LinesPerModule);
    }

    [Theory]
    [InlineData("size=100", "size"), InlineData("size=0", "size"), InlineData("size=1081", "size")]
    [InlineData("size=x", "size"), InlineData("size=300&size=400", "size"), InlineData("offer=x", "offer")]
    [InlineData("feed=a%20b", "feed"), InlineData("feed=onair&code=7K3M9Q", "code")]
    public async Task Wrong_wish_for_a_qr_code_is_named(string query, string field)
    {
        using var answer = await shop.Client.GetAsync("/tv/qr.svg?" + query, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["errors"]![field]);
        using var unknown = await shop.Client.GetAsync("/tv/qr.svg?code=000000", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("", "방송 중", "휴대폰 카메라"), InlineData("?lang=en", "On air", "Scan with your phone")]
    public async Task Graphics_show_the_offer_of_the_air_with_its_code(string language, string onAir, string scan)
    {
        var (show, offer) = await OnAirAsync();
        using var answer = await shop.Client.GetAsync("/overlay/onair" + language, Cancel);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        foreach (var says in new[] { onAir, scan, $"{(long)offer["price"]!:N0}", $"data-show=\"{show["id"]}\"" })
            Assert.Contains(says, page);
        Assert.DoesNotContain(" style=", page);
        Assert.DoesNotMatch(@"\son\w+=", page);
        var strips = Strip().Matches(page);
        Assert.Equal(show["offers"]!.AsArray().Count, strips.Count);
        var shown = Assert.Single(strips, strip => !strip.Value.Contains("hidden", StringComparison.Ordinal));
        Assert.Contains((string)offer["id"]!, shown.Value);
        var drawing = page[page.IndexOf("<svg", shown.Index, StringComparison.Ordinal)..];
        var read = QrReading.OfSvg(drawing[..drawing.IndexOf("</svg>", StringComparison.Ordinal)]);
        Assert.EndsWith("/T/" + await CodeAsync(offer), read);

        var empty = await shop.Client.GetStringAsync("/overlay/another", Cancel);
        Assert.DoesNotContain("<article", empty);
        Assert.Contains("data-feed=\"another\"", empty);
    }

    [Fact]
    public async Task Order_of_who_came_by_the_picture_has_the_channel_tv_and_of_who_claims_to_has_not()
    {
        var (_, offer) = await OnAirAsync();
        using var answer = await shop.Watcher.GetAsync($"/t/{await CodeAsync(offer)}", Cancel);
        var to = answer.Headers.Location!.OriginalString;
        var mark = QueryHelpers.ParseQuery(to[to.IndexOf('?', StringComparison.Ordinal)..])["via"].ToString();
        var page = await shop.Client.GetStringAsync(to, Cancel);
        Assert.Contains($"name=\"via\" value=\"{mark}\"", page);
        var other = await shop.Services.GetRequiredService<TvVisits>().MarkAsync(Guid.NewGuid(), Cancel);
        Assert.Equal(Channel.Tv, await ChannelAsync(mark));
        var forged = mark[..^2] + (mark[^2] == 'A' ? 'B' : 'A') + mark[^1];
        foreach (var wrong in new[] { "", "tv", forged, mark + "x", other, "-", "1-" })
            Assert.Equal(Channel.Web, await ChannelAsync(wrong));

        async Task<Channel> ChannelAsync(string via)
        {
            var form = new Dictionary<string, string>
            {
                ["key"] = Guid.CreateVersion7().ToString(),
                ["sku"] = (string)offer["sku"]!,
                ["offer"] = (string)offer["id"]!,
                ["price"] = $"{offer["price"]}",
                ["quantity"] = "1",
                ["name"] = "홍길동",
                ["phone"] = $"010{Random.Shared.Next(100_000_000):D8}",
                ["postcode"] = "06236",
                ["line1"] = "서울특별시 강남구 테헤란로 1",
                ["pay"] = "card",
                ["via"] = via,
            };
            using var sent = await shop.Watcher.PostAsync("/checkout", new FormUrlEncodedContent(form), Cancel);
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
            // Sent again, the same form is the same order.
            using var again = await shop.Watcher.PostAsync("/checkout", new FormUrlEncodedContent(form), Cancel);
            Assert.Equal(sent.Headers.Location, again.Headers.Location);
            var number = sent.Headers.Location!.OriginalString.Split('/')[2];
            return (await shop.Services.GetRequiredService<ShowOrders>().ByNumberAsync(number, Cancel))!.Order.Channel;
        }
    }

    [Fact]
    public async Task Mark_is_good_for_an_hour_and_judged_at_the_time_of_its_form()
    {
        await using var fixture = await Shop.OpenAsync(Dialect.Sqlite);
        var visits = new TvVisits(fixture.Get<SecretStore>(), fixture.Time);
        var show = Guid.NewGuid();
        var mark = await visits.MarkAsync(show, Cancel);
        Assert.Equal(mark, await visits.MarkAsync(show, Cancel));
        var form = Guid.CreateVersion7(fixture.Now).ToString();
        fixture.Forward(TimeSpan.FromMinutes(59));
        Assert.NotEqual(mark, await visits.MarkAsync(show, Cancel));
        Assert.True(await visits.IsGoodAsync(mark, show, "", Cancel));
        fixture.Forward(TimeSpan.FromMinutes(12));
        Assert.False(await visits.IsGoodAsync(mark, show, "", Cancel));
        Assert.False(await visits.IsGoodAsync(mark, show, Guid.CreateVersion7(fixture.Now).ToString(), Cancel));
        Assert.True(await visits.IsGoodAsync(mark, show, form, Cancel));
        // A form that claims another day is judged now; one from the future too.
        fixture.Forward(TimeSpan.FromHours(24));
        Assert.False(await visits.IsGoodAsync(mark, show, form, Cancel));
        var fresh = await visits.MarkAsync(show, Cancel);
        Assert.True(await visits.IsGoodAsync(
            fresh, show, Guid.CreateVersion7(fixture.Now.AddDays(9)).ToString(), Cancel));
        Assert.False(await visits.IsGoodAsync(fresh, Guid.NewGuid(), "", Cancel));
    }

    private async Task<string> CodeAsync(JsonNode offer)
    {
        var id = Guid.Parse((string)offer["id"]!);
        return (await shop.Services.GetRequiredService<OfferCodes>().OfAsync([id], Cancel))[id];
    }

    private async Task<(JsonNode Show, JsonNode Offer)> OnAirAsync()
    {
        // The first second of a show may pass before the clock has begun it.
        while (true)
        {
            var list = JsonNode.Parse(await shop.Client.GetStringAsync("/api/v1/broadcasts/on-air", Cancel))!;
            if (list["broadcasts"]!.AsArray().FirstOrDefault() is not { } show || show["onAirOffer"] is null) continue;
            return (show, show["offers"]!.AsArray().First(o => (string)o!["id"]! == (string)show["onAirOffer"]!)!);
        }
    }

    [GeneratedRegex("<article[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Strip();
}
