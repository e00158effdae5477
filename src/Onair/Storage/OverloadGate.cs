namespace Onair.Storage;

/// <summary>
/// A CoDel-like rule on waiting time, not on length: when the shortest wait seen stays above the target for a whole
/// interval, the queue is standing and not merely bursting, and the door closes until a wait falls below the target.
/// </summary>
public sealed class OverloadGate(TimeSpan target, TimeSpan interval, TimeProvider time)
{
    private readonly Lock turn = new();
    private long aboveSince;
    private volatile bool closed;

    public bool IsClosed => closed;

    /// <summary>Tells the gate how long a request waited before it was taken.</summary>
    public void Observe(TimeSpan waited, bool queueIsEmpty)
    {
        if (waited < target || queueIsEmpty)
        {
            // The usual case, without the lock.
            if (!closed && Volatile.Read(ref aboveSince) == 0) return;
            lock (turn)
            {
                aboveSince = 0;
                closed = false;
            }

            return;
        }

        lock (turn)
        {
            if (aboveSince == 0) aboveSince = time.GetTimestamp();
            else if (time.GetElapsedTime(aboveSince) >= interval) closed = true;
        }
    }
}
