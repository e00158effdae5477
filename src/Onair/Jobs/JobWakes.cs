using System.Collections.Concurrent;

namespace Onair.Jobs;

/// <summary>
/// Which kinds were woken on this node since the worker last looked, and which jobs it was handed. Without a worker
/// (the CLI) it only holds a few names, and takes nothing.
/// </summary>
internal sealed class JobWakes(TimeProvider time) : IDisposable
{
    /// <summary>
    /// Jobs of a kind that may be handed over and not begun: some seconds of work. Beyond it they are written to wait,
    /// for any node.
    /// </summary>
    private const int handedMax = 64;

    private readonly ConcurrentDictionary<string, bool> woken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Job>> handed = new(StringComparer.Ordinal);

    public WakeSignal Signal { get; } = new(time);

    public void Wake(string kind)
    {
        woken.TryAdd(kind, true);
        Signal.Set();
    }

    public bool IsWoken(string kind) => woken.ContainsKey(kind);

    /// <summary>True once per wake.</summary>
    public bool Take(string kind) => woken.TryRemove(kind, out _);

    /// <summary>From now on this node's workers run what they are handed of a kind.</summary>
    public void Open(string kind) => handed.TryAdd(kind, []);

    public bool CanHand(string kind) => handed.TryGetValue(kind, out var queue) && queue.Count < handedMax;

    /// <summary>A job that this node has leased already.</summary>
    public void Hand(Job job)
    {
        handed[job.Kind].Enqueue(job);
        Signal.Set();
    }

    public bool HasHanded(string kind) => handed.TryGetValue(kind, out var queue) && !queue.IsEmpty;

    public List<Job> TakeHanded(string kind, int max)
    {
        var jobs = new List<Job>();
        if (!handed.TryGetValue(kind, out var queue)) return jobs;
        while (jobs.Count < max && queue.TryDequeue(out var job)) jobs.Add(job);
        return jobs;
    }

    public void Dispose() => Signal.Dispose();
}
