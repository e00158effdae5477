using System.ComponentModel.DataAnnotations;

namespace Onair.Orders.Live;

/// <summary>Pages of orders that update themselves: <c>ONAIR__ORDERS__LIVE__STREAMSMAX=1000</c>.</summary>
public sealed class OrderLiveOptions
{
    /// <summary>
    /// Streams that a node keeps open; who comes later asks now and then. Half of what shows may have: who has bought
    /// looks for some seconds, and pages that are out of sight close theirs.
    /// </summary>
    [Range(1, 100_000)]
    public int StreamsMax { get; set; } = 5_000;

    /// <summary>Streams of one order: its owner's devices, and who they sent the address to.</summary>
    [Range(1, 1000)]
    public int PerOrderMax { get; set; } = 10;

    /// <summary>Streams of one network address: a carrier has one for many people.</summary>
    [Range(1, 100_000)]
    public int PerAddressMax { get; set; } = 200;

    /// <summary>
    /// How often orders are looked at that wait for their payment: what another node did is as old at most. Half a
    /// second is what a person takes for at once when they come back from their bank.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often all others are: packing and shipping takes hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:10:00")]
    public TimeSpan LookAtAllEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A silent stream says that it lives, before proxies take it for dead (60 s is their usual).</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromSeconds(15);
}
