using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Ratings;
using Onair.Storage;
using Onair.Tests.Account;
using Onair.Tests.Fixtures;
using Onair.Tests.Catalog;
using SkiaSharp;

namespace Onair.Tests.Http;

/// <summary>Ratings through the real server: who may do what, and what everybody sees.</summary>
public sealed class RatingsHttpTests
{
    private const string hostile = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)> & '\"";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Buyer_rates_an_operator_publishes_and_everybody_reads_it(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, BadOperators.Settings);
        await shop.SellsAsync("mug", 12_000, 50);
        var (number, token) = await ShippedAsync(shop, "one");
        var address = $"/api/v1/orders/{number}/ratings";
        Assert.Equal(401, (await shop.SendAsync(HttpMethod.Post, address, """{"sku":"mug","stars":4}""")).Status);
        var (other, othersToken) = await ShippedAsync(shop, "two");
        foreach (var (to, with) in new[] { (number, othersToken), (other, token), ("20260101-NONE", token) })
        {
            Assert.Equal(404, (await SendAsync(shop, HttpMethod.Post, to, with, """{"sku":"mug","stars":4}""")).Status);
            Assert.Equal(404, (await SendAsync(shop, HttpMethod.Get, to, with, null)).Status);
        }

        var body = new JsonObject { ["sku"] = "mug", ["stars"] = 4, ["text"] = "줄\n" + hostile }.ToJsonString();
        var rated = await SendAsync(shop, HttpMethod.Post, number, token, body);
        Assert.Equal((201, "pending"), (rated.Status, (string?)rated.Json["state"]));
        Assert.Equal(200, (await SendAsync(shop, HttpMethod.Post, number, token, body)).Status);
        var id = (string)rated.Json["id"]!;
        var product = await ProductAsync(shop);
        Assert.Equal(0, (int?)(await ListAsync(shop, product))["summary"]!["count"]);

        // Another's token withdraws nothing, and the operators' desk is behind its door.
        Assert.Equal(404, (await shop.SendAsync(
            HttpMethod.Delete, $"/api/v1/orders/{other}/ratings/{id}", null, ("Order-Token", othersToken))).Status);
        Assert.Equal(401, (await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/ratings/{id}/publish", """{"version":1}""")).Status);
        var queue = await shop.SendAsync(HttpMethod.Get, "/api/v1/ratings", null, BadOperators.Right);
        Assert.Equal(id, (string?)Assert.Single((JsonArray)queue.Json["ratings"]!)!["id"]);
        Assert.Equal(412, (await StepAsync(shop, id, "publish", """{"version":2}""")).Status);
        Assert.Equal(409, (await StepAsync(shop, id, "hide", """{"version":1,"reason":"abuse"}""")).Status);
        Assert.Equal(200, (await StepAsync(shop, id, "publish", """{"version":1,"by":"kim"}""")).Status);
        var file = await shop.SendAsync(HttpMethod.Get, $"/api/v1/ratings/{id}", null, BadOperators.Right);
        Assert.Equal("staff:kim", (string?)file.Json["steps"]![1]!["actor"]);

        var list = await ListAsync(shop, product);
        Assert.Equal(("홍**", 4.0m), (
            (string?)list["ratings"]![0]!["author"], (decimal)list["summary"]!["average"]!));
        Assert.Equal("줄\n" + hostile, (string?)list["ratings"]![0]!["text"]);
        Assert.DoesNotContain("홍길동", list.ToJsonString());
        Assert.DoesNotContain(shop.Log, line => line.Contains("taken", StringComparison.Ordinal));

        var withdrawn = await shop.SendAsync(
            HttpMethod.Delete, $"/api/v1/orders/{number}/ratings/{id}", null, ("Order-Token", token));
        Assert.Equal(204, withdrawn.Status);
        Assert.Equal(0, (int?)(await ListAsync(shop, product))["summary"]!["count"]);
    }

    [Fact]
    public async Task What_a_buyer_wrote_is_text_on_the_page_and_in_what_machines_read()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite, "Ratings:Moderation=After");
        await shop.SellsAsync("mug", 12_000, 50);
        var product = await ProductAsync(shop);
        var before = (await shop.SendAsync(HttpMethod.Get, $"/products/{product}")).Text;
        Assert.DoesNotContain("aggregateRating", before);
        Assert.Contains("아직 후기가 없어요", before);
        var (number, token) = await ShippedAsync(shop, "one");
        var form = $"/orders/{number}/{token}/ratings/1";
        Assert.Contains("별점", (await shop.SendAsync(HttpMethod.Get, form)).Text);
        var sent = await FormAsync(shop, form, ("stars", "5"), ("text", hostile));
        Assert.Equal((303, form + "?saved=1"), (sent.Status, sent.Header("Location")));
        foreach (var path in new[] { $"/products/{product}?a=1", $"/products/{product}/ratings", form })
        {
            var page = (await shop.SendAsync(HttpMethod.Get, path)).Text;
            Assert.DoesNotContain("<script>document", page);
            Assert.DoesNotContain("<img src=x", page);
            Assert.Contains("&lt;script&gt;document", page);
        }

        var whole = (await shop.SendAsync(HttpMethod.Get, $"/products/{product}?a=2")).Text;
        var facts = whole.Split("<script type=\"application/ld+json\">")[1].Split("</script>")[0];
        var json = JsonNode.Parse(facts)!;
        Assert.Equal(5, (decimal)json["aggregateRating"]!["ratingValue"]!);
        Assert.Equal(1, (int)json["aggregateRating"]!["ratingCount"]!);
        Assert.Equal(hostile, (string?)json["review"]![0]!["reviewBody"]);
        Assert.Equal("홍**", (string?)json["review"]![0]!["author"]!["name"]);

        // One voice is no average: the card says nothing yet.
        Assert.DoesNotContain("rating-mark", (await shop.SendAsync(HttpMethod.Get, "/search")).Text);
        foreach (var wrong in new[] { "?sort=best", "?cursor=x", "?sort=newest&cursor=AAAA" })
            Assert.Equal(404, (await shop.SendAsync(HttpMethod.Get, $"/products/{product}/ratings{wrong}")).Status);
    }

    [Fact]
    public async Task Form_names_what_is_wrong_keeps_what_was_typed_and_opens_to_its_owner_alone()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 50);
        var (number, token) = await ShippedAsync(shop, "one");
        var form = $"/orders/{number}/{token}/ratings/1";
        foreach (var (fields, says) in new ((string, string)[], string)[]
        {
            ([("text", "typed words")], "href=\"#stars\""), ([("stars", "6"), ("text", "typed words")], "stars-error"),
            ([("stars", "5"), ("text", "typed words" + new string('x', 1000))], "href=\"#text\""),
            ([("stars", "5"), ("text", "typed words\u0007")], "text-error"),
        })
        {
            var answer = await FormAsync(shop, form, fields);
            Assert.Equal(400, answer.Status);
            Assert.Contains("typed words", answer.Text);
            Assert.Contains(says, answer.Text);
        }

        // Line breaks come as two characters from a form, and count as one.
        var lines = string.Join("\r\n", Enumerable.Repeat("x", 500));
        Assert.Equal(303, (await FormAsync(shop, form, ("stars", "5"), ("text", lines))).Status);
        Assert.Contains("확인하고 있어요", (await shop.SendAsync(HttpMethod.Get, $"/orders/{number}/{token}")).Text);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, $"/orders/{number}/x/ratings/1"), (HttpMethod.Post, $"/orders/{number}/x/ratings/1"),
            (HttpMethod.Post, $"/orders/{number}/x/ratings/1/withdraw"),
        })
        {
            Assert.Equal(404, (await shop.SendAsync(method, path)).Status);
        }

        // A line that is not there leads back to the order; so does what has no pictures.
        Assert.Equal(303, (await shop.SendAsync(HttpMethod.Get, $"/orders/{number}/{token}/ratings/9")).Status);
        Assert.DoesNotContain("type=\"file\"", (await shop.SendAsync(HttpMethod.Get, form)).Text);
        Assert.Equal(303, (await FormAsync(shop, form + "/withdraw")).Status);
        Assert.DoesNotContain("확인하고 있어요", (await shop.SendAsync(HttpMethod.Get, $"/orders/{number}/{token}")).Text);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Picture_comes_without_its_place_and_is_seen_when_it_is_published(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect, [.. BadOperators.Settings, "Ratings:Pictures=true"]);
        await shop.SellsAsync("mug", 12_000, 50);
        var (number, token) = await ShippedAsync(shop, "one");
        var form = $"/orders/{number}/{token}/ratings/1";
        await FormAsync(shop, form, ("stars", "5"));
        var sent = RewritePicturesTests.WithExif(RewritePicturesTests.Drawn(60, 30, SKEncodedImageFormat.Jpeg), 6);
        var added = await UploadAsync(shop, form, sent, "photo.html");
        Assert.Equal((303, form), (added.Status, added.Header("Location")));
        Assert.Equal(303, (await UploadAsync(shop, form, sent, "photo.jpg")).Status);
        Assert.Equal(415, (await UploadAsync(shop, form, "<html>"u8.ToArray(), "photo.jpg")).Status);
        var large = new byte[RatingsOptions.PictureBytesMax + 1024];
        Assert.Equal(413, (await UploadAsync(shop, form, large, "photo.jpg")).Status);

        var queue = await shop.SendAsync(HttpMethod.Get, "/api/v1/ratings", null, BadOperators.Right);
        var rating = queue.Json["ratings"]![0]!;
        var (id, picture) = ((string)rating["id"]!, (string)Assert.Single((JsonArray)rating["pictures"]!)!);
        var publicly = $"/rating-pictures/{Guid.Parse(picture):N}.webp";
        Assert.Equal(404, (await shop.SendAsync(HttpMethod.Get, publicly)).Status);
        Assert.Equal(200, (await shop.SendAsync(HttpMethod.Get, $"{form}/pictures/{picture}")).Status);
        Assert.Equal(404, (await shop.SendAsync(
            HttpMethod.Get, $"/orders/{number}/x/ratings/1/pictures/{picture}")).Status);
        var desk = $"/api/v1/ratings/{id}/pictures/{picture}";
        Assert.Equal(401, (await shop.SendAsync(HttpMethod.Get, desk)).Status);
        Assert.Equal(200, (await shop.SendAsync(HttpMethod.Get, desk, null, BadOperators.Right)).Status);

        Assert.Equal(412, (await StepAsync(shop, id, "publish", """{"version":1}""")).Status);
        var published = await StepAsync(shop, id, "publish", """{"version":2}""");
        Assert.Equal((200, "published"), (published.Status, (string?)published.Json["state"]));
        Assert.Single((JsonArray)published.Json["pictures"]!);
        var same = await SendAsync(shop, HttpMethod.Post, number, token, """{"sku":"mug","stars":5}""");
        Assert.Equal((200, 1), (same.Status, (int)same.Json["pictures"]!));
        using var shown = await shop.Client.GetAsync(publicly, LiveShop.Cancel);
        var bytes = await shown.Content.ReadAsByteArrayAsync(LiveShop.Cancel);
        Assert.Equal("image/webp", shown.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(shown.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'", Assert.Single(shown.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("GPS"u8));
        using (var read = SKBitmap.Decode(bytes)) Assert.Equal((30, 60), (read.Width, read.Height));
        var page = (await shop.SendAsync(HttpMethod.Get, $"/products/{await ProductAsync(shop)}/ratings")).Text;
        Assert.Contains($"src=\"{publicly}\"", page);

        // By the API it is the whole body; what goes needs no second look.
        var raw = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{number}/ratings/{id}/pictures")
        {
            Content = new ByteArrayContent(RewritePicturesTests.Drawn(40, 40, SKEncodedImageFormat.Png)),
            Headers = { { "Order-Token", token } },
        };
        Assert.Equal(204, (await shop.SendAsync(raw)).Status);
        Assert.Equal(404, (await shop.SendAsync(HttpMethod.Get, publicly)).Status);
        Assert.Equal(200, (await StepAsync(shop, id, "publish", """{"version":4}""")).Status);
        Assert.Equal(303, (await FormAsync(shop, $"{form}/pictures/{picture}/remove")).Status);
        Assert.Equal(404, (await shop.SendAsync(HttpMethod.Get, publicly)).Status);
        var file = await shop.SendAsync(HttpMethod.Get, $"/api/v1/ratings/{id}", null, BadOperators.Right);
        Assert.Equal("published", (string?)file.Json["rating"]!["state"]);
    }

    [Fact]
    public async Task Reader_reports_a_rating_and_other_sites_cannot()
    {
        await using var shop = await LiveShop.OpenAsync(
            Dialect.Sqlite, [.. BadOperators.Settings, "Ratings:Moderation=After"]);
        await shop.SellsAsync("mug", 12_000, 50);
        var (number, token) = await ShippedAsync(shop, "one");
        var rated = await SendAsync(shop, HttpMethod.Post, number, token, """{"sku":"mug","stars":1}""");
        var report = $"/ratings/{(string)rated.Json["id"]!}/report";
        Assert.Contains("후기 신고", (await shop.SendAsync(HttpMethod.Get, report)).Text);
        foreach (var wrong in new[] { "", "0", "7", "x", "-1" })
            Assert.Equal(400, (await FormAsync(shop, report, ("reason", wrong))).Status);
        var foreign = new HttpRequestMessage(HttpMethod.Post, report)
        {
            Content = new FormUrlEncodedContent([new("reason", "2")]),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };
        Assert.Equal(404, (await shop.SendAsync(foreign)).Status);
        Assert.Contains("신고를 접수했어요", (await FormAsync(shop, report, ("reason", "2"))).Text);
        var queue = await shop.SendAsync(
            HttpMethod.Get, "/api/v1/ratings?reported=true", null, BadOperators.Right);
        Assert.Equal(1, (int?)Assert.Single((JsonArray)queue.Json["ratings"]!)!["reports"]);
        Assert.Equal(404, (await FormAsync(shop, $"/ratings/{Guid.Empty}/report", ("reason", "2"))).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Account_takes_its_ratings_away_and_leaves_none_behind(Dialect dialect)
    {
        await using var shop = await AccountShop.OpenAsync(dialect, "Ratings:Moderation=After");
        await shop.Live.SellsAsync("mug", 12_000, 50);
        var member = await shop.MemberAsync("gildong@shop.example");
        var (number, token) = await ShippedAsync(shop.Live, "one");
        await member.PostAsync("/account/orders", "/account/orders/claim", ("number", number), ("token", token));
        Assert.Contains("#ratings", (await member.GetAsync("/account/orders")).Text);
        await FormAsync(shop.Live, $"/orders/{number}/{token}/ratings/1", ("stars", "2"), ("text", "my own words"));
        var export = await member.GetAsync("/account/export");
        Assert.Equal("my own words", (string?)Assert.Single((JsonArray)export.Json["ratings"]!)!["text"]);
        var product = await ProductAsync(shop.Live);
        Assert.Equal(1, (int?)(await ListAsync(shop.Live, product))["summary"]!["count"]);
        Assert.Equal(200, (await member.PostAsync("/account/leave", "/account/leave")).Status);
        Assert.Equal(0, (int?)(await ListAsync(shop.Live, product))["summary"]!["count"]);
        Assert.DoesNotContain("my own words", (await shop.Live.SendAsync(
            HttpMethod.Get, $"/orders/{number}/{token}/ratings/1")).Text);
    }

    private static async Task<(string Number, string Token)> ShippedAsync(LiveShop shop, string key)
    {
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), key);
        await shop.PaysAsync(number, token);
        var advance = shop.App.Services.GetRequiredService<AdvanceOrder>();
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship })
        {
            Assert.Equal(
                AdvanceOrderStatus.Advanced,
                await advance.RunAsync(number, step, OrderActors.Operator, null, LiveShop.Cancel));
        }

        return (number, token);
    }

    private static Task<Answer> SendAsync(
        LiveShop shop, HttpMethod method, string number, string token, string? body) =>
        shop.SendAsync(method, $"/api/v1/orders/{number}/ratings", body, ("Order-Token", token));

    private static Task<Answer> StepAsync(LiveShop shop, string id, string word, string body) =>
        shop.SendAsync(HttpMethod.Post, $"/api/v1/ratings/{id}/{word}", body, BadOperators.Right);

    private static Task<Answer> FormAsync(LiveShop shop, string address, params (string Name, string Value)[] fields) =>
        shop.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        });

    private static Task<Answer> UploadAsync(LiveShop shop, string form, byte[] sent, string name)
    {
        var file = new ByteArrayContent(sent);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        return shop.SendAsync(new HttpRequestMessage(HttpMethod.Post, form + "/pictures")
        {
            Content = new MultipartFormDataContent { { file, "picture", name } },
        });
    }

    private static async Task<string> ProductAsync(LiveShop shop)
    {
        var found = await shop.SendAsync(HttpMethod.Get, "/api/v1/products?sku=mug");
        return (string)found.Json["items"]![0]!["slug"]!;
    }

    private static async Task<JsonNode> ListAsync(LiveShop shop, string product)
    {
        var list = await shop.SendAsync(HttpMethod.Get, $"/api/v1/products/{product}/ratings");
        Assert.Equal((int)HttpStatusCode.OK, list.Status);
        return list.Json;
    }
}
