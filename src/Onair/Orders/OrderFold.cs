using Onair.Inventory;
using Onair.Payments;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Adds orders up and keeps what does not fit. Pure: it sees rows and knows no database.</summary>
internal sealed class OrderFold
{
    private readonly FindingList totals = new("orders.total-is-sum-of-lines");
    private readonly FindingList prices = new("orders.price-was-the-variants");
    private readonly FindingList money = new("orders.captured-is-what-is-owed");
    private readonly FindingList attempts = new("orders.one-approval-and-none-unpaid");
    private readonly FindingList diagram = new("orders.states-along-the-diagram");
    private readonly FindingList stockFits = new("inventory.held-and-sold-are-the-orders");
    private readonly FindingList tally = new("orders.facts-add-up-to-the-orders");
    private readonly FindingList limits = new("orders.counts-are-the-orders");
    private readonly Dictionary<Guid, VariantSums> variants = [];

    public void Add(
        IReadOnlyList<Order> page,
        Dictionary<Guid, OrderMoney> moneyOf,
        ILookup<Guid, OrdersStore.TransitionRow> stepsOf,
        Dictionary<(Guid, int), long> priceOf)
    {
        foreach (var order in page)
        {
            CheckTotals(order);
            CheckPrices(order, priceOf);
            CheckMoney(order, moneyOf.GetValueOrDefault(order.Id));
            CheckSteps(order, [.. stepsOf[order.Id].OrderBy(step => step.Version)]);
            AddPieces(order);
        }
    }

    /// <summary>The second half: what other tables say of each variant against what its orders say.</summary>
    public IReadOnlyList<Verification> Compare(
        IReadOnlyList<Stock> stock,
        IReadOnlyList<SalesTotal> sales,
        IReadOnlyList<CountTotal> counts,
        long undeliveredFacts)
    {
        foreach (var row in stock)
        {
            stockFits.Checked++;
            var sums = variants.GetValueOrDefault(row.VariantId, new VariantSums());
            if (row.Held != sums.Held) stockFits.Add(row.Sku, $"held {row.Held}, unpaid orders want {sums.Held}");
            if (row.Sold - row.Returned != sums.Owned)
            {
                stockFits.Add(row.Sku, $"sold - returned is {row.Sold - row.Returned}, paid orders own {sums.Owned}");
            }

            if (row.OnHand + row.Sold - row.Returned != row.Received)
                stockFits.Add(row.Sku, "on_hand + sold - returned != received");
            if (row.Held < 0 || row.Held > row.OnHand)
                stockFits.Add(row.Sku, $"held {row.Held} of {row.OnHand} on hand");
        }

        var stocked = stock.Select(row => row.VariantId).ToHashSet();
        foreach (var (variant, sums) in variants)
        {
            if (!stocked.Contains(variant) && sums.Placed > 0)
                stockFits.Add(variant.ToString(), "ordered without a stock row");
        }

        CompareTally(sales, isComplete: undeliveredFacts == 0);
        CompareCounts(counts);
        return [
            stockFits.Done(), totals.Done(), prices.Done(), money.Done(), attempts.Done(), diagram.Done(),
            limits.Done(),
            tally.Done(),
        ];
    }

    private void CheckTotals(Order order)
    {
        totals.Checked++;
        var sum = order.Lines.Sum(line => line.Amount);
        var left = order.Lines.Sum(line => line.Left * line.UnitPrice);
        if (order.Lines.Count == 0) totals.Add(order.Number, "has no lines");
        if (order.Total != sum) totals.Add(order.Number, $"total {order.Total}, lines {sum}");
        if (order.Remaining != left) totals.Add(order.Number, $"remaining {order.Remaining}, lines {left}");
        if (order.Vat != order.Lines.Sum(line => line.Vat))
            totals.Add(order.Number, $"VAT {order.Vat} is not that of its lines");
        if (OrderRules.IsFinal(order.Status) && left != 0)
            totals.Add(order.Number, $"is {order.Status} and still wants {left}");
    }

    private void CheckPrices(Order order, Dictionary<(Guid, int), long> priceOf)
    {
        foreach (var line in order.Lines)
        {
            prices.Checked++;
            if (!priceOf.TryGetValue((line.VariantId, line.PriceVersion), out var price) || price != line.UnitPrice)
            {
                prices.Add($"{order.Number}/{line.Line}", $"{line.UnitPrice} was never the price of {line.Sku}");
            }
        }
    }

