using System.Diagnostics;
using System.Net;
using Onair.Host.Cli.Load;

namespace Onair.Bench.Wire;

/// <summary>So many shoppers, each of whom asks again as soon as the last answer came.</summary>
internal sealed class ClosedLoop(GenerateRequest asked)
{
    private readonly Tally tally = new();
    private readonly Stopwatch clock = new();
    private readonly string host = $"{asked.Host}:{asked.Port}";
    private long key = asked.FirstKey;
    private volatile bool over;

    public async Task<GenerateAnswer> RunAsync()
    {
        clock.Start();
        var shoppers = Enumerable.Range(0, asked.Connections).Select(ShopAsync).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(asked.WarmUpSeconds + asked.Seconds));
        over = true;
        await Task.WhenAll(shoppers);
        var answer = tally.Answer(asked.Seconds, 0);
        return answer with { OfferedPerSecond = answer.PerSecond };
    }

    private async Task ShopAsync(int shopper)
    {
        // Not on the thread that starts them all: each connection's work goes on where its answer arrives.
        await Task.Yield();
        using var connection = new WireConnection(new IPEndPoint(IPAddress.Parse(asked.Host), asked.Port));
        var request = new OrderRequest(asked.Path, host, asked.RandomKeys, asked.Offer);
        var page = new PageRequest(asked.Path, host);
        var payment = new PaymentRequests(host);
        var random = new Random(shopper);
        while (!over)
        {
            var begun = Pacer.Micros(clock);
            var next = asked.IsForPages
                ? page.Next(random.Next(asked.Skus))
                : request.Next(Interlocked.Increment(ref key), random.Next(asked.Skus));
            var status = await connection.AskAsync(next);
            var pays = asked.Kind == GenerateKind.ClosedAndPay && status is >= 200 and < 300;
            if (pays && !await payment.PayAsync(connection)) status = 0;
            var ended = Pacer.Micros(clock);
            tally.Add(status, ended - begun, IsMeasured(ended));
        }
    }

    private bool IsMeasured(long micros) =>
        micros >= asked.WarmUpSeconds * 1e6 && micros < (asked.WarmUpSeconds + asked.Seconds) * 1e6;
}
