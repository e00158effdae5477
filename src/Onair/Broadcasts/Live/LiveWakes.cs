using Onair.Jobs;

namespace Onair.Broadcasts.Live;

/// <summary>
/// Tells this node's feed that something changed, so that it looks at once instead of at its next tick. It is called
/// once per order: while nobody watches, or the feed is told already, that is one read of a flag.
/// </summary>
public sealed class LiveWakes : IDisposable
{
    private readonly WakeSignal signal;
    private volatile bool armed;

    internal LiveWakes(TimeProvider time)
    {
        signal = new WakeSignal(time);
    }

    /// <summary>After a commit that moved stock.</summary>
    public void Tell()
    {
        if (!armed) return;
        armed = false;
        signal.Set();
    }

    public void Dispose() => signal.Dispose();

    /// <summary>The feed looks now, whoever watched before: somebody came.</summary>
    internal void Wake() => signal.Set();

    /// <summary>Before a look: what is told from now on may be newer than it.</summary>
    internal void Arm() => armed = true;

    /// <summary>Until somebody tells, or the time is over.</summary>
    internal ValueTask WaitAsync(TimeSpan wait, CancellationToken cancel) => signal.WaitAsync(wait, cancel);
}
