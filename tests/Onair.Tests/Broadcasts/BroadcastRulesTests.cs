using Onair.Broadcasts;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Broadcasts;

/// <summary>The rules of a show: what the clock asks, and what a switch and an end do to the offers.</summary>
public sealed class BroadcastRulesTests
{
    private static readonly DateTimeOffset start = TestDatabase.Start;

    [Theory]
    // state, runs itself, minutes from the start, rundown at 0, 20 and 40; how many were on the air: what is due
    [InlineData(BroadcastState.Scheduled, true, -1, 0, BroadcastStep.None)]
    [InlineData(BroadcastState.Scheduled, true, 0, 0, BroadcastStep.Start)]
    [InlineData(BroadcastState.Scheduled, false, 59, 0, BroadcastStep.Start)]
    [InlineData(BroadcastState.Scheduled, false, 60, 0, BroadcastStep.End)]
    [InlineData(BroadcastState.Scheduled, true, 600, 0, BroadcastStep.End)]
    [InlineData(BroadcastState.OnAir, true, 19, 1, BroadcastStep.None)]
    [InlineData(BroadcastState.OnAir, true, 20, 1, BroadcastStep.Switch)]
    [InlineData(BroadcastState.OnAir, false, 20, 1, BroadcastStep.None)]
    [InlineData(BroadcastState.OnAir, true, 39, 2, BroadcastStep.None)]
    [InlineData(BroadcastState.OnAir, true, 41, 2, BroadcastStep.Switch)]
    [InlineData(BroadcastState.OnAir, true, 59, 3, BroadcastStep.None)]
    [InlineData(BroadcastState.OnAir, true, 60, 3, BroadcastStep.End)]
    [InlineData(BroadcastState.OnAir, false, 61, 0, BroadcastStep.End)]
    [InlineData(BroadcastState.Ended, true, 30, 1, BroadcastStep.None)]
    [InlineData(BroadcastState.Ended, false, 90, 0, BroadcastStep.None)]
    internal void Clock_asks_for_what_is_due(
        BroadcastState state, bool runsItself, int minutes, int aired, BroadcastStep due)
    {
        var show = Show(runsItself);
        show.State = state;
        foreach (var offer in show.Offers.Take(aired)) (offer.OpensAt, offer.ClosesAt) = (start, show.EndsAt);
        Assert.Equal(due, BroadcastRules.Due(show, start.AddMinutes(minutes)));
    }

    [Fact]
    public void Show_that_runs_itself_begins_with_the_offer_whose_time_it_is()
    {
        var show = Show(runsItself: true);
        var changed = BroadcastRules.Start(show, start.AddMinutes(25));
        // What was passed over can be ordered, and does not come back on the air by itself.
        Assert.Equal([show.Offers[1], show.Offers[0]], changed);
        Assert.Equal((BroadcastState.OnAir, show.Offers[1].Id), (show.State, show.OnAirOffer!.Value));
        Assert.All(changed, offer => Assert.True(offer.IsOpen(start.AddMinutes(25))));
        Assert.Equal(BroadcastStep.None, BroadcastRules.Due(show, start.AddMinutes(39)));
        // Its producer chooses where nobody planned.
        var other = Show(runsItself: false);
        Assert.Empty(BroadcastRules.Start(other, start));
        Assert.Null(other.OnAirOffer);
    }

    [Fact]
    public void Offer_on_the_air_is_open_until_the_show_ends_also_when_another_follows()
    {
        var show = Show(runsItself: false);
        BroadcastRules.Switch(show, show.Offers[0], start.AddMinutes(1), closeOthers: false);
        BroadcastRules.Switch(show, show.Offers[2], start.AddMinutes(9), closeOthers: false);
        Assert.Equal(show.Offers[2].Id, show.OnAirOffer);
        Assert.Equal(
            [OfferState.Open, OfferState.Planned, OfferState.Open],
            show.Offers.Select(offer => offer.StateAt(start.AddMinutes(59))));
        Assert.Equal(
            [OfferState.Closed, OfferState.Planned, OfferState.Closed],
            show.Offers.Select(offer => offer.StateAt(start.AddMinutes(60))));
        Assert.False(show.Offers[2].IsOpen(start.AddMinutes(8)));
    }

