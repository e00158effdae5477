using Onair.Broadcasts;
using Onair.Orders;

namespace Onair.Host.StaffConsole.Control;

/// <summary>
/// Pure, but for what it remembers: makes orders per second and pieces per second out of counters that are read once a
/// second. Bounded: ten minutes of seconds, an hour of minutes, half a minute of pieces.
/// </summary>
internal sealed class SalesTrack
{
    public const int SecondsMax = 600;

    public const int MinutesMax = 60;

    private static readonly TimeSpan paceWindow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan paceMin = TimeSpan.FromSeconds(3);

    private readonly Queue<SecondOfOrders> seconds = [];
    private readonly Dictionary<(Guid Offer, DateTimeOffset Minute, Channel Channel), long> minutes = [];
    private readonly Dictionary<Guid, Queue<(DateTimeOffset At, long Ordered)>> pieces = [];
    private DateTimeOffset? last;

    /// <summary>
    /// Adds what was read. Counters of a minute only grow; what facts bring late counts in the second in which it
    /// comes.
    /// </summary>
    public void Add(IReadOnlyList<SoldMinute> rows, DateTimeOffset now)
    {
        var come = new Dictionary<Channel, long>();
        foreach (var row in rows)
        {
            var key = (row.OfferId, row.Minute, row.Channel);
            var before = minutes.GetValueOrDefault(key);
            if (row.Orders <= before) continue;
            minutes[key] = row.Orders;
            come[row.Channel] = come.GetValueOrDefault(row.Channel) + row.Orders - before;
        }

        // The first reading is all that was before: no second of its own.
        if (last is { } earlier && now > earlier)
        {
            var span = (now - earlier).TotalSeconds;
            seconds.Enqueue(new SecondOfOrders(now, come.ToDictionary(c => c.Key, c => c.Value / span)));
            while (seconds.Count > SecondsMax) seconds.Dequeue();
        }

        last = now;
        foreach (var old in minutes.Keys.Where(key => key.Minute < now.AddMinutes(-MinutesMax)).ToList())
            minutes.Remove(old);
    }

    /// <summary>Looks at the counters of the offers themselves, which are exact.</summary>
    public void Look(IReadOnlyList<Offer> offers, DateTimeOffset now)
    {
        foreach (var offer in offers)
        {
            if (!pieces.TryGetValue(offer.Id, out var seen)) pieces.Add(offer.Id, seen = []);
            seen.Enqueue((now, offer.Held + offer.Sold));
            while (now - seen.Peek().At > paceWindow) seen.Dequeue();
        }
    }

    /// <summary>Pieces ordered in a second, less what was given back; 0 while nothing is known.</summary>
    public double PerSecond(Offer offer, DateTimeOffset now)
    {
        if (!pieces.TryGetValue(offer.Id, out var seen) || seen.Count == 0) return 0;
        var (at, ordered) = seen.Peek();
        var span = now - at;
        return span < paceMin ? 0 : Math.Max(0, (offer.Held + offer.Sold - ordered) / span.TotalSeconds);
    }

    public IReadOnlyList<SecondOfOrders> Seconds() => [.. seconds];

    public IReadOnlyList<SecondOfOrders> Minutes() =>
    [
        .. minutes.GroupBy(m => m.Key.Minute).OrderBy(m => m.Key).Select(minute => new SecondOfOrders(
            minute.Key,
            minute.GroupBy(m => m.Key.Channel).ToDictionary(c => c.Key, c => (double)c.Sum(m => m.Value)))),
    ];
}
