namespace Onair.Payments.Inbox;

/// <summary>
/// Counts notices per provider and minute, in this node's memory: a flood is turned away before its bodies are read.
/// </summary>
internal sealed class FloodGate(int perMinuteMax, TimeProvider time)
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, (long Minute, int Count)> counts = new(StringComparer.Ordinal);

    /// <param name="provider">One that exists: the table grows by nothing else.</param>
    public bool TryEnter(string provider)
    {
        var minute = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        lock (turn)
        {
            var (since, count) = counts.GetValueOrDefault(provider);
            if (since != minute) count = 0;
            if (count >= perMinuteMax) return false;
            counts[provider] = (minute, count + 1);
            return true;
        }
    }
}
