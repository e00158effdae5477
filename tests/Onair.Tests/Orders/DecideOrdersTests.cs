using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

/// <summary>
/// The decision, one case per story; what holds for all cases is in <see cref="DecideOrdersProperties"/>.
/// </summary>
public sealed class DecideOrdersTests
{
    private static readonly Shelf mug = new(3, 12_000, null, OnSale: true, TaxFree: false);
    private static readonly Shelf book = new(9, 15_000, 2, OnSale: true, TaxFree: true);
    private static readonly Shelf gone = new(9, 1000, null, OnSale: false, TaxFree: false);

    private readonly DecideWorld world = new([mug, book, gone]);

    [Fact]
    public void Placed_order_carries_everything_that_was_agreed()
    {
        var order = Run(new Wish(1, 1, [(0, 2, false), (1, 1, false)]))[0].Order!;
        Assert.Equal((OrderStatus.Placed, 1, "KRW", 39_000L, 2182L),
            (order.Status, order.Version, order.Currency, order.Total, order.Vat));
        Assert.Equal((TestDatabase.Start, TestDatabase.Start + DecideWorld.Hold), (order.PlacedAt, order.PayBefore));
        Assert.Equal([2182L, 0L], order.Lines.Select(line => line.Vat));
        Assert.Equal([1, 2], order.Lines.Select(line => line.Line));
        Assert.Equal([false, true], order.Lines.Select(line => line.Limited));
        Assert.All(order.Lines, line => Assert.Equal(order.Id, line.OrderId));
    }

    [Fact]
    public void Last_piece_goes_to_who_came_first()
    {
        var answers = Run(
            new Wish(1, 1, [(0, 2, false)]), new Wish(2, 1, [(0, 2, false)]), new Wish(3, 1, [(0, 1, false)]));
        Assert.Equal(
            [PlaceOrderStatus.Placed, PlaceOrderStatus.SoldOut, PlaceOrderStatus.Placed], answers.Select(
                a => a.Status));
        Assert.Equal([new RefusedLine(0, "SKU-0", 1, 12_000)], answers[1].Refused);
    }

    [Fact]
    public void One_line_that_is_missing_keeps_the_others_on_the_shelf()
    {
        var answers = Run(
            new Wish(1, 1, [(1, 1, false), (0, 4, false)]), new Wish(2, 1, [(0, 3, false), (1, 2, false)]));
        Assert.Equal([PlaceOrderStatus.SoldOut, PlaceOrderStatus.Placed], answers.Select(a => a.Status));
        Assert.Equal(1, Assert.Single(answers[0].Refused).Line);
    }

    [Fact]
    public void What_waiting_cannot_mend_is_told_first()
    {
        // One order that is wrong in every way; each mended line shows the next reason.
        Assert.Equal(PlaceOrderStatus.UnknownVariant, Ask((9, 1, false), (2, 1, false), (0, 1, true), (1, 3, false)));
        Assert.Equal(PlaceOrderStatus.OfferEnded, Ask((2, 1, false), (0, 1, true), (1, 3, false)));
        Assert.Equal(PlaceOrderStatus.PriceChanged, Ask((0, 99, true), (1, 3, false)));
        Assert.Equal(PlaceOrderStatus.OverLimit, Ask((0, 99, false), (1, 3, false)));
        Assert.Equal(PlaceOrderStatus.SoldOut, Ask((0, 99, false), (1, 2, false)));
        Assert.Equal(PlaceOrderStatus.Placed, Ask((0, 3, false), (1, 2, false)));
    }

    [Fact]
    public void Limit_counts_across_orders_of_one_customer_and_not_across_customers()
    {
        var answers = Run(
            new Wish(1, 1, [(1, 1, false)]), new Wish(1, 2, [(1, 2, false)]), new Wish(1, 3, [(1, 1, false)]),
            new Wish(1, 4, [(1, 1, false)]), new Wish(2, 1, [(1, 2, false)]));
        Assert.Equal(
            [PlaceOrderStatus.Placed, PlaceOrderStatus.OverLimit, PlaceOrderStatus.Placed, PlaceOrderStatus.OverLimit,
                PlaceOrderStatus.Placed],
            answers.Select(a => a.Status));
        Assert.Equal(
            [1L, 0L], answers.Where(a => a.Status == PlaceOrderStatus.OverLimit).Select(a => a.Refused[0].Left));
    }

    [Fact]
    public void Key_belongs_to_its_customer_and_to_its_body()
    {
        var answers = Run(
            new Wish(1, 7, [(1, 1, false)]), new Wish(2, 7, [(1, 1, false)]), new Wish(1, 7, [(1, 2, false)]), new Wish(
                1, 7, [(1, 1, false)]));
        Assert.Equal(
            [PlaceOrderStatus.Placed, PlaceOrderStatus.Placed, PlaceOrderStatus.KeyReused,
                PlaceOrderStatus.AlreadyPlaced],
            answers.Select(a => a.Status));
        Assert.Same(answers[0].Order, answers[3].Order);
        Assert.Null(answers[2].Order);
    }

    [Fact]
    public void Key_of_a_refused_order_may_be_used_again()
    {
        var answers = Run(new Wish(1, 7, [(0, 4, false)]), new Wish(1, 7, [(0, 3, false)]));
        Assert.Equal([PlaceOrderStatus.SoldOut, PlaceOrderStatus.Placed], answers.Select(a => a.Status));
    }

    [Fact]
    public void Every_part_of_a_body_counts_for_its_key()
    {
        PlaceOrder Body(Channel channel, string name, string? email, params PlaceOrderLine[] lines) => new PlaceOrder
        {
            IdempotencyKey = "k", Channel = channel, Name = name, Phone = "01012345678", Email = email, Lines = lines,
        }.Seal();

        var (one, two) = (new PlaceOrderLine("SKU-0", 1, 12_000), new PlaceOrderLine("SKU-1", 1, 15_000));
        PlaceOrder[] bodies =
        [
            Body(Channel.Web, "a", null, one), Body(Channel.Tv, "a", null, one), Body(Channel.Web, "b", null, one),
            Body(Channel.Web, "a", "a@b.kr", one), Body(Channel.Web, "a", null, two), Body(
                Channel.Web, "a", null, one, two),
            Body(Channel.Web, "a", null, two, one), Body(Channel.Web, "a", null, one with { Quantity = 2 }),
            Body(Channel.Web, "a", null, one with { UnitPrice = 1 }),
        ];
        Assert.Equal(bodies.Length, bodies.Select(b => b.RequestHash).Distinct().Count());
        Assert.Single(bodies.Select(b => b.RequestKey).Distinct());
    }

    private List<PlaceOrderAnswer> Run(params Wish[] wishes) => world.Run([.. wishes.Select(world.Ask)]);

    private PlaceOrderStatus Ask(params (int, int, bool)[] lines) =>
        Run(new Wish(5, lines.Length + 10, lines))[0].Status;
}
