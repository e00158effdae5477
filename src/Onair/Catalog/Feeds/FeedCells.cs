using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Onair.Catalog.Feeds;

/// <summary>Cells being read: each question answers something usable and notes what was wrong, so that one pass over a
/// line finds all of its errors.</summary>
internal sealed class FeedCells(Func<string, (string Cell, int Line)> find, FeedErrors errors)
{
    public string Text(string column) => find(column).Cell;

    public bool Has(string column) => find(column).Cell.Length > 0;

    public string? Optional(string column) => find(column).Cell is { Length: > 0 } cell ? cell : null;

    public long? Number(string column, long max)
    {
        if (!Has(column)) return null;
        if (long.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= max)
            return number;
        Fault(column, $"is a whole number from 0 to {max} in digits alone");
        return null;
    }

    /// <param name="words">First the word for false, then the word for true.</param>
    public bool? Either(string column, (string False, string True) words)
    {
        var cell = Text(column);
        if (cell.Length == 0) return null;
        if (cell.Equals(words.True, StringComparison.OrdinalIgnoreCase)) return true;
        if (!cell.Equals(words.False, StringComparison.OrdinalIgnoreCase))
            Fault(column, $"is {words.False} or {words.True}");
        return false;
    }

    /// <param name="read">Null for a cell that is not written so.</param>
    /// <param name="otherwise">Taken then, so that one mistake is one error.</param>
    [return: NotNullIfNotNull(nameof(otherwise))]
    public T? Read<T>(string column, Func<string, T?> read, T? otherwise, string shape)
        where T : class
    {
        if (read(Text(column)) is { } value) return value;
        Fault(column, $"is written as {shape}");
        return otherwise;
    }

    public void Fault(string column, string message) => errors.Add(find(column).Line, column, message);
}
