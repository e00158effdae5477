using Microsoft.Extensions.Logging;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Writes down what became of a batch: done, again later, or dead. Only the holder of the lease may.</summary>
internal sealed class EndJobs(Database database, TimeProvider time, Random random, ILogger<EndJobs> logger)
{
    /// <summary>Characters of a reason that are kept.</summary>
    public const int ReasonCharsMax = 500;

    private readonly Lock jitter = new();

    /// <summary>One result per job. A job that lost its lease is left to whoever has it now.</summary>
    public async Task RunAsync(
        JobKindOptions options, IReadOnlyList<Job> jobs, IReadOnlyList<JobResult> results, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var done = new List<EndedJob>();
        var postponed = new List<EndedJob>();
        var dead = new List<EndedJob>();
        for (var i = 0; i < jobs.Count; i++)
        {
            var (outcome, ended) = Decide(jobs[i], results[i], options, now);
            (outcome switch
            {
                JobOutcome.Completed => null,
                JobOutcome.Done => done,
                JobOutcome.Retry or JobOutcome.Snooze => postponed,
                JobOutcome.Dead => dead,
            })?.Add(ended);
            Count(jobs[i], outcome, ended.Reason);
        }

        var asked = done.Count + postponed.Count + dead.Count;
        if (asked == 0) return;
        var written = await WriteAsync(done, postponed, dead, cancel);
        if (written < asked) JobsLog.LeasesLost(logger, asked - written, jobs[0].Kind);
    }

    private Task<int> WriteAsync(
        List<EndedJob> done, List<EndedJob> postponed, List<EndedJob> dead, CancellationToken cancel) =>
        database.WriteAsync(
            async open =>
            {
                var written = new List<Guid>();
                var round = open.Round();
                round.Read(JobsStore.Complete, done, row => row.Uuid(0), written);
                round.Read(JobsStore.Postpone, postponed, row => row.Uuid(0), written);
                round.Read(JobsStore.Bury, dead, row => row.Uuid(0), written);
                await round.ExecuteAsync(cancel);
                return written.Count;
            },
            cancel);

    private (JobOutcome Outcome, EndedJob Ended) Decide(
        Job job, JobResult result, JobKindOptions options, DateTimeOffset now)
    {
        var lease = JobQueue.LeaseOf(job);
        var reason = Cut(result.Reason);
        // The last run of a job that asks for another one: it has had its tries.
        var outcome = result.Outcome == JobOutcome.Retry && job.Attempts >= options.AttemptsMax
            ? JobOutcome.Dead
            : result.Outcome;
        return outcome switch
        {
            JobOutcome.Completed or JobOutcome.Done => (outcome, new(job.Id, lease, now, Reason: null, job.Attempts)),
            JobOutcome.Retry =>
                (outcome, new(job.Id, lease, result.At ?? now + Wait(job, options), reason, job.Attempts)),
            JobOutcome.Snooze => (outcome, new(job.Id, lease, result.At ?? now, reason, job.Attempts - 1)),
            JobOutcome.Dead => (outcome, new(job.Id, lease, now, reason ?? "no reason given", job.Attempts)),
        };
    }

    private TimeSpan Wait(Job job, JobKindOptions options)
    {
        lock (jitter) return Backoff.Next(job.Attempts, options.Backoff, options.BackoffMax, random);
    }

    private void Count(Job job, JobOutcome outcome, string? reason)
    {
        if (outcome == JobOutcome.Dead) JobsLog.Dead(logger, job.Kind, job.Id, job.Attempts, reason ?? "");
        ShopSignals.JobsEnded.Add(1, new("kind", job.Kind), new("outcome", outcome switch
        {
            JobOutcome.Completed or JobOutcome.Done => "done",
            JobOutcome.Retry => "retried",
            JobOutcome.Snooze => "snoozed",
            JobOutcome.Dead => "dead",
        }));
    }

    private static string? Cut(string? reason) =>
        reason is { Length: > ReasonCharsMax } ? reason[..ReasonCharsMax] : reason;
}
