using Onair.Primitives;

namespace Onair.Broadcasts.Live;

/// <summary>
/// A show, or single things, that somebody watches; and how many do.
/// </summary>
internal sealed class LiveTopic(Guid? broadcast, IReadOnlyList<string> skus) : StreamTopic
{
    private readonly Lock turn = new();
    private int viewers;
    private int joined;
    private int peak;

    /// <summary>Null for a page of single things.</summary>
    public Guid? Broadcast => broadcast;

    public IReadOnlyList<string> Skus => skus;

    /// <summary>How fast the show's offers are ordered.</summary>
    public SalesPace Pace { get; } = new();

    public int Viewers => Volatile.Read(ref viewers);

    /// <summary>Nobody watches, and everybody who did was counted.</summary>
    public bool IsDone
    {
        get
        {
            lock (turn) return viewers == 0 && (broadcast is null || peak + joined == 0);
        }
    }

    /// <summary>Who watches the same show at other nodes, as they last said.</summary>
    public long Elsewhere { get; set; }

    public void Join(bool isNew)
    {
        lock (turn)
        {
            viewers++;
            if (isNew) joined++;
            if (viewers > peak) peak = viewers;
        }
    }

    public void Leave()
    {
        lock (turn) viewers--;
    }

    /// <summary>What the audience's row gets: the most at one time and who came, since it was last asked.</summary>
    public (int Viewers, int Peak, int Joined) Count()
    {
        lock (turn)
        {
            var counted = (viewers, Math.Max(peak, viewers), joined);
            (peak, joined) = (viewers, 0);
            return counted;
        }
    }
}
