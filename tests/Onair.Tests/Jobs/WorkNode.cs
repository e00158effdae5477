using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Jobs;

/// <summary>A node of the shop as far as Jobs is concerned; several of them may share a database.</summary>
internal sealed class WorkNode
{
    private static int nodes;

    public WorkNode(TestDatabase shop, params IFactSubscriber[] subscribers)
        : this(shop.Database, shop.Time, subscribers)
    {
    }

    public WorkNode(Database database, FakeTimeProvider time, params IFactSubscriber[] subscribers)
    {
        Database = database;
        Time = time;
        Name = new JobNode($"node-{Interlocked.Increment(ref nodes)}");
        var options = Options.Create(Settings);
        Queue = new JobQueue(time, new JobWakes(time));
        Outbox = new FactOutbox(time, new FactWakes(time));
        Claim = new ClaimJobs(database, time);
        End = new EndJobs(database, time, new Random(7), NullLogger<EndJobs>.Instance);
        Run = new RunJobs(Claim, End, database, time, new Random(7), NullLogger<RunJobs>.Instance);
        Deliver = new DeliverFacts(database, subscribers, Name, options, time, NullLogger<DeliverFacts>.Instance);
        Redrive = new RedriveFacts(database, subscribers);
        List = new ListJobs(database);
        Show = new ShowJob(database);
        RedriveJobs = new RedriveJobs(database, Queue, time);
        PurgeJobs = new PurgeJobs(database, options, time);
        PurgeFacts = new PurgeFacts(database, options, time);
    }

    public Database Database { get; }

    public FakeTimeProvider Time { get; }

    public JobNode Name { get; }

    public JobsOptions Settings { get; } = new();

    public JobQueue Queue { get; }

    public FactOutbox Outbox { get; }

    public ClaimJobs Claim { get; }

    public EndJobs End { get; }

    public RunJobs Run { get; }

    public DeliverFacts Deliver { get; }

    public RedriveFacts Redrive { get; }

    public ListJobs List { get; }

    public ShowJob Show { get; }

    public RedriveJobs RedriveJobs { get; }

    public PurgeJobs PurgeJobs { get; }

    public PurgeFacts PurgeFacts { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task EnqueueAsync(string kind, params string[] keys) => Database.WriteAsync(
        open => Queue.EnqueueAsync(
            open, [.. keys.Select(key => new NewJob(kind, key, "{}", Time.GetUtcNow()))], Cancel),
        Cancel);

    public Task<int> RunAsync(IJobHandler handler) => Run.RunAsync(handler, Cancel, Cancel);

    public async Task<IReadOnlyList<Job>> JobsAsync(JobState? state = null) =>
        (await List.RunAsync(new ListJobsRequest(state, Limit: ListJobs.LimitMax), Cancel)).Jobs;

    public Task AppendAsync(params Fact[] facts) => Database.WriteAsync(
        open => Outbox.AppendAsync(open, facts, Cancel), Cancel);

    /// <summary>Takes the lease if it is free, then delivers until nothing waits.</summary>
    public async Task<DeliverFactsStatus> DeliverAllAsync()
    {
        await LeadAsync();
        DeliverFactsStatus status;
        do status = await Deliver.RunAsync(Cancel);
        while (status == DeliverFactsStatus.Delivered);
        return status;
    }

    public Task<LeaseStatus> LeadAsync() => Database.WriteAsync(
        open => Lease.TryTakeAsync(
            open, DeliverFacts.LeaseName, Name.Name, Time.GetUtcNow(), Settings.LeaderLease, Cancel),
        Cancel);
}

/// <summary>A handler that a test writes in place.</summary>
internal sealed class Handler(Func<IReadOnlyList<Job>, CancellationToken, Task<IReadOnlyList<JobResult>>> run)
    : IJobHandler
{
    public Handler(Func<Job, JobResult> run)
        : this((jobs, _) => Task.FromResult<IReadOnlyList<JobResult>>([.. jobs.Select(run)]))
    {
    }

    public string Kind => "test.kind";

    public JobKindOptions Options { get; } = new();

    public Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel) =>
        run(jobs, cancel);
}

/// <summary>Writes what it hears into a table, in the transaction it is handed; throws where a test says so.</summary>
internal sealed class Diary(string name = "diary") : IFactSubscriber
{
    private static readonly Sql create = new("""
        CREATE TABLE effects (
            seq integer PRIMARY KEY, subscriber text NOT NULL, stream text NOT NULL, payload text NOT NULL)
        """);

    private static readonly Sql insert = new("""
        INSERT INTO effects (seq, subscriber, stream, payload)
        SELECT COALESCE(MAX(seq), 0) + 1, @name, @stream, @payload FROM effects
        """);

    private static readonly Sql select = new(
        "SELECT stream AS Stream, payload AS Payload FROM effects WHERE subscriber = @name ORDER BY seq");

    public string Name => name;

    /// <summary>Runs after the effect of a fact was written, before the transaction ends.</summary>
    public Func<Fact, Task> After { get; set; } = _ => Task.CompletedTask;

    public static Task CreateAsync(Database database) => database.WriteAsync(
        open => open.ExecuteAsync(create, null, WorkNode.Cancel), WorkNode.Cancel);

    public bool Hears(string kind) => kind != "Unheard";

    public async Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel)
    {
        foreach (var fact in facts)
        {
            await open.ExecuteAsync(
                insert, new { name, stream = fact.Stream.ToString(), payload = fact.Payload }, cancel);
            await After(fact);
        }
    }

    public Task<List<Effect>> ReadAsync(Database database) => database.ReadAsync(
        open => open.QueryAsync<Effect>(select, new { name }, WorkNode.Cancel), WorkNode.Cancel);

    public async Task<List<string>> PayloadsAsync(Database database, Guid stream)
    {
        var effects = await ReadAsync(database);
        return [.. effects.Where(effect => effect.Stream == stream.ToString()).Select(effect => effect.Payload)];
    }

    internal sealed class Effect
    {
        public string Stream { get; init; } = "";

        public string Payload { get; init; } = "";
    }
}
