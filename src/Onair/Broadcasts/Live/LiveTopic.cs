namespace Onair.Broadcasts.Live;

/// <summary>
/// One page that is watched: its newest truth, and everybody who waits for the next. Nothing is kept for a reader: who
/// is slow misses what was true in between and gets what is true now.
/// </summary>
internal sealed class LiveTopic(Guid? broadcast, IReadOnlyList<string> skus)
{
    private readonly Lock turn = new();
    private TaskCompletionSource next = New();
    private LiveSnapshot? current;
    private int viewers;
    private int joined;
    private int peak;

    /// <summary>Null for a page of single things.</summary>
    public Guid? Broadcast => broadcast;

    public IReadOnlyList<string> Skus => skus;

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

    /// <summary>Null until it was read for the first time.</summary>
    public LiveSnapshot? Current => Volatile.Read(ref current);

    /// <summary>Counts signs of life; a change of it alone is written as a comment.</summary>
    public int Beat { get; private set; }

    /// <summary>Ends at the next update or sign of life. Take it before looking at the rest.</summary>
    public Task Next => Volatile.Read(ref next).Task;

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

    /// <summary>Tells all who wait. False when it is what they know already.</summary>
    public bool Publish(LiveSnapshot snapshot)
    {
        if (Current?.Tag == snapshot.Tag) return false;
        Volatile.Write(ref current, snapshot);
        Wake();
        return true;
    }

    public void GiveSign()
    {
        Beat++;
        Wake();
    }

    /// <summary>Lets all who wait look around: an update, a sign of life, or the end.</summary>
    public void Wake() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
