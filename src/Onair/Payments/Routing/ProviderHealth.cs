using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Signals;

namespace Onair.Payments.Routing;

/// <summary>
/// How this node's calls to each provider went lately. Every call is told of, whatever it asks: a query that is
/// answered says as much about the line as an approval.
/// </summary>
internal sealed class ProviderHealth
{
    private readonly Dictionary<string, Watch> watches;
    private readonly TimeProvider time;
    private readonly ILogger<ProviderHealth> logger;

    public ProviderHealth(
        PaymentProviders providers,
        IOptions<RoutingOptions> options,
        TimeProvider time,
        ILogger<ProviderHealth> logger)
    {
        this.time = time;
        this.logger = logger;
        watches = providers.All.ToDictionary(p => p.Name, _ => new Watch(options.Value));
        foreach (var name in watches.Keys) Announce(name, BreakerState.Closed);
    }

    public BreakerState StateOf(string provider)
    {
        var state = watches[provider].Look(time.GetUtcNow(), out var changed);
        if (changed) Tell(provider, state);
        return state;
    }

    /// <summary>True when a new payment may be sent to a provider that rested, to see how it is.</summary>
    public bool TryProbe(string provider) => watches[provider].TryProbe(time.GetUtcNow());

    /// <summary>A call begins; hand the value to <see cref="Ended"/>.</summary>
    public long Began(string provider) => watches[provider].Began(time.GetUtcNow());

    public void Ended(string provider, long call, bool failed)
    {
        var changed = watches[provider].Ended(call, failed, time.GetUtcNow(), out var state, out var took);
        ShopSignals.PaymentCall.Record(
            took.TotalSeconds, new("provider", provider), new("outcome", failed ? "failed" : "answered"));
        if (changed) Tell(provider, state);
    }

    private static void Announce(string provider, BreakerState state) =>
        ShopSignals.PaymentBreaker.Record((int)state, new KeyValuePair<string, object?>("provider", provider));

    private void Tell(string provider, BreakerState state)
    {
        Announce(provider, state);
        PaymentsLog.BreakerChanged(logger, provider, state);
    }

    /// <summary>One provider: a ring of seconds, the calls that are open, and the breaker, behind one lock.</summary>
    private sealed class Watch(RoutingOptions options)
    {
        private readonly Lock gate = new();
        private readonly Breaker breaker = new(options);
        private readonly CallTally[] ring = new CallTally[(int)Math.Ceiling(options.Window.TotalSeconds)];
        // Bounded by the provider's concurrency.
        private readonly SortedDictionary<long, DateTimeOffset> open = [];
        private long second;
        private long calls;

        public BreakerState Look(DateTimeOffset now, out bool changed)
        {
            lock (gate)
            {
                // Calls that hang report nothing by themselves; whoever looks counts them.
                changed = breaker.StateAt(now) == BreakerState.Closed
                    && breaker.Observe(Past(now, Hanging(now)), Hanging(now), failed: false, now);
                return breaker.StateAt(now);
            }
        }

        public bool TryProbe(DateTimeOffset now)
        {
            lock (gate) return breaker.TryProbe(now);
        }

        public long Began(DateTimeOffset now)
        {
            lock (gate)
            {
                open[++calls] = now;
                return calls;
            }
        }

        public bool Ended(
            long call, bool failed, DateTimeOffset now, out BreakerState state, out TimeSpan took)
        {
            lock (gate)
            {
                open.Remove(call, out var began);
                Roll(now);
                took = now - began;
                var slow = took > options.SlowAfter;
                ring[second % ring.Length] += new CallTally(1, failed ? 1 : 0, slow ? 1 : 0);
                // A call from before the rest tells how the provider was, and the rest is for what it is now.
                var changed = breaker.Knows(began)
                    && breaker.Observe(Past(now, Hanging(now)), Hanging(now), failed, now);
                state = breaker.StateAt(now);
                // What it went down by would open it again at once.
                if (changed && state == BreakerState.Closed) Array.Clear(ring);
                return changed;
            }
        }

        /// <summary>
        /// The calls of the window. While calls hang, only those that ended since they began: what ended before says
        /// nothing against a provider that has stopped to answer.
        /// </summary>
        private CallTally Past(DateTimeOffset now, int hanging)
        {
            Roll(now);
            var seconds = hanging < options.CallsMin
                ? ring.Length
                : Math.Clamp((int)Math.Ceiling(options.SlowAfter.TotalSeconds), 1, ring.Length);
            var sum = default(CallTally);
            for (var back = 0; back < seconds && back <= second; back++) sum += ring[(second - back) % ring.Length];
            return sum;
        }

        private int Hanging(DateTimeOffset now)
        {
            // The oldest come first.
            var hanging = 0;
            foreach (var began in open.Values)
            {
                if (now - began <= options.SlowAfter) break;
                hanging++;
            }

            return hanging;
        }

        private void Roll(DateTimeOffset now)
        {
            var current = now.ToUnixTimeSeconds();
            var oldest = Math.Max(second + 1, current - ring.Length + 1);
            for (var i = oldest; i <= current; i++) ring[i % ring.Length] = default;
            second = Math.Max(second, current);
        }
    }
}
