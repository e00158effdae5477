using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Onair.Jobs;

namespace Onair.Orders.Live;

/// <summary>Every order that is watched at this node, within its bounds.</summary>
internal sealed class OrderHub : IDisposable
{
    private readonly Lock turn = new();
    private readonly Dictionary<Guid, OrderTopic> topics = [];
    private readonly Dictionary<string, int> addresses = new(StringComparer.Ordinal);
    private readonly OrderLiveOptions options;
    private readonly WakeSignal somebodyCame;
    private int streams;
    private volatile bool closed;

    public OrderHub(IOptions<OrdersOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        this.options = options.Value.Live;
        somebodyCame = new WakeSignal(time);
        // A stream never ends by itself: a server that stops would wait for all of them.
        lifetime.ApplicationStopping.Register(Close);
    }

    public bool IsClosed => closed;

    /// <summary>True while no order is watched.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (turn) return topics.Count == 0;
        }
    }

    /// <summary>Null when the node, the order or the address has as many streams as it may; leave at the end.</summary>
    /// <param name="shown">As it was just read: who is new hears it at once.</param>
    /// <param name="address">Where the reader is.</param>
    public OrderTopic? Join(ShownOrder shown, string address)
    {
        lock (turn)
        {
            var here = addresses.GetValueOrDefault(address);
            if (closed || streams >= options.StreamsMax || here >= options.PerAddressMax) return null;
            if (!topics.TryGetValue(shown.Order.Id, out var topic))
            {
                topic = new OrderTopic(shown.Order.Id);
                topic.Publish(shown);
                topics.Add(shown.Order.Id, topic);
                if (topics.Count == 1) somebodyCame.Set();
            }

            if (topic.Readers >= options.PerOrderMax) return null;
            topic.Readers++;
            streams++;
            addresses[address] = here + 1;
            return topic;
        }
    }

    public void Leave(OrderTopic topic, string address)
    {
        lock (turn)
        {
            streams--;
            if (--topic.Readers == 0) topics.Remove(topic.Order);
            if (addresses[address] == 1) addresses.Remove(address);
            else addresses[address]--;
        }
    }

    /// <summary>What is watched now.</summary>
    public List<OrderTopic> Watched()
    {
        lock (turn) return [.. topics.Values];
    }

    /// <summary>Until somebody comes where nobody was, or the time is over.</summary>
    public ValueTask WaitAsync(TimeSpan wait, CancellationToken cancel) => somebodyCame.WaitAsync(wait, cancel);

    public void Dispose() => somebodyCame.Dispose();

    private void Close()
    {
        closed = true;
        foreach (var topic in Watched()) topic.Wake();
    }
}
