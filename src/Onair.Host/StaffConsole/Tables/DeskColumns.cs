namespace Onair.Host.StaffConsole.Tables;

/// <summary>Pure: which columns of a table a view shows.</summary>
internal static class DeskColumns
{
    /// <summary>The first one, and those that the view names; without a word of the view those that are no extras.
    /// </summary>
    public static IEnumerable<DeskColumn<TRow>> Shown<TRow>(IReadOnlyList<DeskColumn<TRow>> columns, DeskView? view)
    {
        var chosen = view?[DeskView.ColumnsKey] is { Length: > 0 } text ? text.Split('.') : null;
        return columns.Where((column, i) => i == 0 || (chosen is null ? !column.IsExtra : chosen.Contains(column.Key)));
    }
}
