using CsCheck;
using Onair.Catalog;
using Onair.Catalog.Feeds;

namespace Onair.Tests.Catalog;

public sealed class FeedGrammarTests
{
    [Fact]
    public void Two_languages_stand_in_one_cell()
    {
        Assert.Equal(new LocalText("빨강", "Red"), FeedGrammar.ReadText("빨강|Red"));
        Assert.Equal(new LocalText("온담", "온담"), FeedGrammar.ReadText("온담"));
        Assert.Equal(new LocalText("a|b", @"c\"), FeedGrammar.ReadText(@"a\|b | c\\"));
        Assert.Null(FeedGrammar.ReadText("a|b|c"));
    }

    [Fact]
    public void Options_are_names_and_values()
    {
        var options = FeedGrammar.ReadOptions("색상|Color=빨강|Red; 크기|Size=대|L");
        Assert.Equal(
            [new Option(new("색상", "Color"), new("빨강", "Red")), new Option(new("크기", "Size"), new("대", "L"))], options);
        Assert.Null(FeedGrammar.ReadOptions("Color"));
        Assert.Null(FeedGrammar.ReadOptions("Color=Red=Blue"));
        Assert.Null(FeedGrammar.ReadOptions("Color=Red;"));
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        HostileTexts.Line.Select(HostileTexts.Line, HostileTexts.Line).Sample((a, b, c) =>
    {
        var text = new LocalText(a, b);
        Assert.Equal(text, FeedGrammar.ReadText(FeedGrammar.Write(text)));
        LocalText[] path = [text, new(c, a)];
        Assert.Equal(path, FeedGrammar.ReadPath(FeedGrammar.WritePath(path)));
        Option[] options = [new(text, new(c, c)), new(new(b, c), text)];
        Assert.Equal(options, FeedGrammar.ReadOptions(FeedGrammar.WriteOptions(options)));
    });

    [Fact]
    public void No_cell_begins_like_a_formula_and_every_cell_is_read_back() => HostileTexts.Line.Sample(text =>
    {
        var cell = FeedGuard.Write(text);
        Assert.DoesNotContain(cell[0], "=+-@\t");
        Assert.Equal(text, FeedGuard.Read(cell));
    });

    [Theory]
    [InlineData("Mug set of 4", "mug-set-of-4")]
    [InlineData("  --Café & Bar!  ", "caf-bar")]
    [InlineData("Chef's knife", "chefs-knife")]
    [InlineData("온담 머그컵", "ondam-meogeukeop")]
    [InlineData("닭갈비", "dakgalbi")]
    [InlineData("🎁", "")]
    public void Addresses_come_from_names(string name, string slug)
    {
        Assert.Equal(slug, Slug.From(name));
        Assert.Equal(slug.Length > 0, Slug.IsValid(slug));
    }

    [Fact]
    public void Every_made_address_is_valid() => HostileTexts.Line.Sample(text =>
        Slug.From(text) is var slug && (slug.Length == 0 || Slug.IsValid(slug)));
}
