using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Onair.Host.StaffConsole.Planning;

namespace Onair.Host.StaffConsole.Tables;

/// <summary>
/// How a table is looked at: all of it stands in the address, so that it can be sent, kept and gone back to.
/// </summary>
public sealed class DeskView
{
    public const string SortKey = "sort";
    public const string AfterKey = "after";
    public const string ColumnsKey = "cols";

    private const int keysMax = 20;
    private const int valueCharsMax = 254;

    private readonly SortedDictionary<string, string> values;

    private DeskView(string path, SortedDictionary<string, string> values)
    {
        Path = path;
        this.values = values;
    }

    public string Path { get; }

    /// <summary>Where this view is.</summary>
    public string Address => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>What stands behind the question mark.</summary>
    public string Query => string.Join(
        '&', values.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>Without the place in it: what is kept and exported.</summary>
    public string Kept => With(AfterKey, null).Query;

    public bool IsFiltered(IReadOnlyList<DeskFilter> filters) => filters.Any(filter => this[filter.Key].Length > 0);

    /// <summary>Empty when it does not say.</summary>
    public string this[string key] => values.GetValueOrDefault(key) ?? "";

    /// <summary>Of an address as it is typed: what is too much or too long is left out.</summary>
    public static DeskView Of(string path, string query)
    {
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in QueryHelpers.ParseQuery(query).Take(keysMax))
        {
            if (value.Count > 0 && value[0] is { Length: > 0 and <= valueCharsMax } text) said[key] = text;
        }

        return new DeskView(path, said);
    }

    /// <summary>The same with one thing said otherwise, from its first page.</summary>
    public DeskView With(string key, string? value)
    {
        var changed = new SortedDictionary<string, string>(values, StringComparer.Ordinal);
        changed.Remove(AfterKey);
        if (string.IsNullOrWhiteSpace(value)) changed.Remove(key);
        else changed[key] = value.Trim();
        return new DeskView(Path, changed);
    }

    /// <summary>The same with things said that do not belong into an address; the place stays.</summary>
    public DeskView Over(IReadOnlyDictionary<string, string> hidden)
    {
        var all = new SortedDictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var (key, value) in hidden)
        {
            if (value.Length is > 0 and <= valueCharsMax) all[key] = value;
        }

        return new DeskView(Path, all);
    }

    /// <summary>A number of an enum; null when nothing or nothing sensible is said.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum =>
        int.TryParse(this[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Enum.IsDefined((T)Enum.ToObject(typeof(T), number))
            ? (T)Enum.ToObject(typeof(T), number)
            : null;

    /// <summary>The first moment of a day in Korea; null when no day is said.</summary>
    public DateTimeOffset? Day(string key) => KoreanTime.DayOf(this[key]);

    public Guid? Id(string key) => Guid.TryParseExact(this[key], "N", out var id) ? id : null;

    public long? Number(string key) =>
        long.TryParse(this[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
