using Onair.Payments;
using Onair.Payments.Inbox;

namespace Onair.Tests.Payments;

/// <summary>A notice that says what we know asks nobody; whatever may be news does.</summary>
public sealed class NoticeRulesTests
{
    [Theory]
    [InlineData(AttemptState.Approved, true, true, NoticeVerdict.Nothing)]
    [InlineData(AttemptState.Approved, true, false, NoticeVerdict.Nothing)]
    [InlineData(AttemptState.Approved, false, true, NoticeVerdict.Ask)] // cancelled, or a deposit taken back
    [InlineData(AttemptState.Approving, true, true, NoticeVerdict.Wait)]
    [InlineData(AttemptState.Approving, true, false, NoticeVerdict.Ask)] // its worker died
    [InlineData(AttemptState.Approving, false, true, NoticeVerdict.Ask)]
    [InlineData(AttemptState.Unknown, true, true, NoticeVerdict.Ask)]
    [InlineData(AttemptState.AwaitingDeposit, true, true, NoticeVerdict.Ask)]
    [InlineData(AttemptState.Declined, true, true, NoticeVerdict.Ask)] // money that comes after we gave up
    [InlineData(AttemptState.Canceled, true, true, NoticeVerdict.Ask)]
    [InlineData(AttemptState.Prepared, true, true, NoticeVerdict.Wait)]
    [InlineData(AttemptState.NetCancelPending, true, true, NoticeVerdict.Nothing)]
    [InlineData(AttemptState.Refunded, true, true, NoticeVerdict.Nothing)]
    public void Notice_of_a_payment_is_worth(
        AttemptState state, bool saysPaid, bool isFirstLook, NoticeVerdict expected)
    {
        var attempt = TossSome.Captured() with { State = state };
        Assert.Equal(expected, NoticeRules.Decide("toss", Says(saysPaid), attempt, null, isFirstLook).Verdict);
    }

    [Fact]
    public void Payment_that_was_captured_in_part_is_asked_about()
    {
        var attempt = TossSome.Captured() with { Captured = 1 };
        Assert.Equal(NoticeVerdict.Ask, NoticeRules.Decide("toss", Says(true), attempt, null, true).Verdict);
    }

    [Theory]
    [InlineData("other", TossSome.Order, 12_900, TossSome.Key, "OTHER_PROVIDER")]
    [InlineData("toss", TossSome.Order, 12_901, TossSome.Key, "AMOUNT_DIFFERS")]
    [InlineData("toss", TossSome.Order, 12_900, "tgen_other", "REFERENCE_DIFFERS")]
    [InlineData("toss", "nonsense", 12_900, TossSome.Key, "ORDER_ID_INVALID")]
    public void Notice_that_only_says_paid_is_still_compared(
        string provider, string order, long amount, string reference, string code)
    {
        var reading = Says(true) with { OrderId = order, Amount = amount, Reference = reference };
        var decision = NoticeRules.Decide(provider, reading, TossSome.Captured(), null, true);
        Assert.Equal((NoticeVerdict.Refuse, code), (decision.Verdict, decision.Code));
    }

    private static NoticeReading Says(bool paid) => new()
    {
        Kind = NoticeKind.Hint,
        DedupeKey = "1",
        OrderId = TossSome.Order,
        Reference = TossSome.Key,
        Amount = 12_900,
        SaysPaid = paid,
        Code = "PAYMENT_STATUS_CHANGED",
    };
}
