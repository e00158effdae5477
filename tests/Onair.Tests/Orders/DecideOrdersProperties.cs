using CsCheck;
using Onair.Orders.Intake;
using Onair.Primitives;

namespace Onair.Tests.Orders;

/// <summary>What holds for every batch, whatever is asked: found by trying thousands of small, crowded ones.</summary>
public sealed class DecideOrdersProperties
{
    private const int tries = 2000;

    private static readonly Gen<Shelf> shelf = Gen.Select(
        Gen.Long[0, 12], Gen.Long[0, 3000], Gen.Int[0, 5], Gen.Int[0, 9], Gen.Bool,
        (stock, price, limit, sale, free) => new Shelf(stock, price, limit == 0 ? null : limit, sale > 0, free));

    private static readonly Gen<(int, int, bool)> line = Gen.Select(
        Gen.Int[0, 40], Gen.Int[1, 4], Gen.Int[0, 30], (sku, pieces, old) =>
            (sku == 40 ? 9 : sku % 3, pieces, old == 0));

    private static readonly Gen<Wish> wish = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 5], line.List[1, 3],
        (customer, key, lines) => new Wish(customer, key, [.. lines.DistinctBy(l => l.Item1)]));

    private static readonly Gen<(List<Shelf> Shelves, List<Wish> Wishes)> evening = Gen.Select(
        shelf.List[3, 3], wish.List[1, 30]);

    [Fact]
    public void Every_status_is_the_one_that_the_rules_give() => evening.Sample(
        run =>
        {
            var model = new DecideModel(run.Shelves);
            var (_, answers) = Run(run.Shelves, run.Wishes);
            Assert.Equal(run.Wishes.Select(model.Ask), answers.Select(a => a.Status));
        },
        iter: tries);

    [Fact]
    public void Nothing_is_taken_that_is_not_there() => evening.Sample(
        run =>
        {
            var (world, _) = Run(run.Shelves, run.Wishes);
            for (var i = 0; i < run.Shelves.Count; i++)
            {
                Assert.InRange(world.Available[i], 0, run.Shelves[i].Stock);
                var sold = world.Orders.SelectMany(o => o.Lines)
                    .Where(l => l.VariantId == run.Shelves[i].Id).Sum(l => (long)l.Quantity);
                Assert.Equal(run.Shelves[i].Stock, world.Available[i] + sold);
            }
        },
        iter: tries);

    [Fact]
    public void Order_has_all_its_lines_or_there_is_no_order() => evening.Sample(
        run =>
        {
            var (_, answers) = Run(run.Shelves, run.Wishes);
            foreach (var (asked, answer) in run.Wishes.Zip(answers))
            {
                var isThere = answer.Status is PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced;
                Assert.Equal(isThere, answer.Order is not null);
                if (!isThere) continue;
                Assert.Equal(
                    asked.Lines.Select(l => (DecideWorld.SkuOf(l.Sku), l.Pieces)), answer.Order!.Lines.Select(
                        l => (l.Sku, l.Quantity)));
            }
        },
        iter: tries);

    [Fact]
    public void Only_who_came_before_takes_a_piece_away() => evening.Sample(
        run =>
        {
            // Whoever is told "sold out" is told so too when everybody behind stays at home.
            var (_, answers) = Run(run.Shelves, run.Wishes);
            for (var i = 0; i < answers.Count; i++)
            {
                if (answers[i].Status != PlaceOrderStatus.SoldOut) continue;
                var (before, cut) = Run(run.Shelves, run.Wishes[..(i + 1)]);
                Assert.Equal(PlaceOrderStatus.SoldOut, cut[i].Status);
                Assert.Equal(answers[i].Refused, cut[i].Refused);
                Assert.Contains(run.Wishes[i].Lines, l => before.Available[l.Sku] < l.Pieces);
            }
        },
        iter: tries);

    [Fact]
    public void Refusal_names_the_lines_in_the_way_and_what_is_left_of_them() => evening.Sample(
        run =>
        {
            var model = new DecideModel(run.Shelves);
            var (_, answers) = Run(run.Shelves, run.Wishes);
            foreach (var (asked, answer) in run.Wishes.Zip(answers))
            {
                foreach (var refused in answer.Refused)
                {
                    var (sku, pieces, _) = asked.Lines[refused.Line];
                    Assert.Equal(DecideWorld.SkuOf(sku), refused.Sku);
                    Assert.Equal(sku < run.Shelves.Count ? run.Shelves[sku].Price : null, refused.UnitPrice);
                    if (answer.Status == PlaceOrderStatus.SoldOut)
                        Assert.Equal(run.Shelves[sku].Stock - model.Taken(sku), refused.Left);
                    if (answer.Status == PlaceOrderStatus.OverLimit)
                        Assert.Equal(run.Shelves[sku].Limit!.Value - model.Bought(sku, asked.Customer), refused.Left);
                    if (answer.Status is PlaceOrderStatus.SoldOut or PlaceOrderStatus.OverLimit)
                        Assert.InRange(refused.Left, 0, pieces - 1);
                }

                var isRefusal = answer.Order is null && answer.Status != PlaceOrderStatus.KeyReused;
                Assert.Equal(isRefusal, answer.Refused.Count > 0);
                model.Ask(asked);
            }
        },
        iter: tries);

    [Fact]
    public void No_customer_gets_more_than_the_limit() => evening.Sample(
        run =>
        {
            var (world, _) = Run(run.Shelves, run.Wishes);
            var pieces = world.Orders.SelectMany(o => o.Lines, (o, l) => (o.CustomerKey, l.VariantId, l.Quantity));
            foreach (var has in pieces.GroupBy(p => (p.CustomerKey, p.VariantId)))
            {
                var limit = run.Shelves.Single(s => s.Id == has.Key.VariantId).Limit;
                Assert.InRange(has.Sum(p => p.Quantity), 1, limit ?? int.MaxValue);
            }
        },
        iter: tries);

    [Fact]
    public void Totals_and_tax_add_up() => evening.Sample(
        run =>
        {
            var (world, _) = Run(run.Shelves, run.Wishes);
            foreach (var order in world.Orders)
            {
                Assert.Equal(order.Lines.Sum(l => l.Quantity * l.UnitPrice), order.Total);
                Assert.Equal(order.Total, order.Remaining);
                Assert.Equal(order.Lines.Sum(l => l.Vat), order.Vat);
                foreach (var l in order.Lines)
                {
                    var own = run.Shelves.Single(s => s.Id == l.VariantId);
                    Assert.Equal(own.Price, l.UnitPrice);
                    Assert.Equal(Vat.Included(l.Quantity * own.Price, own.TaxFree), l.Vat);
                    Assert.Equal(own.Limit is not null, l.Limited);
                }
            }
        },
        iter: tries);

    [Fact]
    public void Cutting_a_batch_in_pieces_changes_no_answer() => Gen.Select(evening, Gen.Int[1, 7]).Sample(
        (run, size) =>
        {
            var (whole, together) = Run(run.Shelves, run.Wishes);
            var world = new DecideWorld(run.Shelves);
            var apart = run.Wishes.Select(world.Ask).Chunk(size).SelectMany(world.Run).ToList();
            Assert.Equal(together.Select(a => a.Status), apart.Select(a => a.Status));
            Assert.Equal(together.SelectMany(a => a.Refused), apart.SelectMany(a => a.Refused));
            Assert.Equal(whole.Available, world.Available);
        },
        iter: tries);

    [Fact]
    public void Asking_again_is_answered_with_the_same_order_and_takes_nothing() =>
        Gen.Select(evening, Gen.Bool).Sample(
        (run, inOneBatch) =>
        {
            var world = new DecideWorld(run.Shelves);
            var asked = run.Wishes.Select(world.Ask).ToList();
            List<PlaceOrderAnswer> first, second;
            if (inOneBatch)
            {
                var both = world.Run([.. asked, .. asked]);
                (first, second) = (both[..asked.Count], both[asked.Count..]);
            }
            else
            {
                (first, second) = (world.Run(asked), world.Run(asked));
            }

            for (var i = 0; i < asked.Count; i++)
            {
                if (first[i].Order is not { } order) continue;
                Assert.Equal(PlaceOrderStatus.AlreadyPlaced, second[i].Status);
                Assert.Same(order, second[i].Order);
            }

            var owned = world.Orders.Sum(o => o.Lines.Sum(l => l.Quantity));
            Assert.Equal(run.Shelves.Sum(s => s.Stock) - owned, world.Available.Sum());
        },
        iter: tries);

    private static (DecideWorld World, List<PlaceOrderAnswer> Answers) Run(
        IReadOnlyList<Shelf> shelves, IReadOnlyList<Wish> wishes)
    {
        var world = new DecideWorld(shelves);
        return (world, world.Run([.. wishes.Select(world.Ask)]));
    }
}
