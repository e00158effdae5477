using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Payments;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Folds the order book from its rows and compares it with everything that claims to follow from it: stock, offers,
/// prices, totals, payments, the diagram, the tally. One consistent snapshot, a page at a time, so that it can run on a
/// shop that sells.
/// </summary>
public sealed class VerifyOrders(Database database)
{
    private const int pageCount = 1000;

    public Task<IReadOnlyList<Verification>> RunAsync(CancellationToken cancel) => database.SnapshotAsync(
        async open =>
        {
            var fold = new OrderFold();
            var after = Guid.Empty;
            while (true)
            {
                var page = await PageAsync(open, after, cancel);
                if (page.Count == 0) break;
                after = page[^1].Id;
                fold.Add(page, await MoneyAsync(open, page, cancel), await StepsAsync(open, page, cancel),
                    await PricesAsync(open, page, cancel));
            }

            return fold.Compare(
                await StockAsync(open, cancel),
                new ClaimedSums(
                    await open.QueryAsync<SalesTotal>(SalesStore.Totals, null, cancel),
                    await open.QueryAsync<CountTotal>(OrdersStore.CountTotals, null, cancel)),
                await OffersAsync(open, cancel),
                new ClaimedSums(
                    await open.QueryAsync<SalesTotal>(SalesStore.OfferTotals, null, cancel),
                    await open.QueryAsync<CountTotal>(OrdersStore.OfferCountTotals, null, cancel)),
                await MeasureJobs.UndeliveredAsync(open, cancel));
        },
        cancel);

    private static async Task<List<Order>> PageAsync(Transaction open, Guid after, CancellationToken cancel)
    {
        var orders = new List<Order>(pageCount);
        var lines = new List<OrderLine>(pageCount);
        var first = open.Round();
        first.Read(OrdersStore.Page, [new(after, pageCount)], OrdersStore.Map, orders);
        await first.ExecuteAsync(cancel);
        var second = open.Round();
        second.Read(OrdersStore.LinesOf, orders.ConvertAll(order => order.Id), OrdersStore.MapLine, lines);
        await second.ExecuteAsync(cancel);
        OrdersStore.Join(orders, lines);
        return orders;
    }

    private static async Task<Dictionary<Guid, OrderMoney>> MoneyAsync(
        Transaction open, List<Order> page, CancellationToken cancel)
    {
        var money = new List<OrderMoney>(page.Count);
        var round = open.Round();
        OrderMoney.OfOrders(round, page.ConvertAll(order => order.Id), money);
        await round.ExecuteAsync(cancel);
        return money.ToDictionary(row => row.OrderId);
    }

    private static async Task<ILookup<Guid, OrdersStore.TransitionRow>> StepsAsync(
        Transaction open, List<Order> page, CancellationToken cancel)
    {
        var steps = new List<OrdersStore.TransitionRow>();
        var round = open.Round();
        round.Read(
            OrdersStore.StepsOf,
            page.ConvertAll(order => order.Id),
            row => new OrdersStore.TransitionRow(
                row.Uuid(0), row.Int32(1), (OrderStatus)row.Int32(2), (OrderStatus)row.Int32(3), row.Instant(4),
                row.Text(5), null),
            steps);
        await round.ExecuteAsync(cancel);
        return steps.ToLookup(step => step.OrderId);
    }

    private static async Task<PriceBook> PricesAsync(Transaction open, List<Order> page, CancellationToken cancel)
    {
        var lines = page.SelectMany(order => order.Lines).ToList();
        var prices = new List<PriceOfVersion>();
        var offers = new List<PriceOfOffer>();
        var round = open.Round();
        ReadPrices.Into(round, [.. lines.Select(line => line.VariantId).Distinct()], prices);
        ReadOffers.PricesInto(
            round, [.. lines.Where(l => l.OfferId is not null).Select(l => l.OfferId!.Value).Distinct()], offers);
        await round.ExecuteAsync(cancel);
        return new PriceBook(
            prices.ToDictionary(price => (price.VariantId, price.Version), price => price.Price),
            offers.ToDictionary(price => (price.OfferId, price.Version), price => price.Price));
    }

    private static async Task<List<Offer>> OffersAsync(Transaction open, CancellationToken cancel)
    {
        var all = new List<Offer>();
        while (true)
        {
            var page = await ReadOffers.PageAsync(
                open, all.Count == 0 ? Guid.Empty : all[^1].Id, pageCount, cancel);
            all.AddRange(page);
            if (page.Count < pageCount) return all;
        }
    }

    private static async Task<List<Stock>> StockAsync(Transaction open, CancellationToken cancel)
    {
        var all = new List<Stock>();
        while (true)
        {
            var page = await ReadStock.PageAsync(
                open, all.Count == 0 ? "" : all[^1].Sku, InventoryOptions.PageMax, cancel);
            all.AddRange(page);
            if (page.Count < InventoryOptions.PageMax) return all;
        }
    }
}

/// <summary>What the tally says of one variant or offer.</summary>
internal sealed class SalesTotal
{
    public Guid Id { get; init; }

    public long Placed { get; init; }

    public long Paid { get; init; }

    public long Undone { get; init; }
}

/// <summary>What the counts of one limited variant or offer add up to.</summary>
internal sealed class CountTotal
{
    public Guid Id { get; init; }

    public long Quantity { get; init; }
}
