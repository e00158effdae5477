using Onair.Inventory;
using Onair.Orders;
using Onair.Payments;
using Onair.Primitives;

namespace Onair.Tests.Orders;

/// <summary>
/// The fold over rows that no database would hold: what its constraints refuse must be found all the same. What they
/// let pass is planted in real databases (<see cref="Conformance.PlantedDefects"/>).
/// </summary>
public sealed class OrderFoldTests
{
    private static readonly ClaimedSums nothing = new([], []);

    private readonly Order order = Made.Order(OrderStatus.Paid, (12_000, 2), (500, 1));

    public OrderFoldTests()
    {
        order.Version = 2;
    }

    [Fact]
    public void Healthy_order_has_no_finding_and_everything_was_looked_at()
    {
        var found = Fold();
        Assert.All(found, v => Assert.Empty(v.Findings));
        Assert.Equal(
            [
                ("inventory.held-and-sold-are-the-orders", 2L), ("orders.total-is-sum-of-lines", 1),
                ("orders.price-was-the-variants", 2),
                ("orders.captured-is-what-is-owed", 1), ("orders.one-approval-and-none-unpaid", 1),
                ("orders.states-along-the-diagram", 1), ("orders.counts-are-the-orders", 0),
                ("orders.facts-add-up-to-the-orders", 2), ("broadcasts.held-and-sold-are-the-orders", 0),
                ("broadcasts.ordered-while-open", 0), ("broadcasts.counts-are-the-orders", 0),
                ("broadcasts.facts-add-up-to-the-orders", 0),
            ],
            found.Select(v => (v.Invariant, v.Checked)));
    }

    [Fact]
    public void Second_approval_is_found() =>
        Assert.Equal(["orders.one-approval-and-none-unpaid"], Broken(Fold(money: Money(24_500, approved: 2))));

    [Fact]
    public void Money_too_much_and_too_little_is_found()
    {
        foreach (var row in new[]
        {
            Money(24_499), Money(24_501), Money(24_500) with { Refunding = 1 },
                Money(24_500) with { Refunded = 24_500 },
        })
        {
            Assert.Equal(["orders.captured-is-what-is-owed"], Broken(Fold(money: row)));
        }
    }

    [Fact]
    public void Paid_order_without_any_attempt_is_found() => Assert.Equal(
        ["orders.captured-is-what-is-owed", "orders.one-approval-and-none-unpaid"], Broken(Fold(hasMoney: false)));

    [Fact]
    public void Books_that_do_not_add_up_are_found()
    {
        Assert.Equal(["inventory.held-and-sold-are-the-orders"], Broken(Fold(change: s => Stock(s, received: 101))));
        Assert.Equal(["inventory.held-and-sold-are-the-orders"], Broken(Fold(change: s => Stock(s, held: -1))));
        Assert.Equal(["inventory.held-and-sold-are-the-orders"], Broken(Fold(change: s => Stock(s, held: 101))));
    }

    [Fact]
    public void Sale_without_a_stock_row_is_found() =>
        Assert.Equal(["inventory.held-and-sold-are-the-orders"], Broken(Fold(change: _ => null)));

    [Fact]
    public void Order_without_lines_is_found()
    {
        var empty = Made.Order(OrderStatus.Expired);
        empty.Version = 1;
        var fold = new OrderFold();
        fold.Add([empty], [], Steps([]), new PriceBook([], []));
        Assert.Contains("orders.total-is-sum-of-lines", Broken(fold.Compare([], nothing, [], nothing, 0)));
    }

    [Fact]
    public void Missing_step_and_arrow_that_the_diagram_does_not_have_are_found()
    {
        foreach (var steps in new OrdersStore.TransitionRow[][]
        {
            [], [Step(2, OrderStatus.Placed, OrderStatus.Shipped)], [Step(3, OrderStatus.Placed, OrderStatus.Paid)],
            [Step(2, OrderStatus.Expired, OrderStatus.Paid)],
            [Step(2, OrderStatus.Placed, OrderStatus.Paid), Step(3, OrderStatus.Paid, OrderStatus.Preparing)],
            [Step(2, OrderStatus.Placed, OrderStatus.Paid) with { At = order.PlacedAt.AddTicks(-1) }],
        })
        {
            Assert.Equal(["orders.states-along-the-diagram"], Broken(Fold(steps: steps)));
        }
    }

    [Fact]
    public void Tally_may_lag_while_facts_wait_and_may_never_be_ahead()
    {
        Assert.Empty(Broken(Fold(undelivered: 1, placed: -1)));
        Assert.Equal(["orders.facts-add-up-to-the-orders"], Broken(Fold(undelivered: 0, placed: -1)));
        Assert.Equal(["orders.facts-add-up-to-the-orders"], Broken(Fold(undelivered: 1, placed: 1)));
    }

    [Fact]
    public void Thousand_broken_rows_are_counted_and_a_hundred_are_shown()
    {
        var fold = new OrderFold();
        var orders = Enumerable.Range(0, 1000).Select(_ => Made.Order(OrderStatus.Paid, (10, 1))).ToList();
        fold.Add(orders, [], Steps([]), new PriceBook([], []));
        var found = fold.Compare([], nothing, [], nothing, 0)
            .Single(v => v.Invariant == "orders.captured-is-what-is-owed");
        Assert.Equal((1000, 100), (found.Checked, found.Findings.Count));
    }

    private IReadOnlyList<Verification> Fold(
        OrderMoney? money = null,
        bool hasMoney = true,
        OrdersStore.TransitionRow[]? steps = null,
        Func<Stock, Stock?>? change = null,
        long undelivered = 0,
        long placed = 0)
    {
        var fold = new OrderFold();
        fold.Add(
            [order],
            hasMoney ? new() { [order.Id] = money ?? Money(24_500) } : [],
            Steps(steps ?? [Step(2, OrderStatus.Placed, OrderStatus.Paid)]),
            new PriceBook(order.Lines.ToDictionary(line => (line.VariantId, 1), line => line.UnitPrice), []));
        var stock = order.Lines.ConvertAll(line => new Stock
        {
            VariantId = line.VariantId, Sku = line.Sku, Received = 100, OnHand = 100 - line.Quantity,
                Sold = line.Quantity,
        });
        var changed = stock.Select((row, i) => i == 0 && change is not null ? change(row) : row).OfType<Stock>()
            .ToList();
        return fold.Compare(
            changed,
            new ClaimedSums(
                order.Lines.ConvertAll(line =>
                    new SalesTotal { Id = line.VariantId, Placed = line.Quantity + placed }),
                []),
            [],
            nothing,
            undelivered);
    }

    private OrderMoney Money(long captured, int approved = 1) => new(order.Id, captured, 0, 0, 1, 0, approved);

    private OrdersStore.TransitionRow Step(int version, OrderStatus from, OrderStatus to) =>
        new(order.Id, version, from, to, order.PlacedAt, "shopper", null);

    private static ILookup<Guid, OrdersStore.TransitionRow> Steps(OrdersStore.TransitionRow[] steps) =>
        steps.ToLookup(s => s.OrderId);

    private static Stock Stock(Stock stock, long held = 0, long received = 100) => new()
    {
        VariantId = stock.VariantId, Sku = stock.Sku, OnHand = stock.OnHand, Sold = stock.Sold, Held = held,
            Received = received,
    };

    private static List<string> Broken(IReadOnlyList<Verification> found) =>
        [.. found.Where(v => !v.Holds).Select(v => v.Invariant)];
}
