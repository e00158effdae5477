using System.Net;
using System.Text.Json;
using Onair.Tests.Storefront;

namespace Onair.Tests.Catalog;

/// <summary>The catalog's reads through the real server.</summary>
public sealed class CatalogApiTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_lead_through_the_whole_shop()
    {
        var slugs = new List<string?>();
        var cursor = "";
        do
        {
            var page = await ReadAsync($"/api/v1/products?limit=20{cursor}");
            slugs.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("slug").GetString()));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(47, slugs.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(47, slugs.Count);
        Assert.Equal("ondam-mug-set", slugs[0]);
    }

    [Fact]
    public async Task A_product_is_the_same_by_slug_and_by_id()
    {
        var bySlug = await ReadAsync("/api/v1/products/badang-mandarins");
        var byId = await ReadAsync("/api/v1/products/" + bySlug.GetProperty("id").GetString());
        Assert.Equal(bySlug.GetRawText(), byId.GetRawText());
        Assert.Equal("바당 제주 노지감귤 5kg", bySlug.GetProperty("name").GetProperty("ko").GetString());
        var variant = bySlug.GetProperty("variants")[0];
        Assert.Equal((19_900, 0), (variant.GetProperty("price").GetInt64(), variant.GetProperty("vat").GetInt64()));
        var taxed =
            (await ReadAsync("/api/v1/products?sku=MUG-001")).GetProperty("items")[0].GetProperty("variants")[0];
        Assert.Equal(3_627, taxed.GetProperty("vat").GetInt64());
    }

    [Theory]
    [InlineData("/api/v1/products"), InlineData("/api/v1/products/ondam-mug-set")]
    public async Task An_answer_that_is_known_already_is_not_sent_again(string address)
    {
        using var first = await shop.Client.GetAsync(address, Cancel);
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal(TimeSpan.FromSeconds(1), first.Headers.CacheControl!.MaxAge);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using var same = await shop.Client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(first.Headers.ETag, same.Headers.ETag);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("limit=0", "limit"), InlineData("limit=101", "limit"), InlineData("limit=-1", "limit")]
    [InlineData("limit=abc", "limit"), InlineData("limit=", "limit"), InlineData("limit=99999999999", "limit")]
    [InlineData("limit=1&limit=2", "limit"), InlineData("cursor=abc", "cursor"), InlineData("cursor=%00", "cursor")]
    [InlineData("cursor=AQAAAAAAAAAA", "cursor"), InlineData("cursor=AgAAAAAAAAAB", "cursor")]
    [InlineData("category=Kitchen", "category"), InlineData("category=a//b", "category"),
        InlineData("category=%27", "category")]
    [InlineData("category=a/b/c/d/e/f", "category"), InlineData("brand=a/b", "brand"), InlineData("brand=-", "brand")]
    [InlineData("sku=a%20b", "sku"), InlineData("q=%0A", "q"), InlineData("q=%00", "q"), InlineData("page=2", "page")]
    [InlineData("limit=0&brand=A&sku=+&x=1", "brand limit sku x")]
    public async Task Every_wrong_field_of_a_query_is_named(string query, string fields)
    {
        using var response = await shop.Client.GetAsync("/api/v1/products?" + query, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Cancel));
        var named = problem.RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name);
        Assert.Equal(fields, string.Join(' ', named.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_search_text_beyond_the_limit_is_refused()
    {
        using var response = await shop.Client.GetAsync("/api/v1/products?q=" + new string('x', 101), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("none"), InlineData("%20"), InlineData("A_B"), InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task An_unknown_product_is_not_found(string name)
    {
        using var response = await shop.Client.GetAsync("/api/v1/products/" + name, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_reads_stand_in_the_description_of_the_API()
    {
        var paths = (await ReadAsync("/openapi/v1.json")).GetProperty("paths");
        foreach (var path in (string[])["/api/v1/products", "/api/v1/products/{slugOrId}"])
        {
            var get = paths.GetProperty(path).GetProperty("get");
            Assert.NotEmpty(get.GetProperty("summary").GetString()!);
            Assert.True(get.GetProperty("responses").TryGetProperty("200", out _));
        }

        var query = paths.GetProperty("/api/v1/products").GetProperty("get").GetProperty("parameters");
        Assert.Equal(
            "brand category cursor limit q sku",
            string.Join(' ', query.EnumerateArray().Select(p => p.GetProperty("name").GetString())
                .Order(StringComparer.Ordinal)));
    }

    private async Task<JsonElement> ReadAsync(string address)
    {
        using var response = await shop.Client.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Cancel));
        return body.RootElement.Clone();
    }
}
