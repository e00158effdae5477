using System.Diagnostics.Metrics;
using System.Globalization;

namespace Onair.Series;

/// <summary>
/// One instrument on this node: a cell for each set of labels. Recording is on the path of orders: it compares a few
/// labels and adds a number, and takes no lock and no memory.
/// </summary>
internal sealed class InstrumentCells(Instrument instrument, SampleKind kind)
{
    private static readonly KeyValuePair<string, object?>[] others = [new("other", "yes")];

    private readonly Lock growing = new();
    private volatile Cell[] cells = [];

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        foreach (var cell in cells)
        {
            if (!cell.Is(labels)) continue;
            cell.Add(value);
            return;
        }

        New(labels).Add(value);
    }

    /// <summary>Takes what was recorded since the last time.</summary>
    public void TakeInto(Dictionary<string, Sample> samples)
    {
        foreach (var cell in cells)
        {
            if (cell.Take() is not { } sample) continue;
            samples[cell.Name.Text] =
                samples.TryGetValue(cell.Name.Text, out var known) && known.Kind == sample.Kind
                    ? known.Beside(sample)
                    : sample;
        }
    }

    /// <summary>What is observed is only there while it is observed.</summary>
    public void Forget()
    {
        foreach (var cell in cells) cell.Forget();
    }

    private Cell New(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (growing)
        {
            foreach (var cell in cells)
                if (cell.Is(labels)) return cell;
            var full = cells.Length >= SeriesOptions.SeriesPerInstrumentMax;
            var own = full ? others : labels.ToArray();
            if (full && Array.Find(cells, cell => cell.Is(others)) is { } other) return other;
            var grown = new Cell(kind, own, SeriesName.Of(instrument.Name, own.Select(Text)));
            cells = [.. cells, grown];
            return grown;
        }
    }

    private static KeyValuePair<string, string> Text(KeyValuePair<string, object?> label) =>
        new(label.Key, Convert.ToString(label.Value, CultureInfo.InvariantCulture) ?? "");
}

/// <summary>One set of labels of an instrument.</summary>
internal sealed class Cell(SampleKind kind, KeyValuePair<string, object?>[] labels, SeriesName name)
{
    private readonly long[]? slots = kind == SampleKind.Histogram ? new long[Sizes.SlotsMax] : null;
    private double sum;
    private int written;

    public SeriesName Name => name;

    public bool Is(ReadOnlySpan<KeyValuePair<string, object?>> asked)
    {
        if (asked.Length != labels.Length) return false;
        for (var i = 0; i < labels.Length; i++)
        {
            var (mine, other) = (labels[i], asked[i]);
            if (!ReferenceEquals(mine.Value, other.Value) && !Equals(mine.Value, other.Value)) return false;
            if (mine.Key != other.Key) return false;
        }

        return true;
    }

    public void Add(double value)
    {
        if (kind == SampleKind.Gauge) Interlocked.Exchange(ref sum, value);
        else AddToSum(value);
        if (slots is not null) Interlocked.Increment(ref slots[Sizes.SlotOf(value)]);
        Volatile.Write(ref written, 1);
    }

    /// <summary>
    /// Null when nothing was recorded; a gauge that was, keeps its value until the next recording.
    /// </summary>
    public Sample? Take()
    {
        if (kind == SampleKind.Gauge) return Volatile.Read(ref written) == 0 ? null : Sample.Gauge(sum);
        if (Interlocked.Exchange(ref written, 0) == 0) return null;
        var total = Interlocked.Exchange(ref sum, 0);
        if (slots is null) return Sample.Counter(total);
        var counts = new List<KeyValuePair<int, long>>();
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (Volatile.Read(ref slots[slot]) == 0) continue;
            var count = Interlocked.Exchange(ref slots[slot], 0);
            if (count > 0) counts.Add(new(slot, count));
        }

        return counts.Count == 0 ? null : Sample.Histogram(Sizes.Of(counts), total);
    }

    public void Forget() => Volatile.Write(ref written, 0);

    private void AddToSum(double value)
    {
        var known = Volatile.Read(ref sum);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref sum, known + value, known);
            if (before.Equals(known)) return;
            known = before;
        }
    }
}
