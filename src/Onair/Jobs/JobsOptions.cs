using System.ComponentModel.DataAnnotations;

namespace Onair.Jobs;

/// <summary>How this node works off jobs and facts. Section <c>Onair:Jobs</c>; each default has its reason.</summary>
public sealed class JobsOptions
{
    /// <summary>Time between looks at the database when nobody wakes the worker. Five looks a second cost nothing; a
    /// job of another node waits at most this long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// A kind that is woken while one of its workers runs gets another worker only when the last batch began this long
    /// ago. A quick worker then takes what has gathered as one batch,
    /// and a slow one does not keep the others waiting.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan HelpAfter { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long running batches may go on after the stop signal. Behind it their leases lapse.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a leader (of the outbox, of a timed verb) may be silent before another node takes over.
    /// Renewed at a third of it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan LeaderLease { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a done job stays readable. A day answers "what happened tonight"
    /// and bounds the table.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan DoneKept { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a delivered fact stays readable.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan FactsKept { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Rows a purge deletes per transaction: some 20 ms of the single writer.</summary>
    [Range(1, 100_000)]
    public int PurgeMax { get; set; } = 2000;

    /// <summary>Facts delivered per transaction (an envelope is never split,
    /// so one larger envelope may exceed it).</summary>
    [Range(1, 100_000)]
    public int FactsPerChunkMax { get; set; } = 1000;

    /// <summary>Tries of a fact that fails for a subscriber before it is parked.</summary>
    [Range(1, 20)]
    public int FactTriesMax { get; set; } = 3;
}
