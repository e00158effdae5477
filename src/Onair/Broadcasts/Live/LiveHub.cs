using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Onair.Signals;

namespace Onair.Broadcasts.Live;

/// <summary>Everything that is watched at this node, within its bounds.</summary>
internal sealed class LiveHub : IDisposable
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, LiveTopic> topics = new(StringComparer.Ordinal);
    private readonly BroadcastsOptions options;
    private readonly LiveWakes wakes;
    private readonly Meter meter = new(ShopSignals.Name);
    private int viewers;
    private volatile bool closed;

    public LiveHub(IOptions<BroadcastsOptions> options, LiveWakes wakes, IHostApplicationLifetime lifetime)
    {
        this.options = options.Value;
        this.wakes = wakes;
        // A stream never ends by itself: a server that stops would wait for all of them.
        lifetime.ApplicationStopping.Register(Close);
        meter.CreateObservableGauge(
            "onair.viewers", () => Volatile.Read(ref viewers), "{viewer}", "Streams open at this node: who watches");
    }

    public bool IsClosed => closed;

    public void Dispose() => meter.Dispose();

    /// <summary>True while no page is watched or has to be counted.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (turn) return topics.Count == 0;
        }
    }

    /// <summary>Null when the node has as many streams or pages as it takes; leave the topic at the end.</summary>
    /// <param name="key">The page.</param>
    /// <param name="broadcast">Its show, or null.</param>
    /// <param name="skus">Its single things.</param>
    /// <param name="isNew">False for who was here a moment ago and lost the connection.</param>
    public LiveTopic? Join(string key, Guid? broadcast, IReadOnlyList<string> skus, bool isNew)
    {
        LiveTopic? topic;
        lock (turn)
        {
            if (closed || viewers >= options.ViewersMax) return null;
            if (!topics.TryGetValue(key, out topic))
            {
                if (topics.Count >= options.TopicsMax) return null;
                topics.Add(key, topic = new LiveTopic(broadcast, skus));
            }

            viewers++;
            topic.Join(isNew);
        }

        if (topic.Current is null) wakes.Wake();
        return topic;
    }

    /// <summary>Who watches a show, here and elsewhere, as far as this node knows.</summary>
    public long ViewersOf(Guid broadcast)
    {
        lock (turn)
        {
            return topics.TryGetValue(broadcast.ToString("N"), out var topic) ? topic.Viewers + topic.Elsewhere : 0;
        }
    }

    /// <summary>How fast a show's offers are ordered; null while nobody at this node watches.</summary>
    public SalesPace? PaceOf(Guid broadcast)
    {
        lock (turn) return topics.GetValueOrDefault(broadcast.ToString("N"))?.Pace;
    }

    public void Leave(LiveTopic topic)
    {
        lock (turn)
        {
            viewers--;
            topic.Leave();
        }
    }

    /// <summary>What is watched now. Pages that nobody watches any more are forgotten when they were counted.</summary>
    public List<LiveTopic> Watched()
    {
        lock (turn)
        {
            foreach (var (key, topic) in topics)
                if (topic.IsDone) topics.Remove(key);
            return [.. topics.Values];
        }
    }

    private void Close()
    {
        closed = true;
        lock (turn)
        {
            foreach (var topic in topics.Values) topic.Wake();
        }
    }
}
