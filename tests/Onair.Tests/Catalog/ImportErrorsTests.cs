using Onair.Catalog;
using Onair.Catalog.Feeds;
using Onair.Storage;

namespace Onair.Tests.Catalog;

/// <summary>Every bad line is named by its number and field, and nothing of the file is taken.</summary>
public sealed class ImportErrorsTests
{
    private const string header =
        "product,name_ko,name_en,description_ko,description_en,brand,category,pictures,product_status,"
        + "sku,options,gtin,price,list_price,tax_free,limit_per_customer,status,opening_stock\n";

    private const string good = "ok,좋아요,Fine,,,,,,,OK-1,,,1000,,,,,5\n";

    public static TheoryData<string, string, string> BadLines => new()
    {
        { "a,머그,Mug,,,,,,,SKU 1,,,1000,,,,,", "sku", "begins with a letter or digit" },
        { "a,머그,Mug,,,,,,,,,,1000,,,,,", "sku", "is 1 to 64" },
        { "a,머그,Mug,,,,,,,-X,,,1000,,,,,", "sku", "is 1 to 64" },
        { "a,머그,Mug,,,,,,,A1,,,,,,,,", "price", "is missing" },
        { "a,머그,Mug,,,,,,,A1,,,12.5,,,,,", "price", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,-1,,,,,", "price", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,1e5,,,,,", "price", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,99999999999999999999,,,,,", "price", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,1000000001,,,,,", "price", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,１０００,,,,,", "price", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,1000,900,,,,", "list_price", "is below the price" },
        { "a,머그,Mug,,,,,,,A1,,,1000,x,,,,", "list_price", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,1000,,maybe,,,", "tax_free", "is no or yes" },
        { "a,머그,Mug,,,,,,,A1,,,1000,,,0,,", "limit_per_customer", "is 1 to 10000" },
        { "a,머그,Mug,,,,,,,A1,,,1000,,,10001,,", "limit_per_customer", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,1000,,,,gone,", "status", "is withdrawn or active" },
        { "a,머그,Mug,,,,,,,A1,,,1000,,,,,-5", "opening_stock", "whole number" },
        { "a,머그,Mug,,,,,,,A1,,,1000,,,,,10000001", "opening_stock", "whole number" },
        { "a,머그,Mug,,,,,,,A1,Color,,1000,,,,,", "options", "is written as" },
        { "a,머그,Mug,,,,,,,A1,색|Color=,,1000,,,,,", "options", "is missing" },
        { "a,머그,Mug,,,,,,,A1,C=1; C=2,,1000,,,,,", "options", "name one option twice" },
        { "a,머그,Mug,,,,,,,A1,A=1;B=1;C=1;D=1;E=1;F=1,,1000,,,,,", "options", "are at most 5" },
        { "a,머그,Mug,,,,,,,A1,,4006381333932,1000,,,,,", "gtin", "check digit" },
        { "a,머그,Mug,,,,,,,A1,,123,1000,,,,,", "gtin", "check digit" },
        { "a,,Mug,,,,,,,A1,,,1000,,,,,", "name_ko", "is missing" },
        { "a,머그,,,,,,,,A1,,,1000,,,,,", "name_en", "is missing" },
        { "a,\"머\n그\",Mug,,,,,,,A1,,,1000,,,,,", "name_ko", "line break" },
        { "a,머그,Mug\u0007,,,,,,,A1,,,1000,,,,,", "name_en", "U+0007" },
        { "a,머그,Mug\uFFFD,,,,,,,A1,,,1000,,,,,", "name_en", "not UTF-8" },
        { "Not A Slug,머그,Mug,,,,,,,A1,,,1000,,,,,", "product", "single hyphens" },
        { "a,머그,Mug,,,🎁,,,,A1,,,1000,,,,,", "brand", "no letter or digit" },
        { "a,머그,Mug,,,a|b|c,,,,A1,,,1000,,,,,", "brand", "is written as" },
        { "a,머그,Mug,,,,A > 🎁,,,A1,,,1000,,,,,", "category", "no letter or digit" },
        { "a,머그,Mug,,,,A>B>C>D>E>F,,,A1,,,1000,,,,,", "category", "at most 5 shelves" },
        { "a,머그,Mug,,,,,javascript:alert(1),,A1,,,1000,,,,,", "pictures", "http(s)" },
        { "a,머그,Mug,,,,,//evil.example/a.png,,A1,,,1000,,,,,", "pictures", "http(s)" },
        { "a,머그,Mug,,,,,/a.png|1|2|3,,A1,,,1000,,,,,", "pictures", "is written as" },
        { "a,머그,Mug,,,,,,hidden,A1,,,1000,,,,,", "product_status", "is withdrawn or active" },
        { "a,머그,Mug,,,,,,,OK-1,,,1000,,,,,", "sku", "OK-1 is on line 2 already" },
        { "ok,다른,Fine,,,,,,,A1,,,1000,,,,,", "name_ko", "differs from line 2" },
        { "a,머그,Mug", "", "has 3 fields" },
        { "a,머그,Mug,,,,,,,A1,,,1000,,,,,,,", "", "has 20 fields" },
        { "a,머\"그,Mug,,,,,,,A1,,,1000,,,,,", "", "quote" },
        { "a,\"머그\"x,Mug,,,,,,,A1,,,1000,,,,,", "", "quote" },
    };

    [Theory, MemberData(nameof(BadLines))]
    public async Task A_bad_line_is_named_by_number_and_field(string bad, string field, string message)
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var result = await desk.ImportAsync(header + good + bad + "\n", FeedFormat.Csv);
        Assert.Equal(ImportProductsStatus.Refused, result.Status);
        var error = Assert.Single(result.Errors);
        Assert.Equal((3, field), (error.Line, error.Field));
        Assert.Contains(message, error.Message);
        Assert.Null(await desk.FindAsync("ok"));
        Assert.Empty(desk.Received);

        var skipped = await desk.ImportAsync(header + good + bad + "\n", FeedFormat.Csv, skipBad: true);
        Assert.Equal((ImportProductsStatus.ImportedInPart, 1, 1), (skipped.Status, skipped.Created, skipped.LinesBad));
        Assert.NotNull(await desk.FindAsync("ok"));
        Assert.Equal(("OK-1", 5), (Assert.Single(desk.Received).Sku, desk.Received[0].Quantity));
    }

    [Theory]
    [InlineData("", "is missing from the header line")]
    [InlineData("product,name_ko\n", "is missing from the header line")]
    [InlineData("sku,sku,name_ko,name_en,price\n", "is a column twice")]
    [InlineData("sku,name_ko,name_en,price,colour\n", "is no column")]
    public async Task A_file_with_a_wrong_header_is_refused_even_when_bad_lines_are_skipped(string head, string message)
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var result = await desk.ImportAsync(head + good, FeedFormat.Csv, skipBad: true);
        Assert.Equal(ImportProductsStatus.Refused, result.Status);
        Assert.Contains(result.Errors, e => e.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Line_numbers_count_line_breaks_inside_cells()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var text = header + "a,머그,Mug,\"one\ntwo\nthree\",,,,,,A1,,,1000,,,,,\n\nb,머그,Mug,,,,,,,B1,,,x,,,,,\n";
        var result = await desk.ImportAsync(text, FeedFormat.Csv);
        Assert.Equal((6, "price"), (Assert.Single(result.Errors).Line, result.Errors[0].Field));
    }

    [Fact]
    public async Task All_errors_of_a_line_are_named_at_once()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var result = await desk.ImportAsync(header + "A!,,,,,,,x,,S 1,Color,12,x,y,z,0,gone,-1\n", FeedFormat.Csv);
        Assert.Equal(
            "gtin limit_per_customer list_price name_en name_ko opening_stock options pictures price product sku "
            + "status tax_free",
            string.Join(' ', result.Errors.Select(e => e.Field).Order(StringComparer.Ordinal)));
        Assert.All(result.Errors, e => Assert.Equal(2, e.Line));
        Assert.Equal(1, result.LinesBad);
    }

