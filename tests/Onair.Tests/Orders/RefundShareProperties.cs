using CsCheck;
using Onair.Orders;
using Onair.Primitives;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

/// <summary>Refunds of any pieces in any order add up to the order, to the won.</summary>
public sealed class RefundShareProperties
{
    private static readonly Gen<(long Price, int Pieces, bool Free)> line = Gen.Select(
        Gen.OneOf(Gen.Long[0, 40], Gen.Long[0, 3_000_000], Gen.Const(OrdersOptions.UnitPriceMax)),
        Gen.OneOf(Gen.Int[1, 12], Gen.Const(OrdersOptions.QuantityMax)),
        Gen.Bool);

    private static readonly Gen<(List<(long Price, int Pieces, bool Free)> Lines, int Seed, long Fee)> whole =
        Gen.Select(line.List[1, 5], Gen.Int, Gen.OneOf(Gen.Const(0L), Gen.Long[1, 20_000]));

    [Fact]
    public void Parts_add_up_to_the_order_and_none_is_negative() => whole.Sample(made =>
    {
        var order = Of(made.Lines);
        var (back, kept, shares) = ReturnAll(order, made.Seed, 0);
        Assert.Equal(order.Total, back.Amount);
        Assert.Equal(order.Vat, back.Vat);
        Assert.Equal(order.Lines.Where(l => l.IsTaxFree).Sum(l => l.Amount), back.TaxFree);
        Assert.Equal(default, kept);
        Assert.All(shares, IsSound);
    });

    [Fact]
    public void What_is_kept_and_what_goes_back_are_whole_together() => whole.Sample(made =>
    {
        var order = Of(made.Lines);
        var free = order.Lines.Where(l => l.IsTaxFree).Sum(l => l.Amount);
        var (back, kept, shares) = ReturnAll(order, made.Seed, made.Fee);
        Assert.Equal((order.Total, order.Vat, free), ((back + kept).Amount, (back + kept).Vat, (back + kept).TaxFree));
        Assert.Equal((kept.Amount, 0L), (order.Fees, order.Remaining));
        Assert.Equal(order.Fees, order.Owed);
        Assert.All(shares, IsSound);
    });

    [Fact]
    public void Share_of_any_capture_is_sound_and_that_of_the_whole_is_the_order() =>
        Gen.Select(whole, Gen.Double[0, 1]).Sample((made, part) =>
        {
            var order = Of(made.Lines);
            var free = order.Lines.Where(l => l.IsTaxFree).Sum(l => l.Amount);
            Assert.Equal(new RefundShare(order.Total, order.Vat, free), RefundShare.OfCapture(order, order.Total));
            var amount = Math.Min(order.Total, (long)(order.Total * part));
            var share = RefundShare.OfCapture(order, amount);
            IsSound(share);
            Assert.Equal(amount, share.Amount);
            // After all pieces went: of the whole it is still the order.
            ReturnAll(order, made.Seed, 0);
            Assert.Equal(new RefundShare(order.Total, order.Vat, free), RefundShare.OfCapture(order, order.Total));
        });

    [Fact]
    public void Order_of_the_parts_does_not_change_their_sum() => Gen.Select(whole, Gen.Int).Sample((made, seed) =>
    {
        var (one, _, _) = ReturnAll(Of(made.Lines), made.Seed, 0);
        var (other, _, _) = ReturnAll(Of(made.Lines), seed, 0);
        Assert.Equal(one, other);
    });

    [Theory]
    [InlineData(10_000, 1, false, 3_000, 7_000, 636, 0)] // 909 of VAT, 273 of it stay with the 3,000
    [InlineData(10_000, 1, true, 3_000, 7_000, 0, 7_000)]
    [InlineData(2_000, 1, false, 3_000, 0, 0, 0)] // never more than the refund
    [InlineData(3_000, 1, false, 3_000, 0, 0, 0)]
    public void Way_back_comes_out_of_the_refund(
        long price, int pieces, bool free, long fee, long amount, long vat, long taxFree)
    {
        var (back, _, _) = ReturnAll(Of([(price, pieces, free)]), seed: 0, fee);
        Assert.Equal(new RefundShare(amount, vat, taxFree), back);
    }

    [Theory]
    [InlineData(EndCause.ChangeOfMind, 3_000)]
    [InlineData(EndCause.Defect, 0)]
    [InlineData(EndCause.Mismatch, 0)]
    [InlineData(null, 0)]
    public void Only_who_changed_their_mind_bears_the_way_back(EndCause? cause, long fee)
    {
        var order = Made.Order(OrderStatus.Delivered, (10_000, 2));
        var change = OrderChange.Undo(
            order, OrderStep.Return, TestDatabase.Start, "operator", null, cause, shipping: 3_000);
        Assert.Equal((fee, 20_000 - fee, fee, cause), (change.Fee, change.Refund, order.Fees, change.Cause));
    }

    [Fact]
    public void Cancelling_before_shipping_costs_nothing()
    {
        var order = Made.Order(OrderStatus.Preparing, (10_000, 2));
        var change = OrderChange.Undo(
            order, OrderStep.Cancel, TestDatabase.Start, "shopper", null, EndCause.ChangeOfMind, shipping: 3_000);
        Assert.Equal((0L, 20_000L), (change.Fee, change.Refund));
    }

    private static void IsSound(RefundShare share) => Assert.True(
        share is { Amount: >= 0, Vat: >= 0, TaxFree: >= 0 } && share.Vat + share.TaxFree <= share.Amount, $"{share}");

    /// <summary>Gives back piece by piece, as the seed says, until nothing is left.</summary>
    private static (RefundShare Back, RefundShare Kept, List<RefundShare> Shares) ReturnAll(
        Order order, int seed, long fee)
    {
        var random = new Random(seed);
        var shares = new List<RefundShare>();
        var total = new RefundShare(
            order.Total, order.Vat, order.Lines.Where(l => l.IsTaxFree).Sum(l => l.Amount));
        while (!OrderRules.IsFinal(order.Status))
        {
            var pieces = OrderChange.Left(order)
                .Where(_ => random.Next(2) == 0)
                .Select(piece => (piece.Line, random.Next(Math.Max(1, piece.Pieces / 3), piece.Pieces + 1)))
                .ToList();
            if (pieces.Count == 0) pieces = [OrderChange.Left(order)[0]];
            shares.Add(OrderChange.Undo(
                order, OrderStep.Return, pieces, TestDatabase.Start, "x", null, EndCause.ChangeOfMind, fee).Share);
        }

        var back = shares.Aggregate((left, right) => left + right);
        return (back, total - back, shares);
    }

    private static Order Of(List<(long Price, int Pieces, bool Free)> lines)
    {
        var id = Guid.CreateVersion7(TestDatabase.Start);
        var made = lines.Select((l, i) => new OrderLine
        {
            OrderId = id,
            Line = i + 1,
            Sku = $"SKU-{i}",
            Quantity = l.Pieces,
            UnitPrice = l.Price,
            Vat = Vat.Included(l.Price * l.Pieces, l.Free),
        }).ToList();
        var total = made.Sum(l => l.Amount);
        return new Order
        {
            Id = id,
            Status = OrderStatus.Delivered,
            Version = 1,
            Total = total,
            Remaining = total,
            Vat = made.Sum(l => l.Vat),
            Lines = made,
        };
    }
}
