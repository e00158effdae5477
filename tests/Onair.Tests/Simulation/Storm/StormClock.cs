using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Onair.Sandbox;

namespace Onair.Tests.Simulation.Storm;

/// <summary>
/// Moves the time that shop and gateways share. Work runs in real time on real sockets; when nothing moves any more,
/// everything waits for the clock, and the clock is moved to what is awaited next. Moving it a little early is
/// harmless:
/// it only means that the network was slow.
/// </summary>
internal sealed class StormClock(FakeTimeProvider time, SandboxHost sandbox)
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(5);

    /// <summary>Looks without any movement before the clock is moved.</summary>
    private const int stillMin = 4;

    /// <summary>Nothing that is awaited within one turn is further away.</summary>
    private static readonly TimeSpan stepMax = TimeSpan.FromSeconds(31);

    /// <summary>A turn that takes longer has met a fault of the storm itself.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    public DateTimeOffset Now => time.GetUtcNow();

    public void Forward(TimeSpan span) => time.Advance(span);

    /// <summary>Runs work to its end, moving the time whenever all of it waits.</summary>
    public async Task RunAsync(Task work)
    {
        var since = Stopwatch.GetTimestamp();
        var (seen, still) = (-1L, 0);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(look));
            var moved = Movement();
            still = moved == seen ? still + 1 : 0;
            seen = moved;
            if (still < stillMin) continue;
            still = 0;
            Step();
            if (Stopwatch.GetElapsedTime(since) > patience) throw new TimeoutException("A turn of the storm hangs.");
        }

        await work;
    }

    private void Step()
    {
        var next = sandbox.Clock.NextDue is { } due && due > Now ? due - Now : TimeSpan.FromSeconds(1);
        time.Advance(next < stepMax ? next : stepMax);
    }

    /// <summary>Whatever happens changes this: a call, a processor at work.</summary>
    private long Movement() =>
        sandbox.Faults.Counts().Sum(call => call.Calls) + Environment.CpuUsage.TotalTime.Ticks / look.Ticks;
}
