namespace Onair.Sandbox.Bank;

/// <summary>
/// What really was charged: written when money moves and at no other time, never changed. No provider's endpoint tells
/// of it; a checker reads it through the control API and compares it with what is owed.
/// </summary>
public sealed class BankLedger(TimeProvider time)
{
    /// <summary>
    /// About 200 bytes each: a simulation of 100,000 payments, each captured and refunded twice over, fits in 100 MB.
    /// </summary>
    public const int EntriesMax = 500_000;

    private readonly Lock gate = new();
    private readonly List<BankEntry> entries = [];
    private readonly Dictionary<(string Provider, string OrderId), BankTotal> orders = [];
    private BankTotal total;

    public BankTotal Total
    {
        get { lock (gate) return total; }
    }

    public int Count
    {
        get { lock (gate) return entries.Count; }
    }

    /// <summary>Called in the same breath as the gateway's own change, so that neither stands alone.</summary>
    /// <param name="amount">Won, above 0.</param>
    /// <exception cref="InvalidOperationException">
    /// The ledger is full: the call fails and no money moved, which is better than money that nobody counted.
    /// </exception>
    public BankEntry Enter(
        string provider, string merchant, string orderId, string reference, BankEntryKind kind, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        lock (gate)
        {
            if (entries.Count == EntriesMax)
                throw new InvalidOperationException($"The bank's book is full at {EntriesMax} entries: reset it.");
            var entry = new BankEntry(
                entries.Count + 1, provider, merchant, orderId, reference, kind, amount, time.GetUtcNow());
            entries.Add(entry);
            total = total.Add(kind, amount);
            orders[(provider, orderId)] = orders.GetValueOrDefault((provider, orderId)).Add(kind, amount);
            return entry;
        }
    }

    public BankTotal Of(string provider, string orderId)
    {
        lock (gate) return orders.GetValueOrDefault((provider, orderId));
    }

    /// <summary>In the order of writing.</summary>
    /// <param name="after">The last id seen; 0 from the start.</param>
    /// <param name="limit">From 1.</param>
    public IReadOnlyList<BankEntry> Read(long after, int limit)
    {
        lock (gate)
        {
            var start = (int)Math.Clamp(after, 0, entries.Count);
            return entries.GetRange(start, Math.Min(limit, entries.Count - start));
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            entries.Clear();
            orders.Clear();
            total = default;
        }
    }
}
