using Onair.Orders;
using Onair.Orders.Intake;

namespace Onair.Tests.Fixtures;

/// <summary>Orders of people who say where to, and how to reach them.</summary>
internal static class Sent
{
    public static readonly OrderDelivery Home = new(
        "김받는", "01099998888", "04524", "서울특별시 중구 세종대로 110", "3층", "문 앞에 놓아 주세요");

    public static readonly OrderDelivery Office = Home with { Line1 = "서울특별시 강남구 테헤란로 1", Postcode = "06236" };

    public static PlaceOrder Order(
        string key, long price, OrderDelivery? to, string? email = "gildong@shop.example", bool isEnglish = false,
        string phone = "01012345678", string name = "홍길동") =>
        new PlaceOrder
        {
            IdempotencyKey = key,
            Channel = Channel.Web,
            Name = name,
            Phone = phone,
            Email = email,
            Lines = [new PlaceOrderLine("mug", 2, price)],
            Delivery = to,
            IsEnglish = isEnglish,
        }.Seal();

    /// <summary>Two mugs, placed.</summary>
    public static async Task<Ticket> BuysForAsync(
        this Shop shop, string key, OrderDelivery? to, string? email = "gildong@shop.example", bool isEnglish = false)
    {
        var answer = await shop.PlaceAsync(Order(key, 12_000, to, email, isEnglish));
        Assert.Equal(PlaceOrderStatus.Placed, answer.Status);
        return new Ticket(answer.Order!.Number, shop.Get<OrderTokens>().Of(answer.Order.Id), answer.Order.Id);
    }
}
