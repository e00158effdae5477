using Onair.Primitives;

namespace Onair.Orders.Search;

/// <summary>What one source found in its window.</summary>
/// <param name="Rows">Found.</param>
/// <param name="Reach">The last order that was looked at when there are more behind it; null: it looked at all, or
/// found more than a page.</param>
internal sealed record OrderWindow(List<OrderRow> Rows, Guid? Reach)
{
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
            if (window.Reach is { } reach && (nearest is null || sign * reach.CompareTo(nearest.Value) < 0))
                nearest = reach;
        }

        var rows = windows.SelectMany(window => window.Rows).DistinctBy(row => row.Id)
            .Where(row => nearest is null || sign * row.Id.CompareTo(nearest.Value) <= 0)
            .ToList();
        rows.Sort((a, b) => sign * a.Id.CompareTo(b.Id));
        if (rows.Count > limit) return new OrderPage(rows[..limit], rows[limit - 1].Id, null);
        return new OrderPage(rows, nearest, nearest is { } end ? TimeIds.TimeOf(end) : null);
    }
}
