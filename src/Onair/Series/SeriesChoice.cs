namespace Onair.Series;

/// <summary>
/// Which series are meant: <c>onair.orders.asked{status=placed|already-placed,channel!=tv}</c>. Labels that are not
/// named may be anything.
/// </summary>
public sealed class SeriesChoice
{
    /// <summary>Characters of a choice.</summary>
    public const int CharsMax = 400;

    private readonly IReadOnlyList<Condition> conditions;

    private SeriesChoice(string text, string signal, IReadOnlyList<Condition> conditions)
    {
        Text = text;
        Signal = signal;
        this.conditions = conditions;
    }

    public string Text { get; }

    public string Signal { get; }

    /// <summary>Conditions in their order: label, whether its values are excluded, and the values.</summary>
    public IEnumerable<(string Label, bool IsExcluded, IReadOnlyList<string> Values)> Conditions =>
        conditions.Select(c => (c.Label, c.IsExcluded, c.Values));

    /// <summary>Null when it is not written like a choice.</summary>
    public static SeriesChoice? Parse(string text)
    {
        if (text.Length is 0 or > CharsMax) return null;
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var signal = open < 0 ? text : text[..open];
        if (!IsName(signal)) return null;
        if (open < 0) return new SeriesChoice(text, signal, []);
        if (text[^1] != '}') return null;
        var asked = new List<Condition>();
        foreach (var part in text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) return null;
            var isExcluded = part[equals - 1] == '!';
            var label = part[..(isExcluded ? equals - 1 : equals)];
            var values = part[(equals + 1)..].Split('|');
            if (!IsName(label) || values.Any(value => value.Length == 0)) return null;
            asked.Add(new Condition(label, isExcluded, values));
        }

        return new SeriesChoice(text, signal, asked);
    }

    public bool Takes(SeriesName name)
    {
        if (name.Signal != Signal) return false;
        foreach (var condition in conditions)
            if (condition.Values.Contains(name[condition.Label]) == condition.IsExcluded) return false;
        return true;
    }

    private static bool IsName(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private sealed record Condition(string Label, bool IsExcluded, IReadOnlyList<string> Values);
}
