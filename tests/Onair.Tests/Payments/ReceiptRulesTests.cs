using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

public sealed class ReceiptRulesTests
{
    private static readonly DateTimeOffset now = TestDatabase.Start;
    private static readonly DateTimeOffset due = now.AddDays(5);

    [Theory]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "010-1234-5678", "01012345678")]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "+82 10 1234 5678", "01012345678")]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "0111234567", "0111234567")]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "02-123-4567", null)]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "010-1234-567a", null)]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "010123456789", null)]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "", null)]
    [InlineData(CashReceiptPurpose.IncomeDeduction, "٠١٠١٢٣٤٥٦٧٨", null)]
    [InlineData(CashReceiptPurpose.ExpenseProof, "123-45-67891", "1234567891")]
    [InlineData(CashReceiptPurpose.ExpenseProof, "1234567890", null)]
    [InlineData(CashReceiptPurpose.ExpenseProof, "123456789", null)]
    [InlineData(CashReceiptPurpose.ExpenseProof, "01012345678", null)]
    public void Number_is_one_of_its_kind(CashReceiptPurpose purpose, string typed, string? digits) =>
        Assert.Equal(digits, ReceiptNumbers.Digits(purpose, typed));

    [Theory]
    [InlineData("01012345678", "010****5678")]
    [InlineData("1234567891", "123***7891")]
    public void Number_is_shown_masked(string digits, string masked) =>
        Assert.Equal(masked, ReceiptNumbers.Mask(digits));

    [Theory]
    [InlineData("transfer", true)]
    [InlineData("virtual-account", true)]
    [InlineData("card", false)]
    [InlineData("무통장", false)]
    [InlineData(null, false)]
    public void Only_cash_has_receipts(string? method, bool isCash) =>
        Assert.Equal(isCash, ReceiptRules.IsCash(Some.Prepared(1_000) with { Method = method }));

    [Fact]
    public void Receipt_is_wanted_for_what_the_shop_keeps_and_not_for_what_is_only_asked_back()
    {
        var attempt = Captured(10_000, refunded: 4_000);
        var receipt = Receipt(CashReceiptState.Issued) with { CapturedVat = 545, CapturedTaxFree = 4_000 };
        Refund[] refunds =
        [
            Refund(3_000, 0, 3_000, RefundState.Done), Refund(1_000, 91, 0, RefundState.Done),
            Refund(500, 45, 0, RefundState.Pending), Refund(700, 64, 0, RefundState.Failed),
        ];
        Assert.Equal(new ReceiptAmounts(6_000, 454, 1_000), ReceiptRules.Wanted(attempt, receipt, refunds));
        // Refunds without a split must not make the receipt's own split impossible.
        Assert.Equal(
            new ReceiptAmounts(0, 0, 0), ReceiptRules.Wanted(Captured(10_000, refunded: 10_000), receipt, []));
    }

    [Theory]
    [InlineData(CashReceiptState.Planned, false, 4_000, CashReceiptState.Planned)]
    [InlineData(CashReceiptState.Planned, false, 0, CashReceiptState.Dropped)]
    [InlineData(CashReceiptState.Issued, true, 4_000, CashReceiptState.Cancelling)]
    [InlineData(CashReceiptState.Issued, true, 0, CashReceiptState.Cancelling)]
    public void Refund_changes_what_does_not_fit(
        CashReceiptState state, bool isCalled, long amount, CashReceiptState after)
    {
        var receipt = Receipt(state) with { CalledAt = isCalled ? now : null };
        var moved = ReceiptRules.Follow(receipt, new ReceiptAmounts(amount, amount / 11, 0), now, due)!;
        Assert.Equal((after, receipt.Version + 1), (moved.State, moved.Version));
        Assert.Equal(after == CashReceiptState.Cancelling, moved.CancelId is not null);
        Assert.Equal(after == CashReceiptState.Cancelling ? 10_000 : amount, moved.Amounts.Amount);
    }

    [Theory]
    [InlineData(CashReceiptState.Asked, false)]
    [InlineData(CashReceiptState.Planned, true)]
    [InlineData(CashReceiptState.Cancelling, true)]
    [InlineData(CashReceiptState.Cancelled, true)]
    [InlineData(CashReceiptState.Failed, true)]
    public void Refund_leaves_alone_what_is_under_way_or_over(CashReceiptState state, bool isCalled)
    {
        var receipt = Receipt(state) with { CalledAt = isCalled ? now : null };
        Assert.Null(ReceiptRules.Follow(receipt, new ReceiptAmounts(1, 0, 0), now, due));
        Assert.Null(ReceiptRules.Follow(Receipt(CashReceiptState.Issued), receipt.Amounts, now, due));
    }

    [Theory]
    [InlineData(CashReceiptState.Planned, CashReceiptAnswerKind.Done, CashReceiptState.Issued)]
    [InlineData(CashReceiptState.Planned, CashReceiptAnswerKind.Refused, CashReceiptState.Failed)]
    [InlineData(CashReceiptState.Cancelling, CashReceiptAnswerKind.Done, CashReceiptState.Cancelled)]
    [InlineData(CashReceiptState.Cancelling, CashReceiptAnswerKind.Refused, CashReceiptState.Failed)]
    public void Answer_settles(CashReceiptState state, CashReceiptAnswerKind kind, CashReceiptState after)
    {
        var settled = ReceiptRules.Settle(
            Receipt(state) with { ProviderKey = "k1" }, new CashReceiptAnswer(kind, "k2", "9"), now)!;
        Assert.Equal(after, settled.State);
        // The key of a cancellation is another one's.
        Assert.Equal(after == CashReceiptState.Issued ? "k2" : "k1", settled.ProviderKey);
        Assert.Null(ReceiptRules.Settle(
            Receipt(state), new CashReceiptAnswer(CashReceiptAnswerKind.Again, Code: "IN_PROGRESS"), now));
    }

    [Theory]
    [InlineData(CashReceiptState.Asked, false, false, true)]
    [InlineData(CashReceiptState.Planned, false, false, false)]
    [InlineData(CashReceiptState.Planned, true, false, true)]
    [InlineData(CashReceiptState.Issued, false, true, false)]
    [InlineData(CashReceiptState.Issued, true, true, false)]
    [InlineData(CashReceiptState.Cancelling, false, true, false)]
    [InlineData(CashReceiptState.Cancelled, false, true, true)]
    [InlineData(CashReceiptState.Failed, false, false, true)]
    [InlineData(CashReceiptState.Failed, false, true, false)]
    [InlineData(CashReceiptState.Dropped, false, false, true)]
    public void Customer_may_ask_while_none_is_issued(CashReceiptState state, bool isSelf, bool hasKey, bool may) =>
        Assert.Equal(may, ReceiptRules.MayAsk(Receipt(state) with
        {
            IsSelfIssued = isSelf,
            ProviderKey = hasKey ? "k1" : null,
        }));

    private static Attempt Captured(long amount, long refunded) => Some.Begun(amount) with
    {
        State = AttemptState.Approved,
        Captured = amount,
        Refunded = refunded,
    };

    private static Refund Refund(long amount, long vat, long taxFree, RefundState state) =>
        TossSome.Refund(amount, taxFree: taxFree) with { Vat = vat, State = state };

    private static CashReceipt Receipt(CashReceiptState state) => new()
    {
        Id = Guid.CreateVersion7(now),
        AttemptId = Guid.CreateVersion7(now),
        Place = 1,
        OrderNumber = "20260302-ABCDEFGH",
        OrderName = "머그컵",
        Purpose = CashReceiptPurpose.IncomeDeduction,
        Amounts = new ReceiptAmounts(10_000, 909, 0),
        State = state,
        AskedAt = now,
        DueAt = due,
        ChangedAt = now,
        Version = 2,
    };
}
