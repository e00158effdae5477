using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Onair.Catalog;
using Onair.Catalog.Pictures;
using Onair.Storage;
using Onair.Tests.Catalog;
using SkiaSharp;

namespace Onair.Tests.Http;

/// <summary>
/// Who may keep which answer, for every address of the shop. One that is not in the table fails the first test.
/// </summary>
public sealed partial class FreshnessTests
{
    private const string token = "a-token-of-the-test-0123456789";
    private const string moment = "public, max-age=1, must-revalidate";
    private const string minute = "public, max-age=60, must-revalidate";
    private const string hour = "public, max-age=3600";
    private const string ever = "public, max-age=31536000, immutable";
    private const string ask = "no-cache";
    private const string askOnly = "private, no-cache";
    private const string nobody = "no-store";

    /// <summary>What a row says of the answer beside who may keep it.</summary>
    [Flags]
    private enum Has
    {
        Nothing = 0,
        Tag = 1,
        Brotli = 2,
        Both = Tag | Brotli,
    }

    private static readonly (string Route, string Address, string Kept, Has Has)[] reads =
    [
        ("/", "/", moment, Has.Both),
        ("/products/{slug}", "/products/ondam-mug-set", moment, Has.Both),
        ("/search", "/search", moment, Has.Both),
        ("/categories/{**slug}", "/categories/kitchen", moment, Has.Both),
        ("/brands/{slug}", "/brands/ondam", moment, Has.Both),
        ("/legal/terms", "/legal/terms", moment, Has.Both),
        ("/legal/privacy", "/legal/privacy", moment, Has.Both),
        ("/legal/withdrawal", "/legal/withdrawal", moment, Has.Both),
        ("/broadcasts/{id:guid}", "/broadcasts/{show}", moment, Has.Both),
        ("/schedule", "/schedule", moment, Has.Both),
        ("/live", "/live", moment, Has.Nothing),
        ("/pictures/{name}.svg", "{picture}", ever, Has.Both),
        ("/pictures/{name}.webp", "{sent}", ever, Has.Nothing),
        ("/sample/live.m3u8", "/sample/live.m3u8", "public, max-age=1", Has.Nothing),
        ("/sample/show.m3u8", "/sample/show.m3u8", "public, max-age=1", Has.Nothing),
        ("/sample/ko.m3u8", "/sample/ko.m3u8", "public, max-age=1", Has.Nothing),
        ("/sample/en.m3u8", "/sample/en.m3u8", "public, max-age=1", Has.Nothing),
        ("/sample/{language:length(2)}/{number:int}.vtt", "/sample/ko/1.vtt", "public, max-age=86400", Has.Nothing),
        ("/products/{slug}/ratings", "/products/ondam-mug-set/ratings", moment, Has.Both),
        ("/tv", "/tv", moment, Has.Nothing),
        ("/tv/{feed}", "/tv/one", moment, Has.Nothing),
        ("/tv/qr.svg", "/tv/qr.svg", hour, Has.Nothing),
        ("/tv/qr.png", "/tv/qr.png", hour, Has.Nothing),
        ("/overlay", "/overlay", moment, Has.Nothing),
        ("/overlay/{feed}", "/overlay/one", moment, Has.Nothing),
        ("/api/v1/products/{slugOrId}/ratings", "/api/v1/products/ondam-mug-set/ratings", moment, Has.Nothing),
        ("/sample/{name}", "/sample/poster.jpg", "public, max-age=86400", Has.Nothing),
        ("/robots.txt", "/robots.txt", hour, Has.Both),
        ("/site.webmanifest", "/site.webmanifest", hour, Has.Both),
        ("/sitemap.xml", "/sitemap.xml", hour, Has.Both),
        ("/sitemap-pages.xml", "/sitemap-pages.xml", hour, Has.Both),
        ("/sitemap-products-{first:long:min(1)}.xml", "/sitemap-products-1.xml", hour, Has.Both),
        ("/api/v1/products/", "/api/v1/products", moment, Has.Tag),
        ("/api/v1/products/{slugOrId}", "/api/v1/products/ondam-mug-set", moment, Has.Tag),
        ("/api/v1/search/", "/api/v1/search?q=mug", moment, Has.Nothing),
        ("/api/v1/search/suggestions", "/api/v1/search/suggestions?q=mug", minute, Has.Nothing),
        ("/api/v1/stock/{sku}", "/api/v1/stock/MUG-001", ask, Has.Tag),
        ("/api/v1/broadcasts", "/api/v1/broadcasts", moment, Has.Nothing),
        ("/api/v1/broadcasts/on-air", "/api/v1/broadcasts/on-air", moment, Has.Nothing),
        ("/api/v1/broadcasts/{id:guid}", "/api/v1/broadcasts/{show}", ask, Has.Tag),
        ("/api/v1/live/now", "/api/v1/live/now?sku=MUG-001", ask, Has.Tag),
        ("/api/v1/orders/{number}", "/api/v1/orders/{order}", askOnly, Has.Tag),
        ("/api/v1/variants/{sku}/price", "/api/v1/variants/MUG-001/price", askOnly, Has.Tag),
        ("/openapi/{documentName}.json", "/openapi/v1.json", "public, max-age=300", Has.Nothing),
        ("/health/live", "/health/live", nobody, Has.Nothing),
        ("/health/ready", "/health/ready", nobody, Has.Nothing),
    ];

