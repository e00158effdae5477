using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Onair.Signals;

namespace Onair.Storage;

/// <summary>
/// Many requests, one transaction. A lane takes all that wait (at most <see cref="GroupCommitOptions.BatchCountMax"/>),
/// never waits for more, decides and writes them in one transaction, and answers after the commit. Batches grow with
/// load by themselves, so throughput grows with the number of waiting callers.
/// <code>
/// :: 1 collect   everything that waits, up to the limit; what missed its deadline is answered "busy"
/// :: 2 .. 4      load, decide, write: the room's function, one transaction
/// :: 5 answer    after the commit and never before
/// </code>
/// </summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TAnswer">What is answered, one per request, in the order of the requests.</typeparam>
public sealed class GroupCommit<TRequest, TAnswer> : IAsyncDisposable
{
    private readonly Database database;
    private readonly GroupCommitOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly string name;
    private readonly KeyValuePair<string, object?> label;
    private readonly TAnswer busy;
    private readonly Func<Transaction, IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> decide;
    private readonly Func<TRequest, bool> isRepeatable;
    private readonly Channel<Waiting> queue;
    private readonly OverloadGate gate;
    private readonly Task[] lanes;
    private readonly CancellationTokenSource stopping = new();

    /// <param name="name">For logs and metrics.</param>
    /// <param name="database">Where it is written.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">Deadlines.</param>
    /// <param name="logger">Told when a batch is split.</param>
    /// <param name="busy">The answer to who is not let in.</param>
    /// <param name="decide">Load, decide, write: in the transaction it is given, which it may be given again.</param>
    /// <param name="isRepeatable">True when doing the request twice is doing it once; null: all are so.</param>
    public GroupCommit(
        string name,
        Database database,
        GroupCommitOptions options,
        TimeProvider time,
        ILogger logger,
        TAnswer busy,
        Func<Transaction, IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> decide,
        Func<TRequest, bool>? isRepeatable = null)
    {
        this.name = name;
        label = new KeyValuePair<string, object?>("queue", name);
        this.database = database;
        this.options = options;
        this.time = time;
        this.logger = logger;
        this.busy = busy;
        this.decide = decide;
        this.isRepeatable = isRepeatable ?? (_ => true);
        gate = new OverloadGate(options.WaitTarget, options.WaitInterval, time);
        queue = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(options.QueueMax) { SingleReader = database.Lanes == 1 });
        lanes = [.. Enumerable.Range(0, database.Lanes).Select(_ => Task.Run(LaneAsync))];
    }

    /// <summary>Requests that wait now.</summary>
    public int Waiters => queue.Reader.Count;

    /// <summary>True while new requests are refused at the door; costs one volatile read.</summary>
    public bool IsOverloaded => gate.IsClosed && queue.Reader.Count > 0;

    /// <summary>
    /// Asks. The answer comes after the commit; "busy" comes at once when the queue is full or stands too long.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The database is away; nothing of this request was written, or
    /// it was and the same request asked again will say so.</exception>
    public Task<TAnswer> SubmitAsync(TRequest request)
    {
        var waiting = new Waiting(request, time.GetTimestamp());
        return !IsOverloaded && queue.Writer.TryWrite(waiting) ? waiting.Task : Task.FromResult(busy);
    }

    /// <summary>Answers what waits, then ends the lanes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        stopping.CancelAfter(options.Deadline);
        await Task.WhenAll(lanes);
        stopping.Dispose();
    }

    /// <summary>
    /// Where commits overlap, the next batch is taken as soon as the last one is decided, and two are on their way at
    /// most: one at the writer, one to the disk.
    /// </summary>
    private async Task LaneAsync()
    {
        var before = Task.CompletedTask;
        while (await queue.Reader.WaitToReadAsync())
        {
            // :: 1 collect
            var batch = Collect();
            if (batch.Count == 0) continue;
            var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var answered = DecideAsync(batch, decided);
            await before;
            before = answered;
            await (database.OverlapsCommits ? Task.WhenAny(decided.Task, answered) : answered);
        }

        await before;
    }

    private List<Waiting> Collect()
    {
        var batch = new List<Waiting>(Math.Min(options.BatchCountMax, queue.Reader.Count));
        while (batch.Count < options.BatchCountMax && queue.Reader.TryRead(out var waiting))
        {
            var waited = time.GetElapsedTime(waiting.Since);
            gate.Observe(waited, queueIsEmpty: queue.Reader.Count == 0);
            if (waited > options.Deadline) waiting.TrySetResult(busy);
            else batch.Add(waiting);
        }

        return batch;
    }

    private async Task DecideAsync(List<Waiting> batch, TaskCompletionSource decided, bool isSecondLook = false)
    {
        var requests = batch.ConvertAll(waiting => waiting.Request);
        IReadOnlyList<TAnswer> answers;
        using var activity = ShopSignals.Activities.StartActivity("group commit");
        activity?.SetTag("onair.queue", name).SetTag("onair.batch", requests.Count);
        ShopSignals.BatchSize.Record(requests.Count, label);
        ShopSignals.BatchWait.Record(time.GetElapsedTime(batch[0].Since).TotalSeconds, label);
        try
        {
            answers = await RunAsync(requests, decided);
        }
        catch (Exception error) when (batch.Count > 1 && !database.IsTransient(error))
        {
            // One poison request may not take its neighbours down: each is decided alone.
            StorageLog.BatchSplit(logger, batch.Count, name, error);
            foreach (var waiting in batch) await DecideAsync([waiting], decided, isSecondLook: true);
            return;
        }
        catch (Exception error) when (!isSecondLook && !database.IsTransient(error))
        {
            // Another lane or node may have been first with the same key: the second look finds what it wrote.
            StorageLog.BatchSplit(logger, batch.Count, name, error);
            await DecideAsync(batch, decided, isSecondLook: true);
            return;
        }
        catch (Exception error)
        {
            foreach (var waiting in batch) waiting.TrySetException(error);
            return;
        }

        // :: 5 answer
        for (var i = 0; i < answers.Count; i++) batch[i].TrySetResult(answers[i]);
    }

    /// <summary>
    /// A commit whose answer was lost is asked again: requests carry keys, and the second answer is the truth. Where
    /// one of them would be done twice, the callers hear that the outcome is not known.
    /// </summary>
    private async Task<IReadOnlyList<TAnswer>> RunAsync(List<TRequest> requests, TaskCompletionSource decided)
    {
        try
        {
            return await database.WriteAsync(open => DecideAsync(open, requests, decided), stopping.Token);
        }
        catch (Exception error) when (
            database.IsTransient(error) && requests.TrueForAll(request => isRepeatable(request)))
        {
            return await database.WriteAsync(open => DecideAsync(open, requests, decided), stopping.Token);
        }
    }

    /// <summary>An answer too few would leave a caller waiting for ever, so it is refused before the commit.</summary>
    private async Task<IReadOnlyList<TAnswer>> DecideAsync(
        Transaction open, List<TRequest> requests, TaskCompletionSource decided)
    {
        var answers = await decide(open, requests, stopping.Token);
        if (answers.Count != requests.Count)
            throw new InvalidOperationException($"{name}: {answers.Count} answers to {requests.Count} requests");
        decided.TrySetResult();
        return answers;
    }

    private sealed class Waiting(TRequest request, long since)
        : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TRequest Request => request;

        public long Since => since;
    }
}
