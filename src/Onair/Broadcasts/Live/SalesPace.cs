namespace Onair.Broadcasts.Live;

/// <summary>
/// How fast the offers of one show are ordered, from what this node saw of their counters in the last minute. It knows
/// nothing before it has looked for a while, and forgets with the last watcher.
/// </summary>
internal sealed class SalesPace
{
    /// <summary>Below this share of the allotment an offer is almost gone, however slowly it sells.</summary>
    private const int fewPercent = 10;

    /// <summary>And so is what will be gone in this time.</summary>
    private static readonly TimeSpan soon = TimeSpan.FromMinutes(3);

    /// <summary>A minute, in looks five seconds apart; a shorter span than a quarter of it is chance.</summary>
    private static readonly TimeSpan window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan spanMin = TimeSpan.FromSeconds(15);

    private readonly Lock turn = new();
    private readonly Dictionary<Guid, Queue<(DateTimeOffset At, long Ordered)>> looks = [];

    /// <summary>Looks at the counters of a show; closer looks than every five seconds are not kept.</summary>
    public void Look(IReadOnlyList<Offer> offers, DateTimeOffset now)
    {
        lock (turn)
        {
            foreach (var offer in offers)
            {
                if (!looks.TryGetValue(offer.Id, out var seen)) looks.Add(offer.Id, seen = []);
                if (seen.Count > 0 && now - seen.Last().At < step) continue;
                seen.Enqueue((now, offer.Held + offer.Sold));
                while (now - seen.Peek().At > window) seen.Dequeue();
            }
        }
    }

    /// <summary>Pieces that were ordered in a second, less what was given back; 0 while nothing is known.</summary>
    public double PerSecond(Offer offer, DateTimeOffset now)
    {
        lock (turn)
        {
            if (!looks.TryGetValue(offer.Id, out var seen) || seen.Count == 0) return 0;
            var (at, ordered) = seen.Peek();
            var span = now - at;
            if (span < spanMin) return 0;
            return Math.Max(0, (offer.Held + offer.Sold - ordered) / span.TotalSeconds);
        }
    }

    /// <summary>True for few pieces, or for those that are gone in minutes at this pace. Pure.</summary>
    /// <param name="left">Pieces that can be ordered now.</param>
    /// <param name="allotment">Pieces that the show may sell.</param>
    /// <param name="perSecond">Pieces that are ordered in a second.</param>
    public static bool IsAlmostGone(long left, long allotment, double perSecond) =>
        left > 0 && (left * 100 < allotment * fewPercent || left < perSecond * soon.TotalSeconds);
}
