using Onair.Broadcasts;
using Onair.Calls;
using Onair.Calls.Ars;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Tests.Fixtures;
using Onair.Tests.Orders;

namespace Onair.Tests.Calls;

/// <summary>The conversation, one call per line: what was heard, where it is then, what is said.</summary>
public sealed class CallRulesTests
{
    private const string mobile = "01012345678";

    private static readonly DateTimeOffset now = TestDatabase.Start;
    private static readonly TimeSpan lengthMax = TimeSpan.FromMinutes(10);
    private static readonly OpenOffer mug = Open("mug", 9_900, left: 50, limit: 3);
    private static readonly OpenOffer pan = Open("pan", 30_000, left: 200, limit: null);
    private static readonly OpenOffer gone = Open("gone", 5_000, left: 0, limit: null);
    private static readonly CallWorld world = new([mug, pan, gone]);

    [Theory]
    // The straight road, in both languages.
    [InlineData("start", CallStep.ChooseOffer, CallNext.Gather, "1번, 물건 mug, 9,900원. 2번, 물건 pan, 30,000원.")]
    [InlineData("start 1", CallStep.Quantity, CallNext.Gather, "물건 mug, 한 개에 9,900원입니다.")]
    [InlineData("start 1 2", CallStep.Confirm, CallNext.Gather, "물건 mug 2개, 부가세를 포함한 총 결제 금액은 19,800원")]
    [InlineData("start 1 2 1", CallStep.Confirm, CallNext.Nothing, "")]
    [InlineData("start 9", CallStep.ChooseOffer, CallNext.Gather, "1: Thing mug, 9,900 won.")]
    [InlineData("start 9 2 12", CallStep.Confirm, CallNext.Gather, "12 of Thing pan: the total is 360,000 won")]
    [InlineData("start 9 9", CallStep.ChooseOffer, CallNext.Gather, "1번, 물건 mug")]
    // Back and forth.
    [InlineData("start 1 2 2", CallStep.ChooseOffer, CallNext.Gather, "1번, 물건 mug")]
    [InlineData("start 1 *", CallStep.ChooseOffer, CallNext.Gather, "1번, 물건 mug")]
    [InlineData("start 1 2 *", CallStep.ChooseOffer, CallNext.Gather, "1번, 물건 mug")]
    [InlineData("start start", CallStep.ChooseOffer, CallNext.Gather, "1번, 물건 mug")]
    // What is sold out is said, and the caller chooses again.
    [InlineData("start", CallStep.ChooseOffer, CallNext.Gather, "3번, 물건 gone, 매진되었습니다.")]
    [InlineData("start 3", CallStep.ChooseOffer, CallNext.Gather, "죄송합니다. 이 상품은 매진되었습니다. 1번, 물건 mug")]
    // A person, whenever one is asked for.
    [InlineData("start 0", CallStep.Agent, CallNext.Transfer, "상담원에게 연결해 드리겠습니다.")]
    [InlineData("start 1 0", CallStep.Agent, CallNext.Transfer, "상담원에게 연결")]
    [InlineData("start 1 2 0", CallStep.Agent, CallNext.Transfer, "상담원에게 연결")]
    // Mistakes: twice it is asked again, the third time a person goes on; a right digit forgets them.
    [InlineData("start 7", CallStep.ChooseOffer, CallNext.Gather, "잘못 누르셨습니다. 1번, 물건 mug")]
    [InlineData("start 7 -", CallStep.ChooseOffer, CallNext.Gather, "입력이 없습니다. 1번, 물건 mug")]
    [InlineData("start 7 - 8", CallStep.Agent, CallNext.Transfer, "입력을 확인하지 못했습니다.")]
    [InlineData("start 7 7 1 - -", CallStep.Quantity, CallNext.Gather, "입력이 없습니다. 물건 mug, 한 개에")]
    [InlineData("start 1 4", CallStep.Quantity, CallNext.Gather, "최대 3개까지")]
    [InlineData("start 2 100", CallStep.Quantity, CallNext.Gather, "잘못 누르셨습니다.")]
    [InlineData("start 2 00", CallStep.Quantity, CallNext.Gather, "잘못 누르셨습니다.")]
    [InlineData("start 2 1*", CallStep.Quantity, CallNext.Gather, "잘못 누르셨습니다.")]
    [InlineData("start 2 99", CallStep.Confirm, CallNext.Gather, "99개")]
    [InlineData("start 1 2 3", CallStep.Confirm, CallNext.Gather, "잘못 누르셨습니다. 물건 mug 2개")]
    [InlineData("start 1 2 - - -", CallStep.Agent, CallNext.Transfer, "입력을 확인하지 못했습니다.")]
    // The end of the line.
    [InlineData("start hang", CallStep.Ended, CallNext.Nothing, "")]
    [InlineData("start 1 2 hang", CallStep.Ended, CallNext.Nothing, "")]
    [InlineData("start hang 1", CallStep.Ended, CallNext.HangUp, "이용해 주셔서 고맙습니다.")]
    [InlineData("start 0 1", CallStep.Agent, CallNext.HangUp, "이용해 주셔서 고맙습니다.")]
    [InlineData("start 0 hang", CallStep.Agent, CallNext.Nothing, "")]
    public void Call_comes_to(string events, CallStep step, CallNext next, string says)
    {
        var turn = Run(events, world);
        Assert.Equal((step, next), (turn.After.Step, turn.Next));
        Assert.Contains(says, turn.Say, StringComparison.Ordinal);
        Assert.Equal(events.EndsWith("1 2 1", StringComparison.Ordinal), turn.Places);
        Assert.Equal(next == CallNext.Gather, turn.DigitsMax > 0);
        Assert.Equal(step is CallStep.Agent or CallStep.Ended, turn.After.EndedAt is not null);
    }

