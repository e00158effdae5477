using System.Globalization;
using Onair.Orders;

namespace Onair.Tests.Orders;

public sealed class LegalDeadlinesTests
{
    [Theory]
    [InlineData("2026-11-16T09:00:00+09:00", "2026-11-24T00:00:00+09:00")] // Monday: all of the next Monday
    [InlineData("2026-11-16T23:59:59+09:00", "2026-11-24T00:00:00+09:00")]
    [InlineData("2026-11-14T09:00:00+09:00", "2026-11-24T00:00:00+09:00")] // the seventh day is a Saturday
    [InlineData("2026-09-17T09:00:00+09:00", "2026-09-29T00:00:00+09:00")] // the seventh day is Chuseok
    [InlineData("2026-12-25T09:00:00+09:00", "2027-01-05T00:00:00+09:00")] // New Year and a weekend
    public void Mind_may_be_changed_for_seven_days(string received, string until) =>
        Assert.Equal(At(until), LegalDeadlines.WithdrawBefore(At(received)));

    [Theory]
    [InlineData("2026-03-03T09:00:00+09:00", "2026-03-03T10:00:00+09:00", "2026-04-03T00:00:00+09:00")] // 30 days
    [InlineData("2026-03-03T09:00:00+09:00", "2026-05-28T10:00:00+09:00", "2026-06-05T00:00:00+09:00")] // 3 months
    [InlineData("2026-11-30T09:00:00+09:00", "2027-02-20T09:00:00+09:00", "2027-03-03T00:00:00+09:00")] // no 30th
    public void Wrong_goods_may_be_given_back_as_long_as_both_limits_hold(
        string received, string known, string until) =>
        Assert.Equal(At(until), LegalDeadlines.WithdrawMismatchBefore(At(received), At(known)));

    [Fact]
    public void Refund_runs_from_the_goods_return_and_after_a_supply_failure_from_the_payment()
    {
        var paid = At("2026-11-16T09:00:00+09:00");
        var ended = At("2026-11-19T09:00:00+09:00");
        foreach (var cause in (EndCause?[])[null, EndCause.ChangeOfMind, EndCause.Defect, EndCause.Mismatch])
            Assert.Equal(At("2026-11-25T00:00:00+09:00"), LegalDeadlines.RefundBefore(cause, ended, paid));
        Assert.Equal(
            At("2026-11-20T00:00:00+09:00"), LegalDeadlines.RefundBefore(EndCause.SupplyFailure, ended, paid));
        Assert.Equal(At("2026-11-20T00:00:00+09:00"), LegalDeadlines.ShipBefore(paid));
    }

    [Fact]
    public void Cause_goes_with_its_step()
    {
        var fits = new List<(EndCause, OrderStep)>();
        foreach (var cause in Enum.GetValues<EndCause>())
        {
            if (EndCauses.Fits(cause, OrderStep.Cancel, OrderStatus.Paid)) fits.Add((cause, OrderStep.Cancel));
            if (EndCauses.Fits(cause, OrderStep.Return, OrderStatus.Shipped)) fits.Add((cause, OrderStep.Return));
        }

        Assert.Equal(
            [
                (EndCause.ChangeOfMind, OrderStep.Cancel), (EndCause.ChangeOfMind, OrderStep.Return),
                (EndCause.Defect, OrderStep.Return), (EndCause.Mismatch, OrderStep.Return),
                (EndCause.SupplyFailure, OrderStep.Cancel),
            ],
            fits);
        Assert.False(EndCauses.Fits(EndCause.SupplyFailure, OrderStep.Cancel, OrderStatus.Placed));
        Assert.True(EndCauses.Fits(null, OrderStep.Return, OrderStatus.Delivered));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
