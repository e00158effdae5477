using CsCheck;
using Onair.Orders;
using Onair.Ratings;

namespace Onair.Tests.Ratings;

/// <summary>The diagram of ratings, who may rate, and what they add up to.</summary>
public sealed class RatingRulesTests
{
    private static readonly RatingState[] states = Enum.GetValues<RatingState>();

    [Theory]
    [InlineData(RatingState.Pending, Moderation.Publish, RatingState.Published)]
    [InlineData(RatingState.Pending, Moderation.Reject, RatingState.Rejected)]
    [InlineData(RatingState.Pending, Moderation.Hide, null)]
    [InlineData(RatingState.Published, Moderation.Hide, RatingState.Hidden)]
    [InlineData(RatingState.Published, Moderation.Reject, null)]
    [InlineData(RatingState.Hidden, Moderation.Publish, RatingState.Published)]
    [InlineData(RatingState.Rejected, Moderation.Publish, RatingState.Published)]
    [InlineData(RatingState.Withdrawn, Moderation.Publish, null)]
    [InlineData(RatingState.Withdrawn, Moderation.Reject, null)]
    [InlineData(RatingState.Withdrawn, Moderation.Hide, null)]
    public void Moderator_goes_along_the_diagram(RatingState from, Moderation step, RatingState? to) =>
        Assert.Equal(to, RatingRules.AfterModeration(from, step));

    [Fact]
    public void Every_step_that_somebody_can_take_is_an_arrow_of_the_proof()
    {
        foreach (var from in states)
        {
            foreach (var step in Enum.GetValues<Moderation>())
            {
                if (RatingRules.AfterModeration(from, step) is { } to && to != from)
                    Assert.True(RatingRules.IsArrow(from, to));
            }

            foreach (var mode in Enum.GetValues<ModerationMode>())
            {
                Assert.True(RatingRules.IsArrow(from, RatingRules.AfterWriting(mode, isPlain: true, from)));
                Assert.True(RatingRules.IsArrow(null, RatingRules.AfterWriting(mode, isPlain: false, null)));
            }
        }

        Assert.False(RatingRules.IsArrow(null, RatingState.Hidden));
        Assert.False(RatingRules.IsArrow(RatingState.Pending, RatingState.Hidden));
        Assert.False(RatingRules.IsArrow(RatingState.Withdrawn, RatingState.Rejected));
    }

    [Theory]
    [InlineData(ModerationMode.Before, true, RatingState.Pending)]
    [InlineData(ModerationMode.Before, false, RatingState.Pending)]
    [InlineData(ModerationMode.BeforeTexts, true, RatingState.Published)]
    [InlineData(ModerationMode.BeforeTexts, false, RatingState.Pending)]
    [InlineData(ModerationMode.After, false, RatingState.Published)]
    public void What_is_written_waits_as_the_shop_wants(ModerationMode mode, bool isPlain, RatingState expected)
    {
        foreach (var before in new RatingState?[] { null, RatingState.Published, RatingState.Withdrawn })
            Assert.Equal(expected, RatingRules.AfterWriting(mode, isPlain, before));
        // What was refused comes back under a moderator's eyes only.
        foreach (var before in new[] { RatingState.Rejected, RatingState.Hidden })
            Assert.Equal(RatingState.Pending, RatingRules.AfterWriting(mode, isPlain, before));
    }

    [Fact]
    public void That_it_is_negative_is_no_reason_to_refuse_a_rating() => Assert.Equal(
        ["personal-data", "abuse", "unlawful", "advertising", "off-topic", "others-work"],
        Enum.GetValues<RefusalReason>().Select(RatingRules.Word));

    [Theory]
    [InlineData(OrderStatus.Placed, false), InlineData(OrderStatus.Paid, false)]
    [InlineData(OrderStatus.Preparing, false), InlineData(OrderStatus.Shipped, true)]
    [InlineData(OrderStatus.Delivered, true), InlineData(OrderStatus.Expired, false)]
    [InlineData(OrderStatus.Cancelled, false), InlineData(OrderStatus.Returned, true)]
    public void Who_was_sent_something_may_rate_it(OrderStatus status, bool may) =>
        Assert.Equal(may, RatingRules.MayRate(status));