    [Fact]
    public void Every_step_has_somewhere_to_go_and_says_so_in_both_languages()
    {
        foreach (var begin in new[] { "start", "start 9" })
        {
            foreach (var road in new[] { "", " 1", " 1 2" })
            {
                foreach (var key in "0123456789*#".Select(c => $"{c}").Append("-").Append("hang"))
                {
                    var turn = Run($"{begin}{road} {key}", world);
                    if (turn.Places || turn.Next == CallNext.Nothing) continue;
                    Assert.NotEmpty(turn.Say);
                    Assert.DoesNotContain("{", turn.Say, StringComparison.Ordinal);
                    Assert.Equal(turn.After.IsEnglish, !turn.Say.Contains("습니다", StringComparison.Ordinal)
                        && !turn.Say.Contains("주세요", StringComparison.Ordinal));
                }
            }
        }
    }

    [Fact]
    public void Price_that_changes_while_somebody_thinks_is_said_and_agreed_to_again()
    {
        var before = Run("start 1 2", world).After;
        var dearer = new CallWorld([mug with { Price = 12_000 }, pan]);
        var turn = CallRules.Hear(before, Heard("1", 4), dearer, now, lengthMax);
        Assert.False(turn.Places);
        Assert.Equal((CallStep.Confirm, 12_000L), (turn.After.Step, turn.After.UnitPrice));
        Assert.Contains("가격이 바뀌었습니다. 물건 mug 2개", turn.Say, StringComparison.Ordinal);
        Assert.Contains("24,000원", turn.Say, StringComparison.Ordinal);
        Assert.True(CallRules.Hear(turn.After, Heard("1", 5), dearer, now, lengthMax).Places);
    }