    private void CheckMoney(Order order, OrderMoney? row)
    {
        money.Checked++;
        attempts.Checked++;
        var kept = (row?.Captured ?? 0) - (row?.Refunding ?? 0) - (row?.Refunded ?? 0);
        if (kept != order.Owed)
            money.Add(order.Number, $"is {order.Status}: owes {order.Owed}, captured and kept {kept}");
        if ((row?.Approved ?? 0) > 1) attempts.Add(order.Number, $"{row!.Approved} approved attempts");
        if (OrderRules.IsPaid(order.Status) && order.Owed > 0 && (row?.Approved ?? 0) != 1)
        {
            attempts.Add(order.Number, $"is {order.Status} without an approved attempt");
        }
    }

    private void CheckSteps(Order order, List<OrdersStore.TransitionRow> steps)
    {
        diagram.Checked++;
        var status = OrderStatus.Placed;
        var version = 1;
        foreach (var step in steps)
        {
            version++;
            if (step.Version != version) diagram.Add(order.Number, $"step {version} is missing");
            if (step.From != status)
                diagram.Add(order.Number, $"step {version} starts at {step.From}, not at {status}");
            if (step.From != step.To && !OrderRules.IsArrow(step.From, step.To))
            {
                diagram.Add(order.Number, $"no arrow from {step.From} to {step.To}");
            }

            if (step.At < order.PlacedAt) diagram.Add(order.Number, $"step {version} is before the order");
            version = step.Version;
            status = step.To;
        }

        if (status != order.Status || version != order.Version)
        {
            diagram.Add(order.Number, $"is {order.Status} v{order.Version}, its steps say {status} v{version}");
        }
    }

    private void AddPieces(Order order)
    {
        foreach (var line in order.Lines)
        {
            if (!variants.TryGetValue(line.VariantId, out var sums))
                variants.Add(line.VariantId, sums = new VariantSums());
            sums.Placed += line.Quantity;
            sums.Undone += line.Cancelled + line.Returned;
            if (order.Status == OrderStatus.Placed) sums.Held += line.Left;
            if (OrderRules.IsPaid(order.Status)) sums.Owned += line.Left;
            if (line.Limited) sums.Counted += line.Left;
        }
    }

    /// <summary>
    /// The tally may lag behind by the facts that wait, and is never ahead; when no fact waits, it is the order book.
    /// </summary>
    private void CompareTally(IReadOnlyList<SalesTotal> sales, bool isComplete)
    {
        var heard = sales.ToDictionary(row => row.VariantId);
        foreach (var variant in variants.Keys.Union(heard.Keys))
        {
            tally.Checked++;
            var sums = variants.GetValueOrDefault(variant, new VariantSums());
            var row = heard.GetValueOrDefault(variant, new SalesTotal());
            CompareTally(variant, "placed", row.Placed, sums.Placed, isComplete);
            CompareTally(variant, "undone", row.Undone, sums.Undone, isComplete);
            if (row.Paid > row.Placed) tally.Add(variant.ToString(), $"paid {row.Paid} of {row.Placed} placed");
        }
    }

    private void CompareTally(Guid variant, string what, long heard, long happened, bool isComplete)
    {
        if (heard > happened || (isComplete && heard != happened))
        {
            tally.Add(variant.ToString(), $"{what} {heard}, the orders say {happened}");
        }
    }

    private void CompareCounts(IReadOnlyList<CountTotal> counts)
    {
        foreach (var row in counts)
        {
            limits.Checked++;
            var counted = variants.GetValueOrDefault(row.VariantId, new VariantSums()).Counted;
            if (row.Quantity != counted)
                limits.Add(row.VariantId.ToString(), $"counted {row.Quantity}, orders {counted}");
        }

        var known = counts.Select(row => row.VariantId).ToHashSet();
        foreach (var (variant, sums) in variants)
        {
            if (sums.Counted > 0 && !known.Contains(variant))
                limits.Add(variant.ToString(), $"no count, orders {sums.Counted}");
        }
    }

    private sealed class VariantSums
    {
        public long Placed { get; set; }

        public long Undone { get; set; }

        public long Held { get; set; }

        public long Owned { get; set; }

        public long Counted { get; set; }
    }
}
