using System.ComponentModel.DataAnnotations;

namespace Onair.Broadcasts;

/// <summary>Shows and live updates, under <c>Broadcasts</c>: <c>ONAIR__BROADCASTS__VIEWERSMAX=20000</c>.</summary>
public sealed class BroadcastsOptions
{
    /// <summary>Offers of one show: an hour of television has three to ten; a marathon stays below.</summary>
    public const int OffersMax = 50;

    /// <summary>Pieces of one allotment: a hundred times a large show's.</summary>
    public const long AllotmentMax = 10_000_000;

    /// <summary>Won of one piece; the order path's own bound.</summary>
    public const long PriceMax = 10_000_000_000;

    /// <summary>Pieces per customer; the catalog's own bound.</summary>
    public const int LimitMax = 10_000;

    /// <summary>Characters of a title in either language.</summary>
    public const int TitleMax = 100;

    public const int FeedLengthMax = 32;

    /// <summary>Shows in one answer: a week around the clock is 168.</summary>
    public const int PageMax = 500;

    /// <summary>Bytes of a show's body: 50 offers with the longest SKUs.</summary>
    public const int BodyBytesMax = 32 * 1024;

    /// <summary>Hours of the longest show: a charity marathon of a day.</summary>
    public static readonly TimeSpan LengthMax = TimeSpan.FromHours(24);

    /// <summary>How often the clock looks for shows that begin, switch or end: a second late is not seen.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan RunEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Streams that a node keeps open; who comes later is told to ask again and reads by polling. Half of the
    /// connections that the web server takes, so that orders always find one.
    /// </summary>
    [Range(1, 100_000)]
    public int ViewersMax { get; set; } = 10_000;

    /// <summary>Different pages that are watched at once on a node: each costs a read per tick.</summary>
    [Range(1, 10_000)]
    public int TopicsMax { get; set; } = 500;

    /// <summary>Shortest time between two updates of one page: four a second, as fast as an eye reads.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan UpdateEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A silent stream says that it lives, before proxies take it for dead (60 s is their usual).</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan HeartbeatEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a node says how many watch, and hears how many watch elsewhere.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan CountEvery { get; set; } = TimeSpan.FromSeconds(5);
}
