using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Series;
using Onair.Signals;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>What instruments record is kept, rolled up and forgotten, on both databases.</summary>
public sealed class SeriesConformance
{
    private static readonly SeriesChoice counter = SeriesChoice.Parse("onair.x")!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Instruments_are_written_every_ten_seconds_by_each_node(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        // Signals are the process's; a label of our own keeps other tests out.
        var mine = new KeyValuePair<string, object?>("subscriber", $"test-{home.GetHashCode()}-{dialect}");
        using var machine = new WatchMachine(home.Database, home.Time);
        using var collect = new CollectFrames(
            home.Database, machine, new JobNode("a"), home.Time, NullLogger<CollectFrames>.Instance);
        await collect.StartAsync(Cancel);
        ShopSignals.FactsDelivered.Add(5, mine);
        ShopSignals.FactsDelivered.Add(2, mine);
        var written = await ForwardAsync(home, 1);
        ShopSignals.FactsDelivered.Add(1, mine);
        written = await ForwardAsync(home, 2);
        await collect.StopAsync(Cancel);
        var name = $"onair.facts.delivered{{subscriber={mine.Value}}}";
        Assert.Equal([7, 1], written.Take(2).Select(frame => frame.Samples[name].Value));
        Assert.All(written, frame => Assert.Equal("a", frame.Node));
        Assert.All(written, frame => Assert.Equal(0, frame.At.Second % 10));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Short_spans_become_long_ones_and_are_forgotten(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        var start = Frame.StartOf(TestDatabase.Start, TimeSpan.FromHours(1));
        var frames = Enumerable.Range(0, 360 * 2).SelectMany(i => new[] { "a", "b" }.Select(node => new Frame(
            start + (Frame.Span * i), node,
            new Dictionary<string, Sample>
            {
                ["onair.x"] = Sample.Counter(1),
                ["onair.g"] = Sample.Gauge(node == "a" ? 2 : 3),
                ["onair.h"] = Sample.Histogram(Sizes.OfValues([1]), 1),
            }))).ToList();
        await home.Database.WriteAsync(
            open =>
            {
                var round = open.Round();
                round.Write(SeriesStore.Put, frames.ConvertAll(frame => FrameRow.Of(frame, Frame.Span)));
                return round.ExecuteAsync(Cancel);
            },
            Cancel);
        var roll = new RollUpFrames(home.Database, Options.Create(new SeriesOptions()), home.Time);
        home.Time.SetUtcNow(start.AddHours(2).AddMinutes(2));
        while (await roll.RunAsync(Cancel))
        {
        }

        var read = new ReadSeries(home.Database);
        var five = await read.FramesAsync(TimeSpan.FromMinutes(5), start, start.AddHours(3), Cancel);
        var hours = await read.FramesAsync(TimeSpan.FromHours(1), start, start.AddHours(3), Cancel);
        Assert.Equal((24, 2), (five.Count, hours.Count));
        Assert.All(five, frame => Assert.Equal((60.0, 5.0, 3.0, 60L), Of(frame)));
        Assert.All(hours, frame => Assert.Equal((720.0, 5.0, 3.0, 720L), Of(frame)));
        // Again: nothing twice.
        Assert.False(await roll.RunAsync(Cancel));
        Assert.Equal(24, (await read.FramesAsync(TimeSpan.FromMinutes(5), start, start.AddHours(3), Cancel)).Count);

        home.Time.SetUtcNow(start.AddDays(3));
        while (await roll.RunAsync(Cancel))
        {
        }

        Assert.Empty(await read.FramesAsync(Frame.Span, start, start.AddHours(3), Cancel));
        Assert.Equal(24, (await read.FramesAsync(TimeSpan.FromMinutes(5), start, start.AddHours(3), Cancel)).Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Window_shows_what_is_rolled_up_and_what_is_not_yet(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        var start = Frame.StartOf(TestDatabase.Start, TimeSpan.FromHours(1));
        await home.Database.WriteAsync(
            open =>
            {
                var round = open.Round();
                Dictionary<string, Sample> one = new() { ["onair.x"] = Sample.Counter(1) };
                round.Write(
                    SeriesStore.Put,
                    [
                        FrameRow.Of(new Frame(start, "", one), TimeSpan.FromMinutes(5)),
                        FrameRow.Of(new Frame(start.AddMinutes(5), "a", one), Frame.Span),
                        FrameRow.Of(new Frame(start.AddMinutes(6), "b", one), Frame.Span),
                    ]);
                return round.ExecuteAsync(Cancel);
            },
            Cancel);
        var window = await new ReadSeries(home.Database).RunAsync(
            start.AddHours(-3), start.AddMinutes(7), Cancel);
        var samples = window.Of(counter).Single().Samples;
        Assert.Equal(TimeSpan.FromMinutes(5), window.Span);
        Assert.Equal([1.0, 2.0], samples.Where(sample => sample is not null).Select(sample => sample!.Value));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Database_says_how_it_is(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        var state = await home.Database.ReadAsync(
            open => open.FirstAsync<DatabaseState>(SeriesStore.Database, null, Cancel), Cancel);
        Assert.Equal(dialect == Dialect.Postgres, state!.Connections > 0);
        Assert.Equal(dialect == Dialect.Postgres, state.ConnectionsMax > 0);
    }

    private static (double, double, double, long) Of(Frame frame) => (
        frame.Samples["onair.x"].Value, frame.Samples["onair.g"].Value, frame.Samples["onair.g"].Top,
        frame.Samples["onair.h"].Sizes!.Count);

    private static async Task<List<Frame>> ForwardAsync(TestDatabase home, int frames)
    {
        var read = new ReadSeries(home.Database);
        while (true)
        {
            // Little by little: the collector may not be waiting yet.
            home.Time.Advance(TimeSpan.FromSeconds(1));
            var written = await read.FramesAsync(
                Frame.Span, TestDatabase.Start.AddMinutes(-1), TestDatabase.Start.AddHours(1), Cancel);
            if (written.Count >= frames) return written;
            await Task.Delay(10, Cancel);
        }
    }
}