    /// <summary>What is one person's, an operator's, or of this moment: whatever it answers, nobody keeps it.</summary>
    private static readonly string[] keptByNobody =
    [
        "/account", "/cart", "/checkout", "/orders/", "/pay/", "/dev/mail", "/watch/", "/metrics", "/api/v1/cart",
        "/api/v1/orders/{number}/payments", "/api/v1/payments/", "/api/v1/broadcasts/{id:guid}/result",
        "/api/v1/broadcasts/{id:guid}/questions", "/api/v1/broadcasts/{id:guid}/announcements",
        "/api/v1/orders/{number}/ratings", "/api/v1/ratings", "/api/v1/phone-orders", "/broadcasts/{id:guid}/questions",
        "/ratings/{id:guid}/report", "/rating-pictures/", "/t/{code}",
    ];

    // The stream has no end to wait for; LiveTests read its headers. The reference's page and script are a library's.
    private static readonly string[] elsewhere = ["/api/v1/live", "/reference"];

    [Fact]
    public async Task Every_address_says_who_may_keep_its_answer()
    {
        await using var shop = await OpenAsync();
        var (order, orderToken) = await shop.BuysAsync(LiveShop.Body("MUG-001", 1, 39_900), "one");
        var shows = await shop.SendAsync(HttpMethod.Get, "/api/v1/broadcasts/on-air");
        var show = (string)shows.Json["broadcasts"]![0]!["id"]!;
        var sent = await shop.App.Services.GetRequiredService<AddProductPicture>().RunAsync(
            RewritePicturesTests.Drawn(20, 20, SKEncodedImageFormat.Png), TestContext.Current.CancellationToken);
        (string, string)[] rights = [("Authorization", "Bearer " + token), ("Order-Token", orderToken)];
        var wrong = new List<string>();
        foreach (var (method, route) in Routes(shop))
        {
            if (method != "GET" || elsewhere.Any(part => route.StartsWith(part, StringComparison.Ordinal)
                && !reads.Any(read => read.Route == route)))
                continue;
            var row = route.StartsWith("/assets/", StringComparison.Ordinal)
                ? (Route: route, Address: route, Kept: ever, Has: Has.Tag)
                : reads.FirstOrDefault(read => read.Route == route);
            if (row.Route is null)
            {
                if (!IsKeptByNobody(route)) wrong.Add($"GET {route} is not in the table");
                var personal = await shop.SendAsync(HttpMethod.Get, Made(route), null, rights);
                var says = personal.Header("Cache-Control");
                if (!says.Contains(nobody) && !(says.Contains(ask) && says.Contains("private")))
                    wrong.Add($"{route}: {personal.Status} {says}");
                continue;
            }

            var address = row.Address.Replace("{show}", show).Replace("{order}", order)
                .Replace("{picture}", SamplePictures.AddressOf("/pictures/mug-set.svg")).Replace("{sent}", sent.Url);
            await CheckAsync(shop, address, row.Kept, row.Has, rights, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_changes_something_or_goes_wrong_is_kept_by_nobody()
    {
        await using var shop = await OpenAsync();
        foreach (var (method, route) in Routes(shop))
        {
            if (method is "GET" or "HEAD" || route.StartsWith("/reference", StringComparison.Ordinal)) continue;
            var answer = await shop.SendAsync(new HttpMethod(method), Made(route), "{");
            Assert.True(
                answer.Header("Cache-Control").Contains(nobody),
                $"{method} {route}: {answer.Status} {answer.Header("Cache-Control")}");
        }

        foreach (var address in new[]
        {
            "/nothing", "/products/nothing", "/categories/nothing", "/search?cursor=x", "/pictures/nothing.svg",
            "/sitemap-products-99999999.xml", "/api/v1/products/nothing", "/api/v1/products?limit=x", "/api/v1/nothing",
            "/schedule?day=x", "/broadcasts/00000000-0000-0000-0000-000000000000",
            "/assets/storefront.000000000000.css",
            "/api/v1/stock/NOTHING", "/api/v1/live?sku=", "/sample/nothing",
        })
        {
            var answer = await shop.SendAsync(HttpMethod.Get, address);
            Assert.InRange(answer.Status, 400, 404);
            Assert.Equal((address, nobody), (address, answer.Header("Cache-Control")));
        }
    }

    private static async Task CheckAsync(
        LiveShop shop, string address, string kept, Has has, (string, string)[] rights, List<string> wrong)
    {
        var answer = await shop.SendAsync(HttpMethod.Get, address, null, [.. rights, Taking("gzip, br")]);
        // The client puts the words in an order of its own.
        var wanted = CacheControlHeaderValue.Parse(kept).ToString();
        Check(answer.Status is 200 or 302, $"{answer.Status}");
        Check(answer.Header("Cache-Control") == wanted, $"Cache-Control: {answer.Header("Cache-Control")}");
        Check(has.HasFlag(Has.Tag) == answer.Header("ETag").Length > 0, $"ETag: {answer.Header("ETag")}");
        if (has.HasFlag(Has.Tag))
        {
            var again = await shop.SendAsync(
                HttpMethod.Get, address, null,
                [.. rights, Taking("gzip, br"), ("If-None-Match", answer.Header("ETag"))]);
            // Stock and shows may have moved on in between; then it is another page with another tag.
            Check(again.Status == 304 || again.Header("ETag") != answer.Header("ETag"), $"again: {again.Status}");
            Check(again.Header("Cache-Control") == wanted, $"again: {again.Header("Cache-Control")}");
        }

        if (!has.HasFlag(Has.Brotli)) return;
        Check(answer.Header("Content-Encoding") == "br", $"encoding '{answer.Header("Content-Encoding")}'");
        Check(answer.Header("Vary") == "Accept-Encoding", $"Vary: {answer.Header("Vary")}");
        foreach (var plainly in new[] { "gzip", "br;q=0", "identity" })
        {
            var plain = await shop.SendAsync(HttpMethod.Get, address, null, [.. rights, Taking(plainly)]);
            Check(plain.Header("Content-Encoding").Length == 0, $"{plainly}: {plain.Header("Content-Encoding")}");
            Check(plain.Header("Vary") == "Accept-Encoding", $"{plainly}: Vary {plain.Header("Vary")}");
            Check(plain.Header("ETag") != answer.Header("ETag"), $"{plainly}: the same tag");
        }

        void Check(bool isSo, string what)
        {
            if (!isSo) wrong.Add($"{address}: {what}");
        }

        static (string, string) Taking(string encodings) => ("Accept-Encoding", encodings);
    }

    private static bool IsKeptByNobody(string route) =>
        keptByNobody.Any(part => route.StartsWith(part, StringComparison.Ordinal));

    private static Task<LiveShop> OpenAsync() =>
        LiveShop.OpenAsync(Dialect.Sqlite, "Sample=true", "ShowMail=true", "Operator:Token=" + token);

    private static List<(string Method, string Route)> Routes(LiveShop shop) =>
    [
        .. shop.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"],
                (endpoint, method) => (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            .Distinct(),
    ];

    /// <summary>An address of the route, of something that is not there.</summary>
    private static string Made(string route) => Hole().Replace(
        route, hole => hole.Value.Contains("guid") ? Guid.CreateVersion7().ToString() : "x");

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();
}
