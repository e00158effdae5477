using Onair.Broadcasts;
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
    private readonly OfferFold offers = new();
    private readonly Dictionary<Guid, PieceSums> variants = [];

    public void Add(
        IReadOnlyList<Order> page,
        Dictionary<Guid, OrderMoney> moneyOf,
        ILookup<Guid, OrdersStore.TransitionRow> stepsOf,
        PriceBook priceOf)
    {
        foreach (var order in page)
        {
            CheckTotals(order);
            CheckPrices(order, priceOf);
            CheckMoney(order, moneyOf.GetValueOrDefault(order.Id));
            CheckSteps(order, [.. stepsOf[order.Id].OrderBy(step => step.Version)]);
            AddPieces(order);
            offers.Add(order);
        }
    }

    /// <summary>The second half: what other tables say of each variant and offer against what its orders say.</summary>
    public IReadOnlyList<Verification> Compare(
        IReadOnlyList<Stock> stock,
        ClaimedSums ofVariants,
        IReadOnlyList<Offer> offersThere,
        ClaimedSums ofOffers,
        long undeliveredFacts)
    {
        foreach (var row in stock)
        {
            stockFits.Checked++;
            var sums = variants.GetValueOrDefault(row.VariantId, new PieceSums());
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

        Claims.CompareTally(variants, ofVariants.Sales, undeliveredFacts == 0, tally);
        Claims.CompareCounts(variants, ofVariants.Counts, limits);
        return [
            stockFits.Done(), totals.Done(), prices.Done(), money.Done(), attempts.Done(), diagram.Done(),
            limits.Done(),
            tally.Done(),
            .. offers.Compare(offersThere, ofOffers, undeliveredFacts == 0),
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

    private void CheckPrices(Order order, PriceBook priceOf)
    {
        foreach (var line in order.Lines)
        {
            prices.Checked++;
            if (priceOf.Of(line) != line.UnitPrice)
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
                variants.Add(line.VariantId, sums = new PieceSums());
            sums.Add(order, line, line.Limited);
        }
    }
}
