using System.Threading.Channels;

namespace Onair.Jobs;

/// <summary>
/// "Look now, or at the latest after this long." Any number of sets before a look are one look. One waiter; anybody
/// may set. It allocates nothing per set, as the order path sets it after every commit.
/// </summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly Channel<bool> flag = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ITimer timer;

    public WakeSignal(TimeProvider time)
    {
        timer = time.CreateTimer(
            static signal => ((WakeSignal)signal!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set() => flag.Writer.TryWrite(true);

    /// <summary>Returns after a set or after <paramref name="patience"/>, whichever is first.</summary>
    public async ValueTask WaitAsync(TimeSpan patience, CancellationToken cancel)
    {
        timer.Change(patience, Timeout.InfiniteTimeSpan);
        await flag.Reader.ReadAsync(cancel);
    }

    public void Dispose() => timer.Dispose();
}
