using Onair.Orders;

namespace Onair.Tests.Orders;

public sealed class OrderRulesTests
{
    /// <summary>The whole diagram: every state in a row, every step in a column; a dot where no arrow leads.</summary>
    private const string diagram = """
        from       Pay   Expire   Cancel     Prepare    Ship     Deliver    Return
        Placed     Paid  Expired  Cancelled  .          .        .          .
        Paid       .     .        Cancelled  Preparing  .        .          .
        Preparing  .     .        Cancelled  .          Shipped  .          .
        Shipped    .     .        .          .          .        Delivered  Returned
        Delivered  .     .        .          .          .        .          Returned
        Expired    .     .        .          .          .        .          .
        Cancelled  .     .        .          .          .        .          .
        Returned   .     .        .          .          .        .          .
        """;

    public static TheoryData<OrderStatus, OrderStep, OrderStatus?> Cells()
    {
        var rows = diagram.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var cells = new TheoryData<OrderStatus, OrderStep, OrderStatus?>();
        foreach (var row in rows.Skip(1))
        {
            for (var i = 1; i < row.Length; i++)
            {
                cells.Add(
                    Enum.Parse<OrderStatus>(row[0]),
                    Enum.Parse<OrderStep>(rows[0][i]),
                    row[i] == "." ? null : Enum.Parse<OrderStatus>(row[i]));
            }
        }

        return cells;
    }

    [Theory, MemberData(nameof(Cells))]
    public void Every_step_leads_where_the_diagram_says(OrderStatus from, OrderStep step, OrderStatus? to) =>
        Assert.Equal(to, OrderRules.Next(from, step));

    [Fact]
    public void Table_has_every_state_and_every_step() =>
        Assert.Equal(Enum.GetValues<OrderStatus>().Length * Enum.GetValues<OrderStep>().Length, Cells().Count);

    [Fact]
    public void Arrows_are_those_that_some_step_makes()
    {
        var drawn = Cells().Where(cell => cell.Data.Item3 is not null)
            .Select(cell => (cell.Data.Item1, cell.Data.Item3!.Value)).ToHashSet();
        foreach (var from in Enum.GetValues<OrderStatus>())
        {
            foreach (var to in Enum.GetValues<OrderStatus>())
            {
                Assert.Equal(drawn.Contains((from, to)), OrderRules.IsArrow(from, to));
            }
        }
    }

    [Fact]
    public void No_arrow_leads_out_of_a_final_state_and_one_leads_out_of_every_other()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            Assert.Equal(
                OrderRules.IsFinal(status), Enum.GetValues<OrderStep>()
                    .All(step => OrderRules.Next(status, step) is null));
        }
    }

    [Theory]
    [InlineData(OrderStatus.Placed, false)]
    [InlineData(OrderStatus.Paid, true)]
    [InlineData(OrderStatus.Preparing, true)]
    [InlineData(OrderStatus.Shipped, true)]
    [InlineData(OrderStatus.Delivered, true)]
    [InlineData(OrderStatus.Expired, false)]
    [InlineData(OrderStatus.Cancelled, false)]
    [InlineData(OrderStatus.Returned, false)]
    public void Money_is_with_the_shop_between_payment_and_the_end(OrderStatus status, bool paid) =>
        Assert.Equal(paid, OrderRules.IsPaid(status));
}
