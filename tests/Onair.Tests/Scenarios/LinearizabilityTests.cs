using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>
/// Shoppers place and cancel at the same time on one variant, at two nodes where the database allows it: what they are
/// told fits a shop that serves one after the other.
/// </summary>
public sealed class LinearizabilityTests(ITestOutputHelper output)
{
    private const int histories = 12;
    private const int shoppers = 8;
    private const int asksEach = 7;
    private const int pieces = 9;

    private long clock;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Answers_about_one_variant_fit_a_sequential_order(Dialect dialect)
    {
        var seed = Random.Shared.Next(1_000_000);
        output.WriteLine($"seed {seed}");
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await using var here = new Rooms(shop.Database, TimeProvider.System);
        // SQLite has one node: both names are the same rooms.
        await using var there = new Rooms(
            dialect == Dialect.Postgres ? shop.OpenAnother() : shop.Database, TimeProvider.System);
        Rooms[] nodes = dialect == Dialect.Postgres ? [here, there] : [here];
        foreach (var node in nodes) await node.Tokens.LoadAsync(CancellationToken.None);
        var (refusals, returns) = (0, 0);
        for (var round = 0; round < histories; round++)
        {
            var ware = new Ware($"ITEM-{round}", 10_000, pieces);
            await Ware.StockAsync(here.Services, [ware]);
            var name = $"{seed}-{round}";
            var mood = seed + (round * 101);
            var shopping = Enumerable.Range(0, shoppers).Select(shopper => Task.Run(
                () => ShopAsync(nodes[shopper % nodes.Length], ware, $"{name}-{shopper}", mood + shopper)));
            var told = (await Task.WhenAll(shopping)).SelectMany(each => each).ToList();
            refusals += told.Count(answer => answer.Wanted > 0);
            returns += told.Count(answer => answer.Took < 0);
            Assert.True(
                History.IsLinearizable(told, pieces),
                $"{name}: no order explains\n{string.Join('\n', told.OrderBy(answer => answer.AskedAt))}");
        }

        output.WriteLine($"{histories * shoppers * asksEach} answers, {refusals} sold out, {returns} cancelled");
        Assert.True(refusals > 0 && returns > 0);
        Assert.Empty(await here.BrokenAsync());
    }

    [Fact]
    public void Checker_takes_what_a_sequential_shop_may_say()
    {
        // Two at the same time for the last piece; one of them is told that nothing is left.
        Assert.True(History.IsLinearizable([new(1, 3, 1, 0, 0), new(2, 4, 0, 1, 0)], 1));
        // The refusal may come back before the sale that caused it, as long as they overlap.
        Assert.True(History.IsLinearizable([new(1, 4, 1, 0, 0), new(2, 3, 0, 1, 0)], 1));
        // Bought, cancelled, bought again.
        Assert.True(History.IsLinearizable([new(1, 2, 1, 0, 0), new(3, 4, -1, 0, 0), new(5, 6, 1, 0, 0)], 1));
    }

    [Fact]
    public void Checker_finds_what_no_sequential_shop_would_say()
    {
        // One piece sold twice.
        Assert.False(History.IsLinearizable([new(1, 3, 1, 0, 0), new(2, 4, 1, 0, 0)], 1));
        // Sold out although nobody had bought, or before anybody could have.
        Assert.False(History.IsLinearizable([new(1, 2, 0, 1, 0)], 1));
        Assert.False(History.IsLinearizable([new(1, 2, 0, 1, 0), new(3, 4, 1, 0, 0)], 1));
        // A number of pieces that was never left.
        Assert.False(History.IsLinearizable([new(1, 2, 2, 0, 0), new(3, 4, 0, 5, 2)], 3));
        // A stale answer: the cancellation was told before the question.
        Assert.False(History.IsLinearizable([new(1, 2, 1, 0, 0), new(3, 4, -1, 0, 0), new(5, 6, 0, 1, 0)], 1));
    }

    private async Task<List<Told>> ShopAsync(Rooms node, Ware ware, string name, int seed)
    {
        var random = new Random(seed);
        var told = new List<Told>();
        var mine = new List<Order>();
        for (var ask = 0; ask < asksEach; ask++)
        {
            if (mine.Count > 0 && random.Next(2) == 0)
            {
                var order = mine[^1];
                mine.RemoveAt(mine.Count - 1);
                told.Add(await CancelAsync(node, order));
                continue;
            }

            var (answer, placed) = await PlaceAsync(node, ware, $"{name}-{ask}", random.Next(1, 4));
            told.Add(answer);
            if (placed is not null) mine.Add(placed);
        }

        return told;
    }

    private async Task<(Told Told, Order? Placed)> PlaceAsync(Rooms node, Ware ware, string key, int quantity)
    {
        var request = new PlaceOrder
        {
            IdempotencyKey = key,
            Channel = Channel.App,
            Name = "박세나",
            Phone = "01099998888",
            Lines = [new PlaceOrderLine(ware.Sku, quantity, ware.Price)],
        }.Seal();
        var asked = Interlocked.Increment(ref clock);
        var answer = await node.Intake.PlaceAsync(request);
        var answered = Interlocked.Increment(ref clock);
        if (answer.Status == PlaceOrderStatus.Placed) return (new Told(asked, answered, quantity, 0, 0), answer.Order);
        Assert.Equal(PlaceOrderStatus.SoldOut, answer.Status);
        return (new Told(asked, answered, 0, quantity, answer.Refused[0].Left), null);
    }

    private async Task<Told> CancelAsync(Rooms node, Order order)
    {
        var asked = Interlocked.Increment(ref clock);
        var ended = await node.Ends.RunAsync(new EndOrder(
            order.Number, node.Tokens.Of(order.Id), OrderStep.Cancel, null, null, OrderActors.Shopper, null));
        var answered = Interlocked.Increment(ref clock);
        Assert.Equal(EndOrderStatus.Ended, ended.Status);
        return new Told(asked, answered, -order.Lines.Sum(line => line.Quantity), 0, 0);
    }
}
