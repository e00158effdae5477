using Onair.Signals;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Leases due jobs to a worker of this node, in a transaction of its own.</summary>
internal sealed class ClaimJobs(Database database, TimeProvider time)
{
    /// <summary>Jobs of one kind in the order of their due times. Each has one attempt more than before.</summary>
    public async Task<List<Job>> RunAsync(string kind, JobKindOptions options, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // A lease id per batch: it is new for every claim, which is all that the guard of a completion needs.
        var claim = new Claim(kind, now, Guid.CreateVersion7(now), now + options.Lease, options.BatchMax);
        var jobs = await database.WriteAsync(
            async open =>
            {
                var claimed = new List<Job>(options.BatchMax);
                var round = open.Round();
                round.Read(JobsStore.Claim, [claim], JobsStore.ToJob, claimed);
                await round.ExecuteAsync(cancel);
                return claimed;
            },
            cancel);
        jobs.Sort(static (left, right) => left.RunAt.CompareTo(right.RunAt));
        var tag = new KeyValuePair<string, object?>("kind", kind);
        foreach (var job in jobs) ShopSignals.JobLag.Record((now - job.RunAt).TotalSeconds, tag);
        return jobs;
    }

    /// <summary>Which of the kinds have something to claim. A read: an idle node does not touch the writer.</summary>
    public Task<List<string>> DueAsync(IReadOnlyList<string> kinds, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(
            async open =>
            {
                var due = new List<string>(kinds.Count);
                var round = open.Round();
                round.Read(
                    JobsStore.DueKinds,
                    kinds.Select(kind => new DueKind(kind, now)).ToList(),
                    row => row.Text(0),
                    due);
                await round.ExecuteAsync(cancel);
                return due;
            },
            cancel);
    }
}
