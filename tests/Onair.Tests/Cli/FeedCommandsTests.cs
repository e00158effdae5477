using Onair.Host.Cli;

namespace Onair.Tests.Cli;

/// <summary><c>import</c> and <c>export</c> as a script calls them: exit codes and files.</summary>
public sealed class FeedCommandsTests : IDisposable
{
    private const string head = "product,name_ko,name_en,sku,price,opening_stock\n";

    private readonly string folder = Directory.CreateTempSubdirectory("onair-feeds-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_catalog_goes_out_and_comes_back_in_every_format()
    {
        Assert.Equal(0, await RunAsync("import", Write("in.csv", head + "mug,머그,Mug,M-1,1000,7\n"), "a"));
        Assert.Equal(0, await RunAsync("export", Path("whole.csv"), "a"));
        var whole = await File.ReadAllTextAsync(Path("whole.csv"), TestContext.Current.CancellationToken);
        Assert.Contains("mug,머그,Mug,", whole);
        foreach (var name in (string[])["out.csv", "out.tsv", "out.xml"])
        {
            Assert.Equal(0, await RunAsync("export", Path(name), "a"));
            Assert.Equal(0, await RunAsync("import", Path(name), name));
            Assert.Equal(0, await RunAsync("export", Path("again.csv"), name));
            Assert.Equal(whole, await File.ReadAllTextAsync(Path("again.csv"), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Bad_lines_refuse_the_file_or_are_left_out()
    {
        var file = Write("bad.csv", head + "mug,머그,Mug,M-1,1000,7\npan,팬,Pan,P-1,oops,7\n");
        Assert.Equal(2, await RunAsync("import", file, "b"));
        Assert.Equal(1, await RunAsync("import", file, "b", "--skip-bad"));
        Assert.Equal(0, await RunAsync("export", Path("kept.csv"), "b"));
        var kept = await File.ReadAllLinesAsync(Path("kept.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(2, kept.Length);
    }

    [Fact]
    public async Task What_cannot_be_read_or_written_is_bad_input()
    {
        Assert.Equal(2, await RunAsync("import", Path("none.csv"), "c"));
        Assert.Equal(2, await RunAsync("import", Write("what.ever", head), "c"));
        Assert.Equal(0, await RunAsync("import", Write("what.ever", head), "c", "--format", "csv"));
        Assert.Equal(2, await RunAsync("import", Write("in.csv", head), "c", "--format", "zip"));
        Assert.Equal(2, await RunAsync("export", Path("out.pdf"), "c"));
        Assert.Equal(2, await RunAsync("export", Path("no/such/folder/out.csv"), "c"));
    }

    private Task<int> RunAsync(string verb, string file, string shop, params string[] more) =>
        CommandLine.RunAsync([verb, file, "--data", Path("shop-" + shop), "--json", .. more]);

    private string Path(string name) => System.IO.Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }
}
