using Microsoft.Extensions.Logging.Abstractions;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>Requests are numbers, answers are the number of the row that was written.</summary>
public sealed class GroupCommitTest
{
    private const string busy = "busy";

    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_request_gets_its_own_answer_after_the_commit(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var batches = 0;
        await using var intake = Open(shop, new GroupCommitOptions(), async (open, requests) =>
        {
            Interlocked.Increment(ref batches);
            await Probe.InsertAsync(open, [.. requests.Select(n => Probe.Numbered(n))]);
            return [.. requests.Select(n => $"row {n}")];
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(async n =>
        {
            var answer = await intake.SubmitAsync(n);
            var seen = await shop.Database.ReadAsync(open => Probe.FindAsync(open, Probe.Numbered(n).Id), cancel);
            return (answer, seen.Count);
        }));
        Assert.Equal(Enumerable.Range(0, 500).Select(n => ($"row {n}", 1)), answers);
        Assert.True(batches < 500, $"{batches} transactions for 500 requests");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_poison_request_fails_alone(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var gate = new Gate();
        await using var intake = Open(shop, new GroupCommitOptions(), async (open, requests) =>
        {
            await gate.PassAsync();
            if (requests.Contains(13)) throw new FormatException("thirteen");
            await Probe.InsertAsync(open, [.. requests.Select(n => Probe.Numbered(n))]);
            return [.. requests.Select(n => $"row {n}")];
        });
        var answers = Enumerable.Range(0, 40).Select(n => intake.SubmitAsync(n)).ToArray();
        gate.Open();
        for (var n = 0; n < answers.Length; n++)
        {
            if (n == 13) await Assert.ThrowsAsync<FormatException>(() => answers[13]);
            else Assert.Equal($"row {n}", await answers[n]);
        }

        Assert.Equal(39, await Probe.CountAsync(shop.Database));
    }

    [Fact]
    public async Task A_batch_takes_no_more_than_its_maximum()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        var gate = new Gate();
        var sizes = new List<int>();
        await using var intake = Open(shop, new GroupCommitOptions { BatchCountMax = 4 }, async (_, requests) =>
        {
            await gate.PassAsync();
            sizes.Add(requests.Count);
            return [.. requests.Select(n => $"row {n}")];
        });
        var answers = Enumerable.Range(0, 20).Select(n => intake.SubmitAsync(n)).ToArray();
        gate.Open();
        await Task.WhenAll(answers);
        Assert.Equal(20, sizes.Sum());
        Assert.Equal(4, sizes.Max());
    }

    [Fact]
    public async Task A_full_queue_answers_busy_at_once()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        var gate = new Gate();
        await using var intake = Open(shop, new GroupCommitOptions { QueueMax = 3, BatchCountMax = 1 }, Echo(gate));
        var first = intake.SubmitAsync(1);
        await gate.Reached;
        // The first is being decided; three may wait, the fifth may not.
        Task<string>[] waiting = [intake.SubmitAsync(2), intake.SubmitAsync(3), intake.SubmitAsync(4)];
        var refused = intake.SubmitAsync(5);
        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Equal(busy, await refused);
        Assert.DoesNotContain(waiting, answer => answer.IsCompleted);
        gate.Open();
        Assert.Equal(["row 1", "row 2", "row 3", "row 4"], await Task.WhenAll([first, .. waiting]));
    }

    [Fact]
    public async Task A_request_that_missed_its_deadline_is_answered_busy_and_not_written()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        var gate = new Gate();
        var decided = new List<int>();
        var options = new GroupCommitOptions { BatchCountMax = 1, Deadline = TimeSpan.FromSeconds(5) };
        await using var intake = Open(shop, options, async (_, requests) =>
        {
            await gate.PassAsync();
            decided.AddRange(requests);
            return [.. requests.Select(n => $"row {n}")];
        });
        var first = intake.SubmitAsync(1);
        await gate.Reached;
        var late = intake.SubmitAsync(2);
        shop.Time.Advance(TimeSpan.FromSeconds(6));
        var fresh = intake.SubmitAsync(3);
        gate.Open();
        Assert.Equal(["row 1", busy, "row 3"], await Task.WhenAll(first, late, fresh));
        Assert.Equal([1, 3], decided);
    }

    [Fact]
    public async Task A_standing_queue_closes_the_door_and_an_empty_one_opens_it()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        var options = new GroupCommitOptions
        {
            BatchCountMax = 1,
            WaitTarget = TimeSpan.FromMilliseconds(100),
            WaitInterval = TimeSpan.FromMilliseconds(200),
        };
        var turns = new SemaphoreSlim(0);
        var reached = new SemaphoreSlim(0);
        await using var intake = Open(shop, options, async (_, requests) =>
        {
            reached.Release();
            await turns.WaitAsync(cancel);
            return [.. requests.Select(n => $"row {n}")];
        });
        var answers = Enumerable.Range(0, 6).Select(n => intake.SubmitAsync(n)).ToList();
        await reached.WaitAsync(cancel);
        Assert.False(intake.IsOverloaded);
        // Every turn takes 150 ms: each request taken has waited too long, and after 200 ms of that the door is closed.
        for (var turn = 0; turn < 3; turn++)
        {
            shop.Time.Advance(TimeSpan.FromMilliseconds(150));
            turns.Release();
            await reached.WaitAsync(cancel);
        }

        Assert.True(intake.IsOverloaded);
        Assert.Equal(busy, await intake.SubmitAsync(100));
        turns.Release(10);
        Assert.Equal(["row 0", "row 1", "row 2", "row 3", "row 4", "row 5"], await Task.WhenAll(answers));
        Assert.False(intake.IsOverloaded);
        Assert.Equal("row 101", await intake.SubmitAsync(101));
    }

    [Fact]
    public async Task What_waits_is_answered_before_it_closes_and_what_comes_later_is_busy()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        var gate = new Gate();
        var intake = Open(shop, new GroupCommitOptions { BatchCountMax = 1 }, Echo(gate));
        var answers = Enumerable.Range(0, 5).Select(n => intake.SubmitAsync(n)).ToArray();
        var closing = intake.DisposeAsync();
        gate.Open();
        await closing;
        Assert.Equal(["row 0", "row 1", "row 2", "row 3", "row 4"], await Task.WhenAll(answers));
        Assert.Equal(busy, await intake.SubmitAsync(6));
    }

    [Fact]
    public async Task An_answer_too_few_is_an_error_and_not_a_caller_who_waits_for_ever()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        await using var intake = Open(shop, new GroupCommitOptions(), async (open, _) =>
        {
            await Probe.InsertAsync(open, Probe.Numbered(1));
            return [];
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => intake.SubmitAsync(1));
        Assert.Equal(0, await Probe.CountAsync(shop.Database));
    }

    private static Func<Transaction, IReadOnlyList<int>, Task<IReadOnlyList<string>>> Echo(Gate gate) =>
        async (_, requests) =>
    {
        await gate.PassAsync();
        return [.. requests.Select(n => $"row {n}")];
    };

    private static GroupCommit<int, string> Open(
        TestDatabase shop,
        GroupCommitOptions options,
        Func<Transaction, IReadOnlyList<int>, Task<IReadOnlyList<string>>> decide) =>
        new("test", shop.Database, options, shop.Time, NullLogger.Instance, busy,
            (open, requests, _) => decide(open, requests));

    /// <summary>Holds the lane until it is opened, and tells when the lane has come.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public void Open() => opened.TrySetResult();

        public Task PassAsync()
        {
            reached.TrySetResult();
            return opened.Task;
        }
    }
}
