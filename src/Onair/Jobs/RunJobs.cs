using Microsoft.Extensions.Logging;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>
/// Claims one batch, runs it and writes down what became of it.
/// <code>
/// :: 1 claim     at most JobKindOptions.BatchMax, leased until JobKindOptions.Lease has passed
/// :: 2 bury      whose workers fell silent AttemptsMax times
/// :: 3 run       the batch together; a batch that throws is run again job by job, so that a poison job stands alone
/// :: 4 alone     jobs whose last worker fell silent: one of them may have taken it down, and would take this batch too
/// :: 5 end       done, again later, dead: guarded by the lease
/// </code>
/// </summary>
internal sealed class RunJobs(
    ClaimJobs claim, EndJobs end, Database database, TimeProvider time, Random random, ILogger<RunJobs> logger)
{
    private readonly Lock shuffling = new();

    /// <summary>The number of jobs claimed: a full batch means that there may be more.</summary>
    /// <param name="handler">Whose kind is run.</param>
    /// <param name="stop">No new batch after it; what is leased but not begun is given back.</param>
    /// <param name="abort">Running handlers are cancelled.</param>
    public async Task<int> RunAsync(IJobHandler handler, CancellationToken stop, CancellationToken abort)
    {
        // :: 1 claim
        if (stop.IsCancellationRequested) return 0;
        // Not cancelled halfway: a claim whose answer nobody reads would hold its jobs until the lease lapses.
        var jobs = await claim.RunAsync(handler.Kind, handler.Options, CancellationToken.None);
        if (jobs.Count == 0) return 0;
        using var activity = ShopSignals.Activities.StartActivity("jobs.run");
        activity?.SetTag("kind", handler.Kind).SetTag("count", jobs.Count);

        var together = new List<Job>(jobs.Count);
        var spent = new List<Job>();
        var alone = new List<Job>();
        foreach (var job in jobs)
        {
            var lapsed = job.Reason == JobsStore.LeaseLapsed;
            (lapsed && job.Attempts > handler.Options.AttemptsMax ? spent : lapsed ? alone : together).Add(job);
        }

        // :: 2 bury
        if (spent.Count > 0)
        {
            var dead = new JobResult(JobOutcome.Dead, "every worker that ran it fell silent");
            await end.RunAsync(handler.Options, spent, spent.ConvertAll(_ => dead), CancellationToken.None);
        }

        // :: 3 run
        if (together.Count > 0) await RunAsync(handler, together, stop, abort);

        // :: 4 alone
        var asLapsed = new JobResult(JobOutcome.Snooze, JobsStore.LeaseLapsed);
        await RunAloneAsync(handler, alone, asLapsed, stop, abort);
        return jobs.Count;
    }

    /// <summary>Jobs that this node leased as it wrote them: steps 3 and 5, also while the node stops.</summary>
    public async Task RunHandedAsync(IJobHandler handler, List<Job> jobs, CancellationToken abort)
    {
        using var activity = ShopSignals.Activities.StartActivity("jobs.run");
        activity?.SetTag("kind", handler.Kind).SetTag("count", jobs.Count);
        await RunAsync(handler, jobs, CancellationToken.None, abort);
    }

    private async Task RunAsync(IJobHandler handler, List<Job> jobs, CancellationToken stop, CancellationToken abort)
    {
        IReadOnlyList<JobResult> results;
        try
        {
            results = await HandleAsync(handler, jobs, abort);
        }
        catch (Exception) when (abort.IsCancellationRequested)
        {
            results = jobs.ConvertAll(_ => new JobResult(JobOutcome.Snooze, "its node stopped"));
        }
        catch (Exception error)
            when (jobs.Count > 1 && error is not OperationCanceledException && !database.IsTransient(error))
        {
            JobsLog.BatchSplit(logger, jobs.Count, handler.Kind, error);
            await RunAloneAsync(handler, jobs, new JobResult(JobOutcome.Retry, ReasonOf(error)), stop, abort);
            return;
        }
        catch (Exception error)
        {
            JobsLog.RunFailed(logger, jobs.Count, handler.Kind, error);
            results = jobs.ConvertAll(_ => new JobResult(JobOutcome.Retry, ReasonOf(error)));
        }

        // :: 5 end. Not cancelled: what the handler did is done, and the database's own timeout bounds the call.
        await end.RunAsync(handler.Options, jobs, results, CancellationToken.None);
    }

    /// <summary>In random order: if one of them takes the process down,
    /// it is not always the same ones that come after.</summary>
    /// <param name="handler">Whose kind is run.</param>
    /// <param name="jobs">What is run, one by one.</param>
    /// <param name="late">What becomes of those for which the lease leaves no time.</param>
    /// <param name="stop">Those not begun are given back.</param>
    /// <param name="abort">The running one is cancelled.</param>
    private async Task RunAloneAsync(
        IJobHandler handler, List<Job> jobs, JobResult late, CancellationToken stop, CancellationToken abort)
    {
        if (jobs.Count == 0) return;
        var order = jobs.ToArray();
        lock (shuffling) random.Shuffle(order);
        for (var i = 0; i < order.Length; i++)
        {
            var isLate = time.GetUtcNow() >= order[i].LeaseUntil;
            if (isLate || stop.IsCancellationRequested)
            {
                var left = order[i..];
                var back = isLate ? late : new JobResult(JobOutcome.Snooze, "its node stopped");
                await end.RunAsync(handler.Options, left, Array.ConvertAll(left, _ => back), CancellationToken.None);
                return;
            }

            await RunAsync(handler, [order[i]], stop, abort);
        }
    }

    private async Task<IReadOnlyList<JobResult>> HandleAsync(
        IJobHandler handler, List<Job> jobs, CancellationToken abort)
    {
        var left = jobs[0].LeaseUntil!.Value - time.GetUtcNow();
        using var lease = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, abort);
        var results = await handler.RunAsync(jobs, either.Token);
        return results.Count == jobs.Count
            ? results
            : throw new InvalidOperationException(
                $"The handler of {handler.Kind} gave {results.Count} results for {jobs.Count} jobs.");
    }

    private static string ReasonOf(Exception error) => $"{error.GetType().Name}: {error.Message}";
}
