using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Onair.Host.Cli.Load;

namespace Onair.Bench.Wire;

/// <summary>
/// Shoppers who come on a schedule, more than the shop can serve. Latency counts from when each was due. One who finds
/// no free connection has failed, and is counted.
/// </summary>
internal sealed class OpenLoop(GenerateRequest asked)
{
    private const int seed = 20;
    private const int noConnection = 0;

    private readonly Tally tally = new();
    private readonly Stopwatch clock = new();
    private readonly ConcurrentStack<Till> free = new();
    private int underWay;

    public async Task<GenerateAnswer> RunAsync()
    {
        var host = $"{asked.Host}:{asked.Port}";
        var server = new IPEndPoint(IPAddress.Parse(asked.Host), asked.Port);
        for (var i = 0; i < asked.Connections; i++)
        {
            free.Push(new Till(
                new WireConnection(server),
                new OrderRequest(asked.Path, host, asked.RandomKeys, asked.Offer),
                new PageRequest(asked.Path, host)));
        }

        var length = asked.WarmUpSeconds + asked.Seconds;
        var due = Arrivals.Schedule(LoadShape.Flat(length), asked.Rate, timeScale: 1, secondsMax: null, seed)
            ?? throw new InvalidOperationException("The schedule is too long.");
        clock.Start();
        await Pacer.RunAsync(due, clock, index => Send(index, due[index]), CancellationToken.None);
        while (Volatile.Read(ref underWay) > 0) await Task.Delay(5);
        while (free.TryPop(out var till)) till.Connection.Dispose();
        return tally.Answer(asked.Seconds, due.LongCount(IsMeasured));
    }

    private void Send(int index, long due)
    {
        if (IsMeasured(due)) tally.AddLag(Pacer.Micros(clock) - due);
        if (!free.TryPop(out var till))
        {
            tally.Add(noConnection, 0, IsMeasured(due));
            return;
        }

        Interlocked.Increment(ref underWay);
        _ = AskAsync(till, index, due);
    }

    private async Task AskAsync(Till till, int index, long due)
    {
        try
        {
            var status = await till.Connection.AskAsync(asked.IsForPages
                ? till.Page.Next(index % asked.Skus)
                : till.Request.Next(asked.FirstKey + index, index % asked.Skus));
            tally.Add(status, Pacer.Micros(clock) - due, IsMeasured(due));
        }
        finally
        {
            free.Push(till);
            Interlocked.Decrement(ref underWay);
        }
    }

    private bool IsMeasured(long due) => due >= asked.WarmUpSeconds * 1e6;

    private sealed record Till(WireConnection Connection, OrderRequest Request, PageRequest Page);
}
