using Onair.Broadcasts;
using Onair.Host.StaffConsole.Control;
using Onair.Orders;

namespace Onair.Tests.StaffConsole;

/// <summary>Counters become orders per second and pieces per second.</summary>
public sealed class SalesTrackTests
{
    private static readonly DateTimeOffset start = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid offer = Guid.NewGuid();

    [Fact]
    public void First_reading_is_what_was_before_and_each_later_one_is_its_second()
    {
        var track = new SalesTrack();
        track.Add([Row(0, Channel.Tv, 50)], start.AddSeconds(10));
        Assert.Empty(track.Seconds());
        track.Add([Row(0, Channel.Tv, 53), Row(0, Channel.App, 4)], start.AddSeconds(12));
        var second = Assert.Single(track.Seconds());
        Assert.Equal((1.5, 2.0), (second.Orders[Channel.Tv], second.Orders[Channel.App]));
        // What facts bring late, of the minute before, counts when it comes; nothing counts twice.
        track.Add([Row(-1, Channel.Tv, 2), Row(0, Channel.Tv, 53)], start.AddSeconds(13));
        Assert.Equal(2.0, track.Seconds()[^1].Orders[Channel.Tv]);
        track.Add([Row(-1, Channel.Tv, 2), Row(0, Channel.Tv, 53)], start.AddSeconds(14));
        Assert.Empty(track.Seconds()[^1].Orders);
        Assert.Equal([2.0, 57.0], track.Minutes().Select(minute => minute.Orders.Values.Sum()));
    }

    [Fact]
    public void Seconds_and_minutes_are_bounded()
    {
        var track = new SalesTrack();
        for (var i = 0; i <= 2 * SalesTrack.SecondsMax; i++)
            track.Add([Row(i / 60, Channel.Web, 1 + (i % 60))], start.AddSeconds(i));
        Assert.Equal(SalesTrack.SecondsMax, track.Seconds().Count);
        for (var i = 0; i < 3 * SalesTrack.MinutesMax; i++)
            track.Add([Row(i, Channel.Web, 1)], start.AddMinutes(i));
        Assert.InRange(track.Minutes().Count, 1, SalesTrack.MinutesMax + 1);
    }

    [Fact]
    public void Pace_is_of_the_last_half_minute_and_says_when_it_is_sold_out()
    {
        var track = new SalesTrack();
        for (var second = 0; second <= 60; second++)
            track.Look([Sold(second < 30 ? 0 : (second - 30) * 4)], start.AddSeconds(second));
        var pace = track.PerSecond(Sold(120), start.AddSeconds(60));
        Assert.Equal(4.0, pace, 1);
        var reading = new OfferReading(Sold(120), Onair.Catalog.LocalText.Empty, 80, pace);
        Assert.Equal(20, reading.SoldOutIn!.Value.TotalSeconds, 0);
        Assert.Null((reading with { Left = 0 }).SoldOutIn);
        Assert.Null((reading with { PerSecond = 0 }).SoldOutIn);
        // What comes back does not sell.
        Assert.Equal(0, track.PerSecond(Sold(0), start.AddSeconds(60)));
    }

    private static SoldMinute Row(int minute, Channel channel, long orders) =>
        new(offer, start.AddMinutes(minute), channel, orders, orders, orders * 1000);

    private static Offer Sold(long pieces) => new() { Id = offer, Allotment = 1000, Sold = pieces };
}
