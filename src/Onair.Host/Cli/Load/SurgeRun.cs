using System.Diagnostics;
using System.Threading.Channels;

namespace Onair.Host.Cli.Load;

/// <summary>
/// One surge against a running shop.
/// 1 read    the price and the stock before; warm up
/// 2 send    on the schedule, whether or not earlier requests were answered
/// 3 pay     acknowledged orders, when asked to
/// 4 drain   wait for what is under way
/// 5 ask     the stock, then every acknowledged order
/// </summary>
internal sealed class SurgeRun(SurgeOptions asked, TimeProvider time)
{
    /// <summary>After which an unanswered request has failed; the shop's own deadlines are shorter.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private const int warmUpRounds = 40;
    private const int warmUpConnections = 32;

    private readonly Stopwatch clock = new();
    private SurgeOptions options = asked;
    private ShopOffer? offer;
    private SurgeSamples samples = new([]);
    private int underWay;
    private int placed;

    /// <summary>For a progress bar: requests whose time has come, of all.</summary>
    public int Sent { get; private set; }

    public int Total => samples.DueMicros.Length;

    public int Placed => Volatile.Read(ref placed);

    /// <summary>What the run does now, for people.</summary>
    public string Stage { get; private set; } = "reading the shop";

    /// <summary>Null, with the reason in <paramref name="refuse"/>, when the run cannot begin.</summary>
    /// <param name="due">The schedule of <see cref="SurgeOptions.Schedule"/>.</param>
    /// <param name="refuse">Takes the sentence that says why there was no run.</param>
    /// <param name="cancel">Ends the sending early; what was sent is still checked and reported.</param>
    public async Task<SurgeReport?> RunAsync(long[] due, Action<string> refuse, CancellationToken cancel)
    {
        // :: 1 read
        using var asking = new ShopClient(options.Url, SurgeCheck.ParallelMax, RequestTimeout);
        if (options.OnAir && !await AimAtOfferAsync(asking, refuse, cancel)) return null;
        var price = offer?.Price ?? await ShopPrice.FindAsync(asking, options.Sku, cancel);
        var before = await asking.ReadStockAsync(options.Sku, cancel);
        if (price is null || before is null)
        {
            refuse($"There is no shop at {options.Url} that sells '{options.Sku}'. Is it running (onair serve)?");
            return null;
        }

        // :: 2 send, :: 3 pay, :: 4 drain
        samples = new SurgeSamples(due) { Seconds = options.RunSeconds };
        using (var sending = new ShopClient(options.Url, options.Connections, RequestTimeout))
        {
            Stage = "warming up";
            await WarmUpAsync(sending, cancel);
            Stage = "selling";
            await SendAllAsync(sending, price.Value, cancel);
        }

        // :: 5 ask; the run is over, so an interruption no longer stops it
        Stage = "asking for every order";
        var after = await SurgeCheck.StockAfterAsync(asking, options.Sku, time);
        var findings = await SurgeCheck.OrdersAsync(asking, samples.Orders, time);
        return SurgeMaths.Report(options, samples, findings, before, after);
    }

    private async Task<bool> AimAtOfferAsync(ShopClient asking, Action<string> refuse, CancellationToken cancel)
    {
        offer = await ShopOffer.OnAirAsync(asking, cancel);
        if (offer is null)
        {
            refuse($"Nothing is on the air in the shop at {options.Url}. Is it running (onair serve)?");
            return false;
        }

        options = options with { Sku = offer.Sku };
        return true;
    }

    /// <summary>
    /// The generator's own code is compiled and its first connections are opened by orders without lines, which every
    /// shop refuses: otherwise the first second would measure the generator.
    /// </summary>
    private async Task WarmUpAsync(ShopClient client, CancellationToken cancel)
    {
        for (var round = 0; round < warmUpRounds && !cancel.IsCancellationRequested; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Connections, warmUpConnections)).Select(i =>
                client.PlaceAsync(OrderBody.Place("app", BodyCustomer.Numbered(i), []), $"warm-up-{i}", cancel)));
        }
    }

    private async Task SendAllAsync(ShopClient client, long price, CancellationToken cancel)
    {
        var toPay = Channel.CreateBounded<ToPay>(Math.Max(1, Total));
        using var paying = new ShopClient(options.Url, SurgePayment.ParallelMax, RequestTimeout);
        using var till = new SurgePayment(paying, options.Provider);
        var payment = options.Pay ? till.PayAllAsync(toPay.Reader, samples, clock) : Task.CompletedTask;

        var run = time.GetUtcNow().ToUnixTimeMilliseconds();
        clock.Start();
        samples.Intended = await Pacer.RunAsync(
            samples.DueMicros,
            clock,
            index =>
            {
                Sent = index + 1;
                Send(client, index, run, price, toPay.Writer);
            },
            cancel);
        if (samples.Intended < Total) samples.Seconds = clock.Elapsed.TotalSeconds;
        Stage = "waiting for the last answers";
        while (Volatile.Read(ref underWay) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), time, CancellationToken.None);
        toPay.Writer.Complete();
        await payment;
    }

    /// <summary>As the shop's own pages make them.</summary>
    private string NewKey() => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    private void Send(ShopClient client, int index, long run, long price, ChannelWriter<ToPay> toPay)
    {
        samples.LagMicros[index] = SurgeSamples.Clamp(Pacer.Micros(clock) - samples.DueMicros[index]);
        if (Interlocked.Increment(ref underWay) > options.Connections)
        {
            Interlocked.Decrement(ref underWay);
            samples.Outcomes[index] = PlaceOutcome.Failed;
            return;
        }

        _ = PlaceAsync(client, index, run, price, toPay);
    }

    private async Task PlaceAsync(
        ShopClient client, int index, long run, long price, ChannelWriter<ToPay> toPay)
    {
        var outcome = PlaceOutcome.Failed;
        try
        {
            var line = new BodyLine(options.Sku, options.Quantity, price, offer?.Id);
            var body = OrderBody.Place("app", BodyCustomer.Numbered((run * 7919) + index), [line]);
            var answer = await client.PlaceAsync(body, NewKey(), CancellationToken.None);
            outcome = answer.Outcome;
            if (outcome != PlaceOutcome.Placed) return;
            var order = new Acknowledged(
                answer.Number, answer.Token, options.Sku, options.Quantity, price * options.Quantity);
            samples.Orders[index] = order;
            Interlocked.Increment(ref placed);
            if (options.Pay) toPay.TryWrite(new ToPay(index, order, Pacer.Micros(clock)));
        }
        finally
        {
            samples.LatencyMicros[index] = SurgeSamples.Clamp(Pacer.Micros(clock) - samples.DueMicros[index]);
            samples.Outcomes[index] = outcome;
            Interlocked.Decrement(ref underWay);
        }
    }
}