    [Fact]
    public async Task A_thousand_errors_are_listed_and_all_are_counted()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var lines = Enumerable.Range(0, 1500).Select(i => $"p{i},이름,Name,,,,,,,S{i},,,x,,,,,\n");
        var result = await desk.ImportAsync(header + string.Concat(lines), FeedFormat.Csv);
        Assert.Equal((1500, FeedLimits.ErrorsMax, 1500), (result.ErrorCount, result.Errors.Count, result.LinesBad));
    }

    [Fact]
    public async Task A_quote_without_end_does_not_swallow_the_file_in_silence()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var rest = string.Concat(Enumerable.Range(0, 100).Select(i => $"p{i},이름,Name,,,,,,,S{i},,,1000,,,,,\n"));
        var result =
            await desk.ImportAsync(header + "a,\"머그,Mug,,,,,,,A1,,,1000,,,,,\n" + rest, FeedFormat.Csv, skipBad: true);
        Assert.Equal(ImportProductsStatus.Refused, result.Status);
        Assert.Equal(2, result.Errors[0].Line);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_is_refused()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        var text = header + $"a,머그,Mug,{new string('x', FeedLimits.LineLengthMax)},,,,,,A1,,,1000,,,,,\n" + good;
        var result = await desk.ImportAsync(text, FeedFormat.Csv, skipBad: true);
        Assert.Contains(result.Errors, e => e.Line == 2 && e.Message.Contains("bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_whole()
    {
        await using var desk = await CatalogDesk.OpenAsync(Dialect.Sqlite);
        using var file = new EndlessFile(header + good);
        var result = await desk.Import.RunAsync(
            new ImportRequest(file, FeedFormat.Csv, SkipBad: true),
            (_, _, _) => Task.CompletedTask,
            TestContext.Current.CancellationToken);
        Assert.Equal(ImportProductsStatus.Refused, result.Status);
        Assert.InRange(file.Served, FeedLimits.FileBytesMax, FeedLimits.FileBytesMax + 1);
    }

    /// <summary>Blank lines for ever.</summary>
    private sealed class EndlessFile(string start) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(start))
    {
        public long Served { get; private set; }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                buffer.Span.Fill((byte)'\n');
                read = buffer.Length;
            }

            Served += read;
            return read;
        }
    }
}