    [Fact]
    public void Digit_means_what_it_meant_when_it_was_said()
    {
        var before = Run("start", world).After;
        var switched = new CallWorld([pan, mug]);
        Assert.Equal(mug.Offer.Id, CallRules.Hear(before, Heard("1", 2), switched, now, lengthMax).After.OfferId);
        // An offer that is over by then is said to be, and what is there is read out.
        var turn = CallRules.Hear(before, Heard("1", 2), new CallWorld([pan]), now, lengthMax);
        Assert.Equal(CallStep.ChooseOffer, turn.After.Step);
        Assert.Contains("방송 판매가 끝났습니다. 1번, 물건 pan", turn.Say, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null), InlineData("0212345678"), InlineData("021234567"), InlineData("821012345678901")]
    public void Number_that_no_message_reaches_goes_to_a_person(string? number)
    {
        var turn = CallRules.Hear(Begun(), Started() with { Caller = number }, world, now, lengthMax);
        Assert.Equal((CallStep.Agent, CallNext.Transfer), (turn.After.Step, turn.Next));
        Assert.Contains("휴대전화 번호를 확인할 수 없어", turn.Say, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_order_long_calls_and_endless_ones_go_to_a_person()
    {
        Assert.Contains("없습니다", Run("start", new CallWorld([])).Say, StringComparison.Ordinal);
        Assert.Contains("모두 매진", Run("start", new CallWorld([gone])).Say, StringComparison.Ordinal);
        var long_ = CallRules.Hear(Begun(), Started(), world, now + lengthMax + TimeSpan.FromSeconds(1), lengthMax);
        Assert.Equal(CallStep.Agent, long_.After.Step);
        var endless = CallRules.Hear(Run("start", world).After, Heard("*", CallEvent.SeqMax), world, now, lengthMax);
        Assert.Equal(CallStep.Agent, endless.After.Step);
        // Five are read out; the sixth is another call's.
        var many = new CallWorld([.. Enumerable.Range(0, 9).Select(i => Open($"n{i}", 1_000, 5, null))]);
        Assert.Equal(CallWorld.MenuMax, Run("start", many).After.Menu.Count);
        Assert.Contains("잘못", Run("start 6", many).Say, StringComparison.Ordinal);
    }

    public static TheoryData<PlaceOrderStatus, long, CallStep, string> Answers => new()
    {
        { PlaceOrderStatus.Placed, 0, CallStep.Done, "주문되었습니다. 주문번호 끝 네 자리는" },
        { PlaceOrderStatus.AlreadyPlaced, 0, CallStep.Done, "10분 안에 결제해 주세요" },
        { PlaceOrderStatus.SoldOut, 1, CallStep.Quantity, "그사이 남은 수량이 줄었습니다. 물건 mug, 한 개에 9,900원" },
        { PlaceOrderStatus.SoldOut, 0, CallStep.ChooseOffer, "이 상품은 매진되었습니다. 1번, 물건 mug, 매진" },
        { PlaceOrderStatus.OverLimit, 1, CallStep.Quantity, "최대 1개까지" },
        { PlaceOrderStatus.OverLimit, 0, CallStep.ChooseOffer, "이미 모두 주문하셨습니다. 1번" },
        { PlaceOrderStatus.PriceChanged, 0, CallStep.Confirm, "가격이 바뀌었습니다. 물건 mug 2개, 부가세를 포함한 총 결제 금액은 14,000원" },
        { PlaceOrderStatus.OfferEnded, 0, CallStep.ChooseOffer, "방송 판매가 끝났습니다. 1번, 물건 pan" },
        { PlaceOrderStatus.UnknownVariant, 0, CallStep.ChooseOffer, "1번, 물건 pan" },
        { PlaceOrderStatus.Busy, 0, CallStep.Confirm, "1번을 다시 눌러 주세요" },
        { PlaceOrderStatus.KeyReused, 0, CallStep.Agent, "주문을 확인하지 못했습니다" },
    };

    [Theory, MemberData(nameof(Answers))]
    public void Answer_of_the_order_path_is_told(PlaceOrderStatus status, long left, CallStep step, string says)
    {
        var call = Run("start 1 2", world).After with { PlacingSince = now };
        var isPlaced = status is PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced;
        var order = isPlaced ? Made.Order(OrderStatus.Placed, (9_900, 2)) : null;
        var refused = isPlaced ? [] : new List<RefusedLine> { new(0, "mug", left, 7_000) };
        var turn = CallRules.Settle(call, 4, new PlaceOrderAnswer(status, order, refused), world, now);
        Assert.Equal(step, turn.After.Step);
        Assert.Contains(says, turn.Say, StringComparison.Ordinal);
        Assert.Equal((4, (DateTimeOffset?)null), (turn.After.LastSeq, turn.After.PlacingSince));
        Assert.Equal(order?.Number, turn.After.OrderNumber);
    }

    [Fact]
    public void Invalid_order_never_comes_of_a_call() => Assert.Throws<InvalidOperationException>(() =>
        CallRules.Settle(
            Run("start 1 2", world).After, 4, new PlaceOrderAnswer(PlaceOrderStatus.Invalid, null, []), world, now));

    [Fact]
    public void Order_whose_mark_is_old_is_placed_again_whatever_has_changed()
    {
        var call = Run("start 1 2", world).After with { PlacingSince = now };
        Assert.True(CallRules.Hear(call, Heard("1", 4), new CallWorld([]), now, lengthMax).Places);
    }

    private static CallTurn Run(string events, CallWorld among)
    {
        var call = Begun();
        CallTurn? turn = null;
        var seq = 0;
        foreach (var word in events.Split(' '))
        {
            seq++;
            var heard = word switch
            {
                "start" => Started() with { Seq = seq },
                "-" => Heard("", seq) with { Kind = CallEventKind.Timeout },
                "hang" => Heard("", seq) with { Kind = CallEventKind.HungUp },
                "#" => Heard("", seq),
                _ => Heard(word, seq),
            };
            turn = CallRules.Hear(call, heard, among, now, lengthMax);
            call = turn.After;
            Assert.Equal(seq, call.LastSeq);
        }

        return turn!;
    }

    private static CallEvent Started() => new("c-1", 1, CallEventKind.Started, mobile, "", false, null);

    private static CallEvent Heard(string digits, int seq) =>
        new("c-1", seq, CallEventKind.Digits, mobile, digits, false, null);

    private static Call Begun() => new()
    {
        Id = Started().Call,
        CustomerKey = Started().CustomerKey,
        Step = CallStep.Greeting,
        StartedAt = now,
        HeardAt = now,
    };

    private static OpenOffer Open(string sku, long price, long left, int? limit) => new(
        new Offer { Id = Guid.NewGuid(), Sku = sku, Price = price, Allotment = 100 },
        "onair", IsShown: false, "물건 " + sku, "Thing " + sku, left, limit);
}