    [Theory]
    [InlineData("김온에어", "김**"), InlineData(" 홍 길동 ", "홍**"), InlineData("Kim", "K**"), InlineData("", "**")]
    [InlineData("👩‍👩‍👧 kim", "👩‍👩‍👧**"), InlineData("각", "각**")]
    public void Of_a_name_the_first_letter_is_kept(string name, string masked) =>
        Assert.Equal(masked, RatingRules.Masked(name));

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        var errors = RatingRules.Check(6, new string('x', RatingsOptions.TextLengthMax + 1), "fr");
        Assert.Equal(["stars", "text", "language"], errors.Select(e => e.Field));
        Assert.Empty(RatingRules.Check(1, "줄\n바꿈", "ko"));
        Assert.Single(RatingRules.Check(1, "a\u0007", "ko"));
    }

    [Fact]
    public void Average_has_one_decimal_and_counts_every_star()
    {
        Assert.Equal(0, RatingSum.None.Average);
        var sum = new RatingSum { Stars1 = 1, Stars5 = 2, Stars4 = 1 };
        Assert.Equal((4, 3.8m), (sum.Count, sum.Average));
        Assert.Throws<ArgumentOutOfRangeException>(() => sum.Of(6));
    }

    [Fact]
    public void Counters_follow_any_walk_of_a_rating()
    {
        var step = Gen.Select(Gen.Int[1, 5].Select(n => (RatingState)n), Gen.Int[1, 5]);
        step.Array[1, 30].Sample(walk =>
        {
            var counters = new int[5];
            Rating? before = null;
            foreach (var (state, stars) in walk)
            {
                var after = new Rating { State = state, Stars = state == RatingState.Withdrawn ? null : stars };
                var change = SumChange.Of(before, after);
                int[] parts = [change.Stars1, change.Stars2, change.Stars3, change.Stars4, change.Stars5];
                for (var i = 0; i < parts.Length; i++) counters[i] += parts[i];
                before = after;
            }

            var counted = before!.State == RatingState.Published ? before.Stars : null;
            for (var i = 0; i < counters.Length; i++) Assert.Equal(counted == i + 1 ? 1 : 0, counters[i]);
        });
    }

    [Fact]
    public void Cursor_reads_as_it_was_written_and_only_in_its_own_order()
    {
        var rating = new Rating
        {
            Id = Guid.CreateVersion7(),
            Stars = 4,
            WrittenAt = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero),
        };
        var text = RatingCursor.Of(rating).Write(RatingSort.Highest);
        Assert.True(RatingCursor.TryRead(text, RatingSort.Highest, out var read));
        Assert.Equal(RatingCursor.Of(rating), read);
        foreach (var wrong in new[] { text, text[..^1], text + "A", "", "x", new string('A', text.Length) })
            Assert.False(RatingCursor.TryRead(wrong, RatingSort.Newest, out _));
    }

    [Fact]
    public void Proof_finds_each_kind_of_broken_row()
    {
        var id = Guid.CreateVersion7();
        var order = Guid.CreateVersion7();
        var good = new Rating
        {
            Id = id,
            ProductId = id,
            OrderId = order,
            Sku = "mug",
            State = RatingState.Published,
            Version = 1,
            Stars = 5,
        };
        var step = new RatingStep { RatingId = id, Version = 1, To = RatingState.Published, Actor = "buyer" };
        var line = new OrderLine { OrderId = order, Sku = "mug", Quantity = 1 };
        var sum = new RatingSum { ProductId = id, Stars5 = 1 };
        Assert.Empty(Broken(good, [step], [line], [sum]));
        Assert.Equal(["ratings.sums-are-the-published"], Broken(good, [step], [line], []));
        Assert.Equal(["ratings.steps-lead-to-the-state"], Broken(good, [], [line], [sum]));
        Assert.Equal(["ratings.who-rates-has-bought"], Broken(good, [step], [], [sum]));
        var silent = good with { State = RatingState.Withdrawn, Version = 2 };
        var gone = new RatingStep
        {
            RatingId = id, Version = 2, From = RatingState.Published, To = RatingState.Withdrawn,
        };
        RatingStep[] away = [step, gone];
        Assert.Equal(["ratings.withdrawn-says-nothing"], Broken(silent, away, [line], []));
        Assert.Empty(Broken(silent with { Stars = null }, away, [line], []));
    }

    private static List<string> Broken(Rating rating, RatingStep[] steps, OrderLine[] lines, RatingSum[] sums)
    {
        var fold = new RatingFold();
        fold.Add(
            [rating], steps.ToLookup(s => s.RatingId), Array.Empty<RatingPicture>().ToLookup(p => p.RatingId),
            lines.ToLookup(l => l.OrderId));
        return [.. fold.Compare(sums).Where(v => !v.Holds).Select(v => v.Invariant)];
    }
}
