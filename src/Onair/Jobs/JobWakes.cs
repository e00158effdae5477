using System.Collections.Concurrent;

namespace Onair.Jobs;

/// <summary>Which kinds were woken on this node since the worker last looked.
/// Without a worker (the CLI) it only holds a few names.</summary>
internal sealed class JobWakes(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> woken = new(StringComparer.Ordinal);

    public WakeSignal Signal { get; } = new(time);

    public void Wake(string kind)
    {
        woken.TryAdd(kind, true);
        Signal.Set();
    }

    public bool IsWoken(string kind) => woken.ContainsKey(kind);

    /// <summary>True once per wake.</summary>
    public bool Take(string kind) => woken.TryRemove(kind, out _);

    public void Dispose() => Signal.Dispose();
}
