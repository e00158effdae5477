using CsCheck;
using Onair.Host.Cli.Replay;
using Onair.Inventory;

namespace Onair.Tests.Cli;

public sealed class PlanReplayTests
{
    private static readonly DateTime start = new(2011, 1, 3, 9, 0, 0);

    [Fact]
    public void Invoice_becomes_an_order_with_equal_lines_merged()
    {
        var plan = PlanReplay.Make(
            [Row("1", "11111", 2), Row("1", "11111", 3), Row("1", "11111", 1, 0.85m), Row("1", "22222", 1)], 0);

        var order = Assert.Single(plan.Orders);
        Assert.Equal(
            [("11111-100", 5, 1000L), ("11111-85", 1, 850L), ("22222-100", 1, 1000L)],
            order.Lines.Select(line => (line.Sku, line.Quantity, line.UnitPrice)));
        Assert.Equal(1, plan.RowsMerged);
        Assert.Equal(["11111", "22222"], plan.Products.Select(product => product.Code));
    }

    [Fact]
    public void Invoice_with_more_lines_than_an_order_may_have_is_split()
    {
        var plan = PlanReplay.Make([.. Enumerable.Range(0, 1203).Select(i => Row("1", (10000 + i).ToString(), 1))], 0);

        Assert.Equal([500, 500, 203], plan.Orders.Select(order => order.Lines.Count));
        Assert.Equal(["1-1", "1-2", "1-3"], plan.Orders.Select(order => order.Key));
        Assert.Equal(1, plan.InvoicesSplit);
    }

    [Fact]
    public void More_pieces_than_a_line_may_have_go_to_another_order()
    {
        var plan = PlanReplay.Make(
            [Row("1", "11111", 70_000), Row("1", "11111", 70_000), Row("1", "11111", 30_000)], 0);

        Assert.Equal([100_000, 70_000], plan.Orders.Select(order => order.Lines[0].Quantity));
        Assert.Equal(170_000, plan.Products[0].Variants[0].Ordered);
    }

    [Fact]
    public void Cancellation_takes_the_latest_purchase_first()
    {
        var plan = PlanReplay.Make(
            [Row("1", "11111", 5, minute: 0), Row("2", "11111", 5, minute: 1), Row("C3", "11111", -7, minute: 2)], 0);

        Assert.Equal(
            [(0, 2), (1, 5)],
            plan.Steps.Where(step => step.Cancel is not null).Select(step => (step.Order, step.Cancel![0].Quantity)));
        Assert.Equal(7, plan.Products[0].Variants[0].Cancelled);
    }

    [Fact]
    public void Cancellation_finds_the_price_that_was_paid()
    {
        var plan = PlanReplay.Make([Row("1", "11111", 5, 0.85m), Row("C2", "11111", -2, 1.00m, minute: 1)], 0);

        Assert.Equal([("11111-85", 2)], plan.Steps[^1].Cancel!);
    }

    [Fact]
    public void Cancellation_of_somebody_else_or_of_another_time_is_left_out_and_counted()
    {
        var plan = PlanReplay.Make(
            [
                Row("C1", "11111", -1, minute: 0),
                Row("2", "11111", 5, minute: 1),
                Row("C3", "11111", -3, minute: 2, customer: "999"),
                Row("C4", "11111", -4, minute: 3, customer: ""),
                Row("C5", "11111", -9, minute: 4),
            ],
            unreadableRows: 2);

        Assert.Equal(new Skipped(3, 1 + 3 + 4), plan.Skipped[LogRowKind.NothingLeftToCancel]);
        Assert.Equal(new Skipped(1, 4), plan.Skipped[LogRowKind.CancellationWithoutCustomer]);
        Assert.Equal(new Skipped(2, 0), plan.Skipped[LogRowKind.Unreadable]);
        Assert.Equal(5, plan.Products[0].Variants[0].Cancelled);
        Assert.Equal(7, plan.Rows);
    }

