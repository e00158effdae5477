using System.ComponentModel.DataAnnotations;

namespace Onair.Storage;

/// <summary>Bounds of a group-commit queue. The defaults are for the order path on two cores.</summary>
public sealed class GroupCommitOptions
{
    /// <summary>
    /// Requests that may wait. 4,096 is 0.2 s of work at 20,000 a second; behind it everybody would be late.
    /// </summary>
    [Range(1, 1_000_000)]
    public int QueueMax { get; set; } = 4096;

    /// <summary>Requests per transaction. Above about 500 the first of a batch waits longer than it wins.</summary>
    [Range(1, 10_000)]
    public int BatchCountMax { get; set; } = 512;

    /// <summary>A request that waited longer is answered Busy instead of being decided.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait that the queue may stand at (CoDel's target).</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan WaitTarget { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the wait may stay above its target before the door closes (CoDel's interval).</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan WaitInterval { get; set; } = TimeSpan.FromMilliseconds(200);
}
