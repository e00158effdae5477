using System.Runtime.InteropServices;
using Onair.Host.Cli.Load;

namespace Onair.Host.Cli.Replay;

/// <summary>
/// Makes the plan of a replay from the lines of a log. Pure.
/// 1 sort     lines into sales, cancellations and what is left out, by kind
/// 2 group    by invoice, invoices in time order
/// 3 order    an invoice becomes an order: equal lines merged, more than an order may have split
/// 4 match    a cancellation becomes partial cancellations of earlier orders
/// 5 sum      per variant, what was ordered and what came back
/// </summary>
internal sealed class PlanReplay
{
    private const int linesMax = 500;
    private const int quantityMax = 100_000;
    private const int nameLengthMax = 120;

    private readonly List<PlannedOrder> orders = [];
    private readonly List<ReplayStep> steps = [];
    private readonly CancellationMatch match = new();
    private readonly Dictionary<LogRowKind, Skipped> skipped = [];
    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, VariantSum> sums = [];
    private int merged;
    private int split;

    public static ReplayPlan Make(IReadOnlyList<LogRow> rows, int unreadableRows)
    {
        var plan = new PlanReplay();
        // :: 1 sort
        var accepted = new List<(LogRow Row, LogRowKind Kind)>(rows.Count);
        foreach (var row in rows)
        {
            var kind = LogRule.Kind(row);
            if (kind is LogRowKind.Sale or LogRowKind.Cancellation) accepted.Add((row, kind));
            else plan.Skip(kind, Math.Abs((long)row.Quantity));
        }

        if (unreadableRows > 0) plan.skipped[LogRowKind.Unreadable] = new Skipped(unreadableRows, 0);
        // :: 2 group; OrderBy is stable, so that invoices of one minute keep the file's order
        foreach (var invoice in accepted.GroupBy(a => a.Row.Invoice).OrderBy(group => group.First().Row.At))
        {
            // :: 3 order
            if (invoice.First().Kind == LogRowKind.Sale) plan.Order([.. invoice.Select(a => a.Row)]);
            // :: 4 match
            else plan.Cancel([.. invoice.Select(a => a.Row)]);
        }

        // :: 5 sum
        return new ReplayPlan
        {
            Products = plan.Products(),
            Orders = plan.orders,
            Steps = plan.steps,
            Rows = rows.Count + unreadableRows,
            SaleRows = accepted.Count(a => a.Kind == LogRowKind.Sale),
            CancellationRows = accepted.Count(a => a.Kind == LogRowKind.Cancellation),
            RowsMerged = plan.merged,
            InvoicesSplit = plan.split,
            Skipped = plan.skipped,
        };
    }

    private void Order(List<LogRow> invoice)
    {
        var parts = new List<Dictionary<string, BodyLine>>();
        foreach (var row in invoice)
        {
            Count(row);
            // The part that has this variant already, else the first with room for another line.
            var part = parts.Find(p =>
                    p.TryGetValue(row.Sku, out var line) && line.Quantity + row.Quantity <= quantityMax)
                ?? parts.Find(p => !p.ContainsKey(row.Sku) && p.Count < linesMax);
            if (part is null) parts.Add(part = []);
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(part, row.Sku, out var known);
            if (known) merged++;
            slot = new BodyLine(row.Sku, slot.Quantity + row.Quantity, row.PriceWon);
        }

        if (parts.Count > 1) split++;
        var (number, customer, at) = (invoice[0].Invoice, invoice[0].Customer, invoice[0].At);
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var line in parts[i].Values)
                match.Sold(customer, sums[line.Sku].Code, line.Sku, orders.Count, line.Quantity);
            steps.Add(new ReplayStep(at, orders.Count, Cancel: null));
            orders.Add(new PlannedOrder($"{number}-{i + 1}", customer, [.. parts[i].Values]));
        }
    }

    private void Cancel(List<LogRow> invoice)
    {
        var perOrder = new SortedDictionary<int, Dictionary<string, int>>();
        foreach (var row in invoice)
        {
            var left = match.Take(row.Customer, row.Code, -row.Quantity, taken =>
            {
                if (!perOrder.TryGetValue(taken.Order, out var lines)) perOrder[taken.Order] = lines = [];
                lines[taken.Sku] = lines.GetValueOrDefault(taken.Sku) + taken.Quantity;
                sums[taken.Sku].Cancelled += taken.Quantity;
            });
            if (left > 0) Skip(LogRowKind.NothingLeftToCancel, left);
        }

        foreach (var (order, lines) in perOrder)
            steps.Add(new ReplayStep(invoice[0].At, order, [.. lines.Select(line => (line.Key, line.Value))]));
    }

    private void Count(LogRow row)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, row.Sku, out _);
        sum ??= new VariantSum(row.Code, row.Sku, row.PriceWon);
        sum.Ordered += row.Quantity;
        // The first description that says something; the log is not of one mind about many codes.
        if (row.Description.Length > 0) names.TryAdd(row.Code, row.Description);
    }

    private List<PlannedProduct> Products() =>
    [
        .. sums.Values.GroupBy(sum => sum.Code).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            new PlannedProduct(
                group.Key,
                Name(group.Key),
                [
                    .. group.OrderBy(sum => sum.PriceWon)
                        .Select(sum => new PlannedVariant(sum.Sku, sum.PriceWon, sum.Ordered, sum.Cancelled)),
                ])),
    ];

    private string Name(string code)
    {
        var name = names.GetValueOrDefault(code, "Item " + code);
        var clean = string.Concat(name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c != '\uFFFD')).Trim();
        if (clean.Length == 0) return "Item " + code;
        return clean.Length > nameLengthMax ? clean[..nameLengthMax].TrimEnd() : clean;
    }

    private void Skip(LogRowKind kind, long pieces)
    {
        var sum = skipped.GetValueOrDefault(kind, new Skipped(0, 0));
        skipped[kind] = new Skipped(sum.Rows + 1, sum.Pieces + pieces);
    }

    private sealed class VariantSum(string code, string sku, long priceWon)
    {
        public string Code { get; } = code;
        public string Sku { get; } = sku;
        public long PriceWon { get; } = priceWon;
        public long Ordered { get; set; }
        public long Cancelled { get; set; }
    }
}