    [Fact]
    public void First_description_that_says_something_is_the_name()
    {
        var plan = PlanReplay.Make(
            [
                Row("1", "11111", 1) with { Description = "" },
                Row("2", "11111", 1) with { Description = "RED MUG" },
                Row("3", "22222", 1) with { Description = "" },
            ],
            0);

        Assert.Equal(["RED MUG", "Item 22222"], plan.Products.Select(product => product.Name));
    }

    /// <summary>Whatever the log: what is cancelled was ordered before, and the sums are those of the steps.</summary>
    [Fact]
    public void Plan_adds_up()
    {
        var row = Gen.Select(
            Gen.Int[1, 12], Gen.Int[0, 3], Gen.Int[-9, 9], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 60]);
        row.List[0, 60].Sample(list =>
        {
            var rows = list.Select(r => Row(
                (r.Item3 < 0 ? "C" : "") + r.Item1, (11111 * (1 + r.Item2)).ToString(), r.Item3, r.Item4 * 0.5m,
                minute: r.Item6, customer: r.Item5 == 0 ? "" : r.Item5.ToString())).ToList();
            var plan = PlanReplay.Make(rows, 0);
            var left = new Dictionary<(int, string), int>();
            var placed = new HashSet<int>();
            var at = DateTime.MinValue;
            foreach (var step in plan.Steps)
            {
                Assert.True(step.At >= at);
                at = step.At;
                if (step.Cancel is null)
                {
                    Assert.True(placed.Add(step.Order));
                    foreach (var line in plan.Orders[step.Order].Lines) left.Add((step.Order, line.Sku), line.Quantity);
                    continue;
                }

                Assert.Contains(step.Order, placed);
                foreach (var (sku, quantity) in step.Cancel)
                {
                    Assert.True(quantity > 0);
                    Assert.True((left[(step.Order, sku)] -= quantity) >= 0);
                }
            }

            foreach (var variant in plan.Products.SelectMany(product => product.Variants))
            {
                var owned = left.Where(l => l.Key.Item2 == variant.Sku).Sum(l => (long)l.Value);
                Assert.Equal(variant.Ordered - variant.Cancelled, owned);
            }

            var accepted = rows.Count(r => LogRule.Kind(r) is LogRowKind.Sale or LogRowKind.Cancellation);
            Assert.Equal(accepted, plan.SaleRows + plan.CancellationRows);
        });
    }

    [Fact]
    public void Counters_that_agree_reconcile_and_any_other_do_not()
    {
        var plan = PlanReplay.Make([Row("1", "11111", 10), Row("C2", "11111", -4, minute: 1)], 0);
        var right = new Stock { Sku = "11111-100", Received = 10, Sold = 10, Returned = 4, OnHand = 4 };
        var unpaid = new Stock { Sku = "11111-100", Received = 10, Held = 6, OnHand = 10 };
        var oversold = new Stock { Sku = "11111-100", Received = 10, Sold = 11, Returned = 4, OnHand = 3 };

        Assert.Empty(Reconcile.Compare(plan, None(), One(right)));
        Assert.Empty(Reconcile.Compare(plan, None(), One(unpaid)));
        Assert.Single(Reconcile.Compare(plan, None(), One(oversold)));
        Assert.Single(Reconcile.Compare(plan, None(), None()));
        // A second replay on the same shop counts from where the first ended.
        var twice = new Stock { Sku = "11111-100", Received = 20, Sold = 20, Returned = 8, OnHand = 8 };
        Assert.Empty(Reconcile.Compare(plan, One(right), One(twice)));
        Assert.Single(Reconcile.Compare(plan, One(right), One(right)));
    }

    private static Dictionary<string, Stock> None() => [];

    private static Dictionary<string, Stock> One(Stock stock) => new() { [stock.Sku] = stock };

    private static LogRow Row(
        string invoice, string code, int quantity, decimal price = 1.00m, int minute = 0, string customer = "17850") =>
        new(invoice, code, "THING", quantity, start.AddMinutes(minute), price, customer);
}
