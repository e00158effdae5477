using System.Diagnostics;

namespace Onair.Host.Cli.Load;

/// <summary>
/// Sends on time. One thread of its own wakes every millisecond and sends all that is due: no timer per request, no
/// spinning core, and a lag that stays near a millisecond and is measured.
/// </summary>
internal static class Pacer
{
    private const int tickMilliseconds = 1;

    /// <summary>Calls <paramref name="send"/> for every arrival in order, at its time, on one thread.</summary>
    /// <param name="dueMicros">Instants from the start, ascending.</param>
    /// <param name="start">The clock that <c>due</c> and the latencies count from.</param>
    /// <param name="send">Must only begin the request: what it does synchronously delays those behind it.</param>
    /// <param name="cancel">Ends the run early.</param>
    /// <returns>How many were sent: fewer than all when it was cancelled.</returns>
    public static Task<int> RunAsync(long[] dueMicros, Stopwatch start, Action<int> send, CancellationToken cancel) =>
        Task.Factory.StartNew(
            () => Run(dueMicros, start, send, cancel),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    public static long Micros(Stopwatch clock) => clock.ElapsedTicks * 1_000_000 / Stopwatch.Frequency;

    private static int Run(long[] dueMicros, Stopwatch start, Action<int> send, CancellationToken cancel)
    {
        var next = 0;
        using var never = new ManualResetEventSlim(false, spinCount: 0);
        while (next < dueMicros.Length && !cancel.IsCancellationRequested)
        {
            var now = Micros(start);
            while (next < dueMicros.Length && dueMicros[next] <= now) send(next++);
            never.Wait(tickMilliseconds, CancellationToken.None);
        }

        return next;
    }
}
