namespace Onair.Tests.Tidy;

public sealed class SizesTest
{
    private static readonly string[] none = [];

    [Fact]
    public void Files_methods_and_lines_are_short() =>
        Rule.Holds(Sizes.Check(Repository.Files.Where(Code), Rule.List("tests/Onair.Tests/Tidy/size-exceptions.txt")));

    [Fact]
    public void A_long_file_is_found() =>
        Assert.Contains(
            "the cap is 500", Assert.Single(Sizes.Check([Lines("src/Long.cs", 501)], none)), StringComparison.Ordinal);

    [Fact]
    public void A_long_method_is_found()
    {
        var body = string.Join('\n', Enumerable.Repeat("        Do();", 69));
        var file = new SourceFile("src/A.cs", $"class A\n{{\n    void Long()\n    {{\n{body}\n    }}\n}}\n");
        Assert.Equal(["src/A.cs:Long: 72 lines, the cap is 70"], Sizes.Check([file], none));
    }

    [Fact]
    public void A_wide_line_is_found() =>
        Assert.Single(Sizes.Check([new SourceFile("src/A.cs", "// " + new string('x', 118))], none));

    [Fact]
    public void An_exception_allows_its_size_and_no_more()
    {
        Assert.Empty(Sizes.Check([Lines("src/Long.cs", 510)], ["src/Long.cs 510"]));
        Assert.Single(Sizes.Check([Lines("src/Long.cs", 511)], ["src/Long.cs 510"]));
    }

    [Fact]
    public void An_exception_that_is_not_needed_is_found()
    {
        Assert.Single(Sizes.Check([Lines("src/Long.cs", 505)], ["src/Long.cs 510"]));
        Assert.Single(Sizes.Check([Lines("src/Long.cs", 400)], ["src/Long.cs 510"]));
    }

    private static bool Code(SourceFile file) =>
        file.Path.Contains('/', StringComparison.Ordinal) || file.Name is "run" or "test";

    private static SourceFile Lines(string path, int count) =>
        new(path, string.Concat(Enumerable.Repeat("// x\n", count)));
}
