using Onair.Host.Cli;

namespace Onair.Tests.Cli;

/// <summary>Bad input ends with 2, before anything was sent or written.</summary>
public sealed class LoadCommandsTests
{
    [Theory]
    [InlineData("surge --url nonsense")]
    [InlineData("surge --url ftp://127.0.0.1")]
    [InlineData("surge --url http://shop.example")]
    [InlineData("surge --url http://10.0.0.1:5080")]
    [InlineData("surge --shape triangle")]
    [InlineData("surge --shape 9")]
    [InlineData("surge --rate 0")]
    [InlineData("surge --rate -1")]
    [InlineData("surge --rate fast")]
    [InlineData("surge --rate NaN")]
    [InlineData("surge --seconds 0")]
    [InlineData("surge --time-scale 0")]
    [InlineData("surge --time-scale 1e9")]
    [InlineData("surge --quantity 0")]
    [InlineData("surge --quantity 100001")]
    [InlineData("surge --connections 0")]
    [InlineData("surge --report figures.txt")]
    [InlineData("surge --report /no/such/folder/figures.json")]
    [InlineData("surge --rate 1000000 --shape flat --seconds 3600")]
    [InlineData("surge --url http://127.0.0.1:1")]
    [InlineData("surge --colour red")]
    [InlineData("surge extra")]
    [InlineData("replay")]
    [InlineData("replay /no/such/file.csv")]
    [InlineData("replay {log} --speed slow")]
    [InlineData("replay {log} --speed 0")]
    [InlineData("replay {log} --limit 0")]
    [InlineData("replay {log} --url http://127.0.0.1:1")]
    [InlineData("replay {log} --url http://shop.example --data x")]
    [InlineData("replay {log} --report figures")]
    [InlineData("replay {log} --report figures.svg")]
    [InlineData("replay {log}")]
    [InlineData("replay {empty}")]
    public async Task Bad_input_ends_with_2(string line)
    {
        var folder = Directory.CreateTempSubdirectory("onair-cli-").FullName;
        // Not gzip, and a log that sells nothing.
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(folder, "log.csv.gz"), "no log at all", cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "empty.csv"),
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n",
            cancel);
        var words = line
            .Replace("{log}", Path.Combine(folder, "log.csv.gz"), StringComparison.Ordinal)
            .Replace("{empty}", Path.Combine(folder, "empty.csv"), StringComparison.Ordinal)
            .Split(' ');

        Assert.Equal(CommandLine.BadInput, await CommandLine.RunAsync(words));
        Directory.Delete(folder, recursive: true);
    }
}
