using Onair.Catalog;
using Onair.Catalog.Feeds;
using Onair.Storage;

namespace Onair.Tests.Catalog;

/// <summary>Feeds from elsewhere, as they are found in the world.</summary>
public sealed class GoogleFeedTests
{
    private const string rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Elsewhere</title>
          <item>
            <g:id>TV_1</g:id><title>TV 55 &amp; stand</title><description><![CDATA[<b>Big</b>]]></description>
            <link>https://elsewhere.example/tv</link><g:image_link>https://cdn.example/tv.png</g:image_link>
            <g:additional_image_link>https://cdn.example/2.png</g:additional_image_link>
            <g:additional_image_link>https://cdn.example/3.png</g:additional_image_link>
            <g:price>1,590,000.00 KRW</g:price><g:sale_price>1190000 KRW</g:sale_price><g:brand>루미온</g:brand>
            <g:availability>in_stock</g:availability><g:product_type>가전 &gt; TV</g:product_type>
            <g:shipping><g:country>KR</g:country><g:price>3000 KRW</g:price></g:shipping>
          </item>
          <item>
            <g:id>K-R</g:id><title>니트</title><g:price>129000 KRW</g:price>
            <g:item_group_id>Knit 7</g:item_group_id><g:color>빨강</g:color>
          </item>
          <item>
            <g:id>K-B</g:id><title>니트 파랑</title><g:price>129000 KRW</g:price>
            <g:item_group_id>Knit 7</g:item_group_id><g:color>파랑</g:color>
          </item>
        </channel></rss>
        """;

    [Fact]
    public async Task An_RSS_feed_from_elsewhere_is_taken()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var result = await desk.ImportAsync(rss, FeedFormat.GoogleRss);
        Assert.Empty(result.Errors);
        Assert.Equal((ImportProductsStatus.Imported, 3, 2), (result.Status, result.Lines, result.Created));
        var tv = (await desk.FindAsync("tv-55-stand"))!;
        Assert.Equal(new LocalText("TV 55 & stand", "TV 55 & stand"), tv.Name);
        Assert.Equal("<b>Big</b>", tv.Description.En);
        Assert.Equal(new Price(1_190_000, 1_590_000), tv.Variants[0].Price);
        Assert.Equal(3, tv.Pictures.Count);
        Assert.Equal("rumion", tv.Brand!.Slug);
        Assert.Equal("gajeon/tv", tv.CategoryPath[^1].Slug);
        var knit = (await desk.FindAsync("knit-7"))!;
        Assert.Equal(["빨강", "파랑"], knit.Variants.Select(v => v.Options[0].Value.Ko));
    }

    [Fact]
    public async Task A_TSV_feed_from_elsewhere_is_taken_with_its_inches()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        const string text = "ID\tTitle\tPrice\tavailability date\tcustom label 0\n"
            + "S-1\tMonitor 27\" wide\t99,000 KRW\t\tx\r\n"
            + "S-2\t\"Say \"\"hi\"\"\"\t5 KRW\t\t\r\n";
        var result = await desk.ImportAsync(text, FeedFormat.GoogleTsv);
        Assert.Empty(result.Errors);
        Assert.Equal("Monitor 27\" wide", (await desk.FindAsync("monitor-27-wide"))!.Name.Ko);
        Assert.Equal("Say \"hi\"", (await desk.FindAsync("say-hi"))!.Name.Ko);
    }

    [Theory]
    [InlineData("12 USD"), InlineData("12.5 KRW"), InlineData("KRW 12"), InlineData("12"), InlineData("-1 KRW")]
    [InlineData("9999999999999999999999999999999999 KRW"), InlineData("(5) KRW"), InlineData("1e3 KRW")]
    public async Task A_price_that_is_not_whole_won_is_named_by_the_line_of_its_item(string price)
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var text = rss.Replace("1,590,000.00 KRW", price, StringComparison.Ordinal);
        var result = await desk.ImportAsync(text, FeedFormat.GoogleRss);
        Assert.Contains(result.Errors, e =>
            e is { Line: 3, Field: "price" } && e.Message.StartsWith("is whole won", StringComparison.Ordinal));
        Assert.Equal(1, result.LinesBad);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY x \"y\">]><rss><channel><item/></channel></rss>", "is not XML")]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss/>", "is not XML")]
    [InlineData("<rss><channel><item></channel></rss>", "is not XML")]
    [InlineData("<rss><channel><item><id>&unknown;</id></item></channel></rss>", "is not XML")]
    [InlineData("<feed/>", "is no RSS 2.0 feed")]
    [InlineData("", "is not XML")]
    [InlineData("a,b,c", "is not XML")]
    public async Task Hostile_and_broken_XML_is_refused(string text, string message)
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var result = await desk.ImportAsync(text, FeedFormat.GoogleRss, skipBad: true);
        Assert.Equal(ImportProductsStatus.Refused, result.Status);
        Assert.Contains(result.Errors, e => e.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var text = "<rss><channel><item>" + string.Concat(Enumerable.Repeat("<a>", 5000));
        var result = await desk.ImportAsync(text, FeedFormat.GoogleRss);
        Assert.Contains(result.Errors, e => e.Message.Contains("nested", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_feed_says_what_its_readers_need()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        await desk.SaveAsync(
            CatalogDesk.Mug(), CatalogDesk.Mug("GONE", slug: "gone") with { Status = ProductStatus.Withdrawn });
        var feed = await desk.ExportAsync(FeedFormat.GoogleRss);
        Assert.Contains("<g:id>MUG-1</g:id>", feed);
        Assert.Contains("<g:price>40000 KRW</g:price>", feed);
        Assert.Contains("<g:sale_price>39900 KRW</g:sale_price>", feed);
        Assert.Contains("<link>https://shop.example/products/mug-set</link>", feed);
        Assert.Contains("<g:image_link>https://shop.example/pictures/mug-set.svg</g:image_link>", feed);
        Assert.Contains("<g:availability>in_stock</g:availability>", feed);
        Assert.DoesNotContain("GONE", feed);
    }
}
