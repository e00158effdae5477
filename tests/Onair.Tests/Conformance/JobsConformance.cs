using Microsoft.Data.Sqlite;
using Npgsql;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Jobs;

namespace Onair.Tests.Conformance;

/// <summary>The work queue on both databases.</summary>
public sealed class JobsConformance
{
    private const string kind = "test.kind";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Job_is_claimed_when_it_is_due_and_not_before(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var due = shop.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await shop.Database.WriteAsync(
            open => node.Queue.EnqueueAsync(open, [new NewJob(kind, "a", """{"order":1}""", due)], Cancel), Cancel);
        Assert.Empty(await node.Claim.DueAsync([kind, "other"], Cancel));
        Assert.Empty(await node.Claim.RunAsync(kind, new JobKindOptions(), Cancel));

        shop.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([kind], await node.Claim.DueAsync([kind, "other"], Cancel));
        var job = Assert.Single(await node.Claim.RunAsync(kind, new JobKindOptions(), Cancel));
        Assert.Equal(("a", """{"order":1}""", JobState.Leased, 1), (job.Key, job.Payload, job.State, job.Attempts));
        Assert.Equal(due, job.RunAt);
        Assert.Equal(shop.Time.GetUtcNow() + TimeSpan.FromSeconds(60), job.LeaseUntil);
        Assert.Empty(await node.Claim.DueAsync([kind], Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Oldest_due_jobs_are_claimed_first_and_no_more_than_a_batch(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var now = shop.Time.GetUtcNow();
        NewJob[] jobs = [.. Enumerable.Range(0, 10).Select(i => new NewJob(kind, $"{i}", "{}", now.AddSeconds(-i)))];
        await shop.Database.WriteAsync(open => node.Queue.EnqueueAsync(open, jobs, Cancel), Cancel);
        var claimed = await node.Claim.RunAsync(kind, new JobKindOptions { BatchMax = 4 }, Cancel);
        Assert.Equal(["9", "8", "7", "6"], claimed.Select(job => job.Key));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Asking_twice_is_asking_once_while_the_job_lives(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        await node.EnqueueAsync(kind, "a", "b", "a");
        await node.EnqueueAsync(kind, "a");
        Assert.Equal(2, (await node.JobsAsync()).Count);

        await node.EnqueueAsync("other", "a");
        var claimed = await node.Claim.RunAsync(kind, new JobKindOptions(), Cancel);
        await node.EnqueueAsync(kind, "a");
        Assert.Equal(3, (await node.JobsAsync()).Count);

        await node.End.RunAsync(new(), claimed, claimed.ConvertAll(_ => JobResult.Done), Cancel);
        await node.EnqueueAsync(kind, "a");
        Assert.Equal(4, (await node.JobsAsync()).Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Worker_that_lost_its_lease_cannot_end_the_job(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var (slow, fast) = (new WorkNode(shop), new WorkNode(shop.OpenAnother(), shop.Time));
        await slow.EnqueueAsync(kind, "a");
        var lost = await slow.Claim.RunAsync(kind, new JobKindOptions(), Cancel);
        Assert.Empty(await fast.Claim.RunAsync(kind, new JobKindOptions(), Cancel));

        shop.Time.Advance(TimeSpan.FromSeconds(60));
        var taken = Assert.Single(await fast.Claim.RunAsync(kind, new JobKindOptions(), Cancel));
        Assert.Equal(2, taken.Attempts);

        var owned = await slow.Database.WriteAsync(open => slow.Queue.CompleteAsync(open, lost, Cancel), Cancel);
        Assert.Empty(owned);
        foreach (var outcome in new[] { JobOutcome.Done, JobOutcome.Retry, JobOutcome.Snooze, JobOutcome.Dead })
            await slow.End.RunAsync(new(), lost, [new JobResult(outcome, "late")], Cancel);
        var job = Assert.Single(await fast.JobsAsync());
        Assert.Equal((JobState.Leased, taken.LeaseId), (job.State, job.LeaseId));

        owned = await fast.Database.WriteAsync(open => fast.Queue.CompleteAsync(open, [taken], Cancel), Cancel);
        Assert.Equal(taken.Id, Assert.Single(owned).Id);
        owned = await fast.Database.WriteAsync(open => fast.Queue.CompleteAsync(open, [taken], Cancel), Cancel);
        Assert.Empty(owned);
        job = Assert.Single(await fast.JobsAsync(JobState.Done));
        Assert.Equal(shop.Time.GetUtcNow(), job.EndedAt);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Completion_is_undone_with_the_transaction_that_held_its_effect(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        await node.EnqueueAsync(kind, "a");
        var jobs = await node.Claim.RunAsync(kind, new JobKindOptions(), Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Database.WriteAsync<int>(
            async open =>
            {
                Assert.Single(await node.Queue.CompleteAsync(open, jobs, Cancel));
                throw new InvalidOperationException("the effect failed");
            },
            Cancel));
        Assert.Equal(JobState.Leased, Assert.Single(await node.JobsAsync()).State);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_nodes_never_have_one_job_at_the_same_time(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        WorkNode[] nodes = [new(shop), new(shop.OpenAnother(), shop.Time)];
        await nodes[0].EnqueueAsync(kind, [.. Enumerable.Range(0, 300).Select(i => $"{i}")]);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var mine = new List<Guid>();
            while (true)
            {
                var jobs = await nodes[worker % 2].Claim.RunAsync(kind, new JobKindOptions { BatchMax = 7 }, Cancel);
                if (jobs.Count == 0) return mine;
                mine.AddRange(jobs.Select(job => job.Id));
            }
        })));
        var all = claimed.SelectMany(ids => ids).ToList();
        // A worker may find all that is left locked by another one's claim, and go; what it left is still claimed once.
        Assert.Equal(300, all.Count);
        Assert.Equal(300, all.Distinct().Count());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Failed_job_waits_its_backoff_and_is_dead_after_its_last_attempt(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var handler = new Handler(_ => throw new TimeoutException("the provider is silent"))
        {
            Options = { AttemptsMax = 3 },
        };
        await node.EnqueueAsync(kind, "a");
        for (var attempt = 1; attempt < 3; attempt++)
        {
            Assert.Equal(1, await node.RunAsync(handler));
            var waiting = Assert.Single(await node.JobsAsync(JobState.Waiting));
            Assert.Equal((attempt, "TimeoutException: the provider is silent"), (waiting.Attempts, waiting.Reason));
            var wait = waiting.RunAt - shop.Time.GetUtcNow();
            Assert.InRange(wait, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1 << (attempt - 1)));
            Assert.Equal(0, await node.RunAsync(handler));
            shop.Time.Advance(wait);
        }

        Assert.Equal(1, await node.RunAsync(handler));
        var dead = Assert.Single(await node.JobsAsync(JobState.Dead));
        Assert.Equal((3, "TimeoutException: the provider is silent"), (dead.Attempts, dead.Reason));
        shop.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await node.RunAsync(handler));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Snoozed_job_looks_again_without_spending_an_attempt(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var handler = new Handler(_ => new(JobOutcome.Snooze, null, shop.Time.GetUtcNow().AddMinutes(1)))
        {
            Options = { AttemptsMax = 1 },
        };
        await node.EnqueueAsync(kind, "a");
        for (var look = 0; look < 5; look++)
        {
            Assert.Equal(1, await node.RunAsync(handler));
            Assert.Equal(0, Assert.Single(await node.JobsAsync(JobState.Waiting)).Attempts);
            shop.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Poison_job_does_not_take_its_neighbours_down(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var handler = new Handler(
            job => job.Key == "poison" ? throw new FormatException("bad payload") : JobResult.Done);
        await node.EnqueueAsync(kind, "a", "b", "poison", "c");
        Assert.Equal(4, await node.RunAsync(handler));
        Assert.Equal(["a", "b", "c"], (await node.JobsAsync(JobState.Done)).Select(job => job.Key).Order());
        var poison = Assert.Single(await node.JobsAsync(JobState.Waiting));
        Assert.Equal(("poison", "FormatException: bad payload"), (poison.Key, poison.Reason));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Jobs_whose_worker_fell_silent_run_alone_and_end_at_their_last_attempt(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var batches = new List<int>();
        var handler = new Handler((jobs, _) =>
        {
            batches.Add(jobs.Count);
            return Task.FromResult<IReadOnlyList<JobResult>>([.. jobs.Select(_ => JobResult.Done)]);
        }) { Options = { AttemptsMax = 2 } };
        await node.EnqueueAsync(kind, "killer", "spent");
        // Claims that are never ended stand for a process that died while running them.
        await node.Claim.RunAsync(kind, new JobKindOptions { BatchMax = 1 }, Cancel);
        shop.Time.Advance(TimeSpan.FromMinutes(2));
        await node.Claim.RunAsync(kind, new JobKindOptions(), Cancel);
        await node.EnqueueAsync(kind, "c", "d");
        shop.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(4, await node.RunAsync(handler));
        Assert.Equal([2, 1], batches);
        var dead = Assert.Single(await node.JobsAsync(JobState.Dead));
        Assert.Equal((3, "every worker that ran it fell silent"), (dead.Attempts, dead.Reason));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Handler_that_outlasts_its_lease_is_cancelled_and_retried(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var handler = new Handler(async (_, cancel) =>
        {
            shop.Time.Advance(TimeSpan.FromSeconds(60));
            await Task.Delay(Timeout.InfiniteTimeSpan, shop.Time, cancel);
            return [];
        });
        await node.EnqueueAsync(kind, "a", "b");
        Assert.Equal(2, await node.RunAsync(handler));
        Assert.All(await node.JobsAsync(), job => Assert.Equal((JobState.Waiting, 1), (job.State, job.Attempts)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Dead_jobs_are_listed_shown_and_redriven(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var broken = new Handler(_ => new(JobOutcome.Dead, "no such order"));
        await node.EnqueueAsync(kind, "a", "b", "c");
        await node.RunAsync(broken);
        var page = await node.List.RunAsync(new(JobState.Dead, kind, Limit: 2), Cancel);
        var rest = await node.List.RunAsync(new(JobState.Dead, kind, page.Next!.Value, Limit: 2), Cancel);
        Assert.Equal((2, 1), (page.Jobs.Count, rest.Jobs.Count));
        Assert.Null(rest.Next);
        Assert.Equal(ListJobsStatus.Invalid, (await node.List.RunAsync(new(Limit: 0), Cancel)).Status);

        var one = page.Jobs[0];
        Assert.Equal("no such order", (await node.Show.RunAsync(one.Id, Cancel)).Job?.Reason);
        Assert.Equal(ShowJobStatus.NotFound, (await node.Show.RunAsync(Guid.Empty, Cancel)).Status);
        Assert.Equal(new(RedriveJobsStatus.Redriven, 1), await node.RedriveJobs.OneAsync(one.Id, Cancel));
        Assert.Equal(new(RedriveJobsStatus.NotDead, 0), await node.RedriveJobs.OneAsync(one.Id, Cancel));
        Assert.Equal(new(RedriveJobsStatus.NotFound, 0), await node.RedriveJobs.OneAsync(Guid.Empty, Cancel));

        await node.EnqueueAsync(kind, rest.Jobs[0].Key);
        Assert.Equal(new(RedriveJobsStatus.LiveAlready, 0), await node.RedriveJobs.OneAsync(rest.Jobs[0].Id, Cancel));
        Assert.Equal(new(RedriveJobsStatus.Redriven, 1), await node.RedriveJobs.AllAsync(kind, 100, Cancel));
        Assert.Equal(new(RedriveJobsStatus.Invalid, 0), await node.RedriveJobs.AllAsync(kind, 0, Cancel));
        Assert.Equal(3, await node.RunAsync(new Handler(_ => JobResult.Done)));
        var dead = Assert.Single(await node.JobsAsync(JobState.Dead));
        Assert.Equal(rest.Jobs[0].Id, dead.Id);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Redriving_a_kind_takes_one_job_per_key_and_no_more_than_its_limit(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        for (var life = 0; life < 2; life++)
        {
            await node.EnqueueAsync(kind, "a", "b", "c");
            await node.RunAsync(new Handler(_ => new(JobOutcome.Dead, "broken")));
            shop.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, (await node.RedriveJobs.AllAsync(kind, 2, Cancel)).Count);
        Assert.Equal(1, (await node.RedriveJobs.AllAsync(kind, 2, Cancel)).Count);
        Assert.Equal(0, (await node.RedriveJobs.AllAsync(kind, 2, Cancel)).Count);
        Assert.Equal(["a", "b", "c"], (await node.JobsAsync(JobState.Waiting)).Select(job => job.Key).Order());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Done_jobs_are_forgotten_after_a_day_and_dead_ones_stay(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop) { Settings = { PurgeMax = 2 } };
        await node.EnqueueAsync(kind, "a", "b", "c", "dead");
        await node.RunAsync(new Handler(job => job.Key == "dead" ? new(JobOutcome.Dead, "broken") : JobResult.Done));
        Assert.False(await node.PurgeJobs.RunAsync(Cancel));
        Assert.Equal(4, (await node.JobsAsync()).Count);

        shop.Time.Advance(TimeSpan.FromDays(1));
        Assert.True(await node.PurgeJobs.RunAsync(Cancel));
        Assert.False(await node.PurgeJobs.RunAsync(Cancel));
        Assert.Equal("dead", Assert.Single(await node.JobsAsync()).Key);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lag_counts_live_and_dead_jobs_and_tells_since_when_the_oldest_is_due(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        var measure = new MeasureJobs(shop.Database, shop.Time);
        var empty = await measure.RunAsync(Cancel);
        Assert.Empty(empty.Kinds);
        Assert.Equal((0, null, 0), (empty.EnvelopesWaiting, empty.OldestEnvelope, empty.FactsParked));

        var start = shop.Time.GetUtcNow();
        await node.EnqueueAsync(kind, "a", "b", "c");
        await node.AppendAsync(new Fact("OrderPlaced", Guid.CreateVersion7(start), start, "{}"));
        shop.Time.Advance(TimeSpan.FromSeconds(30));
        await node.Claim.RunAsync(kind, new JobKindOptions { BatchMax = 1 }, Cancel);
        var lag = await measure.RunAsync(Cancel);
        var waiting = Assert.Single(lag.Kinds);
        Assert.Equal(new(kind, 2, 1, 0, start), waiting);
        Assert.Equal(TimeSpan.FromSeconds(30), waiting.Behind(shop.Time.GetUtcNow()));
        Assert.Equal((1, start), (lag.EnvelopesWaiting, lag.OldestEnvelope));

        await node.RunAsync(new Handler(_ => new(JobOutcome.Dead, "broken")));
        Assert.Equal(new(kind, 0, 1, 2, null), Assert.Single((await measure.RunAsync(Cancel)).Kinds));
        shop.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(start.AddSeconds(90), Assert.Single((await measure.RunAsync(Cancel)).Kinds).OldestDue);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Verify_holds_over_all_states_and_finds_what_the_database_would_not_allow(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var node = new WorkNode(shop);
        await node.EnqueueAsync(kind, "done", "dead");
        await node.RunAsync(new Handler(job => job.Key == "dead" ? new(JobOutcome.Dead, "broken") : JobResult.Done));
        await node.EnqueueAsync(kind, "leased");
        await node.Claim.RunAsync(kind, new JobKindOptions(), Cancel);
        await node.EnqueueAsync(kind, "waiting", "waiting too");
        await node.AppendAsync(new Fact("OrderPlaced", Guid.Empty, shop.Time.GetUtcNow(), "{}"));
        var verify = new VerifyJobs(shop.Database);
        var clean = await verify.RunAsync(Cancel);
        Assert.Equal(
            [("jobs.state", 5L, true), ("jobs.live-key", 3L, true), ("facts.state", 1L, true)],
            clean.Select(one => (one.Invariant, one.Checked, one.Holds)));

        await BreakAsync(
            shop,
            "DROP INDEX jobs_live_key",
            "UPDATE jobs SET key = 'waiting' WHERE key = 'waiting too'",
            "UPDATE jobs SET lease_until = NULL WHERE key = 'leased'",
            "UPDATE jobs SET reason = 'odd' WHERE key = 'done'",
            "UPDATE outbox SET fact_count = 2");
        var broken = await verify.RunAsync(Cancel);
        Assert.Equal([2, 1, 1], broken.Select(one => one.Findings.Count));
        Assert.Equal($"jobs {kind} waiting", broken[1].Findings[0].Row);
        Assert.Equal("holds 1 facts, 2 were written", broken[2].Findings[0].Detail);
    }

    /// <summary>Past the database's own checks, as a disk that lies or a hand that slips would.</summary>
    private static async Task BreakAsync(TestDatabase shop, params string[] texts)
    {
        if (shop.Dialect == Dialect.Sqlite)
        {
            var path = Path.Combine(shop.Options.Data, "onair.db");
            await using var file = new SqliteConnection($"Data Source={path};Pooling=False");
            await file.OpenAsync(Cancel);
            foreach (var text in texts.Prepend("PRAGMA ignore_check_constraints = ON"))
            {
                await using var command = new SqliteCommand(text, file);
                await command.ExecuteNonQueryAsync(Cancel);
            }

            return;
        }

        await using var connection = new NpgsqlConnection(shop.Options.Postgres);
        await connection.OpenAsync(Cancel);
        foreach (var text in texts.Prepend("ALTER TABLE jobs DROP CONSTRAINT jobs_state"))
        {
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }
}