    [Fact]
    public void Switch_that_closes_the_others_closes_them_now_and_a_closed_one_may_come_back()
    {
        var show = Show(runsItself: false);
        BroadcastRules.Switch(show, show.Offers[0], start, closeOthers: false);
        var at = start.AddMinutes(10);
        Assert.Equal(2, BroadcastRules.Switch(show, show.Offers[1], at, closeOthers: true).Count);
        Assert.False(show.Offers[0].IsOpen(at));
        Assert.Equal(at, show.Offers[0].ClosesAt);
        var later = start.AddMinutes(20);
        Assert.Equal([show.Offers[0]], BroadcastRules.Switch(show, show.Offers[0], later, closeOthers: false));
        Assert.True(show.Offers[0].IsOpen(later));
        Assert.Equal(start, show.Offers[0].OpensAt);
    }

    [Fact]
    public void End_closes_what_is_open_and_what_never_was()
    {
        var show = Show(runsItself: true);
        BroadcastRules.Start(show, start);
        var end = start.AddMinutes(5);
        Assert.Equal(3, BroadcastRules.End(show, end).Count);
        Assert.Equal((BroadcastState.Ended, (Guid?)null, end), (show.State, show.OnAirOffer, show.EndedAt!.Value));
        Assert.All(show.Offers, offer => Assert.Equal(OfferState.Closed, offer.StateAt(end)));
        Assert.All(show.Offers, offer => Assert.False(offer.IsOpen(end)));
        Assert.Null(show.Next);
    }

    [Theory]
    // price, allotment, limit asked for an offer of 20 pieces with 5 held and 7 sold: status, price version after
    [InlineData(900L, null, null, ChangeOfferStatus.Changed, 2)]
    [InlineData(1000L, null, null, ChangeOfferStatus.Changed, 1)]
    [InlineData(null, 12L, null, ChangeOfferStatus.Changed, 1)]
    [InlineData(null, 11L, null, ChangeOfferStatus.BelowOrdered, 1)]
    [InlineData(null, 0L, null, ChangeOfferStatus.Invalid, 1)]
    [InlineData(-1L, null, null, ChangeOfferStatus.Invalid, 1)]
    [InlineData(null, null, 3, ChangeOfferStatus.Changed, 1)]
    [InlineData(null, null, 0, ChangeOfferStatus.Changed, 1)]
    [InlineData(null, null, 10_001, ChangeOfferStatus.Invalid, 1)]
    public void Offer_is_changed_within_what_was_ordered(
        long? price, long? allotment, int? limit, ChangeOfferStatus status, int version)
    {
        var offer = new Offer
        {
            Price = 1000, PriceVersion = 1, Allotment = 20, LimitPerCustomer = 2, Held = 5, Sold = 7, OpensAt = start,
            ClosesAt = start.AddHours(1),
        };
        var answer = ChangeOffer.Decide(offer, new OfferChange(Guid.Empty, price, allotment, limit), start);
        Assert.Equal((status, version), (answer.Status, offer.PriceVersion));
        if (status != ChangeOfferStatus.Changed)
            Assert.Equal((1000L, 20L, (int?)2), (offer.Price, offer.Allotment, offer.LimitPerCustomer));
        if (limit == 0) Assert.Null(offer.LimitPerCustomer);
        Assert.Equal(status == ChangeOfferStatus.Invalid, answer.Errors.Count > 0);
        var late = ChangeOffer.Decide(offer, new OfferChange(Guid.Empty, 1, 1, 1), start.AddHours(1));
        Assert.Equal(ChangeOfferStatus.Ended, late.Status);
    }

    private static Broadcast Show(bool runsItself) => new()
    {
        Id = Guid.CreateVersion7(),
        StartsAt = start,
        EndsAt = start.AddHours(1),
        State = BroadcastState.Scheduled,
        RunsItself = runsItself,
        Offers =
        [
            .. Enumerable.Range(0, 3).Select(i => new Offer
            {
                Id = Guid.CreateVersion7(), Position = i + 1, PlannedAt = start.AddMinutes(20 * i), Allotment = 10,
            }),
        ],
    };
}
