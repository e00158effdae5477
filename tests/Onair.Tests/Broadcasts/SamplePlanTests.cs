using System.Globalization;
using Onair.Broadcasts;
using Onair.Broadcasts.Sample;
using Onair.Catalog;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Broadcasts;

/// <summary>The sample's programme and its stream, which follow from the clock alone.</summary>
public sealed class SamplePlanTests
{
    private static readonly Dictionary<string, SellableVariant> sold = SamplePlan.Skus.ToDictionary(
        sku => sku,
        sku => new SellableVariant(Guid.CreateVersion7(), sku, 39_900, 1, false, null, "KRW", true, sku, sku));

    [Fact]
    public void Every_hour_of_a_month_has_a_show_that_may_be_scheduled()
    {
        var titles = new HashSet<string>(StringComparer.Ordinal);
        var start = SamplePlan.HourOf(TestDatabase.Start.AddMinutes(17));
        Assert.Equal(TestDatabase.Start, start);
        for (var hour = start; hour < start.AddDays(30); hour = hour.AddHours(1))
        {
            var show = SamplePlan.Of(hour, sold)!;
            Assert.Empty(DraftCheck.Of(show, start));
            Assert.Equal((hour, hour.AddHours(1), 3), (show.StartsAt, show.EndsAt, show.Offers.Count));
            Assert.All(show.Offers, offer => Assert.InRange(offer.Price, 39_900 * 79 / 100, 39_900));
            Assert.Equal(show.Id, SamplePlan.Of(hour, sold)!.Id);
            titles.Add(show.Title.Ko);
        }

        Assert.Equal(8, titles.Count);
    }

    [Fact]
    public void Shop_that_sells_nothing_of_it_has_no_such_show() =>
        Assert.Null(SamplePlan.Of(TestDatabase.Start, new Dictionary<string, SellableVariant>()));

    [Fact]
    public void Playlist_goes_on_piece_by_piece_and_says_where_the_loop_begins_again()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(4 * 3 * 1000);
        var before = Read(SampleStreamApi.Playlist(at.AddSeconds(-1)));
        for (var second = 0; second < 60; second++)
        {
            var now = Read(SampleStreamApi.Playlist(at.AddSeconds(second)));
            Assert.Equal(6, now.Pieces.Count);
            // What both lists name is the same piece of the same turn.
            foreach (var (number, piece) in now.Pieces)
                if (before.Pieces.TryGetValue(number, out var known)) Assert.Equal(known, piece);
            Assert.InRange(now.First - before.First, 0, 1);
            before = now;
        }

        Assert.Equal(2994 + 15, before.First);
    }

    [Fact]
    public void Captions_go_with_the_picture_piece_by_piece()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(4 * 3 * 1000);
        var (picture, captions) = (Read(SampleStreamApi.Playlist(at)), Read(SampleStreamApi.Playlist(at, "ko")));
        Assert.Equal(
            picture.Pieces.Select(p => (p.Key, p.Value.Turn, Path.GetFileNameWithoutExtension(p.Value.File))),
            captions.Pieces.Select(p => (p.Key, p.Value.Turn, Path.GetFileNameWithoutExtension(p.Value.File))));
        Assert.Contains("00:00:08.000 --> 00:00:12.000\n마음껏", SampleCaptions.Piece("ko", 2, 4));
        Assert.Contains("Order as you like", SampleCaptions.Piece("en", 2, 4));
        Assert.Null(SampleCaptions.Piece("fr", 0, 4));
        Assert.Null(SampleCaptions.Piece("ko", 3, 4));
    }

    /// <summary>Number of a piece to its file and the count of discontinuities before it, as a player counts.</summary>
    private static (long First, Dictionary<long, (string File, long Turn)> Pieces) Read(string list)
    {
        var lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("#EXTM3U", lines[0]);
        var first = Number(lines, "#EXT-X-MEDIA-SEQUENCE:");
        var turn = Number(lines, "#EXT-X-DISCONTINUITY-SEQUENCE:");
        var pieces = new Dictionary<long, (string, long)>();
        foreach (var line in lines)
        {
            if (line == "#EXT-X-DISCONTINUITY") turn++;
            else if (line[0] == '/') pieces.Add(first + pieces.Count, (line, turn));
        }

        return (first, pieces);
    }

    private static long Number(string[] lines, string tag) => long.Parse(
        lines.Single(line => line.StartsWith(tag, StringComparison.Ordinal))[tag.Length..],
        CultureInfo.InvariantCulture);
}
