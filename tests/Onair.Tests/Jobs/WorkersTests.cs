using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Jobs;

/// <summary>The hosted services as a node runs them, on the real clock; every wait is for something that
/// happens.</summary>
public sealed class WorkersTests
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Job_and_fact_are_worked_off_as_soon_as_they_are_woken(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var (ran, heard) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var handler = new Handler(job =>
        {
            ran.TrySetResult(job.Key);
            return JobResult.Done;
        });
        // With a minute between looks only the wake can explain an answer.
        await using var node = Node(shop, TimeSpan.FromMinutes(1), handler, new Listener(heard));
        await StartAsync(node);
        await LedAsync(shop);
        var (queue, outbox) = (node.GetRequiredService<JobQueue>(), node.GetRequiredService<FactOutbox>());
        var now = TimeProvider.System.GetUtcNow();
        await shop.Database.WriteAsync(
            async open =>
            {
                var round = open.Round();
                queue.Enqueue(round, [new NewJob(handler.Kind, "a", "{}", now)]);
                outbox.Append(round, [new Fact("OrderPlaced", Guid.CreateVersion7(now), now, "{}")]);
                await round.ExecuteAsync(Cancel);
            },
            Cancel);
        queue.Wake(handler.Kind);
        outbox.Wake();
        Assert.Equal("a", await ran.Task.WaitAsync(patience, Cancel));
        Assert.Equal("OrderPlaced", await heard.Task.WaitAsync(patience, Cancel));
        await StopAsync(node);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Job_of_another_node_is_found_without_a_wake(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var ran = new TaskCompletionSource();
        var handler = new Handler(_ =>
        {
            ran.TrySetResult();
            return JobResult.Done;
        });
        await using var node = Node(shop, TimeSpan.FromMilliseconds(20), handler);
        await StartAsync(node);
        await new WorkNode(shop).EnqueueAsync(handler.Kind, "a");
        await ran.Task.WaitAsync(patience, Cancel);
        await StopAsync(node);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Batches_of_one_kind_never_run_beside_more_than_their_maximum(Dialect dialect)
    {
        const int jobs = 60;
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var (running, most, done) = (0, 0, 0);
        var (both, all) = (new TaskCompletionSource(), new TaskCompletionSource());
        var handler = new Handler(async (batch, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == 2) both.TrySetResult();
            await both.Task.WaitAsync(patience, Cancel);
            Interlocked.Decrement(ref running);
            if (Interlocked.Add(ref done, batch.Count) == jobs) all.TrySetResult();
            return [.. batch.Select(_ => JobResult.Done)];
        }) { Options = { BatchMax = 3, WorkersMax = 2 } };
        await new WorkNode(shop).EnqueueAsync(handler.Kind, [.. Enumerable.Range(0, jobs).Select(i => $"{i}")]);
        await using var node = Node(shop, TimeSpan.FromMilliseconds(20), handler);
        await StartAsync(node);
        await all.Task.WaitAsync(patience, Cancel);
        await StopAsync(node);
        Assert.Equal(2, most);
        Assert.Equal(jobs, (await new WorkNode(shop).JobsAsync(JobState.Done)).Count);
    }

    [Fact]
    public async Task Quick_worker_gets_no_help()
    {
        const int jobs = 40;
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var (running, most, done) = (0, 0, 0);
        var all = new TaskCompletionSource();
        var handler = new Handler(async (batch, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            if (Interlocked.Add(ref done, batch.Count) == jobs) all.TrySetResult();
            return [.. batch.Select(_ => JobResult.Done)];
        }) { Options = { BatchMax = 1, WorkersMax = 4 } };
        await new WorkNode(shop).EnqueueAsync(handler.Kind, [.. Enumerable.Range(0, jobs).Select(i => $"{i}")]);
        await using var node = Node(shop, TimeSpan.FromMilliseconds(20), handler);
        node.GetRequiredService<IOptions<JobsOptions>>().Value.HelpAfter = TimeSpan.FromMinutes(1);
        await StartAsync(node);
        await all.Task.WaitAsync(patience, Cancel);
        await StopAsync(node);
        Assert.Equal(1, most);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stopping_lets_a_running_batch_end(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var (inside, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var handler = new Handler(async (batch, _) =>
        {
            inside.TrySetResult();
            await go.Task;
            return [.. batch.Select(_ => JobResult.Done)];
        }) { Options = { BatchMax = 1 } };
        await new WorkNode(shop).EnqueueAsync(handler.Kind, "a", "b");
        await using var node = Node(shop, TimeSpan.FromMilliseconds(20), handler);
        await StartAsync(node);
        await inside.Task.WaitAsync(patience, Cancel);
        var stopping = node.GetServices<IHostedService>().OfType<JobWorkers>().Single().StopAsync(Cancel);
        go.SetResult();
        await stopping.WaitAsync(patience, Cancel);
        await StopAsync(node);
        var jobs = await new WorkNode(shop).JobsAsync();
        Assert.Equal([JobState.Waiting, JobState.Done], jobs.Select(job => job.State).Order());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Batch_that_outlasts_the_stop_is_cancelled_and_given_back(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var inside = new TaskCompletionSource();
        var handler = new Handler(async (_, cancel) =>
        {
            inside.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return [];
        });
        await new WorkNode(shop).EnqueueAsync(handler.Kind, "a", "b");
        await using var node = Node(shop, TimeSpan.FromMilliseconds(20), handler);
        await StartAsync(node);
        await inside.Task.WaitAsync(patience, Cancel);
        await StopAsync(node).WaitAsync(patience, Cancel);
        Assert.All(
            await new WorkNode(shop).JobsAsync(),
            job => Assert.Equal((JobState.Waiting, 0), (job.State, job.Attempts)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Timed_verb_runs_on_one_of_two_nodes_and_moves_when_that_one_stops(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var (first, second) = (new Tick(), new Tick());
        await using var one = Node(shop, TimeSpan.FromMilliseconds(20), first);
        await using var two = Node(shop, TimeSpan.FromMilliseconds(20), second);
        await StartAsync(one);
        await first.RanAsync(2);
        await StartAsync(two);
        await first.RanAsync(5);
        Assert.Equal(0, second.Count);
        await StopAsync(one);
        var count = first.Count;
        await second.RanAsync(2);
        Assert.Equal(count, first.Count);
        await StopAsync(two);
    }

    [Fact]
    public async Task Timed_verb_that_found_as_much_as_its_limit_runs_again_at_once()
    {
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var tick = new Tick { Every = TimeSpan.FromHours(1), MoreAt = 3 };
        await using var node = Node(shop, TimeSpan.FromMilliseconds(20), tick);
        await StartAsync(node);
        await tick.RanAsync(4);
        await StopAsync(node);
        Assert.Equal(4, tick.Count);
    }

    [Fact]
    public async Task Wrong_options_of_a_kind_are_refused_at_the_start()
    {
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var handler = new Handler(_ => JobResult.Done) { Options = { BatchMax = 0 } };
        await using var node = Node(shop, TimeSpan.FromMilliseconds(20), handler);
        Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(
            () => node.GetServices<IHostedService>().Count());
    }

    [Fact]
    public async Task Signal_ends_a_wait_at_once_and_patience_ends_it_in_the_end()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var signal = new WakeSignal(time);
        signal.Set();
        signal.Set();
        await signal.WaitAsync(TimeSpan.FromHours(1), Cancel);
        var waiting = signal.WaitAsync(TimeSpan.FromHours(1), Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromHours(1));
        await waiting.WaitAsync(patience, Cancel);
    }

    private static ServiceProvider Node(TestDatabase shop, TimeSpan poll, params object[] rooms)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(TimeProvider.System)
            .AddSingleton(shop.OpenAnother())
            .AddJobs()
            .AddJobWorkers()
            .Configure<JobsOptions>(options =>
            {
                options.Poll = poll;
                options.StopWait = TimeSpan.FromMilliseconds(500);
                options.LeaderLease = TimeSpan.FromSeconds(1);
            });
        foreach (var room in rooms)
        {
            if (room is IJobHandler handler) services.AddSingleton(handler);
            if (room is IFactSubscriber subscriber) services.AddSingleton(subscriber);
            if (room is ITimedVerb verb) services.AddSingleton(verb);
        }

        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task StartAsync(ServiceProvider node)
    {
        foreach (var service in node.GetServices<IHostedService>()) await service.StartAsync(Cancel);
    }

    private static async Task StopAsync(ServiceProvider node)
    {
        foreach (var service in node.GetServices<IHostedService>().Reverse()) await service.StopAsync(Cancel);
    }

    /// <summary>Until the node leads the outbox: before that a wake is for another node.</summary>
    private static async Task LedAsync(TestDatabase shop)
    {
        var holders = new Sql("SELECT COUNT(*) FROM leases WHERE name = 'facts'");
        while (await shop.Database.ReadAsync(open => open.FirstAsync<long>(holders, null, Cancel), Cancel) == 0)
            await Task.Yield();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }

    private sealed class Listener(TaskCompletionSource<string> heard) : IFactSubscriber
    {
        public string Name => "listener";

        public bool Hears(string kind) => true;

        public Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel)
        {
            heard.TrySetResult(facts[0].Kind);
            return Task.CompletedTask;
        }
    }

    private sealed class Tick : ITimedVerb
    {
        private readonly ConcurrentDictionary<int, TaskCompletionSource> runs = new();
        private int count;

        public string Name => "tick";

        public TimeSpan Every { get; init; } = TimeSpan.FromMilliseconds(20);

        /// <summary>Runs that find more to do.</summary>
        public int MoreAt { get; init; }

        public int Count => Volatile.Read(ref count);

        public Task<bool> RunAsync(CancellationToken cancel)
        {
            var run = Interlocked.Increment(ref count);
            Of(run).TrySetResult();
            return Task.FromResult(run <= MoreAt);
        }

        public Task RanAsync(int times) => Of(times).Task.WaitAsync(patience, TestContext.Current.CancellationToken);

        private TaskCompletionSource Of(int run) => runs.GetOrAdd(
            run, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
