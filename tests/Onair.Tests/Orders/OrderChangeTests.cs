using Onair.Inventory;
using Onair.Orders;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

public sealed class OrderChangeTests
{
    private static readonly DateTimeOffset later = TestDatabase.Start.AddMinutes(5);

    [Theory]
    [InlineData(OrderStatus.Placed, OrderStep.Pay, OrderStatus.Paid, MovementKind.Sell)]
    [InlineData(OrderStatus.Paid, OrderStep.Prepare, OrderStatus.Preparing, null)]
    [InlineData(OrderStatus.Preparing, OrderStep.Ship, OrderStatus.Shipped, null)]
    [InlineData(OrderStatus.Shipped, OrderStep.Deliver, OrderStatus.Delivered, null)]
    public void Step_forward_keeps_all_pieces_together(
        OrderStatus from, OrderStep step, OrderStatus to, MovementKind? movement)
    {
        var order = Made.Order(from, (1000, 3), (500, 2));
        var change = OrderChange.Advance(order, step, later, "staff:kim", "why");
        Assert.Equal((from, to, 2, later, "staff:kim", "why"),
            (change.From, change.To, change.Version, change.At, change.Actor, change.Reason));
        Assert.Equal((to, 2, later, 4000L), (order.Status, order.Version, order.ChangedAt, order.Remaining));
        Assert.Equal((movement, 0L), (change.Movement, change.Refund));
        Assert.Equal([3, 2], change.Pieces.Select(piece => piece.Pieces));
    }

    [Theory]
    [InlineData(OrderStatus.Placed, OrderStep.Expire, OrderStatus.Expired, MovementKind.Release, 0)]
    [InlineData(OrderStatus.Placed, OrderStep.Cancel, OrderStatus.Cancelled, MovementKind.Release, 0)]
    [InlineData(OrderStatus.Paid, OrderStep.Cancel, OrderStatus.Cancelled, MovementKind.Return, 4000)]
    [InlineData(OrderStatus.Preparing, OrderStep.Cancel, OrderStatus.Cancelled, MovementKind.Return, 4000)]
    [InlineData(OrderStatus.Shipped, OrderStep.Return, OrderStatus.Returned, MovementKind.Return, 4000)]
    [InlineData(OrderStatus.Delivered, OrderStep.Return, OrderStatus.Returned, MovementKind.Return, 4000)]
    public void End_gives_everything_back(
        OrderStatus from, OrderStep step, OrderStatus to, MovementKind movement, long refund)
    {
        var order = Made.Order(from, (1000, 3), (500, 2));
        var change = OrderChange.Undo(order, step, later, "shopper", null);
        Assert.Equal((to, movement, refund), (change.To, change.Movement, change.Refund));
        Assert.Equal((to, 0L, 0L), (order.Status, order.Remaining, order.Owed));
        Assert.All(order.Lines, line => Assert.Equal(0, line.Left));
        Assert.Equal(step == OrderStep.Return ? 5 : 0, order.Lines.Sum(line => line.Returned));
        Assert.Equal(step == OrderStep.Return ? 0 : 5, order.Lines.Sum(line => line.Cancelled));
    }

    [Fact]
    public void Part_of_a_paid_order_goes_back_and_the_rest_stays()
    {
        var order = Made.Order(OrderStatus.Paid, (1000, 3), (500, 2));
        var change = OrderChange.Undo(order, OrderStep.Cancel, [(order.Lines[0], 2)], later, "shopper", null);
        Assert.Equal((OrderStatus.Paid, OrderStatus.Paid, 2000L), (change.From, change.To, change.Refund));
        Assert.Equal((OrderStatus.Paid, 2, 2000L, 2000L), (order.Status, order.Version, order.Remaining, order.Owed));
        Assert.Equal([1, 2], order.Lines.Select(line => line.Left));
    }

    [Fact]
    public void Last_piece_ends_the_order_and_the_parts_add_up_to_the_whole()
    {
        var order = Made.Order(OrderStatus.Delivered, (1000, 3), (500, 2));
        var refunds = new List<long>();
        foreach (var (line, pieces) in new[] { (0, 1), (1, 2), (0, 2) })
        {
            refunds.Add(OrderChange.Undo(order, OrderStep.Return, [(order.Lines[line], pieces)], later, "shopper", null)
                .Refund);
        }

        Assert.Equal([1000, 1000, 2000], refunds);
        Assert.Equal((OrderStatus.Returned, 4, 0L), (order.Status, order.Version, order.Remaining));
        Assert.Equal(order.Total, refunds.Sum());
    }

    [Fact]
    public void Pieces_that_went_back_before_are_not_part_of_a_later_step()
    {
        var order = Made.Order(OrderStatus.Placed, (1000, 3), (500, 2));
        OrderChange.Undo(order, OrderStep.Cancel, [(order.Lines[1], 2)], later, "shopper", null);
        var paid = OrderChange.Advance(order, OrderStep.Pay, later, "shopper");
        Assert.Equal((order.Lines[0], 3), Assert.Single(paid.Pieces));
        Assert.Equal(3000, order.Owed);
    }

    [Fact]
    public void Step_that_the_diagram_does_not_have_throws_and_changes_nothing()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            foreach (var step in Enum.GetValues<OrderStep>().Where(step => OrderRules.Next(status, step) is null))
            {
                var order = Made.Order(status, (1000, 1));
                Assert.Throws<InvalidOperationException>(() => OrderChange.Advance(order, step, later, "x"));
                Assert.Throws<InvalidOperationException>(() => OrderChange.Undo(order, step, later, "x", null));
                Assert.Equal((status, 1, 1000L), (order.Status, order.Version, order.Remaining));
            }
        }
    }
}
