using Onair.Orders;

namespace Onair.Tests.Orders;

/// <summary>The small rules of deliveries and letters, a case a line.</summary>
public sealed class DeliveryRulesTests
{
    [Theory]
    [InlineData("김받는", "01099998888", "서울특별시 중구 세종대로 110", "김**, ***8888, (04524) 서울특별시 중구 ***")]
    [InlineData("Kim", "1234567", "Teheran-ro", "K**, ***4567, (04524) ***")]
    [InlineData("𠮷田", "0101", "서울 중구", "𠮷**, ***, (04524) ***")]
    public void What_staff_see_names_no_door(string recipient, string phone, string line1, string masked)
    {
        var to = new OrderDelivery(recipient, phone, "04524", line1, "101동", "memo");
        Assert.Equal(masked, to.Masked);
        Assert.DoesNotContain(recipient, to.ToString());
    }

    [Theory]
    [InlineData("04524", true), InlineData("00000", true)]
    [InlineData("", false), InlineData("4524", false), InlineData("045244", false), InlineData("0452a", false)]
    [InlineData("０４５２４", false), InlineData("-4524", false), InlineData("4524 ", false)]
    public void Postcodes_are_five_digits(string text, bool isOne) =>
        Assert.Equal(isOne, OrderDelivery.IsPostcode(text));

    [Theory]
    [InlineData(OrderLetterStage.Received, OrderStatus.Placed, false, true)]
    [InlineData(OrderLetterStage.Received, OrderStatus.Paid, false, false)]
    [InlineData(OrderLetterStage.Received, OrderStatus.Cancelled, false, false)]
    [InlineData(OrderLetterStage.Expired, OrderStatus.Expired, true, true)]
    [InlineData(OrderLetterStage.Expired, OrderStatus.Expired, false, false)]
    [InlineData(OrderLetterStage.Paid, OrderStatus.Cancelled, false, true)]
    [InlineData(OrderLetterStage.Refunded, OrderStatus.Returned, false, true)]
    public void Letters_that_are_overtaken_are_not_written(
        OrderLetterStage stage, OrderStatus now, bool wasTold, bool isWorth) =>
        Assert.Equal(isWorth, OrderLetters.IsWorth(stage, now, wasTold));

    [Theory]
    [InlineData(OrderStatus.Placed, true), InlineData(OrderStatus.Paid, true), InlineData(OrderStatus.Preparing, false)]
    [InlineData(OrderStatus.Shipped, false), InlineData(OrderStatus.Delivered, false)]
    [InlineData(OrderStatus.Expired, false), InlineData(OrderStatus.Cancelled, false)]
    [InlineData(OrderStatus.Returned, false)]
    public void Address_is_open_until_the_warehouse_begins(OrderStatus status, bool isOpen) =>
        Assert.Equal(isOpen, ChangeDelivery.IsOpen(status));

    [Theory]
    [InlineData("a@shop.example", true), InlineData(null, false)]
    [InlineData("a@load.invalid", false), InlineData("a@invalid.example", true)]
    public void Letters_reach_who_can_be_reached(string? email, bool isReached) =>
        Assert.Equal(isReached, OrderLetters.Reach(new Order { CustomerEmail = email }));
}
