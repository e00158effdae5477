namespace Onair.Sandbox.Toss;

/// <summary>So many requests per API in a minute of the clock; 0 is no limit.</summary>
internal sealed class TossRateLimit(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private long minute;

    public int Limit { get; set; }

    /// <param name="api">The call's name; there are a dozen.</param>
    public bool Allows(string api)
    {
        if (Limit == 0) return true;
        lock (gate)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (now != minute)
            {
                minute = now;
                counts.Clear();
            }

            var count = counts.GetValueOrDefault(api);
            if (count >= Limit) return false;
            counts[api] = count + 1;
            return true;
        }
    }
}
