namespace Onair.Tests.Tidy;

public sealed class BannedWordsTest
{
    /// <summary>The list of banned symbols names what it bans; these tests plant it.</summary>
    private static readonly string[] naming =
        ["BannedSymbols.txt", "tests/Onair.Tests/Tidy/BannedWordsTest.cs", "LICENSE"];

    [Fact]
    public void The_tree_has_no_banned_word() =>
        Rule.Holds([.. Repository.Files.Where(file => !naming.Contains(file.Path)).SelectMany(BannedWords.Check)]);

    [Theory]
    [InlineData("// TODO later")]
    [InlineData("/* FIXME */")]
    [InlineData("#region Fields")]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("cd /home/somebody/onair")]
    [InlineData("see https://packages.intranet.test/index.json")]
    public void A_banned_word_is_found(string line) =>
        Assert.Single(BannedWords.Check(new SourceFile("src/A.cs", line)));

    [Theory]
    [InlineData("http://127.0.0.1:5080/api/v1/orders")]
    [InlineData("var toDoList = DateTimeNow;")]
    [InlineData("GET /api/home/page")]
    public void A_fine_line_is_fine(string line) => Assert.Empty(BannedWords.Check(new SourceFile("src/A.cs", line)));
}
