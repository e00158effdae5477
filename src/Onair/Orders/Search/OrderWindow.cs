using Onair.Primitives;

namespace Onair.Orders.Search;

/// <summary>What one source found in its window.</summary>
/// <param name="Rows">Found.</param>
/// <param name="Reach">The last order that was looked at when there are more behind it; null: it looked at all, or
/// found more than a page.</param>
internal sealed record OrderWindow(List<OrderRow> Rows, Guid? Reach)
{
    /// <summary>Pure: as the databases order ids.</summary>
    public static int Compare(Guid a, Guid b)
    {
        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        a.TryWriteBytes(left, bigEndian: true, out _);
        b.TryWriteBytes(right, bigEndian: true, out _);
        return left.SequenceCompareTo(right);
    }

    /// <summary>
    /// Pure: one page of several sources. Where one of them stopped looking, the others' rows behind wait for the next
    /// page, so that no order is passed over and none is shown twice.
    /// </summary>
    public static OrderPage Merge(IReadOnlyList<OrderWindow> windows, bool isOldestFirst, int limit)
    {
        var sign = isOldestFirst ? 1 : -1;
        Guid? nearest = null;
        foreach (var window in windows)
        {
            if (window.Reach is { } reach && (nearest is null || sign * Compare(reach, nearest.Value) < 0))
                nearest = reach;
        }

        var rows = windows.SelectMany(window => window.Rows).DistinctBy(row => row.Id)
            .Where(row => nearest is null || sign * Compare(row.Id, nearest.Value) <= 0)
            .ToList();
        rows.Sort((a, b) => sign * Compare(a.Id, b.Id));
        if (rows.Count > limit) return new OrderPage(rows[..limit], rows[limit - 1].Id, null);
        return new OrderPage(rows, nearest, nearest is { } end ? TimeIds.TimeOf(end) : null);
    }
}
