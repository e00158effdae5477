using Onair.Series;

namespace Onair.Tests.Series;

/// <summary>Names of series, choices among them, and frames as they are stored.</summary>
public sealed class SeriesNamesTests
{
    [Theory]
    [InlineData("onair.x", "onair.x", true)]
    [InlineData("onair.x", "onair.x{a=1}", true)]
    [InlineData("onair.x{a=1}", "onair.x{a=1,b=2}", true)]
    [InlineData("onair.x{a=1|2}", "onair.x{a=2}", true)]
    [InlineData("onair.x{a=1}", "onair.x{a=2}", false)]
    [InlineData("onair.x{a=1}", "onair.x", false)]
    [InlineData("onair.x{a!=1}", "onair.x{a=2}", true)]
    [InlineData("onair.x{a!=1}", "onair.x{a=1}", false)]
    [InlineData("onair.x", "onair.xy", false)]
    public void Choice_takes_what_it_names(string choice, string name, bool takes) =>
        Assert.Equal(takes, SeriesChoice.Parse(choice)!.Takes(SeriesName.Parse(name)!));

    [Theory]
    [InlineData("")]
    [InlineData("{a=1}")]
    [InlineData("x{a=1")]
    [InlineData("x{a}")]
    [InlineData("x{=1}")]
    [InlineData("x{a=}")]
    [InlineData("x y")]
    public void What_is_no_choice_is_refused(string text) => Assert.Null(SeriesChoice.Parse(text));

    [Fact]
    public void Labels_cannot_break_out_of_a_name()
    {
        var name = SeriesName.Of("onair.x", [new("b", "1,c=2}"), new("a", "ok")]);
        Assert.Equal("onair.x{a=ok,b=1-c-2-}", name.Text);
        Assert.Equal("1-c-2-", SeriesName.Parse(name.Text)!["b"]);
    }

    [Fact]
    public void Frame_is_read_as_it_was_written()
    {
        var samples = new Dictionary<string, Sample>
        {
            ["onair.a"] = Sample.Counter(3),
            ["onair.b{x=1}"] = new(SampleKind.Gauge, 2.5, 4),
            ["onair.c"] = Sample.Histogram(Sizes.OfValues([0.1, 0.1, 7]), 7.2),
        };
        var again = Frame.Read(Frame.Write(samples));
        Assert.Equal(samples["onair.a"], again["onair.a"]);
        Assert.Equal(samples["onair.b{x=1}"], again["onair.b{x=1}"]);
        Assert.Equal(7.2, again["onair.c"].Value);
        Assert.Equal(samples["onair.c"].Sizes!.Counts, again["onair.c"].Sizes!.Counts);
    }

    [Fact]
    public void Catalogue_says_what_each_signal_is()
    {
        Assert.All(SignalCatalogue.All, signal =>
        {
            Assert.NotEmpty(signal.Ko);
            Assert.NotEmpty(signal.En);
            Assert.NotEmpty(signal.Owner);
            Assert.Equal(
                signal.Measure is SignalMeasure.Ratio or SignalMeasure.LevelRatio or SignalMeasure.Pace,
                signal.Per.Count > 0);
        });
    }
}
