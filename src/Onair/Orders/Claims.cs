using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Pieces of one variant or offer, as its orders add up.</summary>
internal sealed class PieceSums
{
    public long Placed { get; private set; }

    public long Undone { get; private set; }

    public long Held { get; private set; }

    public long Owned { get; private set; }

    public long Counted { get; private set; }

    public void Add(Order order, OrderLine line, bool isLimited)
    {
        Placed += line.Quantity;
        Undone += line.Cancelled + line.Returned;
        if (order.Status == OrderStatus.Placed) Held += line.Left;
        if (OrderRules.IsPaid(order.Status)) Owned += line.Left;
        if (isLimited) Counted += line.Left;
    }
}

/// <summary>What other tables say that the orders add up to, by variant or by offer.</summary>
internal sealed record ClaimedSums(IReadOnlyList<SalesTotal> Sales, IReadOnlyList<CountTotal> Counts);

/// <summary>Claims against sums: the same questions for variants and for offers.</summary>
internal static class Claims
{
    /// <summary>
    /// The tally may lag behind by the facts that wait, and is never ahead; when no fact waits, it is the order book.
    /// </summary>
    public static void CompareTally(
        Dictionary<Guid, PieceSums> sums, IReadOnlyList<SalesTotal> sales, bool isComplete, FindingList findings)
    {
        var heard = sales.ToDictionary(row => row.Id);
        foreach (var id in sums.Keys.Union(heard.Keys))
        {
            findings.Checked++;
            var happened = sums.GetValueOrDefault(id, new PieceSums());
            var row = heard.GetValueOrDefault(id, new SalesTotal());
            Compare(id, "placed", row.Placed, happened.Placed, isComplete, findings);
            Compare(id, "undone", row.Undone, happened.Undone, isComplete, findings);
            if (row.Paid > row.Placed) findings.Add(id.ToString(), $"paid {row.Paid} of {row.Placed} placed");
        }
    }

    public static void CompareCounts(
        Dictionary<Guid, PieceSums> sums, IReadOnlyList<CountTotal> counts, FindingList findings)
    {
        foreach (var row in counts)
        {
            findings.Checked++;
            var counted = sums.GetValueOrDefault(row.Id, new PieceSums()).Counted;
            if (row.Quantity != counted)
                findings.Add(row.Id.ToString(), $"counted {row.Quantity}, orders {counted}");
        }

        var known = counts.Select(row => row.Id).ToHashSet();
        foreach (var (id, sum) in sums)
        {
            if (sum.Counted > 0 && !known.Contains(id)) findings.Add(id.ToString(), $"no count, orders {sum.Counted}");
        }
    }

    private static void Compare(
        Guid id, string what, long heard, long happened, bool isComplete, FindingList findings)
    {
        if (heard > happened || (isComplete && heard != happened))
            findings.Add(id.ToString(), $"{what} {heard}, the orders say {happened}");
    }
}
