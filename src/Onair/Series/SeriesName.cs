namespace Onair.Series;

/// <summary>A series: an instrument with its labels, written <c>onair.orders.asked{channel=tv,status=placed}</c>,
/// labels in the order of the alphabet.</summary>
public sealed class SeriesName
{
    private SeriesName(string text, string signal, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        Text = text;
        Signal = signal;
        Labels = labels;
    }

    public string Text { get; }

    public string Signal { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; }

    /// <summary>The value of a label; empty when it has none.</summary>
    public string this[string label]
    {
        get
        {
            foreach (var (key, value) in Labels)
                if (key == label) return value;
            return "";
        }
    }

    /// <summary>
    /// Characters that would end a name early become dashes: labels are ours, their values may not be.
    /// </summary>
    public static SeriesName Of(string signal, IEnumerable<KeyValuePair<string, string>> labels)
    {
        var sorted = labels.Select(label => KeyValuePair.Create(Clean(label.Key), Clean(label.Value)))
            .OrderBy(label => label.Key, StringComparer.Ordinal).ToList();
        var text = sorted.Count == 0
            ? signal
            : $"{signal}{{{string.Join(',', sorted.Select(label => $"{label.Key}={label.Value}"))}}}";
        return new SeriesName(text, signal, sorted);
    }

    /// <summary>Null when it is not written like a series.</summary>
    public static SeriesName? Parse(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return text.Length == 0 ? null : new SeriesName(text, text, []);
        if (open == 0 || text[^1] != '}') return null;
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var part in text[(open + 1)..^1].Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) return null;
            labels.Add(new(part[..equals], part[(equals + 1)..]));
        }

        return new SeriesName(text, text[..open], labels);
    }

    private static string Clean(string text) =>
        text.IndexOfAny(['{', '}', ',', '=', '|', '!', '"']) < 0
            ? text
            : string.Concat(text.Select(c => c is '{' or '}' or ',' or '=' or '|' or '!' or '"' ? '-' : c));
}
