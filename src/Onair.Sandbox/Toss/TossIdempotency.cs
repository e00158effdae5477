namespace Onair.Sandbox.Toss;

/// <summary>
/// First answers, kept for fifteen days. The identity is the key, the API key, the address and the method; the body is
/// no part of it, so that a key used twice for two different things swallows the second one.
/// </summary>
internal sealed class TossIdempotency(TimeProvider time)
{
    public const int KeyLengthMax = 300;

    /// <summary>
    /// About 3 KB each with the answer. When it is full, the oldest is forgotten before its time: its first use is that
    /// many requests ago.
    /// </summary>
    public const int EntriesMax = 50_000;

    public static readonly TimeSpan Life = TimeSpan.FromDays(15);

    private readonly Lock gate = new();
    private readonly Dictionary<Identity, Entry> entries = [];
    private readonly Queue<(Identity Identity, Entry Entry)> byAge = new();

    public enum Claim
    {
        /// <summary>The first: it is to be carried out.</summary>
        Mine = 1,

        /// <summary>The first is still at work.</summary>
        Running = 2,

        /// <summary>The first has been answered.</summary>
        Answered = 3,
    }

    public (Claim Claim, TossAnswer Answer) Begin(Identity identity)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            while (byAge.TryPeek(out var oldest) && (oldest.Entry.Until <= now || entries.Count >= EntriesMax))
            {
                byAge.Dequeue();
                if (ReferenceEquals(entries.GetValueOrDefault(oldest.Identity), oldest.Entry))
                    entries.Remove(oldest.Identity);
            }

            if (entries.TryGetValue(identity, out var entry))
                return entry.Answer is { } answer ? (Claim.Answered, answer) : (Claim.Running, default);
            entries.Add(identity, entry = new Entry(now + Life));
            byAge.Enqueue((identity, entry));
            return (Claim.Mine, default);
        }
    }

    public void End(Identity identity, TossAnswer answer)
    {
        lock (gate)
        {
            if (entries.TryGetValue(identity, out var entry)) entry.Answer = answer;
        }
    }

    /// <summary>The work was never done: the sandbox stopped, or the bank's book is full.</summary>
    public void Forget(Identity identity)
    {
        lock (gate) entries.Remove(identity);
    }

    public void Reset()
    {
        lock (gate)
        {
            entries.Clear();
            byAge.Clear();
        }
    }

    public readonly record struct Identity(string Key, string ApiKey, string Url, string Method);

    private sealed class Entry(DateTimeOffset until)
    {
        public DateTimeOffset Until => until;

        public TossAnswer? Answer { get; set; }
    }
}
