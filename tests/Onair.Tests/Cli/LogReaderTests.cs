using System.IO.Compression;
using System.Text;
using Onair.Host.Cli.Replay;

namespace Onair.Tests.Cli;

public sealed class LogReaderTests
{
    private const string header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    [Fact]
    public void Line_is_read_as_the_retailer_wrote_it()
    {
        var (rows, _) = Read("536365,85123a,\"WHITE, HANGING\",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom");

        var row = Assert.Single(rows);

        Assert.Equal("536365", row.Invoice);
        Assert.Equal("85123A", row.Code);
        Assert.Equal("WHITE, HANGING", row.Description);
        Assert.Equal(6, row.Quantity);
        Assert.Equal(new DateTime(2010, 12, 1, 8, 26, 0), row.At);
        Assert.Equal(2550, row.PriceWon);
        Assert.Equal("85123A-255", row.Sku);
        Assert.Equal("17850", row.Customer);
    }

    [Theory]
    [InlineData("536365,85123A,X,six,2010-12-01 08:26:00,2.55,17850.0,UK")]
    [InlineData("536365,85123A,X,6.5,2010-12-01 08:26:00,2.55,17850.0,UK")]
    [InlineData("536365,85123A,X,99999999999,2010-12-01 08:26:00,2.55,17850.0,UK")]
    [InlineData("536365,85123A,X,6,2010-13-01 08:26:00,2.55,17850.0,UK")]
    [InlineData("536365,85123A,X,6,yesterday,2.55,17850.0,UK")]
    [InlineData("536365,85123A,X,6,2010-12-01 08:26:00,\"2,55\",17850.0,UK")]
    [InlineData("536365,85123A,X,6,2010-12-01 08:26:00,,17850.0,UK")]
    [InlineData("536365,85123A,X,6,2010-12-01 08:26:00,2.55,somebody,UK")]
    [InlineData("536365,85123A,X,6,2010-12-01 08:26:00,2.55,17850.0")]
    [InlineData("536365,85123A,X,6,2010-12-01 08:26:00,2.55,17850.0,UK,more")]
    [InlineData(",85123A,X,6,2010-12-01 08:26:00,2.55,17850.0,UK")]
    [InlineData("536365,,X,6,2010-12-01 08:26:00,2.55,17850.0,UK")]
    [InlineData("just words")]
    public void Unreadable_line_is_counted_and_the_next_one_read(string line)
    {
        var (rows, unreadable) = Read(line, "536366,85123A,X,6,2010-12-01 08:26:00,2.55,,UK");

        Assert.Equal("536366", Assert.Single(rows).Invoice);
        Assert.Equal(2, Assert.Single(unreadable));
    }

    [Fact]
    public void Quote_that_is_never_closed_costs_its_own_line_only()
    {
        var (rows, _) = Read(
            "1,85123A,\"12 INCH,6,2010-12-01 08:26:00,2.55,,UK",
            "2,85123A,X,6,2010-12-01 08:26:00,2.55,,UK",
            "3,85123A,4\" BOX,6,2010-12-01 08:26:00,2.55,,UK");

        Assert.Equal(["2", "3"], rows.Select(row => row.Invoice));
    }

    [Fact]
    public void Gzipped_log_is_read()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("onair-log-").FullName, "log.csv.gz");
        using (var stream = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            stream.Write(Encoding.UTF8.GetBytes(header + "\n1,85123A,X,6,2010-12-01 08:26:00,2.55,,UK\n"));
        using (var log = LogReader.Open(file)) Assert.Single(LogReader.Read(log, 10, _ => { }));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n")]
    public void Other_files_are_refused(string text) =>
        Assert.Throws<InvalidDataException>(() =>
            LogReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), 10, _ => { }));

    [Fact]
    public void Limit_ends_the_reading() =>
        Assert.Equal(2, LogReader.Read(
            Log([.. Enumerable.Repeat("1,85123A,X,6,2010-12-01 08:26:00,2.55,,UK", 5)]), 2, _ => { }).Count);

    [Theory]
    [InlineData("536365", "85123A", 6, "2.55", "17850", "Sale")]
    [InlineData("536365", "85123A", 6, "2.55", "", "Sale")]
    [InlineData("536365", "DCGSSBOY", 1, "2.55", "", "Sale")]
    [InlineData("C536365", "85123A", -6, "2.55", "17850", "Cancellation")]
    [InlineData("C536365", "85123A", -6, "2.55", "", "CancellationWithoutCustomer")]
    [InlineData("C536365", "85123A", 6, "2.55", "17850", "QuantityMakesNoSense")]
    [InlineData("536365", "85123A", 0, "2.55", "17850", "QuantityMakesNoSense")]
    [InlineData("536365", "85123A", -6, "0", "", "StockCorrection")]
    [InlineData("536365", "85123A", 6, "0", "", "NoPrice")]
    [InlineData("536365", "85123A", 6, "-1.5", "", "NegativePrice")]
    [InlineData("536365", "85123A", 6, "0.001", "", "PriceNotWholePence")]
    [InlineData("536365", "85123A", 100001, "1", "", "TooLarge")]
    [InlineData("536365", "85123A", 1, "1000000.01", "", "TooLarge")]
    [InlineData("536365", "POST", 1, "18", "12583", "NotGoods")]
    [InlineData("C536365", "D", -1, "27.5", "14527", "NotGoods")]
    [InlineData("536365", "M", 1, "1", "", "NotGoods")]
    [InlineData("536365", "BANK CHARGES", 1, "15", "", "NotGoods")]
    [InlineData("536365", "GIFT_0001_20", 1, "16.67", "", "NotGoods")]
    [InlineData("A563185", "B", 1, "11062.06", "", "OtherInvoice")]
    [InlineData("C", "85123A", -1, "1", "1", "OtherInvoice")]
    public void Line_is_sorted_by_what_it_is(
        string invoice, string code, int quantity, string price, string customer, string kind)
    {
        var pounds = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);
        var row = new LogRow(invoice, code, "", quantity, default, pounds, customer);

        Assert.Equal(kind, LogRule.Kind(row).ToString());
    }

    private static (List<LogRow> Rows, List<long> Unreadable) Read(params string[] lines)
    {
        var unreadable = new List<long>();
        return (LogReader.Read(Log(lines), int.MaxValue, unreadable.Add), unreadable);
    }

    private static MemoryStream Log(string[] lines) =>
        new(Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(header)) + "\n"));
}
