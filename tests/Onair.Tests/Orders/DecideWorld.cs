using Onair.Catalog;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

/// <summary>A thing on the shelf of a pure test.</summary>
internal sealed record Shelf(long Stock, long Price, int? Limit, bool OnSale, bool TaxFree)
{
    public Guid Id { get; } = Guid.CreateVersion7();
}

/// <summary>A request of a pure test: everything small, so that things collide.</summary>
internal sealed record Wish(int Customer, int Key, IReadOnlyList<(int Sku, int Pieces, bool OldPrice)> Lines);

/// <summary>
/// What a database would keep between batches, without one: loads the state of a batch and takes in what was decided,
/// as the order intake does around the decision.
/// </summary>
internal sealed class DecideWorld(IReadOnlyList<Shelf> shelves)
{
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(10);

    private readonly long[] available = [.. shelves.Select(shelf => shelf.Stock)];
    private readonly Dictionary<Guid, Order> known = [];
    private readonly Dictionary<(Guid, Guid), long> counts = [];

    public IReadOnlyList<long> Available => available;

    public IEnumerable<Order> Orders => known.Values;

    public static string SkuOf(int shelf) => $"SKU-{shelf}";

    public PlaceOrder Ask(Wish wish) => Asked.Order(
        $"{wish.Customer}",
        $"key-{wish.Key}",
        Channel.App,
        [.. wish.Lines.Select(line =>
            new PlaceOrderLine(SkuOf(line.Sku), line.Pieces, PriceOf(line.Sku) + (line.OldPrice ? 1 : 0)))]);

    public List<PlaceOrderAnswer> Run(IReadOnlyList<PlaceOrder> batch)
    {
        var state = new IntakeState();
        for (var i = 0; i < shelves.Count; i++) state.Variants[SkuOf(i)] = new IntakeVariant(Sellable(i), available[i]);
        foreach (var (key, order) in known) state.Known[key] = order;
        foreach (var (key, pieces) in counts) state.Counts[key] = pieces;
        var answers = new List<PlaceOrderAnswer>();
        DecideOrders.Decide(batch, state, TestDatabase.Start, Hold, answers);

        for (var i = 0; i < shelves.Count; i++)
        {
            var variant = state.Variants[SkuOf(i)];
            available[i] -= variant.Taken;
            Assert.Equal(available[i], variant.Available);
        }

        foreach (var answer in answers.Where(a => a.Status == PlaceOrderStatus.Placed)) Keep(answer.Order!);
        return answers;
    }

    private void Keep(Order order)
    {
        known.Add(order.RequestKey, order);
        foreach (var line in order.Lines.Where(line => line.Limited))
        {
            var key = (line.VariantId, order.CustomerKey);
            counts[key] = counts.GetValueOrDefault(key) + line.Quantity;
        }
    }

    private long PriceOf(int shelf) => shelf < shelves.Count ? shelves[shelf].Price : 1;

    private SellableVariant Sellable(int i) => new(
        shelves[i]
            .Id, SkuOf(i), shelves[i]
                .Price, 1, shelves[i].TaxFree, shelves[i].Limit, "KRW", shelves[i].OnSale, "물건", "thing");
}
