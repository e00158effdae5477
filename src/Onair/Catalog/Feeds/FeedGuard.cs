namespace Onair.Catalog.Feeds;

/// <summary>
/// Spreadsheets run cells that begin with <c>= + - @</c> as formulas. Such a cell is written with an apostrophe before
/// it, which spreadsheets hide, and read back without it; a text that begins with an apostrophe gets another one.
/// </summary>
internal static class FeedGuard
{
    private const string starts = "=+-@'\t";

    public static string Write(string cell) =>
        cell.Length > 0 && starts.Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell;

    public static string Read(string cell) =>
        cell.Length > 1 && cell[0] == '\'' && starts.Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell;
}
