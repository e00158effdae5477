using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Inbox;

/// <summary>Sent as a metric label; never renumber.</summary>
public enum StoreNoticeStatus
{
    /// <summary>It and the job that looks at it are committed.</summary>
    Stored = 1,

    /// <summary>It came before: nothing happened.</summary>
    AlreadyStored = 2,

    /// <summary>Too many wait: it must come again.</summary>
    Full = 3,

    /// <summary>The queue is full: it must come again.</summary>
    Busy = 4,
}

/// <summary>
/// Writes notices down, with the jobs that will look at them, before their senders hear that they arrived. A group
/// commit: a burst of them costs few transactions.
/// </summary>
public sealed class StoreNotices : IAsyncDisposable
{
    /// <summary>Its handler stands where orders are settled.</summary>
    public const string JobKind = "payments.follow-notice";

    private readonly JobQueue jobs;
    private readonly InboxOptions options;
    private readonly GroupCommit<Notice, StoreNoticeStatus> queue;

    internal StoreNotices(
        Database database,
        JobQueue jobs,
        IOptions<InboxOptions> options,
        TimeProvider time,
        ILogger<StoreNotices> logger)
    {
        this.jobs = jobs;
        this.options = options.Value;
        queue = new GroupCommit<Notice, StoreNoticeStatus>(
            "payments.notices", database, this.options.Queue, time, logger, StoreNoticeStatus.Busy, RunAsync);
    }

    public async Task<StoreNoticeStatus> RunAsync(Notice notice)
    {
        var status = await queue.SubmitAsync(notice);
        if (status == StoreNoticeStatus.Stored) jobs.Wake(JobKind);
        return status;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    /// <summary>One answer per notice, in their order; two round trips for any number of them.</summary>
    internal async Task<IReadOnlyList<StoreNoticeStatus>> RunAsync(
        Transaction open, IReadOnlyList<Notice> notices, CancellationToken cancel)
    {
        // :: load
        var known = new HashSet<(string, string)>();
        var waiting = new List<(string Provider, long Count)>();
        var load = open.Round();
        NoticesStore.ReadKnown(load, notices, known);
        foreach (var provider in notices.Select(n => n.Provider).Distinct())
            NoticesStore.CountWaiting(load, [new(provider, options.WaitingMax)], waiting);
        await load.ExecuteAsync(cancel);

        // :: decide
        var left = waiting.ToDictionary(w => w.Provider, w => options.WaitingMax - w.Count, StringComparer.Ordinal);
        var answers = new StoreNoticeStatus[notices.Count];
        var fresh = new List<Notice>(notices.Count);
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Decide(notices[i], known, left);
            if (answers[i] == StoreNoticeStatus.Stored) fresh.Add(notices[i]);
        }

        // :: write, in the order of the keys, so that two lanes with the same notices do not wait in a circle
        if (fresh.Count == 0) return answers;
        fresh.Sort((one, other) => string.CompareOrdinal(one.DedupeKey, other.DedupeKey));
        var inserted = new HashSet<Guid>(fresh.Count);
        var write = open.Round();
        NoticesStore.Insert(write, fresh, inserted);
        // A notice that another node was first with leaves a job that finds nothing to do.
        jobs.Enqueue(write, fresh.ConvertAll(JobOf));
        await write.ExecuteAsync(cancel);
        for (var i = 0; i < answers.Length; i++)
        {
            var isOurs = answers[i] != StoreNoticeStatus.Stored || inserted.Contains(notices[i].Id);
            if (!isOurs) answers[i] = StoreNoticeStatus.AlreadyStored;
        }

        return answers;
    }

    private static StoreNoticeStatus Decide(
        Notice notice, HashSet<(string, string)> known, Dictionary<string, long> left)
    {
        if (!known.Add((notice.Provider, notice.DedupeKey))) return StoreNoticeStatus.AlreadyStored;
        if (left[notice.Provider]-- > 0) return StoreNoticeStatus.Stored;
        // It may come again within this batch, and is not known then either.
        known.Remove((notice.Provider, notice.DedupeKey));
        return StoreNoticeStatus.Full;
    }

    private static NewJob JobOf(Notice notice) =>
        new(JobKind, notice.Id.ToString("N"), notice.Id.ToString("N"), notice.ReceivedAt);
}
