namespace Onair.Payments.Routing;

/// <summary>Sent as a metric; never renumber.</summary>
public enum BreakerState
{
    /// <summary>Well: takes its share of new payments.</summary>
    Closed = 1,

    /// <summary>Unwell: new payments go elsewhere.</summary>
    Open = 2,

    /// <summary>It rested; a new payment now and then finds out how it is.</summary>
    Probing = 3,
}

/// <summary>Calls of a stretch of time.</summary>
internal readonly record struct CallTally(int Calls, int Failed, int Slow)
{
    public static CallTally operator +(CallTally a, CallTally b) =>
        new(a.Calls + b.Calls, a.Failed + b.Failed, a.Slow + b.Slow);
}

/// <summary>
/// One provider's breaker, without a clock, a lock or any I/O. It steers new payments only: an attempt that is at a
/// provider stays there, since whoever has asked must go on asking.
/// </summary>
internal sealed class Breaker(RoutingOptions options)
{
    private DateTimeOffset restsUntil = DateTimeOffset.MinValue;
    private DateTimeOffset nextProbe = DateTimeOffset.MinValue;
    private TimeSpan rest = options.Rest;
    private bool isTripped;
    private int good;

    public BreakerState StateAt(DateTimeOffset now) =>
        !isTripped ? BreakerState.Closed : now < restsUntil ? BreakerState.Open : BreakerState.Probing;

    /// <summary>False for a call from before the last rest was over: it says nothing any more.</summary>
    public bool Knows(DateTimeOffset began) => !isTripped || began >= restsUntil;

    /// <summary>Pure: whether these calls, and those that hang, are those of a provider that is down.</summary>
    public static bool IsDown(CallTally calls, int hanging, RoutingOptions options)
    {
        var all = calls.Calls + hanging;
        return all >= options.CallsMin
            && (calls.Failed >= options.FailureShare * all || calls.Slow + hanging >= options.SlowShare * all);
    }

    /// <summary>A call ended, or some hang. True when the state changed.</summary>
    public bool Observe(CallTally window, int hanging, bool failed, DateTimeOffset now)
    {
        switch (StateAt(now))
        {
            case BreakerState.Closed when IsDown(window, hanging, options):
                Trip(now);
                return true;
            case BreakerState.Probing when failed:
                rest = rest * 2 < options.RestMax ? rest * 2 : options.RestMax;
                Trip(now);
                return true;
            case BreakerState.Probing when ++good >= options.ProbesMin:
                isTripped = false;
                rest = options.Rest;
                return true;
            default:
                return false;
        }
    }

    /// <summary>True when a new payment may find out how it is; the next one may after a while.</summary>
    public bool TryProbe(DateTimeOffset now)
    {
        if (StateAt(now) != BreakerState.Probing || now < nextProbe) return false;
        nextProbe = now + options.ProbeEvery;
        return true;
    }

    private void Trip(DateTimeOffset now)
    {
        isTripped = true;
        restsUntil = now + rest;
        nextProbe = restsUntil;
        good = 0;
    }
}
