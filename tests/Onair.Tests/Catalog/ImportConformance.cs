using System.Globalization;
using Onair.Catalog;
using Onair.Catalog.Feeds;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Catalog;

public sealed class ImportConformance
{
    private const int itemsMany = 5_000;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Five_thousand_items_are_taken_in_one_transaction_and_come_back_the_same(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        var text = Many(badLine: null);
        var result = await desk.ImportAsync(text, FeedFormat.Csv);
        Assert.Equal(
            (ImportProductsStatus.Imported, itemsMany, itemsMany / 2), (result.Status, result.Lines, result.Created));
        Assert.Equal(itemsMany, desk.Received.Count);

        var again = await desk.ImportAsync(text, FeedFormat.Csv);
        Assert.Equal((0, 0, itemsMany / 2), (again.Created, again.Changed, again.Unchanged));
        Assert.Equal(itemsMany, desk.Received.Count);

        var export = await desk.ExportAsync(FeedFormat.Csv);
        await using var other = await CatalogDesk.OpenAsync(dialect);
        Assert.Equal(ImportProductsStatus.Imported, (await other.ImportAsync(export, FeedFormat.Csv)).Status);
        Assert.Equal(export, await other.ExportAsync(FeedFormat.Csv));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task One_bad_line_of_five_thousand_refuses_all(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        var result = await desk.ImportAsync(Many(badLine: 4_321), FeedFormat.Csv);
        Assert.Equal(ImportProductsStatus.Refused, result.Status);
        Assert.Equal((4_321, "price"), (Assert.Single(result.Errors).Line, result.Errors[0].Field));
        Assert.Null(await desk.FindAsync("item-0"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_fault_that_only_the_database_knows_is_named_by_its_line_too(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(CatalogDesk.Mug("TAKEN", slug: "owner"));
        const string text =
            "product,name_ko,name_en,sku,price,opening_stock\na,가,A,A-1,1000,3\nb,나,B,B-1,1000,3\nb,,,TAKEN,1000,3\n";
        var refused = await desk.ImportAsync(text, FeedFormat.Csv);
        Assert.Equal("line 4: sku belongs to the product owner", Assert.Single(refused.Errors).ToString());
        Assert.Null(await desk.FindAsync("a"));

        var part = await desk.ImportAsync(text, FeedFormat.Csv, skipBad: true);
        Assert.Equal((ImportProductsStatus.ImportedInPart, 2), (part.Status, part.LinesBad));
        Assert.Equal("A-1", Assert.Single(desk.Received).Sku);
        Assert.Null(await desk.FindAsync("b"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task When_the_stock_cannot_be_received_nothing_is_imported(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        using var file =
            new MemoryStream("product,name_ko,name_en,sku,price,opening_stock\na,가,A,A-1,1000,3\n"u8.ToArray());
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Import.RunAsync(
            new ImportRequest(file, FeedFormat.Csv),
            (_, _, _) => throw new InvalidOperationException("no room"),
            TestContext.Current.CancellationToken));
        Assert.Null(await desk.FindAsync("a"));
    }

    [Theory]
    [InlineData(FeedFormat.Csv), InlineData(FeedFormat.GoogleTsv), InlineData(FeedFormat.GoogleRss)]
    public async Task The_sample_shop_survives_every_format(FeedFormat format)
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        await SampleShopTests.FillAsync(desk);
        var whole = await desk.ExportAsync(FeedFormat.Csv);
        var feed = await desk.ExportAsync(format);
        await using var other = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var result = await other.ImportAsync(feed, format);
        Assert.Empty(result.Errors);
        Assert.Equal(whole, await other.ExportAsync(FeedFormat.Csv));
    }

    private static string Many(int? badLine)
    {
        var text = new System.Text.StringBuilder(
            "product,name_ko,name_en,brand,category,sku,options,price,list_price,opening_stock\n");
        for (var i = 0; i < itemsMany; i++)
        {
            var price = i + 2 == badLine ? "oops" : (1000 + i).ToString(CultureInfo.InvariantCulture);
            var (item, brand, bin, stock) = (i / 2, i / 2 % 7, i / 2 % 9, 1 + (i % 9));
            text.Append(CultureInfo.InvariantCulture, $"item-{item},상품 {item},Item {item},상표 {brand}|Brand {brand},")
                .Append(CultureInfo.InvariantCulture, $"분류|Shelf > 칸|Bin {bin},SKU-{i},색|Color={i}|c{i},")
                .Append(CultureInfo.InvariantCulture, $"{price},9999,{stock}\n");
        }

        return text.ToString();
    }
}
