namespace Onair.Series;

/// <summary>
/// Values by size, in steps of an eighth of a doubling: any two of these add up, and a percentile is off by 4.5 % at
/// most (half a step of 2^(1/8)). Covers 2^-20 to 2^20; what is smaller or larger counts as the last.
/// </summary>
public sealed class Sizes
{
    public const int StepsPerDoubling = 8;

    private const int reach = 20 * StepsPerDoubling;

    /// <summary>Slots of a full range.</summary>
    public const int SlotsMax = (2 * reach) + 1;

    // Slots that have values, the smallest first, and how many each has.
    private readonly int[] slots;
    private readonly long[] counts;

    private Sizes(int[] slots, long[] counts)
    {
        this.slots = slots;
        this.counts = counts;
        foreach (var count in counts) Count += count;
    }

    public static Sizes Empty { get; } = new([], []);

    /// <summary>Values altogether.</summary>
    public long Count { get; }

    /// <summary>Slots that have values, the smallest first.</summary>
    public IEnumerable<KeyValuePair<int, long>> Counts => slots.Zip(counts, KeyValuePair.Create);

    /// <exception cref="ArgumentOutOfRangeException">A slot or count that cannot be.</exception>
    public static Sizes Of(IEnumerable<KeyValuePair<int, long>> slots)
    {
        Span<long> all = stackalloc long[SlotsMax];
        all.Clear();
        foreach (var (slot, number) in slots)
        {
            if (slot is < 0 or >= SlotsMax || number <= 0)
                throw new ArgumentOutOfRangeException(nameof(slots), $"{number} values in slot {slot}");
            all[slot] += number;
        }

        return Of(all);
    }

    public static Sizes OfValues(IEnumerable<double> values) =>
        Of(values.GroupBy(SlotOf).Select(slot => KeyValuePair.Create(slot.Key, (long)slot.Count())));

    public static Sizes Merge(Sizes one, Sizes other) =>
        one.Count == 0 ? other : other.Count == 0 ? one : Sum([one, other]);

    /// <summary>All of them together.</summary>
    public static Sizes Sum(IEnumerable<Sizes> parts)
    {
        Span<long> all = stackalloc long[SlotsMax];
        all.Clear();
        foreach (var part in parts)
        {
            for (var i = 0; i < part.slots.Length; i++) all[part.slots[i]] += part.counts[i];
        }

        return Of(all);
    }

    /// <summary>Which slot a value falls into. Zero, less, and what is no number: the smallest.</summary>
    public static int SlotOf(double value) =>
        value > 0 && double.IsFinite(value)
            ? Math.Clamp((int)Math.Floor(Math.Log2(value) * StepsPerDoubling) + reach, 0, SlotsMax - 1)
            : double.IsPositiveInfinity(value) ? SlotsMax - 1 : 0;

    /// <summary>The middle of a slot, on its own scale.</summary>
    public static double ValueOf(int slot) => Math.Pow(2, (slot - reach + 0.5) / StepsPerDoubling);

    /// <summary>Values up to a bound; those in the slot of the bound itself count.</summary>
    public long CountUpTo(double bound) => Counts.Where(slot => slot.Key <= SlotOf(bound)).Sum(slot => slot.Value);

    /// <summary>The value that this share of all values does not exceed; null when there are none.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    public double? Percentile(double share)
    {
        if (Count == 0) return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank) return ValueOf(slots[i]);
        }

        throw new InvalidOperationException("counts do not add up");
    }

    private static Sizes Of(ReadOnlySpan<long> all)
    {
        var used = all.Length - all.Count(0L);
        if (used == 0) return Empty;
        var (slots, counts) = (new int[used], new long[used]);
        var next = 0;
        for (var slot = 0; slot < all.Length; slot++)
        {
            if (all[slot] == 0) continue;
            (slots[next], counts[next]) = (slot, all[slot]);
            next++;
        }

        return new Sizes(slots, counts);
    }
}
