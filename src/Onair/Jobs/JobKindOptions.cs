using System.ComponentModel.DataAnnotations;

namespace Onair.Jobs;

/// <summary>How one kind of job is run.</summary>
public sealed class JobKindOptions
{
    /// <summary>Jobs leased together.</summary>
    [Range(1, 1000)]
    public int BatchMax { get; set; } = 32;

    /// <summary>Batches of this kind that one node runs at a time.</summary>
    [Range(1, 64)]
    public int WorkersMax { get; set; } = 1;

    /// <summary>How long a worker may be silent before another takes over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs before a job is dead. 12 with the default backoff is about two hours of trying.</summary>
    [Range(1, 100)]
    public int AttemptsMax { get; set; } = 12;

    /// <summary>The first wait; it doubles, with full jitter, up to <see cref="BackoffMax"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:00.001", "24:00:00")]
    public TimeSpan BackoffMax { get; set; } = TimeSpan.FromMinutes(15);
}
