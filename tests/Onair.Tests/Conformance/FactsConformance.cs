using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Jobs;

namespace Onair.Tests.Conformance;

/// <summary>The outbox and its delivery on both databases.</summary>
public sealed class FactsConformance
{
    private static readonly Sql lockStream = new("UPDATE streams SET n = n + 1 WHERE id = @id");

    private static readonly Sql readStream = new("SELECT n FROM streams WHERE id = @id");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Facts_reach_every_subscriber_that_hears_them_in_order_and_once(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Diary.CreateAsync(shop.Database);
        var (first, second) = (new Diary("first"), new Diary("second"));
        var node = new WorkNode(shop, first, second);
        var stream = Stream(shop);
        await node.AppendAsync(Fact(shop, stream, 1), Fact(shop, stream, 2), Fact(shop, stream, 0, "Unheard"));
        await node.AppendAsync(Fact(shop, stream, 3));
        Assert.Equal(DeliverFactsStatus.NothingWaits, await node.DeliverAllAsync());
        Assert.Equal(DeliverFactsStatus.NothingWaits, await node.DeliverAllAsync());
        Assert.Equal(["1", "2", "3"], await first.PayloadsAsync(shop.Database, stream));
        Assert.Equal(["1", "2", "3"], await second.PayloadsAsync(shop.Database, stream));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_per_stream_survives_concurrent_writers_and_a_delivery_that_runs_beside_them(Dialect dialect)
    {
        const int streams = 5;
        const int rounds = 20;
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Diary.CreateAsync(shop.Database);
        await shop.Database.WriteAsync(
            async open =>
            {
                await open.ExecuteAsync(
                    new Sql("CREATE TABLE streams (id integer PRIMARY KEY, n integer NOT NULL)"), null, Cancel);
                for (var id = 0; id < streams; id++)
                    await open.ExecuteAsync(new Sql("INSERT INTO streams VALUES (@id, 0)"), new { id }, Cancel);
            },
            Cancel);
        var ids = Enumerable.Range(0, streams).Select(_ => Stream(shop)).ToArray();
        var diary = new Diary();
        var node = new WorkNode(shop, diary) { Settings = { FactsPerChunkMax = 3 } };
        var writers = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < rounds; i++)
            {
                var id = (writer + i) % streams;
                await node.Database.WriteAsync(
                    async open =>
                    {
                        // As the order path does: the stream's row is locked before the fact is appended.
                        await open.ExecuteAsync(lockStream, new { id }, Cancel);
                        var n = await open.FirstAsync<int>(readStream, new { id }, Cancel);
                        await node.Outbox.AppendAsync(open, [Fact(shop, ids[id], n)], Cancel);
                    },
                    Cancel);
            }
        })));
        while (!writers.IsCompleted) await node.DeliverAllAsync();
        await writers;
        await node.DeliverAllAsync();
        foreach (var stream in ids)
        {
            var expected = Enumerable.Range(1, 4 * rounds / streams).Select(n => $"{n}");
            Assert.Equal(expected, await diary.PayloadsAsync(shop.Database, stream));
        }
    }

    [Fact]
    public async Task Fact_that_appears_after_one_with_a_higher_id_is_not_skipped()
    {
        // SQLite has one writer: there the ids appear in their order.
        await using var shop = await TestDatabase.CreateAsync(Dialect.Postgres);
        await Diary.CreateAsync(shop.Database);
        var diary = new Diary();
        var node = new WorkNode(shop, diary);
        var (early, late) = (Stream(shop), Stream(shop));
        var (drawn, commit) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = shop.Database.WriteAsync(
            async open =>
            {
                await node.Outbox.AppendAsync(open, [Fact(shop, early, 1)], Cancel);
                drawn.SetResult();
                await commit.Task;
            },
            Cancel);
        await drawn.Task;
        await node.AppendAsync(Fact(shop, late, 2));
        await node.DeliverAllAsync();
        Assert.Equal(["2"], (await diary.ReadAsync(shop.Database)).Select(effect => effect.Payload));
        commit.SetResult();
        await slow;
        await node.DeliverAllAsync();
        Assert.Equal(["2", "1"], (await diary.ReadAsync(shop.Database)).Select(effect => effect.Payload));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Poison_fact_parks_its_stream_for_its_subscriber_and_nothing_else(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Diary.CreateAsync(shop.Database);
        var tries = 0;
        var (sick, well) = (new Diary("sick"), new Diary("well"));
        sick.After = fact =>
        {
            if (fact.Payload != "2") return Task.CompletedTask;
            tries++;
            throw new FormatException("cannot read 2");
        };
        var node = new WorkNode(shop, sick, well);
        var (poisoned, other) = (Stream(shop), Stream(shop));
        await node.AppendAsync(Fact(shop, other, 10));
        await node.AppendAsync(
            Fact(shop, poisoned, 1),
            Fact(shop, other, 11),
            Fact(shop, poisoned, 2),
            Fact(shop, poisoned, 3),
            Fact(shop, other, 12));
        await node.AppendAsync(Fact(shop, poisoned, 4), Fact(shop, other, 13));
        await node.DeliverAllAsync();
        await node.AppendAsync(Fact(shop, poisoned, 5), Fact(shop, other, 14));
        await node.DeliverAllAsync();

        // Once with the chunk, once with its envelope, then as often as the options say.
        Assert.Equal(2 + node.Settings.FactTriesMax, tries);
        Assert.Equal(["1"], await sick.PayloadsAsync(shop.Database, poisoned));
        Assert.Equal(["10", "11", "12", "13", "14"], await sick.PayloadsAsync(shop.Database, other));
        Assert.Equal(["1", "2", "3", "4", "5"], await well.PayloadsAsync(shop.Database, poisoned));

        var parked = (await new ListParkedFacts(shop.Database).RunAsync(new("sick"), Cancel)).Facts;
        Assert.Equal([("2", 3), ("3", 0), ("4", 0), ("5", 0)], parked.Select(fact => (fact.Payload, fact.Attempts)));
        Assert.Equal("FormatException: cannot read 2", parked[0].Reason);
        Assert.Equal((poisoned, 2, "Numbered"), (parked[0].Stream, parked[0].Ordinal, parked[0].Kind));
        Assert.Equal(shop.Time.GetUtcNow(), parked[0].FactAt);
        Assert.All(await new VerifyJobs(shop.Database).RunAsync(Cancel), one => Assert.True(one.Holds));
        Assert.Equal(4, (await new MeasureJobs(shop.Database, shop.Time).RunAsync(Cancel)).FactsParked);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Parked_facts_are_redriven_in_their_order(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Diary.CreateAsync(shop.Database);
        var isSick = true;
        var diary = new Diary
        {
            After = fact => isSick && fact.Payload is "1" or "2"
                ? throw new FormatException("cannot")
                : Task.CompletedTask,
        };
        var node = new WorkNode(shop, diary);
        var (one, two) = (Stream(shop), Stream(shop));
        await node.AppendAsync(Fact(shop, one, 1), Fact(shop, two, 2), Fact(shop, one, 3), Fact(shop, two, 4));
        await node.DeliverAllAsync();
        Assert.Empty(await diary.ReadAsync(shop.Database));

        Assert.Equal(RedriveFactsStatus.FailedAgain, (await node.Redrive.StreamAsync("diary", one, 10, Cancel)).Status);
        isSick = false;
        diary.After = fact => fact.Payload is "2" ? throw new FormatException("still cannot") : Task.CompletedTask;
        Assert.Equal(RedriveFactsStatus.LimitReached, (await node.Redrive.StreamAsync("diary", one, 1, Cancel)).Status);
        await node.AppendAsync(Fact(shop, one, 5));
        await node.DeliverAllAsync();
        var answer = await node.Redrive.AllAsync("diary", 10, Cancel);
        Assert.Equal(new(RedriveFactsStatus.FailedAgain, 2, "FormatException: still cannot"), answer);
        Assert.Equal(["1", "3", "5"], await diary.PayloadsAsync(shop.Database, one));
        var parked = (await new ListParkedFacts(shop.Database).RunAsync(new(), Cancel)).Facts;
        Assert.Equal([("2", 4), ("4", 0)], parked.Select(fact => (fact.Payload, fact.Attempts)));

        diary.After = _ => Task.CompletedTask;
        Assert.Equal(new(RedriveFactsStatus.Redriven, 2), await node.Redrive.AllAsync("diary", 10, Cancel));
        Assert.Equal(["2", "4"], await diary.PayloadsAsync(shop.Database, two));
        Assert.Equal(RedriveFactsStatus.NothingParked, (await node.Redrive.AllAsync("diary", 10, Cancel)).Status);
        answer = await node.Redrive.StreamAsync("diary", one, 1, Cancel);
        Assert.Equal(RedriveFactsStatus.NothingParked, answer.Status);
        Assert.Equal(RedriveFactsStatus.UnknownSubscriber, (await node.Redrive.AllAsync("nobody", 10, Cancel)).Status);
        Assert.Equal(RedriveFactsStatus.Invalid, (await node.Redrive.AllAsync("diary", 0, Cancel)).Status);
        await node.AppendAsync(Fact(shop, two, 6));
        await node.DeliverAllAsync();
        Assert.Equal(["2", "4", "6"], await diary.PayloadsAsync(shop.Database, two));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Node_that_stops_between_the_effect_and_the_mark_leaves_the_effect_for_once(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Diary.CreateAsync(shop.Database);
        using var stop = new CancellationTokenSource();
        var diary = new Diary();
        diary.After = fact =>
        {
            if (fact.Payload == "2") stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };
        var node = new WorkNode(shop, diary);
        var stream = Stream(shop);
        await node.AppendAsync(Fact(shop, stream, 1), Fact(shop, stream, 2), Fact(shop, stream, 3));
        await node.LeadAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Deliver.RunAsync(stop.Token));
        Assert.Empty(await diary.ReadAsync(shop.Database));

        diary.After = _ => Task.CompletedTask;
        await shop.ReopenAsync();
        await new WorkNode(shop, diary).DeliverAllAsync();
        Assert.Empty(await diary.ReadAsync(shop.Database));
        shop.Time.Advance(node.Settings.LeaderLease);
        await new WorkNode(shop, diary).DeliverAllAsync();
        Assert.Equal(["1", "2", "3"], await diary.PayloadsAsync(shop.Database, stream));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Only_the_holder_of_the_lease_delivers_and_the_lease_moves_when_it_lapses(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Diary.CreateAsync(shop.Database);
        var diary = new Diary();
        var (leader, standby) = (new WorkNode(shop, diary), new WorkNode(shop.OpenAnother(), shop.Time, diary));
        var stream = Stream(shop);
        await leader.AppendAsync(Fact(shop, stream, 1));
        Assert.Equal(LeaseStatus.Taken, await leader.LeadAsync());
        Assert.Equal(LeaseStatus.HeldByAnother, await standby.LeadAsync());
        Assert.Equal(DeliverFactsStatus.NotLeading, await standby.Deliver.RunAsync(Cancel));
        Assert.Equal(DeliverFactsStatus.Delivered, await leader.Deliver.RunAsync(Cancel));

        await leader.AppendAsync(Fact(shop, stream, 2));
        shop.Time.Advance(leader.Settings.LeaderLease);
        Assert.Equal(LeaseStatus.Taken, await standby.LeadAsync());
        // The old leader still believes; the row knows better.
        Assert.Equal(DeliverFactsStatus.NotLeading, await leader.Deliver.RunAsync(Cancel));
        Assert.Equal(DeliverFactsStatus.Delivered, await standby.Deliver.RunAsync(Cancel));
        Assert.Equal(["1", "2"], await diary.PayloadsAsync(shop.Database, stream));

        await standby.Database.WriteAsync(
            open => Lease.ReleaseAsync(
                open, DeliverFacts.LeaseName, standby.Name.Name, shop.Time.GetUtcNow(), Cancel),
            Cancel);
        Assert.Equal(LeaseStatus.Taken, await leader.LeadAsync());
    }

    [Fact]
    public async Task Lease_cannot_be_taken_while_its_holder_delivers_even_after_it_lapsed()
    {
        // On SQLite the single writer settles it.
        await using var shop = await TestDatabase.CreateAsync(Dialect.Postgres);
        await Diary.CreateAsync(shop.Database);
        var (inside, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new Diary
        {
            After = _ =>
            {
                inside.TrySetResult();
                return go.Task;
            },
        };
        var quick = new Diary();
        var (leader, standby) = (new WorkNode(shop, slow), new WorkNode(shop.OpenAnother(), shop.Time, quick));
        var stream = Stream(shop);
        await leader.AppendAsync(Fact(shop, stream, 1));
        await leader.LeadAsync();
        var delivery = leader.Deliver.RunAsync(Cancel);
        await inside.Task;
        shop.Time.Advance(TimeSpan.FromHours(1));
        var takeover = standby.DeliverAllAsync();
        Assert.False(takeover.IsCompleted);
        go.SetResult();
        Assert.Equal(DeliverFactsStatus.Delivered, await delivery);
        Assert.Equal(DeliverFactsStatus.NothingWaits, await takeover);
        Assert.Equal(["1"], await quick.PayloadsAsync(shop.Database, stream));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Delivered_envelopes_are_forgotten_after_a_week_and_waiting_ones_stay(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Diary.CreateAsync(shop.Database);
        var node = new WorkNode(shop, new Diary()) { Settings = { PurgeMax = 2 } };
        var stream = Stream(shop);
        for (var n = 1; n <= 3; n++) await node.AppendAsync(Fact(shop, stream, n));
        await node.DeliverAllAsync();
        await node.AppendAsync(Fact(shop, stream, 4));
        Assert.False(await node.PurgeFacts.RunAsync(Cancel));
        shop.Time.Advance(TimeSpan.FromDays(7));
        Assert.True(await node.PurgeFacts.RunAsync(Cancel));
        Assert.False(await node.PurgeFacts.RunAsync(Cancel));
        var kept = await shop.Database.ReadAsync(
            open => open.QueryAsync<string>(new Sql("SELECT payload FROM outbox"), null, Cancel), Cancel);
        Assert.Equal("4", Assert.Single(Envelope.Read(Assert.Single(kept))).Payload);
    }

    private static Guid Stream(TestDatabase shop) => Guid.CreateVersion7(shop.Time.GetUtcNow());

    private static Fact Fact(TestDatabase shop, Guid stream, int number, string kind = "Numbered") =>
        new(kind, stream, shop.Time.GetUtcNow(), $"{number}");
}
