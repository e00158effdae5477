using Onair.Jobs;

namespace Onair.Broadcasts.Live;

/// <summary>
/// Tells this node's feed that something changed, so that it looks at once instead of at its next tick. It is called
/// once per order: while nobody watches, or the feed is told already, that is a read of two flags.
/// </summary>
public sealed class LiveWakes : IDisposable
{
    private readonly WakeSignal signal;
    private readonly WakeSignal abroad;
    private volatile bool armed;
    private volatile bool armedAbroad;

    internal LiveWakes(TimeProvider time)
    {
        signal = new WakeSignal(time);
        abroad = new WakeSignal(time);
    }

    /// <summary>After a commit that moved stock.</summary>
    public void Tell()
    {
        if (armedAbroad)
        {
            armedAbroad = false;
            abroad.Set();
        }

        if (!armed) return;
        armed = false;
        signal.Set();
    }

    public void Dispose()
    {
        signal.Dispose();
        abroad.Dispose();
    }

    /// <summary>The feed looks now, whoever watched before: somebody came.</summary>
    internal void Wake() => signal.Set();

    /// <summary>Before a look: what is told from now on may be newer than it.</summary>
    internal void Arm() => armed = true;

    /// <summary>Another node changed something: the same as a commit of this one, for who watches here.</summary>
    internal void Hear()
    {
        if (!armed) return;
        armed = false;
        signal.Set();
    }

    /// <summary>Until somebody has told something that other nodes may want to hear.</summary>
    internal ValueTask WaitToTellAsync(TimeSpan wait, CancellationToken cancel)
    {
        armedAbroad = true;
        return abroad.WaitAsync(wait, cancel);
    }

    /// <summary>Until somebody tells, or the time is over.</summary>
    internal ValueTask WaitAsync(TimeSpan wait, CancellationToken cancel) => signal.WaitAsync(wait, cancel);
}
