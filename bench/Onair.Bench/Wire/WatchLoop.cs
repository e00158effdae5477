using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Onair.Host.Cli.Load;

namespace Onair.Bench.Wire;

/// <summary>
/// Thousands of pages that watch a show, and shoppers who buy in it on a schedule. The only buyer there is, so that
/// "ordered" in an update says which orders it tells of: the time from an order's answer to each page that was told.
/// </summary>
internal sealed class WatchLoop(GenerateRequest asked)
{
    private const int opensAtOnce = 64;
    private const int bufferBytes = 4096;

    /// <summary>Every one of these counts each order; all of them each update's oldest order.</summary>
    private const int closeWatchers = 50;

    private static readonly TimeSpan settling = TimeSpan.FromSeconds(2);

    private readonly Tally tally = new();
    private readonly Tally told = new();
    private readonly Stopwatch clock = new();
    private readonly IPEndPoint server = new(IPAddress.Parse(asked.Host), asked.Port);
    private long[] answeredAt = [];
    private int answered;
    private int open;
    private volatile bool measuring;

    public async Task<GenerateAnswer> RunAsync()
    {
        clock.Start();
        var sockets = new List<Socket>(asked.Viewers);
        var watching = new List<Task>(asked.Viewers);
        try
        {
            while (sockets.Count < asked.Viewers)
            {
                var more = Enumerable.Range(0, Math.Min(opensAtOnce, asked.Viewers - sockets.Count))
                    .Select(_ => OpenAsync()).ToArray();
                foreach (var socket in await Task.WhenAll(more))
                {
                    watching.Add(WatchAsync(socket, sockets.Count));
                    sockets.Add(socket);
                }
            }

            await Task.Delay(settling);
            if (asked.Rate > 0) await BuyAsync();
            else await Task.Delay(TimeSpan.FromSeconds(asked.Seconds));
            await Task.Delay(settling);
            var answer = told.Answer(asked.Seconds, Volatile.Read(ref open));
            var orders = tally.Answer(asked.Seconds, 0);
            // PerSecond is of orders; the latencies are those of the updates.
            return answer with { PerSecond = orders.PerSecond, Failed = orders.Failed + asked.Viewers - open };
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    private async Task BuyAsync()
    {
        var due = Arrivals.Schedule(LoadShape.Flat(asked.Seconds), asked.Rate, timeScale: 1, secondsMax: null, seed: 20)
            ?? throw new InvalidOperationException("The schedule is too long.");
        answeredAt = new long[due.Length];
        var tills = new Stack<(WireConnection Connection, OrderRequest Request)>();
        var turn = new Lock();
        var underWay = 0;
        measuring = true;
        var buying = Stopwatch.StartNew();
        await Pacer.RunAsync(due, buying, index => _ = SendAsync(index), CancellationToken.None);
        while (Volatile.Read(ref underWay) > 0) await Task.Delay(5);

        async Task SendAsync(int index)
        {
            Interlocked.Increment(ref underWay);
            (WireConnection Connection, OrderRequest Request) till;
            lock (turn)
            {
                if (!tills.TryPop(out till))
                {
                    till = (
                        new WireConnection(server),
                        new OrderRequest(
                            asked.Path, $"{asked.Host}:{asked.Port}", asked.RandomKeys, asked.Offer));
                }
            }

            var status = await till.Connection.AskAsync(till.Request.Next(asked.FirstKey + index, 0));
            var now = Pacer.Micros(clock);
            if (status is >= 200 and < 300) answeredAt[Interlocked.Increment(ref answered) - 1] = now;
            tally.Add(status, Pacer.Micros(buying) - due[index], measured: true);
            lock (turn) tills.Push(till);
            Interlocked.Decrement(ref underWay);
        }
    }

    private async Task<Socket> OpenAsync()
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var request = $"GET /api/v1/live?broadcast={asked.Broadcast} HTTP/1.1\r\nHost: {asked.Host}\r\n"
            + "Accept: text/event-stream\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), SocketFlags.None);
        return socket;
    }

    private async Task WatchAsync(Socket socket, int number)
    {
        var buffer = new byte[bufferBytes];
        var seen = -1L;
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, SocketFlags.None);
                if (got == 0) return;
                var now = Pacer.Micros(clock);
                if (Ordered(buffer.AsSpan(0, got)) is not { } ordered) continue;
                if (seen < 0) Interlocked.Increment(ref open);
                else if (measuring) Count(seen, ordered, now, number % closeWatchers == 0);
                seen = ordered;
            }
        }
        catch (SocketException)
        {
            Interlocked.Decrement(ref open);
        }
        catch (ObjectDisposedException)
        {
            // The run is over.
        }
    }

    /// <summary>Orders are numbered from what was ordered when the run began: nothing.</summary>
    private void Count(long before, long after, long now, bool isClose)
    {
        var known = Volatile.Read(ref answered);
        for (var order = before; order < after && order < known; order++)
        {
            var at = Volatile.Read(ref answeredAt[order]);
            if (at > 0) told.Add(200, Math.Max(0, now - at), measured: true);
            if (!isClose) return;
        }
    }

    /// <summary>What the last update in these bytes says; null when they say nothing whole of it.</summary>
    private static long? Ordered(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.LastIndexOf("\"ordered\":"u8);
        if (at < 0) return null;
        var digits = bytes[(at + "\"ordered\":"u8.Length)..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end <= 0 ? null : long.Parse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
