using System.ComponentModel.DataAnnotations;

namespace Onair.Series;

/// <summary>How long measurements are kept, under <c>Series</c>.</summary>
public sealed class SeriesOptions
{
    /// <summary>Series of one instrument on one node: what is more counts together, as <c>other=yes</c>.</summary>
    public const int SeriesPerInstrumentMax = 100;

    /// <summary>
    /// Frames that wait while the database is away: an hour. Then the oldest is lost, and that is logged.
    /// </summary>
    public const int FramesWaitingMax = 360;

    /// <summary>
    /// Spans of ten seconds: two days, so that yesterday's show can be looked at as closely as today's. 8,640 rows a
    /// day for each node, of some 4 kB in a busy shop.
    /// </summary>
    [Range(typeof(TimeSpan), "02:00:00", "30.00:00:00")]
    public TimeSpan TenSecondsKept { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Spans of five minutes: 288 rows a day for all nodes together.</summary>
    [Range(typeof(TimeSpan), "4.00:00:00", "400.00:00:00")]
    public TimeSpan FiveMinutesKept { get; set; } = TimeSpan.FromDays(35);

    /// <summary>Hours: 24 rows a day; a year and a month, so that a month can be laid beside the one a year ago.
    /// </summary>
    [Range(typeof(TimeSpan), "35.00:00:00", "3653.00:00:00")]
    public TimeSpan HoursKept { get; set; } = TimeSpan.FromDays(400);
}
